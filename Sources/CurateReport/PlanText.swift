internal import CurateCore
public import CuratePlan
import Foundation

/// A plan for people.
public struct PlanText: Sendable {
    private let plan: Plan
    private let threads: Int
    private let memoryBytes: Int

    public init(_ plan: Plan, threads: Int, memoryBytes: Int) {
        self.plan = plan
        self.threads = threads
        self.memoryBytes = memoryBytes
    }

    public var text: String {
        ([head, "", "inputs"] + inputs + teachers + ["", "stages"] + stages + ["", "fragments"] + fragments + [
            "", "outputs",
        ]
            + outputs + ["", "estimates"] + estimates).joined(separator: "\n")
    }

    private var head: String {
        let order = plan.shuffled ? "training records in seeded random order" : "records in input order"
        return "\(plan.name): seed \(plan.seed), \(plan.partitions) partitions, \(order)"
    }

    private var inputs: [String] {
        plan.inputs.map { input in
            let source = plan.roster.sources[input.source]
            let role = source.heldOut ? "held out" : "train"
            return "  \(source.name)  \(role)  \(input.path)  (\(input.layout.name): \(input.layout.format.rawValue), "
                + "\(Self.size(input.bytes)))"
        }
    }

    private var teachers: [String] {
        plan.teachers.isEmpty
            ? []
            : ["", "teachers"]
                + plan.teachers.map { "  \($0.spec.name)  \($0.spec.kind)  \($0.identity)" }
    }

    private var stages: [String] {
        plan.entries.map { entry in
            let options = entry.options.values.sorted { $0.key < $1.key }.map { "\($0.key): \(Self.word($0.value))" }
            return options.isEmpty ? "  \(entry.kind)" : "  \(entry.kind): {\(options.joined(separator: ", "))}"
        }
    }

    /// A file that an option names is told by its name.
    private static func word(_ value: OptionValue) -> String {
        guard case .map = value, let file = OptionFile(value) else { return value.yaml }
        return OptionValue.string(file.name).yaml
    }

    private var fragments: [String] {
        plan.fragments.enumerated().map { number, fragment in
            var parts = ["  \(number) \(fragment.name)"]
            if let steps = fragment.steps, !steps.isEmpty {
                parts.append("runs " + plan.steps[steps].map(\.name).joined(separator: ", "))
            }
            if let base = fragment.base { parts.append("reads \(base)") }
            if !fragment.observes.isEmpty {
                parts.append(
                    "observes for " + fragment.observes.map { plan.steps[$0.step].name }.joined(separator: ", "))
            }
            return parts.joined(separator: "; ")
        }
    }

    private var outputs: [String] {
        plan.outputs.map {
            "  data/\($0.view)/*.\($0.format)  at most \($0.maxRows) rows and about \(Self.size(UInt64($0.maxBytes))) a shard"
        }
    }

    /// From file sizes alone; a record of these corpora takes about 70 bytes in a file.
    private var estimates: [String] {
        let bytes = plan.inputs.reduce(0) { $0 + $1.bytes }
        return [
            "  records: about \(bytes / 70)", "  work on disk: about \(Self.size(bytes * 4))",
            "  memory: at most \(Self.size(UInt64(memoryBytes))) with \(threads) threads",
        ]
    }

    static func size(_ bytes: UInt64) -> String {
        switch bytes {
        case ..<1000: "\(bytes) B"
        case ..<1_000_000: String(format: "%.1f kB", Double(bytes) / 1e3)
        case ..<1_000_000_000: String(format: "%.1f MB", Double(bytes) / 1e6)
        default: String(format: "%.1f GB", Double(bytes) / 1e9)
        }
    }
}
