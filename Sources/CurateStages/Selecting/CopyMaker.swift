internal import CurateCore
internal import Hashing

/// Makes copies of records that differ from them in id and ordinal only.
///
/// A copy's ordinal keeps file and line; the number of the record in its row tells copies apart: copy `n` of record
/// `r` of a row has the number `r + n × spacing`. So a row whose records are copied `most` times may make at most
/// 4096 / `most` records, and what was copied once is not copied again; both are checked.
struct CopyMaker: Sendable {
    /// The most records of one text that a run may ask for.
    static let limit = 256

    private let stage: String
    private let spacing: Int
    private let most: Int
    private let roster: Roster

    /// - Parameter most: how often any record may occur, itself included.
    init(most: Int, for stage: String, _ roster: Roster) {
        precondition(most <= Self.limit, "more copies than ordinals can tell apart")
        self.stage = stage
        self.most = most
        self.roster = roster
        spacing = Ordinal.mostPerRow / max(1, most)
    }

    /// Adds `times - 1` copies of a record to `log`.
    /// - Throws: `DataLimitExceeded` when the copies' ordinals would be those of other records.
    func addCopies(of batch: Batch, _ row: Int, times: Int, to log: inout StageLog) throws {
        guard times > 1 else { return }
        precondition(times <= most, "more copies than were announced")
        try check(batch, row)
        let ordinal = batch.ordinals[row]
        for copy in 1..<times {
            log.generated.append(row, of: batch)
            let last = log.generated.count - 1
            log.generated.ids[last] = Self.id(of: batch.ids[row], copy: copy)
            log.generated.ordinals[last] = Ordinal(packed: ordinal.packed + UInt64(copy * spacing))
            log.generated.flags[last].insert(.repeated)
        }
    }

    /// Spreads copies over the final order as if they were other records.
    static func id(of id: RecordID, copy: Int) -> RecordID {
        let digest = Digest(high: id.high, low: id.low).mixed(with: UInt64(copy))
        return RecordID(high: digest.high, low: digest.low)
    }

    private func check(_ batch: Batch, _ row: Int) throws(DataLimitExceeded) {
        if batch.flags[row].contains(.repeated) {
            throw DataLimitExceeded(
                "'\(stage)' cannot repeat \(roster.place(batch.ordinals[row])), which was repeated before. "
                    + "Repeat it once, by the product.")
        }
        guard batch.ordinals[row].sub >= spacing else { return }
        throw DataLimitExceeded(
            "'\(stage)' repeats records \(most) times, which is possible for rows of at most \(spacing) records; "
                + "\(roster.place(batch.ordinals[row])) makes more.")
    }
}
