internal import CurateCore

/// Shares over classes between 0 and 1, one outline for each series, with thresholds as vertical lines.
struct Histogram {
    struct Series {
        var name: String
        var style: String
        var classes: [Int]
    }

    struct Threshold {
        var place: Double
        var name: String
    }

    var series: [Series]
    var unit: String
    var about: String
    var thresholds: [Threshold] = []

    private static let (left, right, top, bottom) = (38.0, 356.0, 14.0, 160.0)

    var svg: String {
        let most = max(0.01, series.flatMap(Self.shares).max() ?? 0)
        let step = Self.step(most)
        let limit = (most / step).rounded(.up) * step
        let drawn = series.map { outline($0, limit) }.joined()
        return "<svg class=\"chart\" viewBox=\"0 0 360 204\" role=\"img\" aria-label=\"\(Markup.escaped(about))\">"
            + grid(limit, step) + drawn + lines + axis + "</svg>"
    }

    private static func shares(_ series: Series) -> [Double] {
        let total = Double(max(1, series.classes.reduce(0, +)))
        return series.classes.map { Double($0) / total }
    }

    private static func step(_ most: Double) -> Double {
        [0.01, 0.02, 0.05, 0.1, 0.2].first { most / $0 <= 4 } ?? 0.25
    }

    private func x(_ share: Double) -> String {
        Coordinate.text(Self.left + share * (Self.right - Self.left))
    }

    private func y(_ value: Double, _ limit: Double) -> String {
        Coordinate.text(Self.bottom - value / limit * (Self.bottom - Self.top))
    }

    private func outline(_ series: Series, _ limit: Double) -> String {
        let shares = Self.shares(series)
        var path = "M\(x(0)) \(y(0, limit))"
        for (place, share) in shares.enumerated() {
            path += "V\(y(share, limit))H\(x(Double(place + 1) / Double(shares.count)))"
        }
        return "<path class=\"\(series.style) area\" d=\"\(path)V\(y(0, limit))Z\"/>"
    }

    private func grid(_ limit: Double, _ step: Double) -> String {
        stride(from: 0, through: limit + step / 2, by: step).map { value in
            let height = y(value, limit)
            return "<path class=\"grid\" d=\"M\(x(0)) \(height)H\(x(1))\"/>"
                + "<text class=\"tick end\" x=\"33\" y=\"\(height)\" dy=\"4\">\(Int((value * 100).rounded()))%</text>"
        }.joined()
    }

    private var axis: String {
        let ticks = stride(from: 0.0, through: 1.0, by: 0.2).map { value in
            "<text class=\"tick mid\" x=\"\(x(value))\" y=\"176\">\(Coordinate.text(value))</text>"
        }
        return ticks.joined() + "<text class=\"unit mid\" x=\"\(x(0.5))\" y=\"196\">\(Markup.escaped(unit))</text>"
    }

    /// Their names stand one below the other, so that near thresholds do not cover them.
    private var lines: String {
        thresholds.enumerated().map { number, threshold in
            let place = x(threshold.place)
            let isBefore = threshold.place > (number == 0 ? 0.25 : 0.75)
            let (side, gap) = isBefore ? ("end", "-4") : ("start", "4")
            let height = Coordinate.text(Self.top + 12 * Double(number))
            return "<path class=\"threshold\" d=\"M\(place) \(Coordinate.text(Self.top - 8))V\(y(0, 1))\"/>"
                + "<text class=\"tick \(side)\" x=\"\(place)\" dx=\"\(gap)\" y=\"\(height)\">"
                + "\(Markup.escaped(threshold.name))</text>"
        }.joined()
    }
}
