import Compression
import Files
import Testing

private let compressed: [CompressionFormat] = [.gzip, .zstd]

private func compress(_ bytes: [UInt8], _ format: CompressionFormat, pieces: Int = 1 << 16) throws -> [UInt8] {
    let compressor = try Compressor(format: format)
    var output: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: pieces) {
        try compressor.compress(bytes.span.extracting(start..<min(start + pieces, bytes.count)), into: &output)
    }
    try compressor.finish(into: &output)
    return output
}

private func decompress(_ bytes: [UInt8], _ format: CompressionFormat, pieces: Int = 1 << 16) throws -> [UInt8] {
    let decompressor = Decompressor(format: format)
    var output: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: pieces) {
        try decompressor.decompress(bytes.span.extracting(start..<min(start + pieces, bytes.count)), into: &output)
    }
    try decompressor.finish()
    return output
}

/// Text that compresses, with a few bytes that do not.
private func sample(_ count: Int) -> [UInt8] {
    let noise = [UInt8](pseudoRandom: min(count, 100_003))
    let text = Array("a line of text that is repeated, ".utf8)
    let block = noise.indices.map { $0 % 64 < 8 ? noise[$0] : text[$0 % text.count] }
    var bytes: [UInt8] = []
    while bytes.count < count { bytes.append(contentsOf: block.prefix(count - bytes.count)) }
    return bytes
}

@Suite struct CompressionTests {
    @Test(arguments: CompressionFormat.allCases, [0, 1, 1000, 131_072, 10_000_000])
    func roundTrip(format: CompressionFormat, count: Int) throws {
        let bytes = sample(count)
        let packed = try compress(bytes, format)
        #expect(try decompress(packed, format) == bytes)
        #expect(CompressionFormat.detected(fromMagic: packed.span) == format)
        if format != .none && count > 1000 { #expect(packed.count < count / 2) }
    }

    @Test(arguments: compressed, [1, 3, 100])
    func smallPieces(format: CompressionFormat, pieces: Int) throws {
        let bytes = sample(5000)
        let packed = try compress(bytes, format, pieces: pieces)
        #expect(try decompress(packed, format, pieces: pieces) == bytes)
    }

    /// The damage is in the checksum, which comes last: all of the text is sound.
    @Test(arguments: compressed, [1, 7, 1 << 16])
    func textBeforeADefectDoesNotDependOnWhereTheInputIsCut(format: CompressionFormat, pieces: Int) throws {
        let bytes = sample(3000)
        var packed = try compress(bytes, format)
        packed[packed.count - (format == .gzip ? 8 : 4)] ^= 1
        let decompressor = Decompressor(format: format)
        var output: [UInt8] = []
        #expect(throws: CompressionFailure.self) {
            for start in stride(from: 0, to: packed.count, by: pieces) {
                let piece = packed.span.extracting(start..<min(start + pieces, packed.count))
                try decompressor.decompress(piece, into: &output)
            }
        }
        #expect(output == bytes)
    }

    @Test(arguments: compressed)
    func theSameBytesGiveTheSameStream(format: CompressionFormat) throws {
        let bytes = sample(300_000)
        #expect(try compress(bytes, format, pieces: 1000) == compress(bytes, format, pieces: 1000))
    }

    @Test func theGzipHeaderTellsNeitherTimeNorName() throws {
        let packed = try compress(Array("x".utf8), .gzip)
        #expect(packed.prefix(8) == [0x1f, 0x8b, 8, 0, 0, 0, 0, 0])
    }

    /// Command-line tools count members and frames independently of this code.
    @Test func otherToolsReadIt() throws {
        try withTemporaryFolder { folder in
            let bytes = sample(400_000)
            try write(bytes, to: "\(folder)/plain")
            try write(try compress(bytes, .gzip, pieces: 1000), to: "\(folder)/a.gz")
            let comparison = try Shell("gzip -dc '\(folder)/a.gz' | cmp -s - '\(folder)/plain'")
            #expect(comparison.finish() == 0)
        }
    }

    @Test func oneFrameHoweverManyCalls() throws {
        let bytes = sample(400_000)
        for format in compressed {
            let packed = try compress(bytes, format, pieces: 1000)
            let magic = Array(packed.prefix(4))
            let starts = packed.indices.filter { packed[$0...].starts(with: magic) }
            #expect(starts == [0])
        }
    }

    @Test(arguments: compressed)
    func severalMembersAreOneStream(format: CompressionFormat) throws {
        let first = sample(1000)
        let packed = try compress(first, format) + compress([], format) + compress([9, 8, 7], format)
        for pieces in [1, 2, packed.count] {
            #expect(try decompress(packed, format, pieces: pieces) == first + [9, 8, 7])
        }
    }

    @Test func skippableFramesAreSkipped() throws {
        let skippable: [UInt8] = [0x53, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]
        let packed = try skippable + compress([5, 6], .zstd) + skippable
        #expect(try decompress(packed, .zstd, pieces: 1) == [5, 6])
        #expect(CompressionFormat.detected(fromMagic: packed.span) == .zstd)
    }

