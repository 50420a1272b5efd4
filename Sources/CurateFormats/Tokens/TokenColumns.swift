public import CurateCore
import Synchronization

/// The columns with which an output's rows carry their texts' tokens: `token_ids` and `segment_ids`, for a view of several
/// texts once for each, with its name in front.
///
/// `pairs` and `contrastive` have a sequence for each text, as an encoder takes them; `seq2seq` has one of source and
/// target, as a model with a UniLM mask takes it.
public final class TokenColumns: Sendable {
    private let view: String
    private let tokenizer: any TextTokenizing
    private let maxLength: Int
    private let counted = Mutex(TokenCounts())

    /// - Parameter maxLength: ids of a sequence at most, start and end included.
    public init(view: String, tokenizer: any TextTokenizing, maxLength: Int) {
        self.view = view
        self.tokenizer = tokenizer
        self.maxLength = maxLength
    }

    /// Of all sequences made so far.
    public var counts: TokenCounts { counted.withLock { $0 } }

    /// The columns of a table, without their values.
    func schemas(_ negatives: NegativeCount) -> [ColumnSchema] {
        names(negatives).flatMap { name in
            ["token_ids", "segment_ids"].map { ColumnSchema(name + $0, .word, isList: true) }
        }
    }

    private func names(_ negatives: NegativeCount) -> [String] {
        switch view {
        case "pairs": ["sentence1_", "sentence2_"]
        case "contrastive":
            ["anchor_", "positive_"] + (0..<negatives.number).map { "negative_\($0 + 1)_" }
        default: [""]
        }
    }

    /// The values of ``schemas(_:)`` for the rows that the view has of these records.
    func columns(
        _ batch: Batch, rows: Range<Int>, roster: Roster, negatives: NegativeCount
    ) -> [ColumnValues] {
        let heads = rows.filter { ViewCatalog.includes(view: view, batch, $0, roster) }
        switch view {
        case "pairs":
            return texts(heads.map { [batch.a.text.string($0)] }) + texts(heads.map { [batch.b.text.string($0)] })
        case "seq2seq": return paired(heads.map { (batch.a.text.string($0), batch.b.text.string($0)) })
        case "contrastive":
            let followers = heads.map { ContrastiveRows.negatives(batch, of: $0) }
            return texts(heads.map { [batch.a.text.string($0)] }) + texts(heads.map { [batch.b.text.string($0)] })
                + (0..<negatives.number).flatMap { place in
                    texts(
                        followers.map { rows in
                            rows.count > place ? [batch.b.text.string(rows.lowerBound + place)] : []
                        })
                }
        default: return texts(heads.map { [batch.a.text.string($0)] })
        }
    }

    /// The members that JSON has of these rows: the same, but all negatives of a row in one list of lists.
    func members(_ batch: Batch, rows: Range<Int>, roster: Roster) -> [(name: String, values: ColumnValues)] {
        let none = NegativeCount(0, isExact: false)
        let names = schemas(none).map(\.name)
        var members = zip(names, columns(batch, rows: rows, roster: roster, negatives: none)).map { ($0, $1) }
        guard view == "contrastive" else { return members }
        let followers = rows.filter { ContrastiveRows.isHead(batch, $0) }.map {
            ContrastiveRows.negatives(batch, of: $0)
        }
        let negatives = texts(followers.flatMap { rows in rows.map { [batch.b.text.string($0)] } })
        let ends = Self.ends(followers.map(\.count))
        members += zip(["negatives_token_ids", "negatives_segment_ids"], negatives).map {
            ($0, .lists(of: $1, ends: ends))
        }
        return members
    }

    /// Counts the sequences of these rows, for an output whose rows do not carry them.
    public func count(_ batch: Batch, rows: Range<Int>, roster: Roster) {
        _ = members(batch, rows: rows, roster: roster)
    }

    /// A sequence for each text; a row without a text has an empty list.
    private func texts(_ rows: [[String]]) -> [ColumnValues] {
        lists(
            rows.map { row in
                row.map { text in
                    let tokens = tokenizer.tokens(text)
                    return note(TokenSequence(tokens, tokenizer, maxLength: maxLength), tokens)
                }
            })
    }

    private func paired(_ rows: [(String, String)]) -> [ColumnValues] {
        lists(
            rows.map { first, second in
                let (one, two) = (tokenizer.tokens(first), tokenizer.tokens(second))
                return [note(TokenSequence(one, two, tokenizer, maxLength: maxLength), one + two)]
            })
    }

    private func note(_ sequence: TokenSequence, _ tokens: [Int32]) -> TokenSequence {
        let unknown = tokens.count { $0 == tokenizer.unknown }
        counted.withLock { counts in
            counts.sequences += 1
            counts.truncated += sequence.dropped > 0 ? 1 : 0
            counts.tokens += tokens.count
            counts.dropped += sequence.dropped
            counts.unknown += unknown
        }
        return sequence
    }

    private func lists(_ rows: [[TokenSequence]]) -> [ColumnValues] {
        let ends = Self.ends(rows.map { row in row.reduce(0) { $0 + $1.ids.count } })
        let sequences = rows.joined()
        return [
            .lists(of: .words(sequences.flatMap(\.ids)), ends: ends),
            .lists(of: .words(sequences.flatMap(\.segments)), ends: ends),
        ]
    }

    private static func ends(_ counts: [Int]) -> [Int] {
        var end = 0
        return counts.map { count in
            end += count
            return end
        }
    }
}
