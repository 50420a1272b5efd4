public import CurateCore
public import CurateFormats
public import CuratePlan
public import Files
import Foundation

/// What a finished run leaves in its folder's `.curate/explain`, so that `curate explain` can find a record's row in the
/// corpus again: what the plan says of inputs and stages, and ``RecordPlaces``. It holds nothing of teachers, whose options
/// may be secret.
///
/// It may name folders of this machine, so it is no part of the manifest; it may be deleted at any time.
public struct KeptRun: Sendable, Codable {
    /// An input as the run read it.
    public struct Input: Sendable, Codable {
        public var planned: PlannedInput
        /// From the root on.
        public var path: String
        public var identity: FileIdentity
        public var sha256: String
        /// Places at which reading can begin.
        public var segments: [SourceSegment]
    }

    /// Of the run; another run's manifest has another.
    public var fingerprint: String
    public var seed: UInt64
    public var roster: Roster
    public var entries: [StageEntry]
    public var inputs: [Input]

    static func folder(_ output: String) -> String { WorkFolder(output: output).path + "/explain" }

    private static func path(_ output: String) -> String { folder(output) + "/run.json" }

    /// nil: the folder's last run kept nothing, or what it kept is of another run.
    public static func load(output: String, fingerprint: String) -> KeptRun? {
        guard let bytes = try? FileSystem.readAll(path(output)),
            let kept = try? JSONDecoder().decode(KeptRun.self, from: Data(bytes)),
            kept.fingerprint == fingerprint
        else { return nil }
        return kept
    }

    static func write(_ context: RunContext, _ entries: [InputMemo.Entry]) throws {
        try FileSystem.createDirectories(folder(context.output))
        try FileSystem.remove(path(context.output))
        try RecordPlaces.write(context)
        let inputs = try zip(context.plan.inputs, entries).map { input, entry in
            Input(
                planned: input, path: try FileSystem.absolute(input.path), identity: entry.identity,
                sha256: entry.sha256,
                segments: entry.segments)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let kept = KeptRun(
            fingerprint: context.names.run, seed: context.plan.seed, roster: context.plan.roster,
            entries: context.plan.entries, inputs: inputs)
        let writer = try FileWriter(path: path(context.output))
        try writer.write(Array(try encoder.encode(kept)))
        try writer.publish(sync: false)
    }
}

/// Ids of records, as a run gives them.
public enum RecordIdentity {
    /// The ids of rows of a source.
    public static func ids(_ rows: ParsedRows, of source: SourceInfo) -> [RecordID] {
        RecordMaker(source: 0, info: source, file: 0).batch(rows).ids
    }
}
