import Compression
import CurateCore
import JSONParsing
import TensorBytes

/// The rows of TensorFlow records: a `tf.train.Example` each, as ``TFRecordShard`` writes them.
///
/// Texts and numbers of one value are told as texts; what may hold several is told as JSON lists.
struct TFRecordCells: ShardCellSource {
    private let path: String
    private let stream: any ByteStream
    private let places: [String: Int]
    private let lists: Set<String> = ["corpora", "counts"]
    private let count: Int
    private var row = 0

    private static let bytes = 1 << 20
    /// A row is a few texts; more is a damaged length.
    private static let longest = 64 << 20

    init(path: String, fields: [String]) throws {
        self.path = path
        let file = try FileBytes(path: path)
        stream = path.hasSuffix(".gz") ? UnpackedBytes(file, format: .gzip) : file
        count = fields.count
        places = Dictionary(uniqueKeysWithValues: fields.enumerated().map { ($1, $0) })
    }

    mutating func next() throws -> ShardCells? {
        var cells = ShardCells()
        while cells.bytes.count < Self.bytes, let message = try frame() {
            row += 1
            var fields = [Range<Int>?](repeating: nil, count: count)
            do { try read(message, into: &fields, &cells) } catch is WireEnd {
                throw ShardFault(path: path, row: row, "the record is no tf.train.Example")
            }
            cells.rows.append((row, fields))
        }
        return cells.rows.isEmpty ? nil : cells
    }

    /// The next frame's message; nil at the end.
    private func frame() throws -> [UInt8]? {
        let head = try take(12)
        if head.isEmpty { return nil }
        let length = head.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard head.count == 12, TensorBytes.maskedCRC32C(Array(head[..<8]).span) == Self.word(head[8...]),
            length <= UInt64(Self.longest)
        else { throw ShardFault(path: path, row: row + 1, "the record's head is damaged") }
        let message = try take(Int(length))
        let check = try take(4)
        guard message.count == Int(length), check.count == 4,
            TensorBytes.maskedCRC32C(message.span) == Self.word(check[...])
        else { throw ShardFault(path: path, row: row + 1, "the record is damaged: its checksum is another") }
        return message
    }

    private static func word(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    private func take(_ count: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            while bytes.count < count, try stream.read(upTo: count - bytes.count, appendingTo: &bytes) > 0 {}
        } catch let failure as CompressionFailure {
            throw ShardFault(path: path, row: row + 1, "\(failure)")
        }
        return bytes
    }

    /// `Example { features: Features { feature: map<string, Feature> } }`
    private func read(_ message: [UInt8], into fields: inout [Range<Int>?], _ cells: inout ShardCells) throws {
        for features in try WireMessage(message).fields(1) {
            for entry in try WireMessage(features).fields(1) {
                let pair = try WireMessage(entry)
                guard let key = pair.fields(1).first, let feature = pair.fields(2).first else { continue }
                let name = String(decoding: key, as: UTF8.self)
                guard let place = places[name] else { continue }
                fields[place] = try values(feature, isList: lists.contains(name), into: &cells)
            }
        }
    }

    private func values(_ feature: [UInt8], isList: Bool, into cells: inout ShardCells) throws -> Range<Int>? {
        var texts: [[UInt8]] = []
        var isText = false
        let kinds = try WireMessage(feature)
        for list in kinds.fields(1) {
            isText = true
            texts += try WireMessage(list).fields(1)
        }
        for list in kinds.fields(2) {
            for packed in try WireMessage(list).fields(1) {
                texts += stride(from: 0, to: packed.count - packed.count % 4, by: 4).map { start in
                    Array(Float(bitPattern: Self.word(packed[start..<start + 4])).description.utf8)
                }
            }
        }
        for list in kinds.fields(3) {
            for packed in try WireMessage(list).fields(1) {
                texts += try WireMessage.varints(packed).map { Array("\(Int64(bitPattern: $0))".utf8) }
            }
        }
        guard isList else { return texts.first.map { cells.append(String(decoding: $0, as: UTF8.self)) } }
        return cells.append(Self.json(texts, isText: isText))
    }

    private static func json(_ texts: [[UInt8]], isText: Bool) -> String {
        var output: [UInt8] = [UInt8(ascii: "[")]
        for (place, text) in texts.enumerated() {
            if place > 0 { output.append(UInt8(ascii: ",")) }
            if isText { JSONWriting.appendString(text.span, to: &output) } else { output += text }
        }
        return String(decoding: output + [UInt8(ascii: "]")], as: UTF8.self)
    }
}

/// The bytes end within a field, or are none.
private struct WireEnd: Error {}

/// The length-delimited fields of a protocol buffer.
private struct WireMessage {
    private var fields: [(number: UInt64, bytes: [UInt8])] = []

    init(_ bytes: [UInt8]) throws {
        var place = 0
        while place < bytes.count {
            let tag = try Self.varint(bytes, &place)
            guard tag & 7 == 2 else { throw WireEnd() }
            let length = try Self.varint(bytes, &place)
            guard length <= UInt64(bytes.count - place) else { throw WireEnd() }
            fields.append((tag >> 3, Array(bytes[place..<place + Int(length)])))
            place += Int(length)
        }
    }

    func fields(_ number: UInt64) -> [[UInt8]] { fields.filter { $0.number == number }.map(\.bytes) }

    static func varints(_ bytes: [UInt8]) throws -> [UInt64] {
        var (numbers, place): ([UInt64], Int) = ([], 0)
        while place < bytes.count { numbers.append(try varint(bytes, &place)) }
        return numbers
    }

    private static func varint(_ bytes: [UInt8], _ place: inout Int) throws -> UInt64 {
        var (number, shift) = (UInt64(0), UInt64(0))
        while place < bytes.count, shift < 64 {
            let byte = bytes[place]
            place += 1
            number |= UInt64(byte & 127) << shift
            if byte < 128 { return number }
            shift += 7
        }
        throw WireEnd()
    }
}
