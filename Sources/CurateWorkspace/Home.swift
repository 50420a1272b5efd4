internal import Files

/// Where `data-schemas` and `pipelines` are.
public enum Home {
    /// The first that exists of: `CURATE_HOME`, the working folder and the folders above it, the folders above the
    /// program (a build in the repository), `share/curate` beside the program's `bin` (an installation).
    public static func folder(environment: [String: String], program: String) -> String? {
        var candidates: [String] = []
        if let home = environment["CURATE_HOME"], !home.isEmpty { candidates.append(home) }
        candidates += above((try? FileSystem.absolute(".")) ?? ".")
        let binary = (try? FileSystem.absolute(program)) ?? program
        candidates += above(binary)
        candidates += above(binary).prefix(3).map { $0 + "/share/curate" }
        return candidates.first { FileSystem.isDirectory($0 + "/data-schemas/corpora") }
    }

    private static func above(_ path: String) -> [String] {
        var folders: [String] = [path]
        var rest = path[...]
        while let slash = rest.lastIndex(of: "/") {
            rest = rest[..<slash]
            folders.append(rest.isEmpty ? "/" : String(rest))
        }
        return folders
    }
}
