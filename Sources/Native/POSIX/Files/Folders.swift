import Glibc

extension FileSystem {
    /// Names (not paths) in `folder`, hidden ones included, sorted bytewise. Throws `SystemFailure`.
    public static func list(_ folder: String) throws -> [String] {
        guard let stream = opendir(folder) else { throw SystemFailure.last(doing: "listing", path: folder) }
        defer { closedir(stream) }
        var names: [String] = []
        errno = 0
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw SystemFailure.last(doing: "listing", path: folder) }
        return bytewiseSorted(names)
    }

    /// Creates the folder at `path` and those above it; one that exists is left as it is. Throws `SystemFailure`.
    public static func createDirectories(_ path: String) throws {
        if isDirectory(path) { return }
        let parent = split(path.trimmingSlashes()).folder
        if parent != path && !isDirectory(parent) { try createDirectories(parent) }
        if mkdir(path, 0o777) == 0 { return }
        let failure = SystemFailure.last(doing: "creating folder", path: path)
        // Another process may have been quicker; asking for it changes `errno`.
        if !isDirectory(path) { throw failure }
    }

    /// Removes a file, or a folder with all that is in it; links are removed, not followed.
    ///
    /// Nothing at `path` is no error. Throws `SystemFailure`.
    public static func remove(_ path: String) throws {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT { return }
            throw SystemFailure.last(doing: "removing", path: path)
        }
        if status.st_mode.isFolder {
            for name in try list(path) { try remove("\(path)/\(name)") }
        }
        guard Glibc.remove(path) == 0 || errno == ENOENT else {
            throw SystemFailure.last(doing: "removing", path: path)
        }
    }

    /// Bytes in all regular files under `folder`, by their sizes; links are not followed.
    ///
    /// What vanishes meanwhile counts nothing. Throws `SystemFailure`.
    public static func totalSize(_ folder: String) throws -> UInt64 {
        var total: UInt64 = 0
        for name in try list(folder) {
            let path = "\(folder)/\(name)"
            var status = stat()
            guard lstat(path, &status) == 0 else {
                if errno == ENOENT { continue }
                throw SystemFailure.last(doing: "examining", path: path)
            }
            if status.st_mode.isFolder { total += try totalSize(path) }
            if status.st_mode.isRegularFile { total += UInt64(status.st_size) }
        }
        return total
    }

    /// Creates an empty folder of its own under `TMPDIR` or `/tmp` and returns its path. Throws `SystemFailure`.
    public static func createTemporaryDirectory(prefix: String = "curate") throws -> String {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var name = Array("\(parent)/\(prefix)-XXXXXX".utf8CString)
        guard name.withUnsafeMutableBufferPointer({ $0.baseAddress.flatMap { mkdtemp($0) } }) != nil else {
            throw SystemFailure.last(doing: "creating a temporary folder in", path: parent)
        }
        return String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

extension String {
    /// Without slashes at the end, the root apart.
    func trimmingSlashes() -> String {
        var text = self
        while text.utf8.count > 1 && text.hasSuffix("/") { text.removeLast() }
        return text
    }
}
