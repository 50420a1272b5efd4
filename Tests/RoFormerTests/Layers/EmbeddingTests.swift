import RoFormer
import Testing

@Suite struct EmbeddingTests {
    private let sentences: [[Int32]] = (0..<90).map { number in
        [1] + (0..<Int32(number * 13 % 40)).map { 3 + ($0 * 31 + Int32(number)) % 90 } + [2]
    }

    @Test(arguments: [Precision.float32, .int16, .int8]) func neitherThreadsNorNeighboursMatter(precision: Precision)
        throws
    {
        let one = try FormulaModel.make(precision: precision)
        let together = try one.embed(sentences)
        #expect(try FormulaModel.make(threads: 3, precision: precision).embed(sentences) == together)
        for number in [0, 1, 50, 89] {
            #expect(try one.embed([sentences[number]]) == Array(together[number * 48..<(number + 1) * 48]))
        }
    }

    /// How far rounding moves a cosine, at most.
    @Test(arguments: [(Precision.int16, Float(1e-3)), (.int8, 3e-2)])
    func roundingMovesCosinesLittle(precision: Precision, bound: Float) throws {
        let exact = try FormulaModel.make().embed(sentences, normalized: true)
        let rounded = try FormulaModel.make(precision: precision).embed(sentences, normalized: true)
        #expect(largestDifference(cosines(exact), cosines(rounded)) < bound)
        #expect(exact != rounded)
    }

    @Test func sentencesThatCannotBeReadAreRefused() throws {
        let model = try FormulaModel.make()
        for flawed: [Int32] in [[], [1, 96, 2], [1, -1, 2], [Int32](repeating: 4, count: 513)] {
            #expect(throws: RoFormerFailure.self) { try model.embed([[1, 2], flawed]) }
        }
        #expect(try model.embed([]).isEmpty)
    }

    @Test func weightsOfAnotherShapeAreRefused() {
        var configuration = FormulaModel.configuration
        configuration.vocabularySize = 95
        let failure = #expect(throws: RoFormerFailure.self) {
            try RoFormerModel(configuration: configuration, weights: FormulaModel.weights())
        }
        #expect(failure?.description.contains("word embedding") == true)
    }

    private func cosines(_ vectors: [Float]) -> [Float] {
        (1..<sentences.count).map { row in
            (0..<48).reduce(0) { $0 + vectors[$1] * vectors[row * 48 + $1] }
        }
    }
}
