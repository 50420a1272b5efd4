internal import CurateCore
internal import CuratePlan
import Foundation

/// What making tokens of a view's texts did, for one split.
public struct TokenStatistics: Sendable, Hashable, Codable {
    public var view: String
    public var split: String
    /// Ids of a sequence at most.
    public var maxLength: Int
    public var sequences: Int
    /// Sequences that lost tokens to the limit of length.
    public var truncated: Int
    /// Tokens of the texts, without starts and ends; those that did not fit included.
    public var tokens: Int
    public var dropped: Int
    /// Tokens that stand for what the vocabulary cannot spell.
    public var unknown: Int

    enum CodingKeys: String, CodingKey {
        case view, split, sequences, truncated, tokens, dropped, unknown
        case maxLength = "max_length"
    }

    /// In the order of the outputs, then of the splits; nil where no view has tokens.
    static func all(_ outcome: RunOutcome) -> [TokenStatistics]? {
        let found = outcome.plan.outputs.flatMap { output in
            Split.allCases.compactMap { split -> TokenStatistics? in
                let shards = outcome.shards.filter { $0.view == output.name && $0.split == split.hubName }
                let counts = shards.compactMap(\.tokens)
                guard let recipe = output.tokens, !counts.isEmpty else { return nil }
                let sum = counts.reduce(into: TokenCounts()) { $0.add($1) }
                return TokenStatistics(
                    view: output.name, split: split.hubName, maxLength: recipe.maxLength, sequences: sum.sequences,
                    truncated: sum.truncated, tokens: sum.tokens, dropped: sum.dropped, unknown: sum.unknown)
            }
        }
        return found.isEmpty ? nil : found
    }

    /// Of the sequences, those that lost tokens: `0.08 %`.
    var cutShare: String { Self.percent(truncated, of: sequences) }

    /// Of the tokens, those that the vocabulary cannot spell: `0.31 %`.
    var unknownShare: String { Self.percent(unknown, of: tokens) }

    /// `15782 sequences, 12 cut at 64 ids (0.08 %), 0.31 % of tokens unknown`
    var text: String {
        let cut = truncated == 0 ? "none" : "\(truncated)"
        return "\(sequences) sequences, \(cut) cut at \(maxLength) ids"
            + (truncated == 0 ? "" : " (\(cutShare))")
            + ", \(unknownShare) of tokens unknown"
    }

    private static func percent(_ part: Int, of whole: Int) -> String {
        String(format: "%.2f %%", whole == 0 ? 0 : Double(part) * 100 / Double(whole))
    }
}
