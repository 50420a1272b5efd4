import ArgumentParser
import CurateEngine
import Files
import Foundation

/// Options about how much of the machine a command may use.
struct MachineOptions: ParsableArguments {
    @Option(help: "Threads to use (default: all processors).")
    var threads: Int?

    @Option(help: "Peak resident memory to keep to, such as 512MiB or 2GB (default: a quarter of the machine's).")
    var memory: String?

    func validate() throws {
        if let threads, threads < 1 { throw ValidationError("--threads must be at least 1.") }
        if let memory, Self.bytes(memory) == nil {
            throw ValidationError("--memory '\(memory)' is not a size; write for example 512MiB or 2GB.")
        }
        if let memory, let bytes = Self.bytes(memory), bytes < 80 << 20 {
            throw ValidationError("--memory must be at least 80MiB.")
        }
    }

    var threadCount: Int { threads ?? ProcessUsage.availableProcessors }

    var memoryBytes: Int {
        memory.flatMap(Self.bytes) ?? max(256 << 20, Int(ProcessUsage.physicalMemoryBytes / 4))
    }

    /// Reads `512MiB`, `2GB`, `1.5G` or a plain number of bytes.
    static func bytes(_ text: String) -> Int? {
        let units: [(String, Double)] = [
            ("KIB", 1024), ("MIB", 1_048_576), ("GIB", 1_073_741_824), ("KB", 1e3), ("MB", 1e6), ("GB", 1e9),
            ("K", 1024), ("M", 1_048_576), ("G", 1_073_741_824), ("B", 1), ("", 1),
        ]
        let upper = text.uppercased().filter { $0 != " " }
        for (unit, factor) in units where upper.hasSuffix(unit) {
            if let number = Double(upper.dropLast(unit.count)), number > 0 { return Int(number * factor) }
        }
        return nil
    }
}

/// Where teachers' answers are kept.
struct TeacherStoreOptions: ParsableArguments {
    @Option(help: "Folder in which teachers' answers are kept, for several runs (default: in the output folder).")
    var teacherStore: String?

    func folder(output: String) -> String { teacherStore ?? output + "/.curate/teachers" }
}

/// Options about which pipeline and with which values.
struct PipelineOptions: ParsableArguments {
    @Argument(help: "The pipeline, a YAML file.", completion: .file(extensions: ["yaml", "yml"]))
    var pipeline: String

    @Option(name: .customLong("set"), help: "Override a value: --set stages.clean.max_chars=60. May be repeated.")
    var overrides: [String] = []
}
