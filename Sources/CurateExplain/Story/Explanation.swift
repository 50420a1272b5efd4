/// A record's story, as far as its folder tells it.
public struct Explanation: Sendable, Codable {
    /// Where a record's row stands in the input.
    public struct Source: Sendable, Codable {
        public var corpus: String
        public var split: String
        /// As the ledger names it: `lcqmc/train.txt`.
        public var file: String
        public var line: Int
        /// Which of the line's records, from 0; nil: the line makes one.
        public var sub: Int?
        /// On this machine; nil where the folder does not know.
        public var path: String?
        /// Where the line begins and ends in the file, in bytes; nil for files that are not cut at lines.
        public var bytes: [UInt64]?
        /// `unchanged`, `touched`, `missing`, `changed` (another row stands there by now) or `unknown`.
        public var state: String
        /// What to know about the state; nil: nothing.
        public var note: String?
    }

    /// A sentence on its way through the run.
    public struct Text: Sendable, Codable {
        public var name: String
        /// In the corpus; nil where that is not known.
        public var published: String?
        /// In the folder.
        public var written: String
        /// What became of it, character by character; empty where nothing did.
        public var changes: [Change]
        /// What each stage made of it, in order.
        public var steps: [Step]

        public struct Step: Sendable, Codable {
            public var stage: String
            public var text: String
        }
    }

    /// Characters that were taken out, put in, or stayed.
    public struct Change: Sendable, Codable, Hashable {
        public enum Kind: String, Sendable, Codable { case same, removed, added }
        public var kind: Kind
        public var text: String
    }

    /// What a stage did with the record.
    public struct Decision: Sendable, Codable {
        public enum Outcome: String, Sendable, Codable {
            case kept, changed, rejected, made
            /// It came into being later.
            case absent
            /// The stage lets held-out records pass.
            case passed
            /// It was rejected before.
            case unreached = "not_reached"
        }
        public var stage: String
        public var outcome: Outcome
        public var rule: String?
        public var values: [Fact]
    }

    /// A value with its name, as text.
    public struct Fact: Sendable, Codable, Hashable {
        public var name: String
        public var value: String
    }

    /// A row of the folder.
    public struct Row: Sendable, Codable {
        public enum Kind: String, Sendable, Codable {
            case view, rejected, listed
            /// A negative in another record's row.
            case negative
        }
        public var kind: Kind
        /// The view, or the stage.
        public var name: String
        public var split: String?
        public var path: String
        /// From 1.
        public var row: Int
        public var facts: [Fact]
    }

    /// Another record and what it has to do with this one.
    public struct Relative: Sendable, Codable {
        public var id: String
        /// `paraphrase`, `mined`, `counterfactual`; `held_out_pair`; `parent`.
        public var how: String
        public var texts: [String]
        public var label: String?
        /// The row in which it was found.
        public var path: String
        public var row: Int
        /// edit, cosine, score, stage, rule.
        public var facts: [Fact]
    }

    /// Records that the run holds to mean the same, joined by shared sentences.
    public struct Closure: Sendable, Codable {
        public var sentences: [String]
        public var records: [String]
        /// False where there are more than are followed.
        public var isWhole: Bool

        enum CodingKeys: String, CodingKey {
            case sentences, records
            case isWhole = "whole"
        }
    }

    public var id: String
    public var folder: String
    /// `written`, `rejected`, `negative` (only in the rows of others) or `listed`.
    public var outcome: String
    /// `published`, or how it was made.
    public var origin: String
    public var isHeldOut: Bool
    public var label: String?
    public var scale: String?
    /// Where it differs from ``label``.
    public var publishedLabel: String?
    /// Of a record that was made: of its parent.
    public var sources: [Source]
    public var texts: [Text]
    public var decisions: [Decision]
    public var rows: [Row]
    public var parent: Relative?
    /// Records that were made from it.
    public var children: [Relative]
    /// Records that name it otherwise: rejected in its favour.
    public var related: [Relative]
    public var closure: Closure?
    /// What could not be told, and why.
    public var notes: [String]

    enum CodingKeys: String, CodingKey {
        case id, folder, outcome, origin, label, scale, sources, texts, decisions, rows, parent, children, related
        case closure, notes
        case isHeldOut = "held_out"
        case publishedLabel = "published_label"
    }
}

/// The records that have a sentence.
public struct SentenceMatches: Sendable, Codable {
    public struct Match: Sendable, Codable {
        /// nil: a row without an id.
        public var id: String?
        /// True where a sentence is the text, character by character; false where only its compared form is.
        public var isExact: Bool
        public var sentence: String
        public var texts: [String]
        public var label: String?
        public var path: String
        public var row: Int
        public var facts: [Explanation.Fact]

        enum CodingKeys: String, CodingKey {
            case id, sentence, texts, label, path, row, facts
            case isExact = "exact"
        }
    }

    public var text: String
    /// The form by which it was looked for.
    public var compared: String
    public var folder: String
    public var matches: [Match]
    /// Rows that have it; more than ``matches`` where those were cut.
    public var total: Int
    public var notes: [String]
}
