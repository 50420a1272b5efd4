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
