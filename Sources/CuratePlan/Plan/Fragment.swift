/// A part of the plan whose tasks do not wait for each other.
public struct Fragment: Sendable, Hashable, Codable {
    public enum Kind: Sendable, Hashable, Codable {
        /// Reads files and runs the first steps; a partition is a segment of a file.
        case scan(steps: Range<Int>)
        /// Runs steps over stored records only to observe what comes out; keeps no record.
        case observe(base: Int, steps: Range<Int>)
        /// Brings a survey's rows of one key together; a partition is a range of keys.
        case reduce(survey: SurveyPlace, from: Int)
        /// Ends a survey; one partition.
        case conclude(survey: SurveyPlace, from: Int)
        /// Runs steps over stored records and stores what comes out.
        case rewrite(base: Int, steps: Range<Int>)
        /// Runs the last steps, puts records in their final order and counts what each shard will hold.
        case settle(base: Int, steps: Range<Int>)
        /// Gathers the rows of an arrangement and tells what each stands for; a partition is a range of hashes.
        case members(of: Int, arrangement: Int)
        /// Places all rows of an arrangement into batches; one partition.
        case place(members: Int, arrangement: Int)
        /// Gathers the rows again and sends each to where it will stand.
        case deal(of: Int, places: Int?, arrangement: Int)
        /// Puts the rows in their final order.
        case arrange(dealt: Int, arrangement: Int)
        /// Writes the ledger of rejected records; a partition is a step, the first being the reading.
        case ledger
        /// Writes shards; a partition is a shard.
        case shards(from: Int)
        /// Writes the lists of records for people to look at; a partition is a step.
        case reviews
        /// Writes sentence vectors beside the shards; a partition is a file of them.
        case vectors(from: Int)
    }

    /// For people: `observe dedup.near/pairs`.
    public var name: String
    public var kind: Kind
    /// Surveys that watch what comes out of the fragment's steps.
    public var observes: [SurveyPlace]

    public init(name: String, kind: Kind, observes: [SurveyPlace] = []) {
        self.name = name
        self.kind = kind
        self.observes = observes
    }

    /// The fragment whose records this one reads.
    public var base: Int? {
        switch kind {
        case .observe(let base, _), .rewrite(let base, _), .settle(let base, _): base
        default: nil
        }
    }

    /// The steps this fragment runs.
    public var steps: Range<Int>? {
        switch kind {
        case .scan(let steps), .observe(_, let steps), .rewrite(_, let steps), .settle(_, let steps): steps
        default: nil
        }
    }

    /// True when it may write to the ledger of rejected records.
    public var rejects: Bool {
        if case .deal = kind { true } else { decides }
    }

    /// True when records that its steps reject leave for good here; an observing fragment only repeats decisions.
    public var decides: Bool {
        switch kind {
        case .scan, .rewrite, .settle: true
        default: false
        }
    }
}

/// A survey by its step and its place among the step's surveys.
public struct SurveyPlace: Sendable, Hashable, Codable {
    public var step: Int
    public var survey: Int

    public init(step: Int, survey: Int) {
        self.step = step
        self.survey = survey
    }
}
