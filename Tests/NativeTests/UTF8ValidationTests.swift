import Testing
import TextNormalization

/// The validator against Swift's own.
struct UTF8ValidationTests {
    @Test func everyShortSequenceAgrees() {
        let edges: [UInt8] = [
            0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE,
            0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
        ]
        for first in edges {
            for second in edges {
                for third in edges {
                    for fourth in [0x41, 0x80, 0xBF] as [UInt8] { agree([first, second, third, fourth]) }
                }
            }
        }
    }

    @Test func theFirstOfSeveralDefectsIsNamed() {
        let padding = Array("一二三四abcdefgh五六".utf8)
        for length in 0..<padding.count where String(validating: padding[..<length], as: UTF8.self) != nil {
            let bytes = Array(padding[..<length]) + [0xE4, 0xB8] + padding + [0xFF]
            #expect(TextNormalizer.firstInvalidUTF8(bytes.span) == length)
        }
    }

    /// Compares with Swift alone and behind and before text that the fast paths take.
    private func agree(_ bytes: [UInt8]) {
        for before in [[], Array("一二三".utf8), Array("abcdefgh".utf8)] {
            for after in [[], Array("四五六七".utf8)] {
                let whole = before + bytes + after
                let valid = String(validating: whole, as: UTF8.self) != nil
                let offset = TextNormalizer.firstInvalidUTF8(whole.span)
                guard (offset == nil) == valid else {
                    Issue.record("\(whole): \(String(describing: offset))")
                    return
                }
                if let offset, String(validating: whole[..<offset], as: UTF8.self) == nil {
                    Issue.record("\(whole): what stands before \(offset) is not valid")
                }
            }
        }
    }
}
