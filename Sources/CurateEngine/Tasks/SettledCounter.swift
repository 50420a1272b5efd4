internal import CurateCore

/// Counts settled rows by source, label, class and length; names are looked up once for each label, not once a row.
struct SettledCounter {
    /// About what a row takes beside its texts.
    private static let membersBytes = 160

    private struct Kind: Hashable {
        var source: Int
        var label: Label
    }

    private let roster: Roster
    private var rows = 0
    private var bytes = 0
    private var kinds: [Kind: Int] = [:]
    /// The kind of the rows before, and how many there were: rows of a kind come in runs or alternate between two.
    private var recent: [(kind: Kind, rows: Int)] = []
    private var origins: [OriginKind: Int] = [:]
    private var lengths: [Int] = []

    init(roster: Roster) { self.roster = roster }

    mutating func add(source: Int, label: Label) {
        rows += 1
        let kind = Kind(source: source, label: label)
        for index in recent.indices where recent[index].kind == kind {
            recent[index].rows += 1
            return
        }
        if recent.count == 8 {
            let oldest = recent.removeFirst()
            kinds[oldest.kind, default: 0] += oldest.rows
        }
        recent.append((kind, 1))
    }

    mutating func add(origin: OriginKind) { origins[origin, default: 0] += 1 }

    mutating func add(bytes count: Int) { bytes += count + Self.membersBytes }

    mutating func add(length: Int) {
        if length >= lengths.count {
            lengths.append(contentsOf: repeatElement(0, count: max(length + 1 - lengths.count, 256)))
        }
        lengths[length] += 1
    }

    var counts: SettledCounts {
        var counts = SettledCounts()
        counts.rows = rows
        counts.bytes = bytes
        for (kind, rows) in kinds { add(rows, of: kind, to: &counts) }
        for (kind, rows) in recent { add(rows, of: kind, to: &counts) }
        for (kind, rows) in origins { counts.origins[kind.name] = rows }
        for (length, rows) in lengths.enumerated() where rows > 0 { counts.lengths[length] = rows }
        return counts
    }

    private func add(_ rows: Int, of kind: Kind, to counts: inout SettledCounts) {
        counts.labels[kind.source, default: [:]][LabelText.word(kind.label), default: 0] += rows
        let threshold = roster.sources[kind.source].threshold
        let name = kind.label.fiveClass(threshold: threshold).map(String.init) ?? "none"
        counts.classes[name, default: 0] += rows
        if name == "1" { counts.positives += rows }
    }
}
