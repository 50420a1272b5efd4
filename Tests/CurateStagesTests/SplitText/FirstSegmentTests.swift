import CurateCore
import Testing

@testable import CurateStages

@Suite struct FirstSegmentTests {
    private func segment(_ text: String, _ limit: Double) -> String {
        String(String.UnicodeScalarView(FirstSegment(limit: limit).segment(Array(text.unicodeScalars)[...])))
    }

    /// The recursion over whole lists of pieces, as bert4keras words it.
    private func segments(_ text: String, _ limit: Double, _ separators: Substring) -> [String] {
        let text = trim(trim(text) { $0.properties.isWhitespace }) { "；;，, ".unicodeScalars.contains($0) }
        guard let separator = separators.first, Double(text.unicodeScalars.count) > limit else { return [text] }
        let pieces = text.split(separator: separator, omittingEmptySubsequences: false)
        var (joined, result) = ("", [String]())
        for (index, piece) in pieces.enumerated() {
            if !joined.isEmpty, !piece.isEmpty, Double(joined.count + piece.count) > limit - 1 {
                result += segments(joined, limit, separators.dropFirst())
                joined = ""
            }
            joined += piece
            if index + 1 < pieces.count { joined.append(separator) }
        }
        return joined.isEmpty ? result : result + segments(joined, limit, separators.dropFirst())
    }

    private func trim(_ text: String, _ condition: (Unicode.Scalar) -> Bool) -> String {
        var scalars = Array(text.unicodeScalars)
        while let last = scalars.last, condition(last) { scalars.removeLast() }
        while let first = scalars.first, condition(first) { scalars.removeFirst() }
        return String(String.UnicodeScalarView(scalars))
    }

    @Test func agreesWithTheRecursion() {
        var random = KeyedRandom(seed: 3, purpose: .init("test"), number: 0)
        let alphabet: [Character] = ["\n", "。", "！", "？", "!", "?", "；", ";", "，", ",", " ", "\u{3000}", "、"]
        for round in 0..<4000 {
            let marks = Double(round % 8 + 1) / 16
            let text = String(
                (0..<Int(random.next() % 60)).map { _ in
                    random.unit() < marks ? alphabet[Int(random.next() % 13)] : "字"
                })
            let limit = [5, 9.6, 12, 20.4][round % 4]
            #expect(
                segment(text, limit) == segments(text, limit, "\n。！？!?；;，, ").first, "\(text.debugDescription) \(limit)"
            )
        }
    }

    @Test func cutsWhereRoFormerSimDoes() {
        let text = "据悉，该车将于今年下半年正式上市。届时共推出六款车型，搭载两种动力总成，售价区间为十万元至十五万元；新车外观变化不大，内饰有所升级。"
        #expect(segment(text, 76.8) == text)
        #expect(segment(text, 40) == "据悉，该车将于今年下半年正式上市。")
        #expect(segment(text, 15) == "据悉")
    }
}
