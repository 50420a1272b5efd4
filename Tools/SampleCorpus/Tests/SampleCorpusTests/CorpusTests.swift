import Foundation
import Testing

@testable import SampleCorpus

@Suite struct CorpusTests {
    private let fixture: CorpusFixture

    init() throws {
        fixture = try CorpusFixture()
    }

    @Test func sameSeedSameBytesOtherSeedOtherRows() throws {
        var size = Corpus.Size()
        size.train = (positives: 150, negatives: 150)
        size.heldOut = (positives: 80, negatives: 80)
        let files = try [7, 7, 8].map { try Corpus.make(CorpusFixture.content.get(), seed: $0, size: size).files }
        #expect(zip(files[0], files[1]).allSatisfy { $0.name == $1.name && $0.bytes == $1.bytes })
        let isOther = files[0].first?.bytes != files[2].first?.bytes
        #expect(isOther)
    }

    @Test func committedFilesAreWhatTheGeneratorWrites() throws {
        let root = (0..<5).reduce(URL(fileURLWithPath: #filePath)) { url, _ in url.deletingLastPathComponent() }
        let folder = root.appending(path: "data-schemas/corpora/lcqmc/sample")
        guard FileManager.default.fileExists(atPath: folder.path) else { return }
        for (name, bytes) in fixture.files {
            let committed = try Data(contentsOf: folder.appending(path: name))
            let isFresh = committed.elementsEqual(bytes)
            #expect(isFresh, "\(name) is stale: run sample-corpus --out \(folder.path)")
        }
        let expected = try Data(contentsOf: folder.deletingLastPathComponent().appending(path: "expected.jsonl"))
        let isFresh = try expected.elementsEqual(CorpusFixture.corpus.get().expected)
        #expect(isFresh, "expected.jsonl is stale: run sample-corpus with --expected")
    }

    @Test func filesAreLargeEnough() {
        #expect(fixture.rows(.train).count >= 3600)
        #expect(fixture.rows(.dev).count >= 560)
        #expect(fixture.rows(.test).count >= 560)
    }

    @Test func labelsAreBalancedAsInTheRealCorpus() {
        let share = { (split: Split) in
            let rows = fixture.rows(split)
            return Double(rows.count { $0.label == "1" }) / Double(rows.count)
        }
        #expect((0.50...0.58).contains(share(.train)))
        #expect((0.48...0.52).contains(share(.dev)))
        #expect((0.48...0.52).contains(share(.test)))
    }

    @Test func sentencesAreAsShortAsInTheRealCorpus() {
        let lengths = fixture.rows.flatMap(\.texts).map { MatchKey.of($0).count }
        let mean = Double(lengths.reduce(0, +)) / Double(lengths.count)
        #expect((9...13).contains(mean))
        #expect(lengths.count { $0 > 30 } < lengths.count / 200)
    }

    @Test func aThirdOfTheSentencesUsesChinesePunctuation() {
        let texts = fixture.rows.flatMap(\.texts)
        let share = Double(texts.count { $0.contains { "，。？！：；、".contains($0) } }) / Double(texts.count)
        #expect((0.27...0.40).contains(share))
    }

    @Test func filesHaveNoByteOrderMarkAndEndInLF() {
        for split in Split.allCases {
            let bytes = fixture.files[split.file] ?? []
            #expect(!bytes.starts(with: [0xEF, 0xBB, 0xBF]))
            #expect(bytes.last == 0x0A)
        }
    }

    @Test func thePageShowsTheCounts() {
        let page = String(decoding: fixture.files["README.md"] ?? [], as: UTF8.self)
        for kind in DirtKind.allCases {
            let counts = Split.allCases.map { split in
                "\(fixture.entries.count { $0.kind == kind && $0.place.hasPrefix(split.file) })"
            }
            #expect(page.contains("| `\(kind.rawValue)` | \(kind.summary) | \(counts.joined(separator: " | ")) |"))
        }
        #expect(!page.contains("@"))
    }
}
