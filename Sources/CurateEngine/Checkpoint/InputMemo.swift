internal import Checksums
internal import CurateCore
internal import CurateFormats
internal import CuratePlan
import Foundation
internal import Files
import Synchronization

/// What is known of input files: identity, checksum, and where they may be cut.
///
/// A file whose device, inode, size and time are those on record is taken to be unchanged; otherwise its checksum
/// decides, so a folder that was moved or touched is not read again for nothing.
struct InputMemo: Codable {
    struct Entry: Codable {
        var identity: FileIdentity
        var sha256: String
        var lines: Int
        var bytes: UInt64
        var layout: String
        var segments: [SourceSegment]
    }

    var files: [String: Entry] = [:]

    static func load(_ path: String) -> InputMemo {
        guard let bytes = try? FileSystem.readAll(path) else { return InputMemo() }
        return (try? JSONDecoder().decode(InputMemo.self, from: Data(bytes))) ?? InputMemo()
    }

    func save(_ path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let writer = try FileWriter(path: path)
        try writer.write(Array(try encoder.encode(self)))
        try writer.publish(sync: false)
    }

    /// The entry of an input, if it still holds.
    func entry(_ input: PlannedInput) -> Entry? {
        guard let entry = files[input.path], entry.layout == Self.key(input),
            (try? FileIdentity.of(input.path)) == entry.identity
        else { return nil }
        return entry
    }

    /// Checksums and cuts of a plan's input files, read only where they are not on record.
    /// - Parameter begin: told how many files must be read.
    static func take(
        _ plan: Plan, work: WorkFolder, settings: EngineSettings, begin: (Int) -> Void
    ) throws -> [Entry] {
        let memo = Mutex(load(work.inputsPath))
        let inputs = plan.inputs
        let stale = inputs.indices.filter { number in
            memo.withLock { $0.entry(inputs[number]) } == nil
        }
        begin(stale.count)
        try TaskPool(threads: settings.threads).run(stale) { number in
            let entry = try take(inputs[number])
            memo.withLock { $0.files[inputs[number].path] = entry }
        }
        let taken = memo.withLock { $0 }
        if !stale.isEmpty { try taken.save(work.inputsPath) }
        return try inputs.map { input in
            guard let entry = taken.files[input.path] else { throw StoredDataFailure(path: work.inputsPath) }
            return entry
        }
    }

    /// Reads the file once: checksum, lines, and places to cut it.
    static func take(_ input: PlannedInput) throws -> Entry {
        let identity = try FileIdentity.of(input.path)
        let scan = try FileInventory.scan(
            path: input.path, layout: input.layout, targetBytes: segmentBytes(of: identity.size))
        return Entry(
            identity: identity, sha256: scan.sha256, lines: scan.lines, bytes: scan.bytes, layout: key(input),
            segments: scan.segments)
    }

    /// Into pieces of what size a file is cut: enough of them for many threads, none too small to be worth a task.
    ///
    /// Depends on the file alone, since stored tasks are known by the number of their piece.
    static func segmentBytes(of size: UInt64) -> Int { Int(min(max(size / 16, 1 << 20), 32 << 20)) }

    private static func key(_ input: PlannedInput) -> String {
        "\(input.layout.format.rawValue)/\(input.layout.encoding ?? "auto")/\(input.layout.quote.map(String.init) ?? "")"
    }
}
