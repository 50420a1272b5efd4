import Testing

@testable import CurateReport

struct LabelSeriesTests {
    /// A label 1 of two classes has another colour than 0, whatever scales other sources have.
    @Test func eachScaleHasItsOwnNames() {
        #expect(LabelSeries.all(["0", "1"]).map(\.name) == ["0 different", "1 same"])
        #expect(Set(LabelSeries.all(["0", "1"]).map(\.style)).count == 2)
        #expect(LabelSeries.all(["0", "1", "4"]).map(\.name) == ["score 0", "score 1", "score 4"])
    }
}
