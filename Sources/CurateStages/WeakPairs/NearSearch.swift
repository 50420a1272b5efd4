internal import CurateCore
internal import Hashing

/// Finds pairs of sentences that are each among the other's nearest, and that nobody labelled.
struct NearSearch: Survey {
    let options: WeakPairsOptions
    let shared: SharedNearbyIndex

    var name: String { "neighbours" }
    var scope: SurveyScope { .all }

    func observer(_ earlier: [Findings], _ environment: StageEnvironment) throws -> any Observer {
        NearSearcher(
            options: options, shared: shared, pool: earlier[0], sources: try options.sources(environment.roster),
            environment: environment)
    }

    /// Passes on what both sentences found.
    func reduce(_ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment) {
        for range in rows.groups() {
            var seen: [UInt64: NearSighting] = [:]
            for row in range {
                let sighting = NearSighting(rows, row)
                seen[sighting.high, default: NearSighting(high: sighting.high)].join(sighting)
            }
            for (_, sighting) in seen.sorted(by: { $0.key < $1.key }) {
                if let loss = sighting.loss {
                    output.count("dropped/\(loss)")
                } else if sighting.find != nil || sighting.recall != nil {
                    sighting.append(rows.keys[range.lowerBound], to: &output.rows)
                }
            }
        }
    }

    func conclude(_ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment) -> Findings {
        var choice = NearChoice(options, seed: environment.seed)
        for row in 0..<rows.count {
            let sighting = NearSighting(rows, row)
            if let find = sighting.find { choice.add(find, Digest(high: sighting.high, low: rows.keys[row])) }
            if let recall = sighting.recall {
                output.count("index/found", recall.found)
                output.count("index/of", recall.of)
            }
        }
        return choice.findings(&output)
    }
}

/// A pair that a search found.
struct NearFind: Sendable, Hashable {
    /// Rules that a pair may fail, as ``WeakPair/fault(_:)`` names them.
    private static let rules = ["", "unlike", "alike", "mixed_types", "facts"]

    var pair: NearPair
    var isQuestion: Bool
    /// nil: none.
    var fault: String?

    init(_ pair: NearPair, isQuestion: Bool, fault: String?) {
        (self.pair, self.isQuestion, self.fault) = (pair, isQuestion, fault)
    }

    init(_ bytes: Span<UInt8>, at offset: inout Int) {
        pair = NearPair(bytes, at: &offset)
        isQuestion = bytes[offset] & 1 == 1
        let rule = Int(bytes[offset] >> 1)
        fault = rule == 0 ? nil : Self.rules[rule]
        offset += 1
    }

    func append(to bytes: inout [UInt8]) {
        guard let rule = Self.rules.firstIndex(of: fault ?? "") else {
            preconditionFailure("a rule that is not listed")
        }
        pair.append(to: &bytes)
        bytes.append(UInt8(rule) << 1 | (isQuestion ? 1 : 0))
    }
}

/// What is known of a pair: who found it, and whether a record labels it. Or what an index finds.
struct NearSighting: Sendable {
    struct Marks: OptionSet, Sendable {
        let rawValue: UInt8
        static let labelled = Marks(rawValue: 1)
        /// The first sentence found the second.
        static let first = Marks(rawValue: 2)
        static let second = Marks(rawValue: 4)
        static let recall = Marks(rawValue: 8)
    }

    /// Upper half of the pair's digest; the lower one is the row's key.
    var high: UInt64
    var marks: Marks = []
    var find: NearFind?
    var recall: NeighbourSearch.Recall?

    init(high: UInt64, marks: Marks = [], find: NearFind? = nil, recall: NeighbourSearch.Recall? = nil) {
        (self.high, self.marks, self.find, self.recall) = (high, marks, find, recall)
    }

    mutating func join(_ other: NearSighting) {
        marks.formUnion(other.marks)
        find = find ?? other.find
        recall = recall ?? other.recall
    }

    /// Why no pair is made of what was found; nil: nothing was found, or nothing speaks against it.
    var loss: String? {
        guard let find else { return nil }
        if !marks.isSuperset(of: [.first, .second]) { return "one_sided" }
        return find.fault ?? (marks.contains(.labelled) ? "labelled" : nil)
    }

    func append(_ key: UInt64, to rows: inout SurveyRows) {
        rows.begin(key)
        Packing.append(high, to: &rows.payloads.bytes)
        rows.payloads.bytes.append(marks.rawValue)
        find?.append(to: &rows.payloads.bytes)
        if let recall {
            for count in [recall.found, recall.of] { Packing.append(UInt64(count), to: &rows.payloads.bytes) }
        }
        rows.end()
    }

    init(_ rows: SurveyRows, _ row: Int) {
        self = rows.payloads.withText(row) { bytes in
            var offset = 0
            var sighting = NearSighting(high: Packing.read(UInt64.self, bytes, at: &offset))
            sighting.marks = Marks(rawValue: bytes[offset])
            offset += 1
            if sighting.marks.contains(.recall) {
                let found = Int(Packing.read(UInt64.self, bytes, at: &offset))
                let of = Int(Packing.read(UInt64.self, bytes, at: &offset))
                sighting.recall = NeighbourSearch.Recall(found: found, of: of)
            } else if !sighting.marks.isDisjoint(with: [.first, .second]) {
                sighting.find = NearFind(bytes, at: &offset)
            }
            return sighting
        }
    }
}
