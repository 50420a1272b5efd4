internal import Files

/// The files of a folder and the folders in it.
enum FolderScan {
    /// How far down files are looked for.
    private static let deepest = 4

    /// Sorted, hidden ones left out.
    static func files(below folder: String, depth: Int = 1) -> [String] {
        let names = ((try? FileSystem.list(folder)) ?? []).filter { !$0.hasPrefix(".") }.sorted()
        return names.flatMap { name -> [String] in
            let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
            guard FileSystem.isDirectory(path) else { return [path] }
            return depth < deepest ? files(below: path, depth: depth + 1) : []
        }
    }

    /// `.` for a bare name.
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// True for endings that corpora have; others are passed over in silence.
    static func looksLikeData(_ path: String) -> Bool {
        var name = path.lowercased()
        for packed in [".gz", ".zst"] where name.hasSuffix(packed) { name.removeLast(packed.count) }
        return ["txt", "tsv", "csv", "json", "jsonl", "xml", "data"].contains { name.hasSuffix("." + $0) }
    }
}
