/// What the resolver may ask about the file system; the caller answers.
public struct FolderView {
    public var exists: (String) -> Bool
    public var isDirectory: (String) -> Bool
    /// The names in a folder, in any order; none where it cannot be read.
    public var list: (String) -> [String]

    public init(
        exists: @escaping (String) -> Bool, isDirectory: @escaping (String) -> Bool,
        list: @escaping (String) -> [String]
    ) {
        self.exists = exists
        self.isDirectory = isDirectory
        self.list = list
    }

    /// The files that a pattern names, sorted. Hidden files are matched only by a pattern that starts with a dot.
    func files(matching pattern: String, in folder: String) -> [String] {
        var found = [folder]
        if pattern.hasPrefix("/") { found = ["/"] }
        for part in pattern.split(separator: "/") {
            found = found.flatMap { children(of: $0, matching: String(part)) }
        }
        return found.filter { !isDirectory($0) }.sorted()
    }

    private func children(of folder: String, matching part: String) -> [String] {
        guard GlobPattern.hasWildcard(part) else {
            let path = Self.join(folder, part)
            return exists(path) ? [path] : []
        }
        let pattern = GlobPattern(part)
        return list(folder).filter { name in
            (part.hasPrefix(".") || !name.hasPrefix(".")) && pattern.matches(name)
        }.map { Self.join(folder, $0) }
    }

    static func join(_ folder: String, _ name: String) -> String {
        if folder.isEmpty || folder == "." { return name }
        return folder.hasSuffix("/") ? folder + name : folder + "/" + name
    }
}
