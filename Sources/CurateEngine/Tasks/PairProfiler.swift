internal import CurateCore

/// Measures settled pairs by source, label and origin.
struct PairProfiler {
    private struct Kind: Hashable {
        var source: UInt16
        var label: Label
        var origin: OriginKind
    }

    private let differences: (@Sendable (String, String) -> FactDifferences)?
    private var profiles: [Kind: PairProfile] = [:]
    private var (left, right): ([UInt32], [UInt32]) = ([], [])

    init(_ differences: (@Sendable (String, String) -> FactDifferences)?) { self.differences = differences }

    /// Of the two texts of a pair that is measured.
    private static let mostBytes = 2048

    mutating func add(_ batch: Batch, _ row: Int) {
        // Texts of pages would take as long as all others together, and are not what an encoder reads.
        guard !batch.flags[row].contains(.single),
            batch.a.text.length(row) + batch.b.text.length(row) <= Self.mostBytes
        else { return }
        let kind = Kind(
            source: UInt16(batch.sources[row]), label: batch.labels[row], origin: batch.origin(row).kind)
        let (a, b) = (batch.a.text.string(row), batch.b.text.string(row))
        let facts = differences?(a, b) ?? FactDifferences()
        let share = overlap(a, b)
        add(share, facts, batch.score(row), to: &profiles[kind, default: PairProfile()])
    }

    private func add(_ share: Double, _ facts: FactDifferences, _ cosine: Float, to profile: inout PairProfile) {
        profile.rows += 1
        profile.add(overlap: share)
        profile.add(cosine: cosine)
        if facts.number { profile.numbers += 1 }
        if facts.negation { profile.negations += 1 }
    }

    /// Jaccard similarity of the sets of characters.
    private mutating func overlap(_ a: String, _ b: String) -> Double {
        Self.characters(a, into: &left)
        Self.characters(b, into: &right)
        var (i, j, shared) = (0, 0, 0)
        while i < left.count, j < right.count {
            if left[i] == right[j] {
                (i, j, shared) = (i + 1, j + 1, shared + 1)
            } else if left[i] < right[j] {
                i += 1
            } else {
                j += 1
            }
        }
        let either = left.count + right.count - shared
        return either == 0 ? 1 : Double(shared) / Double(either)
    }

    /// Distinct, ascending.
    private static func characters(_ text: String, into list: inout [UInt32]) {
        list.removeAll(keepingCapacity: true)
        list += text.unicodeScalars.lazy.map(\.value)
        list.sort()
        var kept = 0
        for place in list.indices where place == 0 || list[place] != list[kept - 1] {
            list[kept] = list[place]
            kept += 1
        }
        list.removeLast(list.count - kept)
    }

    /// By source, label and origin.
    var counts: [Int: [String: [String: PairProfile]]] {
        var counts: [Int: [String: [String: PairProfile]]] = [:]
        for (kind, profile) in profiles {
            counts[Int(kind.source), default: [:]][Self.word(kind.label), default: [:]][
                kind.origin.name, default: PairProfile()
            ].add(profile)
        }
        return counts
    }

    /// Scores and soft labels are many: they count as the nearest whole one.
    private static func word(_ label: Label) -> String {
        switch label.scale {
        case .none, .nli: LabelText.word(label)
        case .binary, .ordinal: LabelText.word(Label(label.scale, label.value.rounded()))
        }
    }
}
