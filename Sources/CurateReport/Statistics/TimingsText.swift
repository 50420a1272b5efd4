internal import CurateCore
public import CuratePlan

/// What a run took, stage by stage, for a terminal.
public struct TimingsText: Sendable {
    private let timings: RunTimings

    public init(_ timings: RunTimings) { self.timings = timings }

    public var text: String {
        var table = TextTable(["<time", "wall", "processor", "peak memory", "rows", "rows/s", "<"])
        for (phase, parts) in phases { table.add(row(phase, parts)) }
        let all = timings.parts
        table.add([
            "all", Quantities.duration(Self.sum(all, \.seconds)), Quantities.duration(Self.sum(all, \.cpuSeconds)),
            Quantities.bytes(all.map(\.peakBytes).max() ?? 0), "", "", "",
        ])
        let machine =
            "With \(Numbers.counted(timings.threads, "thread")) and a budget of \(Quantities.bytes(timings.memoryBytes))"
        return (table.lines + [machine + "."]).joined(separator: "\n")
    }

    /// In the order in which they ran.
    private var phases: [(String, [RunTimings.Part])] {
        var phases: [(name: String, parts: [RunTimings.Part])] = []
        for part in timings.parts {
            if phases.last?.name == part.phase {
                phases[phases.count - 1].parts.append(part)
            } else {
                phases.append((part.phase, [part]))
            }
        }
        return phases
    }

    private func row(_ phase: String, _ parts: [RunTimings.Part]) -> [String] {
        let seconds = Self.sum(parts, \.seconds)
        let rows = parts.map(\.rows).max() ?? 0
        let rate = rows > 0 && seconds > 0.005 ? Numbers.grouped(Int(Double(rows) / seconds)) : ""
        let wasReused = parts.allSatisfy { $0.tasks > 0 && $0.reused == $0.tasks }
        return [
            phase, Quantities.duration(seconds), Quantities.duration(Self.sum(parts, \.cpuSeconds)),
            Quantities.bytes(parts.map(\.peakBytes).max() ?? 0), rows > 0 ? Numbers.grouped(rows) : "", rate,
            wasReused ? "by an earlier run" : "",
        ]
    }

    private static func sum(_ parts: [RunTimings.Part], _ value: (RunTimings.Part) -> Double) -> Double {
        parts.reduce(0) { $0 + value($1) }
    }
}