    @Test(arguments: compressed)
    func everyTruncationIsNoticed(format: CompressionFormat) throws {
        let packed = try compress(sample(300), format)
        for count in 0..<packed.count {
            #expect(throws: CompressionFailure.truncated(at: UInt64(count))) {
                try decompress(Array(packed.prefix(count)), format)
            }
        }
    }

    @Test(arguments: compressed)
    func aTruncatedSecondMemberIsNoticed(format: CompressionFormat) throws {
        let first = try compress(sample(300), format)
        let packed = try first + compress(sample(200), format)
        for count in first.count + 1..<packed.count {
            #expect(throws: CompressionFailure.truncated(at: UInt64(count))) {
                try decompress(Array(packed.prefix(count)), format, pieces: 5)
            }
        }
        #expect(try decompress(Array(packed.prefix(first.count)), format) == sample(300))
    }

    @Test(arguments: compressed)
    func everyChangedByteOfTheContentIsNoticed(format: CompressionFormat) throws {
        let bytes = sample(300)
        let packed = try compress(bytes, format)
        for place in packed.indices {
            var changed = packed
            changed[place] ^= 0x10
            let output = try? decompress(changed, format)
            #expect(output == nil || output == bytes)
        }
    }

    @Test(arguments: compressed, [1, 4096])
    func garbageAfterTheEndIsNoticed(format: CompressionFormat, pieces: Int) throws {
        let packed = try compress(sample(300), format)
        for garbage in ["x", "garbage", "\u{1f}", "\u{1f}garbage that begins like a member"] {
            #expect(throws: CompressionFailure.self) {
                try decompress(packed + Array(garbage.utf8), format, pieces: pieces)
            }
        }
    }

    @Test func zerosAfterGzipAreTolerated() throws {
        let packed = try compress(sample(300), .gzip)
        let padded = packed + [UInt8](repeating: 0, count: 600)
        #expect(try decompress(padded, .gzip, pieces: 7) == sample(300))
        let offset = UInt64(padded.count)
        let reason = "bytes after the last member that are not gzip"
        #expect(throws: CompressionFailure.corrupt(reason: reason, at: offset)) {
            try decompress(padded + packed, .gzip, pieces: 7)
        }
    }

    @Test(arguments: compressed)
    func somethingElseIsCorrupt(format: CompressionFormat) throws {
        let failure = #expect(throws: CompressionFailure.self) { try decompress(Array("plain text".utf8), format) }
        guard case .corrupt = failure else { return #expect(Bool(false), "\(String(describing: failure))") }
    }

    @Test(arguments: compressed)
    func failuresStay(format: CompressionFormat) throws {
        let decompressor = Decompressor(format: format)
        var output: [UInt8] = []
        let first = #expect(throws: CompressionFailure.self) {
            try decompressor.decompress(Array("plain text".utf8), into: &output)
        }
        let second = #expect(throws: CompressionFailure.self) { try decompressor.finish() }
        #expect(first == second)
    }

    @Test(arguments: compressed, [1, 1000, 131_072, 1 << 20])
    func aBombUnfoldsAPieceAtATime(format: CompressionFormat, limit: Int) throws {
        let count = limit == 1 ? 5000 : 3_000_000
        let packed = try compress([UInt8](repeating: 0, count: count), format)
        #expect(packed.count < count / 50)
        let decompressor = Decompressor(format: format)
        var taken = 0
        var total = 0
        while true {
            var output: [UInt8] = []
            taken += try decompressor.decompress(packed.span.extracting(taken...), limit: limit, into: &output)
            #expect(output.count <= limit)
            total += output.count
            if taken == packed.count && output.count < limit { break }
        }
        try decompressor.finish()
        #expect(total == count)
        #expect(decompressor.compressedOffset == UInt64(packed.count))
    }

    @Test func levelsAreChecked() throws {
        #expect(throws: CompressionFailure.self) { try Compressor(format: .gzip, level: 10) }
        #expect(throws: CompressionFailure.self) { try Compressor(format: .zstd, level: 23) }
        _ = try Compressor(format: .zstd, level: 19)
        _ = try Compressor(format: .gzip, level: 0)
    }

    @Test func namesTellTheFormat() {
        #expect(CompressionFormat.forExtension(of: "a/b.jsonl.gz") == .gzip)
        #expect(CompressionFormat.forExtension(of: "b.zst") == .zstd)
        #expect(CompressionFormat.forExtension(of: "b.zstd") == .zstd)
        #expect(CompressionFormat.forExtension(of: "b.jsonl") == .none)
        #expect(CompressionFormat.detected(fromMagic: [UInt8]().span) == .none)
        #expect(CompressionFormat.detected(fromMagic: [0x1f].span) == .none)
    }

    @Test func namesItsLibraries() {
        #expect(CompressionLibraries.zlibVersion.hasPrefix("1."))
        #expect(CompressionLibraries.zstdVersion.hasPrefix("1."))
    }
}
