import Testing
import TextNormalization

/// Rules as a test's argument: shown by their number in the list.
struct RuleSet: Sendable, CustomTestStringConvertible {
    let number: Int
    let rules: NormalizationRules

    var testDescription: String { "rule set \(number)" }
}

/// Rule sets that together use every rule, and every pair of rules that bear on each other.
enum RuleSets {
    static let all = list.enumerated().map { RuleSet(number: $0.offset, rules: $0.element) }

    private static let list: [NormalizationRules] =
        [
            .matchKey, .matchKeySimplified, .matchKeyProtectingNumbers, .matchKeySimplifiedProtectingNumbers,
            NormalizationRules(),
            everything,
            NormalizationRules(form: .nfc),
            NormalizationRules(form: .nfkc),
            NormalizationRules(script: .simplified),
            NormalizationRules(script: .traditional),
            NormalizationRules(form: .nfc, width: .half),
            NormalizationRules(width: .half, caseFolding: .lower),
            NormalizationRules(form: .nfkc, caseFolding: .lower, whitespace: .removeBetweenHan),
            NormalizationRules(caseFolding: .fold, removeControl: true),
            NormalizationRules(form: .nfc, punctuation: .ascii, whitespace: .trim),
            NormalizationRules(punctuation: .drop, removeZeroWidth: true),
            NormalizationRules(form: .nfc, punctuation: .drop, masks: .replace("遮")),
            NormalizationRules(form: .nfc, masks: .replace("\u{301}")),
            NormalizationRules(removePrivateUse: true, whitespace: .collapse, masks: .drop),
        ]

    static let everything = NormalizationRules(
        form: .nfkc, script: .simplified, width: .half, caseFolding: .lower, punctuation: .ascii,
        removeZeroWidth: true, removeControl: true, removePrivateUse: true, whitespace: .removeBetweenHan,
        masks: .replace(" [mask] "))
}

/// Texts as a column.
struct Column {
    var bytes: [UInt8] = []
    var ends: [UInt32] = []

    init(_ texts: some Sequence<[UInt8]>) {
        for text in texts {
            bytes += text
            ends.append(UInt32(bytes.count))
        }
    }

    init(_ texts: some Sequence<String>) {
        self.init(texts.map { Array($0.utf8) })
    }
}

extension NormalizedColumn {
    var texts: [String] {
        ends.indices.map { String(decoding: bytes[range($0)], as: UTF8.self) }
    }

    var column: Column {
        var column = Column([[UInt8]]())
        column.bytes = bytes
        column.ends = ends
        return column
    }
}

/// SplitMix64: a small generator that gives the same numbers everywhere.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
