import ByteScanning

/// A field of a quoted row.
struct QuotedField {
    /// Where it starts, its quote included.
    var start: Int
    /// What is between its quotes, or all of it.
    var content: Range<Int>
    /// True when quotes in the content are doubled.
    var hasDoubledQuotes: Bool
}

/// Walks over a row by RFC 4180; quotes within a field that does not begin with one are data.
struct QuotedRowScanner: Sendable {
    let delimiter: UInt8
    let quote: UInt8

    enum Outcome: Equatable {
        /// The row's bytes end here, and the next row begins there.
        case row(end: Int, next: Int)
        /// The bytes end in the row; `opening`: the quote that is still open.
        case unfinished(opening: Int?)
        /// Something other than a delimiter follows a closing quote.
        case broken(at: Int, opening: Int)
    }

    /// - Parameters:
    ///   - isWhole: true when the text ends with `bytes`: its last row may lack a line end.
    ///   - fields: gets the row's fields.
    func scan(_ bytes: Span<UInt8>, from start: Int, isWhole: Bool, fields: inout [QuotedField]) -> Outcome {
        fields.removeAll(keepingCapacity: true)
        var place = start
        while true {
            let isQuoted = place < bytes.count && bytes[place] == quote
            let step = isQuoted ? quoted(bytes, place, isWhole, &fields) : plain(bytes, place, isWhole, &fields)
            switch step {
            case .field(let next): place = next
            case .done(let outcome): return outcome
            }
        }
    }

    private enum Step {
        /// The next field of the row begins here.
        case field(Int)
        case done(Outcome)
    }

    private func plain(_ bytes: Span<UInt8>, _ start: Int, _ isWhole: Bool, _ fields: inout [QuotedField]) -> Step {
        var place = start
        while place < bytes.count && bytes[place] != delimiter && bytes[place] != Byte.newline { place += 1 }
        if place == bytes.count && !isWhole { return .done(.unfinished(opening: nil)) }
        let endsRow = place == bytes.count || bytes[place] == Byte.newline
        let endsWithCarriageReturn =
            endsRow && place < bytes.count && place > start && bytes[place - 1] == Byte.carriageReturn
        let end = endsWithCarriageReturn ? place - 1 : place
        fields.append(QuotedField(start: start, content: start..<end, hasDoubledQuotes: false))
        return endsRow ? .done(.row(end: end, next: min(place + 1, bytes.count))) : .field(place + 1)
    }

    private func quoted(_ bytes: Span<UInt8>, _ start: Int, _ isWhole: Bool, _ fields: inout [QuotedField]) -> Step {
        var place = start + 1
        var doubled = false
        while let found = ByteScanning.first(quote, in: bytes, from: place) {
            if found + 1 < bytes.count && bytes[found + 1] == quote {
                doubled = true
                place = found + 2
                continue
            }
            if found + 1 == bytes.count && !isWhole { break }
            fields.append(QuotedField(start: start, content: start + 1..<found, hasDoubledQuotes: doubled))
            return afterQuote(bytes, found + 1, isWhole, opening: start)
        }
        return .done(.unfinished(opening: start))
    }

    private func afterQuote(_ bytes: Span<UInt8>, _ place: Int, _ isWhole: Bool, opening: Int) -> Step {
        if place == bytes.count { return .done(.row(end: place, next: place)) }
        if bytes[place] == delimiter { return .field(place + 1) }
        if bytes[place] == Byte.newline { return .done(.row(end: place, next: place + 1)) }
        let mayEndLine = bytes[place] == Byte.carriageReturn
        if mayEndLine && place + 1 == bytes.count && !isWhole { return .done(.unfinished(opening: nil)) }
        let endsLine = mayEndLine && place + 1 < bytes.count && bytes[place + 1] == Byte.newline
        return .done(endsLine ? .row(end: place, next: place + 2) : .broken(at: place, opening: opening))
    }
}
