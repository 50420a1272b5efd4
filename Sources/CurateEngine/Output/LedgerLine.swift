internal import CurateCore
internal import JSONParsing

/// Lines of the ledger of rejected records: JSON objects that say what was dropped, where it came from and why.
struct LedgerLine {
    let roster: Roster

    func append(_ batch: Batch, _ rejection: Rejection, stage: String, to bytes: inout [UInt8]) {
        record(batch, rejection.row, &bytes)
        text("stage", stage, &bytes)
        text("rule", rejection.rule, &bytes)
        values(rejection.values, &bytes)
        bytes += "}\n".utf8
    }

    /// A record that stays, for people to look at.
    func append(_ batch: Batch, _ review: Review, stage: String, to bytes: inout [UInt8]) {
        record(batch, review.row, &bytes)
        text("stage", stage, &bytes)
        name("suspicion", &bytes)
        bytes += Self.json((review.suspicion * 10_000).rounded() / 10_000).utf8
        values(review.values, &bytes)
        bytes += "}\n".utf8
    }

    private func record(_ batch: Batch, _ row: Int, _ bytes: inout [UInt8]) {
        let source = roster.sources[Int(batch.sources[row])]
        open("id", batch.ids[row].description, &bytes)
        place(source, batch.ordinals[row], &bytes)
        name("sentence1", &bytes)
        batch.a.text.withText(row) { JSONWriting.appendString($0, to: &bytes) }
        name("sentence2", &bytes)
        if batch.flags[row].contains(.single) {
            bytes += "null".utf8
        } else {
            batch.b.text.withText(row) { JSONWriting.appendString($0, to: &bytes) }
        }
        name("label", &bytes)
        bytes += LabelText.json(batch.labels[row]).utf8
        text("scale", batch.labels[row].scale.name, &bytes)
        if batch.copies[row] > 1 { integer("copies", Int(batch.copies[row]), &bytes) }
        if batch.flags[row].contains(.generated) { origin(batch.origin(row), &bytes) }
    }

    private func origin(_ origin: Origin, _ bytes: inout [UInt8]) {
        text("origin", origin.kind.name, &bytes)
        text("parent", origin.parent.description, &bytes)
        if Int(origin.teacher) < roster.teachers.count {
            text("teacher", roster.teachers[Int(origin.teacher)].name, &bytes)
        }
    }

    func append(_ rejection: RowRejection, source: SourceInfo, file: Int, to bytes: inout [UInt8]) {
        open("corpus", source.corpus, &bytes)
        text("split", source.split, &bytes)
        text("file", roster.files[file], &bytes)
        integer("line", rejection.line, &bytes)
        integer("column", rejection.column, &bytes)
        text("stage", "read", &bytes)
        text("rule", rejection.rule, &bytes)
        text("message", rejection.message, &bytes)
        if let valid = String(validating: rejection.bytes, as: UTF8.self) {
            text("bytes", valid, &bytes)
        } else {
            text("bytes_hex", rejection.bytes.map(Self.hex).joined(), &bytes)
        }
        bytes += "}\n".utf8
    }

    private func place(_ source: SourceInfo, _ ordinal: Ordinal, _ bytes: inout [UInt8]) {
        text("corpus", source.corpus, &bytes)
        text("split", source.split, &bytes)
        text("file", roster.files[ordinal.file], &bytes)
        integer("line", ordinal.line, &bytes)
        if ordinal.sub > 0 { integer("sub", ordinal.sub, &bytes) }
    }

    private func values(_ values: [Rejection.Value], _ bytes: inout [UInt8]) {
        guard !values.isEmpty else { return }
        name("values", &bytes)
        bytes.append(UInt8(ascii: "{"))
        for (position, value) in values.enumerated() {
            if position > 0 { bytes.append(UInt8(ascii: ",")) }
            JSONWriting.appendString(Array(value.name.utf8).span, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            append(value.value, &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private func append(_ value: LogValue, _ bytes: inout [UInt8]) {
        switch value {
        case .integer(let number): bytes += String(number).utf8
        case .number(let number): bytes += Self.json(number).utf8
        case .text(let text): JSONWriting.appendString(Array(text.utf8).span, to: &bytes)
        case .record(let id, let ordinal):
            open("id", id.description, &bytes)
            text("file", ordinal.file < roster.files.count ? roster.files[ordinal.file] : "?", &bytes)
            integer("line", ordinal.line, &bytes)
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private func open(_ key: String, _ value: String, _ bytes: inout [UInt8]) {
        bytes += "{\"\(key)\":".utf8
        JSONWriting.appendString(Array(value.utf8).span, to: &bytes)
    }

    private func name(_ key: String, _ bytes: inout [UInt8]) { bytes += ",\"\(key)\":".utf8 }

    private func text(_ key: String, _ value: String, _ bytes: inout [UInt8]) {
        name(key, &bytes)
        JSONWriting.appendString(Array(value.utf8).span, to: &bytes)
    }

    private func integer(_ key: String, _ value: Int, _ bytes: inout [UInt8]) {
        name(key, &bytes)
        bytes += String(value).utf8
    }

    private static func json(_ number: Double) -> String {
        guard number.isFinite else { return "null" }
        return number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
    }

    private static func hex(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }
}

/// Labels as people and JSON read them.
enum LabelText {
    /// `1`, `0.5`, `"entailment"` or `null`.
    static func json(_ label: Label) -> String {
        switch label.scale {
        case .none: "null"
        case .nli: "\"\(word(label))\""
        case .binary, .ordinal: word(label)
        }
    }

    /// `1`, `0.5`, `entailment` or `none`.
    static func word(_ label: Label) -> String {
        switch label.scale {
        case .none: "none"
        case .nli: NLILabel(rawValue: Int(label.value))?.name ?? "none"
        case .binary, .ordinal:
            label.value == label.value.rounded() ? String(Int(label.value)) : String(label.value)
        }
    }
}
