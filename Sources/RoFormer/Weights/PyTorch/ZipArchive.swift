internal import Files
internal import TensorBytes

/// The entries of a zip archive that are stored as they are, as PyTorch writes them (APPNOTE 6.3, Zip64 included).
struct ZipArchive {
    struct Entry {
        var name: String
        var checksum: UInt32
        /// Where its bytes are in the file.
        var range: Range<Int>
    }

    private let file: MappedFile
    private let entries: [String: Entry]

    /// - Throws: ``CheckpointFailure`` where the archive is damaged, or packs or encrypts an entry.
    init(_ file: MappedFile) throws {
        self.file = file
        do {
            entries = try Self.entries(file)
        } catch is ByteReader.End {
            throw Self.damaged(file.path, "the archive's directory ends early")
        }
    }

    var names: [String] { entries.keys.sorted() }

    /// The entry's bytes; nil where the archive has none of this name. Their checksum is not looked at.
    func bytes(of name: String) -> FileBytes? { entries[name].map { FileBytes(file, $0.range) } }

    /// - Throws: ``CheckpointFailure`` where the entry's bytes do not match its checksum.
    func check(_ name: String) throws {
        guard let entry = entries[name] else { return }
        let found = FileBytes(file, entry.range).withBytes { TensorBytes.crc32($0) }
        if found != entry.checksum {
            throw Self.damaged(file.path, "the archive's entry '\(name)' does not match its checksum")
        }
    }

    static func damaged(_ path: String, _ message: String) -> CheckpointFailure {
        CheckpointFailure(path, "\(message): the file is truncated or damaged", hint: "Fetch it again")
    }
}

// The directory at the file's end.
extension ZipArchive {
    private static let endSize = 22
    private static let longestComment = 0xFFFF
    private static let locatorSize = 20

    private typealias Directory = (count: Int, size: Int, start: Int)

    private static func entries(_ file: MappedFile) throws -> [String: Entry] {
        let directory = try directory(file)
        guard directory.start <= file.count, directory.size <= file.count - directory.start else {
            throw damaged(file.path, "the archive's directory is said to be beyond the file's end")
        }
        var reader = ByteReader(file.copy(directory.start..<directory.start + directory.size))
        var entries: [String: Entry] = [:]
        for _ in 0..<directory.count {
            let entry = try entry(&reader, file)
            if entries.updateValue(entry, forKey: entry.name) != nil {
                throw damaged(file.path, "the archive has two entries '\(entry.name)'")
            }
        }
        return entries
    }

    private static func directory(_ file: MappedFile) throws -> Directory {
        let start = max(0, file.count - endSize - longestComment - locatorSize)
        let tail = file.copy(start..<file.count)
        guard let end = endRecord(tail) else { throw damaged(file.path, "the archive has no directory at its end") }
        var reader = ByteReader(tail, from: end + 10)
        let directory = (count: try reader.count(2), size: try reader.count(4), start: try reader.count(4))
        guard end >= locatorSize else { return directory }
        var locator = ByteReader(tail, from: end - locatorSize)
        guard try locator.number(4) == 0x0706_4B50 else { return directory }
        try locator.skip(4)
        return try largeDirectory(file, at: try locator.count(8))
    }

    /// Behind the last signature whose comment ends where the file does.
    private static func endRecord(_ tail: [UInt8]) -> Int? {
        let signature: [UInt8] = [0x50, 0x4B, 5, 6]
        var place = tail.count - endSize
        while place >= 0 {
            if tail[place...].starts(with: signature) {
                let comment = Int(tail[place + 20]) | Int(tail[place + 21]) << 8
                if place + endSize + comment == tail.count { return place }
            }
            place -= 1
        }
        return nil
    }

    private static func largeDirectory(_ file: MappedFile, at place: Int) throws -> Directory {
        guard place <= file.count - 56 else { throw ByteReader.End() }
        var reader = ByteReader(file.copy(place..<place + 56))
        guard try reader.number(4) == 0x0606_4B50 else { throw damaged(file.path, "the archive's end is not right") }
        try reader.skip(28)
        return (try reader.count(8), try reader.count(8), try reader.count(8))
    }

    private static func entry(_ reader: inout ByteReader, _ file: MappedFile) throws -> Entry {
        guard try reader.number(4) == 0x0201_4B50 else {
            throw damaged(file.path, "the archive's directory is not right")
        }
        try reader.skip(4)
        let (flags, method) = (try reader.number(2), try reader.number(2))
        try reader.skip(4)
        let checksum = UInt32(try reader.number(4))
        let sizes = (packed: try reader.count(4), plain: try reader.count(4))
        let (name, extra, comment) = (try reader.count(2), try reader.count(2), try reader.count(2))
        try reader.skip(8)
        let place = try reader.count(4)
        let text = String(decoding: try reader.take(name), as: UTF8.self)
        var large = LargeSizes(try reader.take(extra))
        try reader.skip(comment)
        guard flags & 1 == 0, method == 0 else {
            throw CheckpointFailure(
                file.path, "the archive packs or encrypts '\(text)', which PyTorch never does",
                hint: "Save it with torch.save")
        }
        let plain = try large.real(sizes.plain)
        _ = try large.real(sizes.packed)
        let start = try dataStart(file, header: try large.real(place), text)
        guard plain <= file.count - start else { throw damaged(file.path, "'\(text)' goes on beyond the file's end") }
        return Entry(name: text, checksum: checksum, range: start..<start + plain)
    }

    private static func dataStart(_ file: MappedFile, header: Int, _ name: String) throws -> Int {
        guard header <= file.count - 30 else { throw damaged(file.path, "'\(name)' starts beyond the file's end") }
        var reader = ByteReader(file.copy(header..<header + 30))
        guard try reader.number(4) == 0x0403_4B50 else {
            throw damaged(file.path, "'\(name)' has no header of its own")
        }
        try reader.skip(22)
        let start = header + 30 + (try reader.count(2)) + (try reader.count(2))
        guard start <= file.count else { throw damaged(file.path, "'\(name)' starts beyond the file's end") }
        return start
    }

    /// What Zip64 adds for numbers that do not fit in four bytes, in their order.
    private struct LargeSizes {
        private var reader: ByteReader

        init(_ extra: ArraySlice<UInt8>) {
            var fields = ByteReader(Array(extra))
            reader = ByteReader([])
            while let kind = try? fields.number(2), let size = try? fields.count(2), let field = try? fields.take(size)
            {
                if kind == 1 { reader = ByteReader(Array(field)) }
            }
        }

        mutating func real(_ number: Int) throws -> Int { number == 0xFFFF_FFFF ? try reader.count(8) : number }
    }
}

extension MappedFile {
    /// A copy of a part, for what is parsed byte by byte.
    func copy(_ range: Range<Int>) -> [UInt8] { withBytes { TensorBytes.copy($0.extracting(range)) } }
}
