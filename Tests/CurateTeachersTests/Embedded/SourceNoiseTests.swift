import RoFormer
import Testing

@testable import CurateTeachers

@Suite struct SourceNoiseTests {
    private let vocabulary: Vocabulary
    private let noise: SourceNoise

    init() throws {
        let words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "[unused1]"] + (0..<50).map { "w\($0)" }
        vocabulary = try Vocabulary(tokens: words)
        noise = SourceNoise(vocabulary)
    }

    private func spoilt(_ share: Double, seed: UInt64 = 1) -> [Int32] {
        var source: [Int32] = [2] + [Int32](repeating: 6, count: 4000) + [3]
        noise.apply(to: &source, share: share, seed: seed)
        return source
    }

    @Test func theShareIsKeptAndMostBecomeMasks() {
        let source = spoilt(0.3)
        let masks = Double(source.filter { $0 == vocabulary.special.mask }.count) / 4000
        let others = Double(source.dropFirst().dropLast().filter { $0 != 6 && $0 != 4 }.count) / 4000
        #expect(abs(masks - 0.24) < 0.03)
        #expect(abs(others - 0.03) < 0.01)
        #expect(source.first == 2 && source.last == 3)
        #expect(source.dropFirst().dropLast().allSatisfy { $0 == 4 || $0 > 5 })
    }

    @Test func nothingChangesWithoutAShareAndTheSeedDecides() {
        #expect(spoilt(0).allSatisfy { [2, 3, 6].contains($0) })
        #expect(spoilt(0.3) == spoilt(0.3))
        #expect(spoilt(0.3) != spoilt(0.3, seed: 2))
        var short: [Int32] = [2, 3]
        noise.apply(to: &short, share: 1, seed: 1)
        #expect(short == [2, 3])
    }
}
