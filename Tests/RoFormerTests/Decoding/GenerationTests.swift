import Foundation
import RoFormer
import Testing

@Suite struct GenerationTests {
    private let sources: [[Int32]] = [
        [1, 9, 30, 2], [1, 5, 2], [1, 40, 41, 42, 43, 44, 45, 46, 2], [1, 77, 12, 12, 2],
    ]

    /// The same sentences whatever is asked beside them and on however many threads.
    @Test(arguments: [Precision.float32, .int16, .int8]) func neitherThreadsNorNeighboursMatter(precision: Precision)
        throws
    {
        let requests = (0..<40).map { request(sources[$0 % 4], seed: UInt64($0), samples: 1 + $0 % 7) }
        let one = try FormulaModel.make(precision: precision)
        let together = try one.generate(requests)
        #expect(try FormulaModel.make(threads: 3, precision: precision).generate(requests) == together)
        for number in [0, 7, 39] { #expect(try one.generate([requests[number]]) == [together[number]]) }
        #expect(Set(together.joined().map(\.tokens)).count > 20, "sentences that are all the same would tell little")
    }

    @Test func samplesDifferAndSeedsDecide() throws {
        let model = try FormulaModel.make()
        let first = try model.generate([request(sources[0], seed: 5, samples: 8)])
        #expect(try model.generate([request(sources[0], seed: 5, samples: 8)]) == first)
        #expect(try model.generate([request(sources[0], seed: 6, samples: 8)]) != first)
        #expect(Set(first[0].map(\.tokens)).count > 1)
        // A sample does not depend on how many are asked for.
        #expect(try model.generate([request(sources[0], seed: 5, samples: 3)])[0] == Array(first[0].prefix(3)))
    }

    @Test func sentencesEndAtTheMarkOrTheLimit() throws {
        let model = try FormulaModel.make()
        let sequences = try model.generate([request(sources[1], seed: 1, samples: 300)])[0]
        for sequence in sequences {
            #expect(!sequence.tokens.contains(FormulaModel.end))
            #expect(sequence.isComplete ? sequence.tokens.count < 6 : sequence.tokens.count == 6)
        }
        #expect(sequences.contains(where: \.isComplete) && !sequences.allSatisfy(\.isComplete))
    }

    @Test func logProbabilitiesAreThoseOfScoring() throws {
        let model = try FormulaModel.make()
        let limited = GenerationRequest(
            source: sources[2], seed: 9, samples: 30, topP: 0.7, topK: 20, temperature: 0.8, maxLength: 6,
            endMark: FormulaModel.end)
        for sequence in try model.generate([limited])[0] {
            let target = sequence.tokens + (sequence.isComplete ? [FormulaModel.end] : [])
            let score = try model.logLikelihood(sources: [sources[2]], targets: [target])[0]
            #expect(abs(score - sequence.logProbability) < 1e-4)
        }
    }

    /// Each token alone, from the logits of a pass without company.
    @Test(arguments: [Precision.float32, .int16, .int8]) func likelihoodsAreThoseOfAllLogits(precision: Precision)
        throws
    {
        let targets: [[Int32]] = [[9, 31, 2], [2], [40, 42, 42, 2], [77]]
        let pairs = (0..<50).map { (sources[$0 % 4], targets[$0 * 7 % 4]) }
        let model = try FormulaModel.make(precision: precision)
        let together = try model.logLikelihood(sources: pairs.map(\.0), targets: pairs.map(\.1))
        let threads = try FormulaModel.make(threads: 3, precision: precision)
        #expect(try threads.logLikelihood(sources: pairs.map(\.0), targets: pairs.map(\.1)) == together)
        for number in [0, 1, 2, 3, 49] {
            let (source, target) = pairs[number]
            #expect(try model.logLikelihood(sources: [source], targets: [target]) == [together[number]])
            #expect(abs(try slowLikelihood(model, source, target) - together[number]) < 1e-3)
        }
    }

    private func slowLikelihood(_ model: RoFormerModel, _ source: [Int32], _ target: [Int32]) throws -> Double {
        let size = model.configuration.vocabularySize
        let logits = try model.logits([source], targets: [target])[0].map(Double.init)
        return target.indices.reduce(0) { sum, place in
            let row = logits[(source.count - 1 + place) * size..<(source.count + place) * size]
            return sum + row[row.startIndex + Int(target[place])] - log(row.reduce(0) { $0 + exp($1) })
        }
    }

    /// First tokens come as often as the model's softmax says: a chi-square test with a fixed seed.
    @Test func tokensFollowTheModel() throws {
        let model = try FormulaModel.make()
        let size = model.configuration.vocabularySize
        let logits = try model.logits([sources[0]])[0].suffix(size).map(Double.init)
        let weights = logits.map { exp($0) }
        let total = weights.reduce(0, +)
        let draws = 20_000
        var asked = request(sources[0], seed: 3, samples: draws)
        asked.maxLength = 1
        asked.topP = 1
        var counts = [Int](repeating: 0, count: size)
        for sequence in try model.generate([asked])[0] {
            counts[Int(sequence.tokens.first ?? FormulaModel.end)] += 1
        }
        // Rare tokens are counted together.
        var rare = (expected: 0.0, count: 0)
        var statistic = 0.0
        var freedom = 0.0
        for (count, weight) in zip(counts, weights) {
            let expected = weight / total * Double(draws)
            if expected < 10 {
                rare = (rare.expected + expected, rare.count + count)
            } else {
                statistic += (Double(count) - expected) * (Double(count) - expected) / expected
                freedom += 1
            }
        }
        if rare.expected > 0 { statistic += pow(Double(rare.count) - rare.expected, 2) / rare.expected }
        #expect(freedom > 10)
        #expect(statistic < freedom + 3.7 * (2 * freedom).squareRoot())
    }

    @Test func topKOfOneIsGreedy() throws {
        let model = try FormulaModel.make()
        var narrow = request(sources[3], seed: 1, samples: 2)
        narrow.topK = 1
        var greedy = narrow
        greedy.temperature = 0
        #expect(try model.generate([narrow]) == model.generate([greedy]))
    }

    @Test func noSamplesAreNoSentences() throws {
        let model = try FormulaModel.make()
        #expect(try model.generate([]).isEmpty)
        let mixed = [request(sources[0], seed: 1, samples: 0), request(sources[1], seed: 1, samples: 1)]
        #expect(try model.generate(mixed).map(\.count) == [0, 1])
    }

    @Test func requestsWithoutSenseAreRefused() throws {
        let model = try FormulaModel.make()
        var flawed = [GenerationRequest](repeating: request(sources[0], seed: 1, samples: 1), count: 5)
        flawed[0].source = []
        flawed[1].source = [1, 96, 2]
        flawed[2].topP = 0
        flawed[3].temperature = -1
        flawed[4].source = [Int32](repeating: 5, count: 512)
        for request in flawed {
            #expect(throws: RoFormerFailure.self) { try model.generate([request]) }
        }
    }

    private func request(_ source: [Int32], seed: UInt64, samples: Int) -> GenerationRequest {
        GenerationRequest(
            source: source, seed: seed, samples: samples, topP: 0.95, maxLength: 6, endMark: FormulaModel.end)
    }
}
