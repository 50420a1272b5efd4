import ByteScanning
import CurateCore

extension CorpusFile {
    func openDelimited(_ maker: RecordMaker) throws -> sending Opened {
        let delimiter = try asciiByte(layout.delimiter, "delimiter")
        if layout.shape == .group {
            throw failure("layout '\(layout.name)' has groups, which need the format jsonl, json or xml")
        }
        var buffer = try text(segment ?? .whole)
        let header = try header(&buffer, delimiter)
        // Nothing was there to be a header: an empty file has no rows and is no failure.
        let isEmpty = header == [""] && buffer.isAtEnd
        let columns = isEmpty ? ColumnMap.nothing : try columns(header)
        let parser = DelimitedParser(columns: columns, maker: maker, delimiter: delimiter, limits: limits)
        return (LineCutter(buffer, limits: limits), parser)
    }

    private func columns(_ header: [String]?) throws -> ColumnMap {
        do {
            return try ColumnMap(layout, labelled: labelled, header: header)
        } catch {
            let place = header == nil ? nil : 1
            throw failure(error.reason, hint: error.hint, line: place, column: place)
        }
    }

    /// The names in the first line, taken off `buffer` if that begins there; nil without a header.
    private func header(_ buffer: inout TextBuffer, _ delimiter: UInt8) throws -> [String]? {
        if !layout.header { return nil }
        if isWhole { return try takeHeader(&buffer, delimiter) }
        var beginning = try text(.whole)
        return try takeHeader(&beginning, delimiter)
    }

    private func takeHeader(_ buffer: inout TextBuffer, _ delimiter: UInt8) throws -> [String] {
        guard try buffer.growToLineEnd(limits) else {
            throw failure("the header is longer than \(limits.maximumRowBytes) bytes", line: 1, column: 1)
        }
        let line = buffer.cut(buffer.lineEnd).bytes
        return line.split(separator: delimiter, omittingEmptySubsequences: false).map { name in
            headerName(String(decoding: name, as: UTF8.self))
        }
    }

    /// A name without BOM and white space around it.
    private func headerName(_ field: String) -> String {
        let ignored: Set<Unicode.Scalar> = ["\u{FEFF}", " ", "\t", "\r", "\n", "\u{3000}", "\u{A0}"]
        let scalars = field.unicodeScalars.drop { ignored.contains($0) }
        let end = scalars.lastIndex { !ignored.contains($0) }.map { scalars.index(after: $0) } ?? scalars.startIndex
        return String(scalars[scalars.startIndex..<end])
    }

    private func asciiByte(_ character: Character, _ name: String) throws -> UInt8 {
        guard let byte = character.asciiValue, byte != Byte.newline, byte != Byte.carriageReturn else {
            throw failure("the \(name) '\(character)' of layout '\(layout.name)' is not one ASCII character")
        }
        return byte
    }
}
