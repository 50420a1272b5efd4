internal import Compression
internal import Files

/// Whole lines of a file, decompressed, some megabytes at a time.
public final class LinePieces {
    private let reader: FileReader
    private var decompressor: Decompressor?
    private var isOpen = false
    private var rest: [UInt8] = []
    private static let pieceBytes = 1 << 20

    /// - Throws: `SystemFailure`.
    public init(path: String) throws { reader = try FileReader(path: path) }

    /// nil at the end; the last line may lack its end.
    ///
    /// - Throws: `SystemFailure`, `CompressionFailure`.
    public func next() throws -> [UInt8]? {
        var piece = rest
        rest.removeAll(keepingCapacity: true)
        while true {
            let searched = piece.count
            guard try append(to: &piece) else { return piece.isEmpty ? nil : piece }
            guard let newline = piece[searched...].lastIndex(of: 10) else { continue }
            rest = Array(piece[(newline + 1)...])
            piece.removeLast(piece.count - newline - 1)
            return piece
        }
    }

    private func append(to piece: inout [UInt8]) throws -> Bool {
        var raw: [UInt8] = []
        guard try reader.read(upTo: Self.pieceBytes, appendingTo: &raw) > 0 else {
            try decompressor?.finish()
            return false
        }
        if !isOpen {
            let format = CompressionFormat.detected(fromMagic: raw.span)
            if format != .none { decompressor = Decompressor(format: format) }
            isOpen = true
        }
        guard let decompressor else {
            piece += raw
            return true
        }
        try decompressor.decompress(raw, into: &piece)
        return true
    }
}
