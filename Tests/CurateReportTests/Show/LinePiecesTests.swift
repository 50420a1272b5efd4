import Compression
import Files
import Foundation
import Testing

@testable import CurateReport

/// What is read of a file at a time is bounded, however few bytes it was compressed to.
struct LinePiecesTests {
    private static let line = Array((String(repeating: "开放时间是几点", count: 500) + "\n").utf8)

    private func pieces(_ format: CompressionFormat, lines: Int, after: [UInt8] = []) throws -> [[UInt8]] {
        let folder = FileManager.default.temporaryDirectory.path + "/curate-line-pieces-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let compressor = try Compressor(format: format)
        var bytes: [UInt8] = []
        for _ in 0..<lines { try compressor.compress(Self.line, into: &bytes) }
        try compressor.compress(after, into: &bytes)
        try compressor.finish(into: &bytes)
        try Data(bytes).write(to: URL(fileURLWithPath: folder + "/rows"))
        let reader = try LinePieces(path: folder + "/rows")
        var pieces: [[UInt8]] = []
        while let piece = try reader.next() { pieces.append(piece) }
        return pieces
    }

    @Test(arguments: [CompressionFormat.none, .gzip, .zstd])
    func noPieceIsLongerThanItsBoundAndALine(format: CompressionFormat) throws {
        let pieces = try pieces(format, lines: 3000)
        #expect(pieces.map(\.count).reduce(0, +) == 3000 * Self.line.count)
        #expect(pieces.allSatisfy { $0.count <= (1 << 20) + Self.line.count && $0.last == 10 })
        #expect(pieces.allSatisfy { $0.starts(with: Self.line) })
    }

    @Test(arguments: [CompressionFormat.none, .gzip, .zstd])
    func theLastLineMayLackItsEnd(format: CompressionFormat) throws {
        #expect(try pieces(format, lines: 1, after: Array("几点".utf8)).last == Array("几点".utf8))
        #expect(try pieces(format, lines: 0) == [])
    }
}
