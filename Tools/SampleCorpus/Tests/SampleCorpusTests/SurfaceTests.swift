import Testing

@testable import SampleCorpus

/// Dirt inside lines and texts is where the ledger says, and nowhere else.
@Suite struct SurfaceTests {
    private let fixture: CorpusFixture

    init() throws {
        fixture = try CorpusFixture()
    }

    private func places(_ holds: (String) -> Bool) -> Set<String> {
        Set(fixture.rows.filter { $0.texts.contains(where: holds) }.map(\.place))
    }

    @Test func invisibleCharacters() {
        let zero: Set<Unicode.Scalar> = ["\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}"]
        #expect(places { $0.unicodeScalars.contains(where: zero.contains) } == fixture.places(.zeroWidth))
        #expect(places { $0.unicodeScalars.contains("\u{FEFF}") } == fixture.places(.byteOrderMark))
        #expect(places { $0.unicodeScalars.contains("\0") } == fixture.places(.nul))
    }

    @Test func markup() {
        #expect(places { $0.contains("&") } == fixture.places(.htmlEntity))
        #expect(places { $0.contains("<") } == fixture.places(.htmlTag))
        #expect(places { $0.contains("***") } == fixture.places(.mask))
    }

    @Test func blanks() {
        #expect(places { $0.contains("\u{3000}") } == fixture.places(.ideographicSpace))
        #expect(places { $0.hasPrefix(" ") || $0.hasSuffix(" ") || $0.contains("  ") } == fixture.places(.strayBlank))
    }

    @Test func lengths() {
        #expect(places { $0.count > 300 } == fixture.places(.longText))
        #expect(places { $0.isEmpty } == fixture.places(.emptyText))
    }

    @Test func fullWidthLettersAndDigits() {
        let found = places {
            $0.unicodeScalars.contains {
                (0xFF10...0xFF5A).contains($0.value) && $0.properties.isAlphabetic
                    || (0xFF10...0xFF19).contains($0.value)
            }
        }
        let listed = fixture.places(.fullWidth)
        #expect(found.isSuperset(of: listed))
        #expect(found.subtracting(listed).isSubset(of: fixture.places(.foldedDuplicate, .trivialPositive)))
    }

    @Test func traditionalCharacters() throws {
        let forms = Set(try CorpusFixture.content.get().traditional.values)
        #expect(places { $0.contains(where: forms.contains) } == fixture.places(.traditional))
    }

    @Test func brokenLinesAreRareAndOnlyInTrain() {
        var rejected: Set<String> = []
        for split in Split.allCases {
            let readable = Set(fixture.rows(split).map(\.line))
            for line in 1...fixture.lines(split).count where !readable.contains(line) {
                rejected.insert("\(split.file):\(line)")
            }
        }
        #expect(rejected == fixture.places(.raggedRow, .badLabel, .invalidUTF8))
        #expect(rejected.count * 100 < fixture.lines(.train).count)
        #expect(rejected.allSatisfy { $0.hasPrefix("train") })
    }

    @Test func carriageReturns() {
        let found = Split.allCases.flatMap { split in
            fixture.lines(split).enumerated().filter { $1.contains(0x0D) }.map { "\(split.file):\($0.offset + 1)" }
        }
        #expect(Set(found) == fixture.places(.carriageReturn))
    }
}
