import CurateCore
import CurateFormats

/// All that reading a file gave, up to its end or to what ended it early.
struct ReadOutcome: Equatable {
    struct Record: Equatable, CustomStringConvertible {
        var line: Int
        var sub: Int
        var a: String
        var b: String
        var label: Label

        var description: String { "\(line).\(sub) \(a.debugDescription) \(b.debugDescription) \(label.value)" }
    }

    var records: [Record] = []
    var rejections: [RowRejection] = []
    var rows = 0
    /// What ended the reading, if not the end of the file.
    var failure: CorpusFileFailure?
    /// An error that tells nothing of the file.
    var stray: String?

    /// Lines of rows, each once, in order.
    var rowLines: [Int] { (records.filter { $0.sub == 0 }.map(\.line) + rejections.map(\.line)).sorted() }

    /// What comes first in which two outcomes differ; nil where they are equal.
    func difference(from other: ReadOutcome) -> String? {
        if self == other { return nil }
        if let (mine, its) = zip(records, other.records).first(where: { $0 != $1 }) { return "\(its) became \(mine)" }
        if let (mine, its) = zip(rejections, other.rejections).first(where: { $0 != $1 }) {
            return "\(its.short) became \(mine.short)"
        }
        return "\(other.summary) became \(summary)"
    }

    private var summary: String {
        let end = failure.map(\.description) ?? stray ?? "the end"
        return "\(rows) rows, \(records.count) records, \(rejections.count) rejections up to \(end)"
    }
}

extension RowRejection {
    var short: String { "\(line):\(column) \(rule) '\(message)' of \(bytes.count) bytes" }
}

/// A file and how it is read.
struct ReadingCase {
    var path: String
    var layout: CorpusLayout
    var labels: LabelRules
    var labelled = true
    var limits = ReadingLimits()

    /// Reads the whole file, or all of its segments one after the other.
    func read(_ segments: [SourceSegment?] = [nil]) -> ReadOutcome {
        var outcome = ReadOutcome()
        for segment in segments where outcome.failure == nil { read(segment, into: &outcome) }
        return outcome
    }

    func read(chunkBytes: Int) -> ReadOutcome {
        var copy = self
        copy.limits.chunkBytes = chunkBytes
        return copy.read()
    }

    private func read(_ segment: SourceSegment?, into outcome: inout ReadOutcome) {
        var rows = ParsedRows()
        do {
            let reader = try CorpusFileReader(
                path: path, layout: layout, labels: labels, labelled: labelled, segment: segment, limits: limits)
            while let chunk = try reader.nextChunk() { try reader.parse(chunk, into: &rows) }
        } catch let failure as CorpusFileFailure {
            outcome.failure = failure
        } catch {
            outcome.stray = "\(type(of: error)): \(error)"
        }
        outcome.add(rows)
    }
}

extension ReadOutcome {
    fileprivate mutating func add(_ parsed: ParsedRows) {
        rows += parsed.rows
        rejections += parsed.rejections
        records += parsed.lines.indices.map { row in
            Record(
                line: parsed.lines[row], sub: Int(parsed.subs[row]), a: parsed.a.string(row), b: parsed.b.string(row),
                label: parsed.labels[row])
        }
    }
}
