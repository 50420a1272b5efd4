internal import Compression
internal import Files

/// Whole lines of a file, decompressed, about a megabyte at a time however far its bytes unfold.
public final class LinePieces {
    private let reader: FileReader
    private var decompressor: Decompressor?
    private var isOpen = false
    private var hasEnded = false
    /// Read, and not yet decompressed from ``taken`` on.
    private var raw: [UInt8] = []
    private var taken = 0
    /// The last call left more than it could append.
    private var hasMore = false
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

    /// Returns false at the end of the file.
    private func append(to piece: inout [UInt8]) throws -> Bool {
        guard try fill() else { return false }
        guard let decompressor else {
            piece += raw
            taken = raw.count
            return true
        }
        let before = piece.count
        let raw = raw
        let input = raw.span
        taken += try decompressor.decompress(input.extracting(taken...), limit: Self.pieceBytes, into: &piece)
        hasMore = piece.count - before == Self.pieceBytes
        return true
    }

    private func fill() throws -> Bool {
        guard taken == raw.count, !hasMore else { return true }
        guard !hasEnded else { return false }
        raw.removeAll(keepingCapacity: true)
        taken = 0
        guard try reader.read(upTo: Self.pieceBytes, appendingTo: &raw) > 0 else {
            hasEnded = true
            try decompressor?.finish()
            return false
        }
        if !isOpen {
            let format = CompressionFormat.detected(fromMagic: raw.span)
            if format != .none { decompressor = Decompressor(format: format) }
            isOpen = true
        }
        return true
    }
}
