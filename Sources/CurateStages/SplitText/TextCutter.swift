internal import CurateCore
internal import TextNormalization

/// Cuts texts of too many characters at punctuation.
struct TextCutter: Sendable {
    enum Mode: String { case firstSegment = "first_segment", sentences, off }

    var mode: Mode
    /// Characters that a text may have; not a whole number with RoFormer-Sim's 64 × 1.2.
    var limit: Double
    /// Ends what is still too long at the limit.
    var cutsOverlong: Bool

    init(_ options: Options) {
        mode = Mode(rawValue: options.string("mode")) ?? .firstSegment
        limit = Double(options.integer("max_len")) * options.number("factor")
        cutsOverlong = options.string("overlong") == "cut"
    }

    /// The text that is left; nil where the text stays as it is.
    func cut(_ text: ArraySlice<UInt8>) throws -> [UInt8]? {
        // No character is shorter than a byte.
        guard mode != .off, Double(text.count) > limit else { return nil }
        let scalars = Array(String(decoding: text, as: UTF8.self).unicodeScalars)
        guard Double(scalars.count) > limit else { return nil }
        var left = try mode == .sentences ? sentences(Array(text), scalars) : segment(scalars)
        if cutsOverlong, Double(left.count) > limit { left = left.prefix(Int(limit)) }
        guard !left.isEmpty, left.count < scalars.count else { return nil }
        var result = String.UnicodeScalarView()
        result.append(contentsOf: left)
        return Array(String(result).utf8)
    }

    private func segment(_ text: [Unicode.Scalar]) -> ArraySlice<Unicode.Scalar> {
        FirstSegment(limit: limit).segment(text[...])
    }

    /// The sentences that fit, or the first segment where not even one does.
    private func sentences(_ bytes: [UInt8], _ text: [Unicode.Scalar]) throws -> ArraySlice<Unicode.Scalar> {
        var kept: ArraySlice<Unicode.Scalar> = []
        for range in try TextProperties.sentenceRanges(bytes) {
            let end = bytes[..<range.upperBound].count { $0 & 0xC0 != 0x80 }
            let sentences = text[..<end].trimmed(where: \.properties.isWhitespace)
            guard Double(sentences.count) <= limit else { break }
            kept = sentences
        }
        return kept.isEmpty ? segment(text) : kept
    }
}

/// The first piece that bert4keras' `text_segmentate` makes with the separators of RoFormer-Sim's training script.
struct FirstSegment {
    private static let separators = Array("\n。！？!?；;，, ".unicodeScalars)
    private static let stripped = Set("；;，, ".unicodeScalars)

    var limit: Double

    func segment(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        var segment = Self.strip(text)
        for separator in Self.separators where Double(segment.count) > limit {
            segment = Self.strip(head(segment, separator))
        }
        return segment
    }

    /// As many pieces between separators as fit, the first in any case; the separator behind them included.
    private func head(
        _ text: ArraySlice<Unicode.Scalar>, _ separator: Unicode.Scalar
    ) -> ArraySlice<Unicode.Scalar> {
        let pieces = text.split(separator: separator, omittingEmptySubsequences: false)
        for piece in pieces.dropFirst() where !piece.isEmpty {
            // The original compares with one less than the limit, to leave room for the separator.
            if Double(piece.endIndex - text.startIndex) > limit - 1 { return text[..<piece.startIndex] }
        }
        return text
    }

    private static func strip(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        text.trimmed(where: \.properties.isWhitespace).trimmed(where: stripped.contains)
    }
}

extension ArraySlice {
    /// Without the elements at both ends that satisfy `condition`.
    func trimmed(where condition: (Element) -> Bool) -> ArraySlice {
        let start = drop(while: condition)
        return start.lastIndex { !condition($0) }.map { start[...$0] } ?? []
    }
}
