import Foundation
import Testing

@testable import CurateReport

struct ChartTests {
    private func isWellFormed(_ svg: String) -> Bool { XMLCheck.isWellFormed(svg) }

    @Test func aBarIsAsWideAsItsPartsAre() {
        let bar = StackedBar(
            total: 200,
            parts: [
                .init(count: 150, style: "kept", name: "kept"), .init(count: 0, style: "made", name: "made"),
                .init(count: 50, style: "lost", name: "rejected"),
            ])
        #expect(bar.svg.contains("x=\"0\" y=\"0\" width=\"750\""))
        #expect(bar.svg.contains("x=\"750\" y=\"0\" width=\"250\""))
        #expect(bar.svg.contains("aria-label=\"kept 150, rejected 50\""))
        #expect(!bar.svg.contains("made"))
        #expect(isWellFormed(bar.svg))
    }

    @Test func aHistogramDrawsEverySeriesAndThreshold() {
        let chart = Histogram(
            series: [
                .init(name: "0", style: "s0", classes: [1, 3]), .init(name: "1", style: "s1", classes: [0, 4]),
            ], unit: "cosine <x>", about: "a \"quoted\" name", thresholds: [.init(place: 0.3, name: "doubts")])
        #expect(chart.svg.components(separatedBy: " area\"").count == 3)
        #expect(chart.svg.contains("class=\"threshold\""))
        #expect(chart.svg.contains("100%"))
        #expect(isWellFormed(chart.svg))
    }

    @Test func emptyChartsAreDrawnToo() {
        #expect(isWellFormed(StackedBar(total: 0, parts: []).svg))
        #expect(isWellFormed(Histogram(series: [], unit: "", about: "").svg))
    }

    @Test func coordinatesHaveTwoDecimals() {
        #expect(Coordinate.text(1.005) == "1" || Coordinate.text(1.005) == "1.01")
        #expect(Coordinate.text(-0.25) == "-0.25")
        #expect(Coordinate.text(3.1) == "3.10")
        #expect(Coordinate.text(7) == "7")
    }
}

/// Whether every element that is opened is closed, in order.
private enum XMLCheck {
    static func isWellFormed(_ text: String) -> Bool {
        var open: [Substring] = []
        for piece in text.split(separator: "<") {
            guard let end = piece.firstIndex(of: ">") else { return false }
            let tag = piece[..<end]
            if tag.hasSuffix("/") { continue }
            let name = tag.drop { $0 == "/" }.prefix { $0 != " " }
            if !tag.hasPrefix("/") {
                open.append(name)
            } else if open.popLast() != name {
                return false
            }
        }
        return open.isEmpty
    }
}
