import Compression
import CurateCore
import TextNormalization
import XMLReading

/// Decoding a text: where it is cut changes nothing, and what comes out is UTF-8.
struct DecodingTarget: FuzzTarget {
    var name: String { "decode-" + encoding }
    var seeds: [[UInt8]]
    var tokens: [[UInt8]]
    var encoding: String

    func problems(_ bytes: [UInt8], _ random: inout KeyedRandom) throws -> [String] {
        let whole = try decode([bytes])
        let pieces = try decode(bytes.cut(&random))
        var problems: [String] = []
        if whole.text != pieces.text { problems.append("the text depends on where it is cut") }
        if whole.places != pieces.places { problems.append("the replacements depend on where the text is cut") }
        if String(validating: whole.text, as: UTF8.self) == nil { problems.append("not UTF-8") }
        let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]
        for place in whole.places where !whole.text[place...].starts(with: replacement) {
            problems.append("no replacement at \(place)")
        }
        return problems
    }

    private func decode(_ pieces: [[UInt8]]) throws -> (text: [UInt8], places: [Int]) {
        let converter = try EncodingConverter(from: encoding, onInvalid: .substitute)
        var text: [UInt8] = []
        for piece in pieces { try converter.convert(piece.span, into: &text, last: false) }
        try converter.convert([UInt8]().span, into: &text, last: true)
        return (text, converter.takeReplacementPlaces())
    }
}

/// Guessing an encoding: it ends, and names one that can be opened.
struct DetectingTarget: FuzzTarget {
    var name: String { "detect" }
    var seeds: [[UInt8]]
    var tokens: [[UInt8]]

    func problems(_ bytes: [UInt8], _ random: inout KeyedRandom) throws -> [String] {
        let detected = EncodingDetector.detect(bytes.span)
        guard let name = detected.name else { return [] }
        do {
            _ = try EncodingConverter(from: name)
        } catch { return ["it names '\(name)': \(error)"] }
        return []
    }
}

/// Unpacking: where the input is cut and how much is asked for at once change nothing.
struct UnpackingTarget: FuzzTarget {
    var name: String { "unpack-" + format.rawValue }
    var seeds: [[UInt8]]
    var tokens: [[UInt8]]
    var format: CompressionFormat

    /// A damaged stream may unfold to gigabytes; no more than this is looked at.
    private static let most = 4 << 20

    func problems(_ bytes: [UInt8], _ random: inout KeyedRandom) throws -> [String] {
        let cut = bytes.cut(&random)
        let limit = 1 + random.below(2000)
        let whole = unpack([bytes], limit: 1 << 20)
        return [("asked for bit by bit", unpack([bytes], limit: limit)), ("cut", unpack(cut, limit: limit))]
            .filter { !same($0.1, whole, isCut: $0.0 == "cut") }
            .map { how, found in
                "\(whole.text.count) bytes to '\(whole.failure ?? "the end")' became "
                    + "\(found.text.count) bytes to '\(found.failure ?? "the end")' when \(how)"
            }
    }

    /// Where a failure was noticed depends on how much was handed over at once. So does how much comes of the block in
    /// which it was, where the block is a copy of its text; files are always handed over in the same pieces.
    private func same(_ found: Unpacked, _ whole: Unpacked, isCut: Bool) -> Bool {
        guard (found.failure == nil) == (whole.failure == nil) else { return false }
        if found.text == whole.text { return true }
        return isCut && found.failure != nil && found.text.starts(with: whole.text)
    }

    private typealias Unpacked = (text: [UInt8], failure: String?)

    private func unpack(_ pieces: [[UInt8]], limit: Int) -> Unpacked {
        let decompressor = Decompressor(format: format)
        var text: [UInt8] = []
        do {
            for piece in pieces { try unpack(piece, decompressor, limit, &text) }
            if text.count < Self.most { try decompressor.finish() }
        } catch {
            return (Array(text.prefix(Self.most)), "\(error)")
        }
        return (Array(text.prefix(Self.most)), nil)
    }

    private func unpack(_ piece: [UInt8], _ decompressor: Decompressor, _ limit: Int, _ text: inout [UInt8]) throws {
        var taken = 0
        while text.count < Self.most {
            let before = text.count
            taken += try decompressor.decompress(piece.span.extracting(taken...), limit: limit, into: &text)
            if taken == piece.count && text.count - before < limit { return }
        }
    }
}

/// Reading XML: where the input is cut changes nothing.
struct XMLTarget: FuzzTarget {
    var name: String { "xml-pushed" }
    var seeds: [[UInt8]]
    var tokens: [[UInt8]]

    func problems(_ bytes: [UInt8], _ random: inout KeyedRandom) throws -> [String] {
        let whole = try read(bytes, chunkBytes: 64 << 10)
        let chunkBytes = 1 + random.below(200)
        let pieces = try read(bytes, chunkBytes: chunkBytes)
        // What libxml2 calls a defect, and where it says that it is, depends on what it has seen.
        if whole.records == pieces.records && (whole.failure == nil) == (pieces.failure == nil) { return [] }
        return ["in chunks of \(chunkBytes): \(whole) became \(pieces)"]
    }

    private func read(_ bytes: [UInt8], chunkBytes: Int) throws -> (records: [String], failure: String?) {
        let fields = try ["t1", "t2", "@label"].map { try XMLField($0) }
        let reader = try XMLRecordReader(
            element: "pair", fields: fields, bytes: bytes, limits: XMLLimits(chunkBytes: chunkBytes))
        var found: [String] = []
        do {
            while let record = try reader.next() {
                let texts = record.fields.map { $0.map { String(decoding: $0, as: UTF8.self).debugDescription } ?? "-" }
                found.append("\(record.line):\(record.column) \(texts.joined(separator: " "))")
            }
        } catch {
            return (found, "\(error)")
        }
        return (found, nil)
    }
}

extension [UInt8] {
    /// In pieces of random sizes, small ones more often.
    fileprivate func cut(_ random: inout KeyedRandom) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        var start = 0
        let most = random.pick([1, 3, 20, 500])
        while start < count {
            let end = Swift.min(count, start + 1 + random.below(most))
            pieces.append(Array(self[start..<end]))
            start = end
        }
        return pieces
    }
}
