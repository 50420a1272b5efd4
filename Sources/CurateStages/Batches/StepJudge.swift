public import CurateCore

/// Judges steps as ``BatchesStage`` lays them out, from what a folder holds.
///
/// The closure is that of the folder's rows: the run's joined at least as much, so a step that is at fault here was so
/// there. It takes 16 bytes a sentence.
public struct StepJudge: StepJudging {
    /// What steps were promised to be.
    public struct Rules: Sendable, Hashable {
        /// Steps hold rows of one type.
        public var homogeneous: Bool
        /// Similarity of near duplicates; 1: they were not looked for.
        public var near: Double
        /// Whether rows tell their label and its scale, as those of the view `pairs` do.
        public var tellsLabels: Bool

        public init(homogeneous: Bool, near: Double, tellsLabels: Bool) {
            self.homogeneous = homogeneous
            self.near = near
            self.tellsLabels = tellsLabels
        }
    }

    private let rules: Rules
    private let keys: any KeyMaking
    private var edges = ClosureBuilder()
    private var closure: Closure?
    private var reader = PairReader()

    public init(_ rules: Rules, keys: any KeyMaking) {
        self.rules = rules
        self.keys = keys
    }

    public mutating func learn(_ rows: Batch) {
        let batch = keyed(rows)
        let same = ClosureSurvey().ordinalSame
        for row in 0..<batch.count where batch.labels[row].saysSame(ordinalFrom: same) {
            let (a, b) = (SentenceHash.of(batch.a, row), SentenceHash.of(batch.b, row))
            if a != b, !batch.flags[row].contains(.single) { edges.connect(a, b) }
        }
    }

    public mutating func faults(of step: Batch) -> [StepFault] {
        let closure = self.closure ?? edges.build()
        self.closure = closure
        let step = keyed(step)
        let heads = (0..<step.count).filter { !step.flags[$0].contains(.follows) }
        let found = meanings(step, heads, closure) + (rules.near < 1 ? likes(step, heads) : [])
        var seen: Set<Int> = []
        return (found + (rules.homogeneous ? types(step, heads) : [])).filter { seen.insert($0.row).inserted }
    }

    private func keyed(_ batch: Batch) -> Batch {
        var batch = batch
        batch.a.key = keys.keys(of: batch.a.text)
        batch.b.key = keys.keys(of: batch.b.text)
        return batch
    }

    // MARK: Components

    private func meanings(_ step: Batch, _ heads: [Int], _ closure: Closure) -> [StepFault] {
        func component(_ side: Side, _ row: Int) -> UInt64 {
            let sentence = SentenceHash.of(side, row)
            return closure.component(of: sentence)?.id ?? sentence
        }
        var faults: [StepFault] = []
        var owners: [UInt64: Int] = [:]
        for (number, row) in heads.enumerated() {
            var own: Set = [component(step.a, row)]
            if !step.flags[row].contains(.single) { own.insert(component(step.b, row)) }
            for code in own.sorted() {
                if let other = owners[code] {
                    faults.append(StepFault(row: number, other: other, reason: .component))
                } else {
                    owners[code] = number
                }
            }
        }
        for (number, row) in heads.enumerated() {
            let end = number + 1 < heads.count ? heads[number + 1] : step.count
            for negative in row + 1..<max(row + 1, end) {
                guard let other = owners[component(step.b, negative)] else { continue }
                faults.append(StepFault(row: number, other: other, reason: .negative))
            }
        }
        return faults
    }

    // MARK: Near duplicates

    /// Rows that are near share one of their first tokens in any fixed order: here, that of the tokens' numbers.
    private mutating func likes(_ step: Batch, _ heads: [Int]) -> [StepFault] {
        let bound = SimilarityBound(rules.near)
        var faults: [StepFault] = []
        var pairs: [PreparedPair] = []
        var places: [Bigrams.Token: [Int]] = [:]
        for (number, row) in heads.enumerated() {
            var pair = PreparedPair()
            reader.read(step, row, into: &pair)
            // A label that is not told may be another than its neighbour's: then nothing is near it.
            if rules.tellsLabels || step.labels[row].scale != .none {
                let tokens = reader.tokens(of: pair).prefix(bound.prefix(pair.size))
                for other in Set(tokens.flatMap { places[$0] ?? [] }).sorted()
                where step.labels[heads[other]] == step.labels[row] && pair.similarity(to: pairs[other], bound) != nil {
                    faults.append(StepFault(row: number, other: other, reason: .near))
                    break
                }
                for token in tokens { places[token, default: []].append(number) }
            }
            pairs.append(pair)
        }
        return faults
    }

    // MARK: Types

    private func types(_ step: Batch, _ heads: [Int]) -> [StepFault] {
        func type(_ row: Int) -> UInt64 {
            let type = BatchesProcessor.type(step, row)
            // Without the scale, a question or not.
            return rules.tellsLabels ? type : (type - 1) % 2
        }
        guard let first = heads.first.map(type) else { return [] }
        return heads.enumerated().filter { type($0.element) != first }.map {
            StepFault(row: $0.offset, other: 0, reason: .type)
        }
    }
}
