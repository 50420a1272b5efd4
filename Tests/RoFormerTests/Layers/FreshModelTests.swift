import Foundation
import RoFormer
import Testing

/// Random models of both published sizes that PyTorch just made: `roformer_reference.py --fresh FOLDER`, the folder
/// named by `CURATE_FRESH_MODELS`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["CURATE_FRESH_MODELS"] != nil)) struct FreshModelTests {
    @Test(arguments: [("small", ModelConfiguration.small), ("base", .base)])
    func valuesAgree(name: String, configuration: ModelConfiguration) throws {
        let folder = try #require(ProcessInfo.processInfo.environment["CURATE_FRESH_MODELS"])
        let cases = try ReferenceCase.read("\(folder)/\(name).json")
        let model = try RoFormerModel(
            configuration: configuration, weights: try weights("\(folder)/\(name).bin", configuration),
            precision: .float32, threads: 2)
        let sources = cases.map(\.source)
        let targets = cases.map(\.target)
        let size = configuration.vocabularySize
        let hidden = try model.hiddenStates(sources, targets: targets)
        let worst = [
            "hidden states": largestDifference(hidden.joined(), cases.flatMap(\.hiddenWithTarget)),
            "hidden states of sources": largestDifference(
                try model.hiddenStates(sources).joined(), cases.flatMap(\.hidden)),
            "vectors": largestDifference(try model.embed(sources), cases.flatMap(\.pooled)),
            "logits": largestDifference(
                try model.logits(sources, targets: targets).flatMap { $0.suffix(size) }, cases.flatMap(\.nextLogits)),
        ]
        for (what, difference) in worst { #expect(difference < 1e-4, "\(what) of \(name)") }
        print("\(name): largest differences \(worst.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })")
        let requests = sources.map { GenerationRequest(source: $0, seed: 0, temperature: 0, maxLength: 8, endMark: 2) }
        #expect(try model.generate(requests).map { $0[0].tokens } == cases.map(\.greedy))
    }

    /// What rounding does to cosines and to likelihoods, beside float32 with the same weights.
    @Test(arguments: [("small", ModelConfiguration.small), ("base", .base)])
    func roundingChangesLittle(name: String, configuration: ModelConfiguration) throws {
        let folder = try #require(ProcessInfo.processInfo.environment["CURATE_FRESH_MODELS"])
        let sentences: [[Int32]] = (0..<40).map { number in
            // Neighbours share most of their tokens, so that cosines spread.
            [1] + (0..<Int32(6 + number % 9)).map { 3 + ($0 * 977 + Int32(number) / 4 * 131) % 11_000 } + [2]
        }
        func answers(_ precision: Precision) throws -> (cosines: [Float], scores: [Float]) {
            let model = try RoFormerModel(
                configuration: configuration, weights: try weights("\(folder)/\(name).bin", configuration),
                precision: precision, threads: 2)
            let vectors = try model.embed(sentences, normalized: true)
            let width = configuration.hiddenSize
            let cosines = (1..<sentences.count).map { row in
                (0..<width).reduce(Float(0)) { $0 + vectors[(row - 1) * width + $1] * vectors[row * width + $1] }
            }
            let scores = try model.logLikelihood(sources: sentences, targets: sentences.map { Array($0.dropFirst()) })
            return (cosines, zip(scores, sentences).map { Float($0 / Double($1.count - 1)) })
        }
        let exact = try answers(.float32)
        for (precision, bound) in [(Precision.int16, Float(1e-3)), (.int8, 3e-2)] {
            let rounded = try answers(precision)
            let cosines = largestDifference(exact.cosines, rounded.cosines)
            let scores = largestDifference(exact.scores, rounded.scores)
            #expect(cosines < bound)
            print("\(name) in \(precision): cosines move by \(cosines) at most, log-probabilities by \(scores) a token")
        }
    }

    private func weights(_ path: String, _ configuration: ModelConfiguration) throws -> ModelWeights {
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        let floats = data.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
        var place = 0
        var numbering = Numbering()
        return numbering.weights(configuration) { _, shape, _ in
            let count = shape.reduce(1, *)
            defer { place += count }
            return MemoryTensor(shape: shape, Array(floats[place..<place + count]))
        }
    }
}
