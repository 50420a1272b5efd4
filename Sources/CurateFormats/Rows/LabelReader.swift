import CurateCore

/// Reads labels by their bytes; frequent spellings without making a string.
struct LabelReader: Sendable {
    private let rules: LabelRules
    private let known: [(spelling: ShortText, reading: LabelRules.Reading)]

    init(_ rules: LabelRules) {
        self.rules = rules
        let digits = (0...9).map(String.init)
        let frequent = ["0", "1"] + rules.values.keys.sorted() + rules.unlabelled + digits + digits.map { $0 + ".0" }
        var known: [(ShortText, LabelRules.Reading)] = []
        for spelling in frequent {
            let reading = rules.read(spelling)
            let bytes = Array(spelling.utf8)
            guard reading != .unknown, let short = ShortText(bytes, bytes.indices) else { continue }
            if !known.contains(where: { $0.0 == short }) { known.append((short, reading)) }
        }
        self.known = known
    }

    func read(_ bytes: [UInt8], _ range: Range<Int>) -> LabelRules.Reading {
        if let short = ShortText(bytes, range) {
            for candidate in known where candidate.spelling == short { return candidate.reading }
        }
        return rules.read(String(decoding: bytes[range], as: UTF8.self))
    }

    /// `'4' is no label; allowed: 0, 1`
    func fault(_ bytes: [UInt8], _ range: Range<Int>, _ reading: LabelRules.Reading) -> RowFault {
        let spelling = quoted(bytes, range)
        if reading == .unlabelled {
            return RowFault(rule: "unlabelled", message: "\(spelling) means that the row has no label")
        }
        return RowFault(rule: "bad_label", message: "\(spelling) is no label; allowed: \(allowed)")
    }

    private func quoted(_ bytes: [UInt8], _ range: Range<Int>) -> String {
        let most = 60
        let text = String(decoding: bytes[range.prefix(most * 4)], as: UTF8.self)
        return "'" + text.prefix(most) + (text.count > most || range.count > most * 4 ? "…'" : "'")
    }

    private var allowed: String {
        var list = rules.values.keys.sorted()
        switch rules.scale {
        case .binary: list += ["0", "1"].filter { !list.contains($0) }
        case .ordinal: list.append("a number from \(rules.minimum) to \(rules.maximum)")
        case .nli, .none: break
        }
        return list.isEmpty ? "none" : list.joined(separator: ", ")
    }
}

/// Up to 15 bytes in two words, for quick comparison.
private struct ShortText: Equatable {
    private var low: UInt64 = 0
    private var high: UInt64

    init?(_ bytes: [UInt8], _ range: Range<Int>) {
        guard range.count < 16 else { return nil }
        high = UInt64(range.count) << 56
        for (place, index) in range.enumerated() {
            let byte = UInt64(bytes[index]) << UInt64(place % 8 * 8)
            if place < 8 { low |= byte } else { high |= byte }
        }
    }
}
