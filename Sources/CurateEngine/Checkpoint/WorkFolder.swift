internal import CurateCore
internal import Files

/// The folder below an output folder that holds what is needed to go on after a stop: `.curate`.
///
/// It may be deleted at any time; a later run then starts from the inputs.
struct WorkFolder: Sendable {
    /// `out/lcqmc/.curate`
    let path: String

    init(output: String) { path = output + "/.curate" }

    /// Makes the folder, unless the output folder holds what other programs wrote: stale shards are removed from it.
    /// - Throws: `Diagnostic` in that case, `SystemFailure`.
    func claim(output: String) throws {
        if !FileSystem.exists(path), FileSystem.isDirectory(output), !FileSystem.exists(output + "/manifest.json"),
            try !FileSystem.list(output).isEmpty
        {
            throw Diagnostic(
                .error, "'\(output)' is not empty and not an output folder of curate.",
                hint: "Choose a new or an empty folder with --output.")
        }
        try FileSystem.createDirectories(path)
    }

    var lockPath: String { path + "/lock" }
    var inputsPath: String { path + "/inputs.json" }
    var timingsPath: String { path + "/timings.json" }

    /// The folder of a fragment's tasks; the name begins with what people recognize.
    func folder(_ fingerprint: String, named name: String) -> String {
        let plain = name.map { $0.isLetter || $0.isNumber ? $0 : "-" }
        return "\(path)/work/\(String(plain))-\(fingerprint.prefix(16))"
    }

    static func task(_ folder: String, _ number: Int) -> String {
        let digits = String(number)
        return folder + "/task-" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    }

    /// Removes stored fragments that are not among `current`, and temporary files of killed tasks.
    func sweep(keeping current: Set<String>) throws {
        for file in try FileSystem.list(path) where FileWriter.isTemporary(file) {
            try FileSystem.remove(path + "/" + file)
        }
        let root = path + "/work"
        guard FileSystem.exists(root) else { return }
        for name in try FileSystem.list(root) {
            let folder = root + "/" + name
            if !current.contains(folder) {
                try FileSystem.remove(folder)
            } else {
                for file in try FileSystem.list(folder) where FileWriter.isTemporary(file) {
                    try FileSystem.remove(folder + "/" + file)
                }
            }
        }
    }
}
