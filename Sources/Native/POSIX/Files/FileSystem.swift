import Glibc

/// Questions to and changes of the file system; paths are strings, relative ones from the working folder.
public enum FileSystem {
    /// True when something is at `path`, symbolic links followed.
    public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// True when `path` is a folder, symbolic links followed.
    public static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode.isFolder
    }

    /// True when `path` is a file of bytes, no folder, pipe or device; symbolic links are followed.
    public static func isRegularFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode.isRegularFile
    }

    /// The path without symbolic links and detours; as given where there is nothing.
    public static func resolved(_ path: String) -> String {
        guard let name = realpath(path, nil) else { return path }
        defer { free(name) }
        return String(cString: name)
    }

    /// Gives `source` the name `target`, in place of any file of that name. Throws `SystemFailure`.
    public static func rename(_ source: String, to target: String) throws {
        guard Glibc.rename(source, target) == 0 else {
            throw SystemFailure.last(doing: "renaming to \(target)", path: source)
        }
    }

    /// Bytes that an unprivileged process can still write on the volume of `path`. Throws `SystemFailure`.
    public static func freeBytes(at path: String) throws -> UInt64 {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else {
            throw SystemFailure.last(doing: "examining the volume of", path: path)
        }
        return UInt64(status.f_bavail) * UInt64(status.f_frsize)
    }

    /// The whole content of a file, pipe or device. Throws `SystemFailure`.
    public static func readAll(_ path: String) throws -> [UInt8] {
        let reader = try FileReader(path: path)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(try reader.size) + 1)
        while try reader.read(upTo: max(64 << 10, bytes.capacity - bytes.count), appendingTo: &bytes) > 0 {}
        return bytes
    }

    /// The files and folders that match a shell pattern (`*`, `?`, `[a-z]`), sorted bytewise; `**` is not special.
    ///
    /// Nothing matching gives an empty list. Throws `SystemFailure` when a folder cannot be read.
    public static func glob(_ pattern: String) throws -> [String] {
        var found = glob_t()
        defer { globfree(&found) }
        errno = 0
        let outcome = Glibc.glob(pattern, GLOB_NOSORT, stopUnlessMissing, &found)
        if outcome == GLOB_NOMATCH { return [] }
        guard outcome == 0 else {
            let code = outcome == GLOB_NOSPACE ? ENOMEM : errno == 0 ? EACCES : errno
            throw SystemFailure(code: code, doing: "matching", path: pattern)
        }
        let matches = UnsafeBufferPointer(start: found.gl_pathv, count: Int(found.gl_pathc))
        return bytewiseSorted(matches.compactMap { $0.map { String(cString: $0) } })
    }

    /// `path` from the root on, `.`, `..` and doubled slashes resolved by their spelling; links are not followed.
    public static func absolute(_ path: String) throws -> String {
        var parts: [Substring] = []
        let whole = path.hasPrefix("/") ? path : "\(try workingFolder())/\(path)"
        for part in whole.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    private static func workingFolder() throws -> String {
        guard let name = getcwd(nil, 0) else { throw SystemFailure.last(doing: "finding", path: "working folder") }
        defer { free(name) }
        return String(cString: name)
    }

    /// Folder and last part of `path`; the folder of a bare name is ".".
    static func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
        let folder = String(path[..<slash])
        return (folder.isEmpty ? "/" : folder, String(path[path.utf8.index(after: slash)...]))
    }

    static func bytewiseSorted(_ names: [String]) -> [String] {
        names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}

/// Tells `glob` to give up (1) on a folder it cannot read, but not on one that is not there.
private func stopUnlessMissing(_ path: UnsafePointer<CChar>?, _ code: Int32) -> Int32 {
    code == ENOENT || code == ENOTDIR ? 0 : 1
}
