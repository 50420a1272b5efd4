public import CurateCore
internal import CurateFormats

/// Rows of a file as whole lines of JSON, some at a time.
public protocol RowPieces: AnyObject {
    /// nil at the end; the last line may lack its end.
    func next() throws -> [UInt8]?
}

extension LinePieces: RowPieces {}

/// A shard in Parquet or TFRecord as the lines of JSON that the same rows would have been written as.
public final class ShardPieces: RowPieces {
    private let reader: ShardReader
    private let view: String
    private var encoder: (any ShardEncoder)?

    /// - Throws: ``Diagnostic`` for a view that cannot be read back, ``CorpusFileFailure``, `SystemFailure`.
    public init(path: String, view: String, teachers: [TeacherInfo]) throws {
        guard let reader = ShardReader(view: view, teachers: teachers) else {
            throw Diagnostic(.error, "the view '\(view)' is not read back")
        }
        self.reader = reader
        self.view = view
        try reader.open(path)
    }

    public func next() throws -> [UInt8]? {
        guard let batch = try reader.next() else { return nil }
        if encoder == nil {
            encoder = ViewCatalog.encoder(view: view, format: "jsonl", level: nil, roster: reader.roster)
        }
        var lines: [UInt8] = []
        try encoder?.append(batch, rows: 0..<batch.count, roster: reader.roster, into: &lines)
        return lines
    }
}
