internal import CurateCore
internal import CuratePlan
import Foundation

/// What a program is told when a run ends, as JSON.
public struct RunResult: Encodable {
    /// `done` or `up_to_date`.
    private var status: String
    private var manifest: String
    private var fingerprint: String
    /// Rows by view and split, as the manifest has them.
    private var rows: [String: [String: Int]]
    private var shards: Int
    private var records: Int?
    private var written: Int?
    private var rejected: Int?
    private var generated: Int?
    private var seconds: Double?

    init(_ outcome: RunOutcome, _ statistics: RunStatistics, folder: String, seconds: Double) {
        status = "done"
        manifest = folder + "/manifest.json"
        fingerprint = outcome.fingerprint
        shards = outcome.shards.count
        rows = Self.rows(outcome.shards.map { ($0.view, $0.split, $0.rows) })
        (records, written) = (statistics.balance.records, statistics.balance.written)
        (rejected, generated) = (statistics.balance.rejected, statistics.balance.generated)
        self.seconds = seconds
    }

    /// Of a folder that holds this very run already.
    public init(upToDate folder: String, fingerprint: String) {
        status = "up_to_date"
        manifest = folder + "/manifest.json"
        self.fingerprint = fingerprint
        let known = try? Publication.manifest(of: folder)
        shards = known?.shards.count ?? 0
        rows = Self.rows((known?.shards ?? []).map { ($0.view, $0.split, $0.rows) })
    }

    private static func rows(_ shards: [(view: String, split: String, rows: Int)]) -> [String: [String: Int]] {
        shards.reduce(into: [:]) { $0[$1.view, default: [:]][$1.split, default: 0] += $1.rows }
    }

    public var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: (try? encoder.encode(self)) ?? Data(), as: UTF8.self)
    }
}
