import Testing

@testable import CurateEngine

@Suite struct InputMemoTests {
    @Test func filesAreCutByTheirSizeAlone() {
        #expect(InputMemo.segmentBytes(of: 0) == 1 << 20)
        #expect(InputMemo.segmentBytes(of: 160 << 20) == 10 << 20)
        #expect(InputMemo.segmentBytes(of: 1 << 40) == 32 << 20)
    }
}
