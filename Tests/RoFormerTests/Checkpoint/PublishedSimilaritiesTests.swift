import RoFormer
import Testing

@Suite struct PublishedSimilaritiesTests {
    private let tokenizer: Tokenizer

    init() throws { tokenizer = try Tokenizer(vocabulary: Vocabulary(tokens: TestModel.words)) }

    /// Vectors whose cosines are those published, twice as long as unit vectors.
    private func vectors(shift: Float = 0) -> [Float] {
        PublishedSimilarities.pairs.flatMap { pair -> [Float] in
            let cosine = pair.cosine + shift
            return [2, 0, 2 * cosine, 2 * (1 - cosine * cosine).squareRoot()]
        }
    }

    @Test func equalCosinesAgree() throws {
        let findings = try PublishedSimilarities.compare(tokenizer: tokenizer) { sentences in
            #expect(sentences.count == 2 * PublishedSimilarities.pairs.count)
            #expect(sentences.allSatisfy { $0.first == 2 && $0.last == 3 })
            return vectors()
        }
        #expect(PublishedSimilarities.agree(findings))
    }

    @Test func otherCosinesDoNot() throws {
        let findings = try PublishedSimilarities.compare(tokenizer: tokenizer) { _ in vectors(shift: -0.01) }
        #expect(!PublishedSimilarities.agree(findings))
        let none = try PublishedSimilarities.compare(tokenizer: tokenizer) {
            [Float](repeating: 0, count: $0.count * 4)
        }
        #expect(!PublishedSimilarities.agree(none))
    }

    @Test func onlyTheBaseSizeIsCompared() {
        #expect(PublishedSimilarities.apply(to: .base))
        #expect(!PublishedSimilarities.apply(to: .small))
    }
}
