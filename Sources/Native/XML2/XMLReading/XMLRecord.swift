/// One record element of an XML file.
public struct XMLRecord: Sendable, Equatable {
    /// The line on which the record's start tag begins, from 1.
    public let line: Int
    /// Roughly the column, in characters of the line, at which the start tag begins, from 1. libxml2 counts columns
    /// in a way that long lines and multi-byte characters can disturb.
    public let column: Int
    /// Where the record stands in the input, in bytes of its UTF-8; nil where an entity holds an end of it.
    public let place: Range<Int>?
    /// The wanted fields in the order in which they were asked for, as UTF-8; nil where the record lacks one.
    public let fields: [[UInt8]?]

    /// A record read from a file.
    public init(line: Int, column: Int, place: Range<Int>?, fields: [[UInt8]?]) {
        self.line = line
        self.column = column
        self.place = place
        self.fields = fields
    }
}
