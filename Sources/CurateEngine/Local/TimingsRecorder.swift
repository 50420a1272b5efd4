internal import CuratePlan
import Foundation
internal import Files

/// Keeps `.curate/timings.json`: what each fragment took, in this run or in the one that did its work.
///
/// A file that cannot be written fails no run.
struct TimingsRecorder {
    private let path: String
    private let meter: RunMeter
    private let earlier: [String: RunTimings.Part]
    private var timings: RunTimings
    private var began: (wall: Double, cpu: Double, peak: Int) = (0, 0, 0)

    init(_ context: RunContext) {
        path = context.work.timingsPath
        meter = context.meter
        let known = Self.load(path)?.parts ?? []
        earlier = Dictionary(known.map { ($0.key, $0) }) { first, _ in first }
        timings = RunTimings(
            fingerprint: context.names.run, threads: context.settings.threads,
            memoryBytes: context.settings.memoryBytes)
    }

    static func load(_ path: String) -> RunTimings? {
        guard let bytes = try? FileSystem.readAll(path) else { return nil }
        return try? JSONDecoder().decode(RunTimings.self, from: Data(bytes))
    }

    /// Seconds that fragments took in an earlier run, by the fragments' names: their inputs may have been others.
    static func seconds(_ path: String, of plan: Plan) -> [Int: Double] {
        let known = Dictionary((load(path)?.parts ?? []).map { ($0.name, $0.seconds) }) { first, _ in first }
        return Dictionary(
            uniqueKeysWithValues: plan.fragments.indices.compactMap { number in
                known[plan.fragments[number].name].map { (number, $0) }
            })
    }

    mutating func begin() {
        meter.begin()
        began = (Clock.monotonicSeconds, ProcessUsage.cpuSeconds, Int(ProcessUsage.peakResidentBytes))
    }

    /// - Returns: how many seconds the fragment took now.
    mutating func end(_ part: RunPart, key: String, phase: String) -> Double {
        let seconds = Clock.monotonicSeconds - began.wall
        let seen = meter.end()
        let peak = Int(ProcessUsage.peakResidentBytes)
        var entry = RunTimings.Part(
            key: key, name: part.name, phase: phase, seconds: seconds, cpuSeconds: ProcessUsage.cpuSeconds - began.cpu,
            peakBytes: peak > began.peak ? peak : seen.peakBytes, rows: seen.rows, tasks: part.tasks,
            reused: part.reused)
        if part.reused > 0, let before = earlier[key] { entry.add(before) }
        timings.parts.append(entry)
        timings.peakBytes = peak
        save()
        return seconds
    }

    private func save() {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(timings), let writer = try? FileWriter(path: path) else { return }
        try? writer.write(Array(data) + [10])
        try? writer.publish(sync: false)
    }
}

extension RunTimings.Part {
    /// Takes in what an earlier run took for the tasks that are reused; finding them took next to nothing.
    fileprivate mutating func add(_ before: RunTimings.Part) {
        let isFound = reused == tasks && rows == 0
        seconds = before.seconds + (isFound ? 0 : seconds)
        cpuSeconds = before.cpuSeconds + (isFound ? 0 : cpuSeconds)
        peakBytes = isFound ? before.peakBytes : max(peakBytes, before.peakBytes)
        rows += before.rows
    }
}
