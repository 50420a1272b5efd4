import RoFormer
import Testing

/// Values of a PyTorch reference on the same weights; all cases pass through the layers in one ragged batch.
@Suite struct ReferenceParityTests {
    private let cases: [ReferenceCase]
    private let model: RoFormerModel

    init() throws {
        cases = try ReferenceCase.tiny()
        model = try FormulaModel.make()
    }

    @Test func sentenceVectors() throws {
        let vectors = try model.embed(cases.map(\.source))
        #expect(largestDifference(vectors, cases.flatMap(\.pooled)) < 1e-4)
    }

    @Test func hiddenStatesOfSourcesAlone() throws {
        for (own, reference) in zip(try model.hiddenStates(cases.map(\.source)), cases) {
            #expect(largestDifference(own, reference.hidden) < 1e-4)
        }
    }

    @Test func hiddenStatesOfTargetsUnderTheMask() throws {
        let states = try model.hiddenStates(cases.map(\.source), targets: cases.map(\.target))
        for (own, reference) in zip(states, cases) {
            #expect(largestDifference(own, reference.hiddenWithTarget) < 1e-4)
        }
    }

    @Test func logitsOfNextTokens() throws {
        let size = model.configuration.vocabularySize
        let logits = try model.logits(cases.map(\.source), targets: cases.map(\.target))
        for (own, reference) in zip(logits, cases) {
            #expect(largestDifference(own.suffix(size), reference.nextLogits) < 1e-4)
            let first = own[(reference.source.count - 1) * size..<reference.source.count * size]
            #expect(largestDifference(first, reference.firstLogits) < 1e-4)
        }
    }

    @Test func likelihoodsOfTargets() throws {
        let own = try model.logLikelihood(sources: cases.map(\.source), targets: cases.map(\.target))
        for (own, reference) in zip(own, cases) { #expect(abs(own - reference.logLikelihood) < 1e-3) }
    }

    @Test func greedySentences() throws {
        let requests = cases.map {
            GenerationRequest(source: $0.source, seed: 1, temperature: 0, maxLength: 8, endMark: FormulaModel.end)
        }
        let own = try model.generate(requests).map { $0[0].tokens }
        #expect(own == cases.map(\.greedy))
        #expect(Set(own).count > 1, "sources that all give the same sentence would tell little")
    }

    @Test func vectorsOfLengthOne() throws {
        let plain = try model.embed([cases[1].source])
        let unit = try model.embed([cases[1].source], normalized: true)
        let length = plain.reduce(0) { $0 + $1 * $1 }.squareRoot()
        #expect(largestDifference(unit.map { $0 * length }, plain) < 1e-5)
        #expect(abs(unit.reduce(0) { $0 + $1 * $1 } - 1) < 1e-5)
    }
}
