import CurateCore

extension CorpusFile {
    func openDelimited(_ maker: RecordMaker) throws -> sending Opened {
        if layout.shape.hasList {
            throw failure("layout '\(layout.name)' has lists of texts, which need the format json or jsonl")
        }
        let delimiter = try asciiByte(layout.delimiter, "delimiter")
        if let quote = layout.quote {
            return try openQuoted(maker, QuotedRowScanner(delimiter: delimiter, quote: asciiByte(quote, "quote")))
        }
        var cutter = LineCutter(try text(segment ?? .whole), limits: limits)
        let columns = try columns { isFirst in
            if isFirst { return try names(cutter.firstLine(), delimiter) }
            var beginning = LineCutter(try text(.whole), limits: limits)
            return try names(beginning.firstLine(), delimiter)
        }
        return (cutter, DelimitedParser(columns: columns, maker: maker, delimiter: delimiter, limits: limits))
    }

    private func openQuoted(_ maker: RecordMaker, _ scanner: QuotedRowScanner) throws -> sending Opened {
        var cutter = QuotedCutter(try text(segment ?? .whole), scanner: scanner, limits: limits)
        let columns = try columns { _ in try names(cutter.firstRow(), scanner) }
        return (cutter, QuotedParser(columns: columns, maker: maker, scanner: scanner, limits: limits))
    }

    /// Finds the columns by the header, if there is one.
    ///
    /// - Parameter header: takes the names off the file; true when the segment begins with them. nil: nothing there.
    private func columns(_ header: (Bool) throws -> [String]?) throws -> ColumnMap {
        let names = layout.header ? try header(isWhole) : nil
        // An empty file has no rows and is no failure.
        if layout.header && names == nil { return ColumnMap.nothing }
        do {
            return try ColumnMap(layout, labelled: labelled, header: names)
        } catch {
            let place = names == nil ? nil : 1
            throw failure(error.reason, hint: error.hint, line: place, column: place)
        }
    }

    private func names(_ line: TextChunk?, _ delimiter: UInt8) throws -> [String]? {
        guard let line = try checked(line) else { return nil }
        let fields = line[...].withoutLineEnd.split(separator: delimiter, omittingEmptySubsequences: false)
        return fields.map(\.headerName)
    }

    private func names(_ row: TextChunk?, _ scanner: QuotedRowScanner) throws -> [String]? {
        guard let bytes = try checked(row) else { return nil }
        var fields: [QuotedField] = []
        _ = scanner.scan(bytes.span, from: 0, isWhole: true, fields: &fields)
        return fields.map { bytes[$0.content].headerName }
    }

    private func checked(_ line: TextChunk?) throws -> [UInt8]? {
        guard let line else { return nil }
        if !line.exceptions.isEmpty { throw failure("the header is no row of this format", line: 1, column: 1) }
        return line.bytes
    }

    private func asciiByte(_ character: Character, _ name: String) throws -> UInt8 {
        guard let byte = character.asciiValue, byte != Byte.newline, byte != Byte.carriageReturn else {
            throw failure("the \(name) '\(character)' of layout '\(layout.name)' is not one ASCII character")
        }
        return byte
    }
}

extension ArraySlice<UInt8> {
    /// A column's name without BOM and white space around it.
    fileprivate var headerName: String {
        let ignored: Set<Unicode.Scalar> = ["\u{FEFF}", " ", "\t", "\r", "\n", "\u{3000}", "\u{A0}"]
        let scalars = String(decoding: self, as: UTF8.self).unicodeScalars.drop { ignored.contains($0) }
        let end = scalars.lastIndex { !ignored.contains($0) }.map { scalars.index(after: $0) } ?? scalars.startIndex
        return String(scalars[scalars.startIndex..<end])
    }
}
