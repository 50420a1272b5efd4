internal import CurateCore

/// A horizontal bar of parts, as wide as its place.
struct StackedBar {
    struct Part {
        var count: Int
        /// A class of the style sheet.
        var style: String
        var name: String
    }

    /// What the full width stands for.
    var total: Int
    var parts: [Part]

    var svg: String {
        let said = parts.filter { $0.count > 0 }.map { "\($0.name) \(Numbers.grouped($0.count))" }
        var place = 0.0
        var shapes = ""
        for part in parts where part.count > 0 && total > 0 {
            let width = Double(part.count) / Double(total) * 1000
            // A sliver is wider than nothing.
            let drawn = max(width, 2)
            shapes +=
                "<rect class=\"\(part.style)\" x=\"\(Coordinate.text(min(place, 998)))\" y=\"0\""
                + " width=\"\(Coordinate.text(drawn))\" height=\"10\"/>"
            place += width
        }
        return "<svg class=\"bar\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" role=\"img\""
            + " aria-label=\"\(Markup.escaped(said.joined(separator: ", ")))\">\(shapes)</svg>"
    }
}

/// Numbers in drawings: two decimals, the same on every machine.
enum Coordinate {
    static func text(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let (whole, rest) = (abs(hundredths) / 100, abs(hundredths) % 100)
        let sign = hundredths < 0 ? "-" : ""
        if rest == 0 { return "\(sign)\(whole)" }
        return "\(sign)\(whole)." + (rest < 10 ? "0\(rest)" : "\(rest)")
    }
}
