import CurateCore
import Files
import Synchronization
import Testing

@testable import CurateFormats

@Suite struct ReaderTests {
    private func open(_ path: String, _ layout: CorpusLayout = pairLayout) throws -> CorpusFileReader {
        try CorpusFileReader(path: path, layout: layout, labels: binaryRules, labelled: true)
    }

    @Test func emptyFilesHaveNoRows() throws {
        for specimen in Specimen.all { #expect(try read([], specimen.layout).rows == 0) }
        #expect(try read("\u{FEFF}").rows == 0)
        #expect(try read("\n\n").rows == 0)
    }

    @Test func foldersAndMissingFilesAreFailures() throws {
        let file = try TemporaryFile([])
        let folder = #expect(throws: SystemFailure.self) { try open(file.folder) }
        #expect(folder?.path == file.folder)
        #expect(throws: SystemFailure.self) { try open(file.path + ".gone") }
    }

    @Test func manyThreadsReadEveryRowOnce() throws {
        let text = (0..<20_000).map { "a\($0)\tb\t\($0 % 3)\n" }.joined()
        let file = try TemporaryFile(Array(text.utf8))
        let reader = try CorpusFileReader(
            path: file.path, layout: pairLayout, labels: binaryRules, labelled: true,
            limits: ReadingLimits(chunkBytes: 4096))
        let lines = Mutex<[Int]>([])
        try Workers.run(4) { _ in
            var rows = ParsedRows()
            while let chunk = try reader.nextChunk() { try reader.parse(chunk, into: &rows) }
            lines.withLock { $0 += rows.lines + rows.rejections.map(\.line) }
        }
        #expect(lines.withLock { $0.sorted() } == Array(1...20_000))
        #expect(reader.bytesRead == UInt64(text.utf8.count))
    }

    @Test func aLayoutsOwnLabelsWin() throws {
        var layout = pairLayout
        layout.labels = LabelRules(scale: .ordinal, minimum: 0, maximum: 5)
        #expect(try read("a\tb\t4.5\n", layout).records == [Row(1, "a", "b", Label(.ordinal, 4.5))])
        let refused = try read("a\tb\t6\n", layout).rejections.first
        #expect(refused?.message == "'6' is no label; allowed: a number from 0.0 to 5.0")
    }

    @Test(arguments: [
        (
            CorpusLayout.Format.tsv, CorpusLayout.Column.name("a"),
            "layout 'x' names column 'a' but says that there is no header"
        ),
        (.jsonl, .position(1), "layout 'x' gives a position for column 'a'"),
        (.tsv, .position(9), "a row has 3 columns, but column 9 is asked for"),
    ]) func layoutsThatDoNotFitAreRefused(format: CorpusLayout.Format, column: CorpusLayout.Column, reason: String) {
        let layout = CorpusLayout(
            name: "x", format: format, columns: [.a: column, .b: column, .label: column], columnsCount: 3)
        let failure = #expect(throws: CorpusFileFailure.self) { try read("a\tb\t1", layout) }
        #expect(failure?.reason == reason)
    }

    @Test func failuresReadAsAPlaceAReasonAndAHint() {
        let failure = CorpusFileFailure(path: "x.txt", line: 3, column: 4, reason: "it is wrong", hint: "Mend it.")
        #expect(failure.description == "x.txt:3:4: it is wrong. Mend it.")
        #expect(CorpusFileFailure(path: "x.txt", reason: "it is wrong").description == "x.txt: it is wrong")
    }
}
