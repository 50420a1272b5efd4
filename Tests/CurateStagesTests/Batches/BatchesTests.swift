import CurateCore
import CurateStages
import CurateTesting
import Testing

@Suite struct BatchesTests {
    /// The third is near the second, which is near the first; first and third are too far from each other.
    private let chain: [TestRecord] = [
        .pair("我想知道去上海的高铁票今天还能不能买到如果买不到的话应该怎么办才好", "票", 0),
        .pair("我想知道去上海的快高铁票今天还能不能买到如果买不到的话应该怎么办才好", "票", 0),
        .pair("我想知道去上海的快高铁票今天还能不能买到如果买不到的话应该新怎么办才好", "票", 0),
    ]

    private func near(_ records: [TestRecord]) throws -> Int? {
        let run = try StageContract.check(
            BatchesStage.kind.stages(), records, declaration: BatchesStage.kind.declaration)
        return run.counts["batches/near"]
    }

    @Test func whatIsNearANearOneIsNearToo() throws {
        #expect(try near(chain) == 2)
        #expect(try near([chain[0], chain[2]]) == nil)
    }
}
