internal import CurateCore
internal import CurateStages
internal import Hashing

/// A piece of a file, measured; its texts are gone.
struct MeasuredChunk: Sendable {
    /// Number in the audit.
    var file: Int
    var firstLine: Int
    var rows: Int
    var records = RecordColumns()
    var lengths = LengthCounts()
    var surface: SurfaceTally
    var rejections = RejectionTally()
}

/// Measures pieces; one for all threads.
struct ChunkMeasurer: Sendable {
    let keys: any KeyMaking
    /// Places kept of each kind of surface.
    let examples: Int
    private let traditional: TraditionalCharacters

    init(keys: any KeyMaking, examples: Int) throws {
        self.keys = keys
        self.examples = examples
        traditional = try TraditionalCharacters()
    }

    /// - Parameters:
    ///   - path: of the file, for places.
    ///   - ordered: (a, b) and (b, a) are two pairs.
    func measure(_ rows: ParsedRows, file: Int, path: String, firstLine: Int, ordered: Bool) -> MeasuredChunk {
        var chunk = MeasuredChunk(
            file: file, firstLine: firstLine, rows: rows.rows, surface: SurfaceTally(most: examples))
        chunk.rejections.add(rows.rejections, file: path)
        let a = MeasuredSide(rows.a, keys: keys)
        let b = MeasuredSide(rows.b, keys: keys)
        chunk.records.reserve(rows.count)
        for row in 0..<rows.count {
            add(row, of: rows, a, b, ordered, to: &chunk)
        }
        return chunk
    }

    private func add(
        _ row: Int, of rows: ParsedRows, _ a: MeasuredSide, _ b: MeasuredSide, _ ordered: Bool,
        to chunk: inout MeasuredChunk
    ) {
        let ordinal = Ordinal(file: chunk.file, line: rows.lines[row], sub: Int(rows.subs[row]))
        let isSingle = rows.singles[row]
        let first = a.surface(row, traditional, &chunk.lengths)
        let second = isSingle ? [] : b.surface(row, traditional, &chunk.lengths)
        chunk.surface.add(first, second, ordinal)
        let hashes = (a.hashes[row], b.hashes[row])
        chunk.records.ordinals.append(ordinal)
        chunk.records.a.append(hashes.0)
        chunk.records.b.append(hashes.1)
        chunk.records.raw.append(PairHash.of(a.rawHashes[row], b.rawHashes[row], ordered: ordered))
        chunk.records.labels.append(rows.labels[row])
        chunk.records.traits.append(isSingle ? .single : a.shape(row, with: b))
    }
}

/// One text of each row.
private struct MeasuredSide {
    private let side: Side
    let hashes: [UInt64]
    let rawHashes: [UInt64]

    init(_ text: TextColumn, keys: any KeyMaking) {
        let side = Side(text: text, key: keys.keys(of: text))
        self.side = side
        hashes = (0..<text.count).map { SentenceHash.of(side, $0) }
        rawHashes = XXH3.hash64(bytes: text.bytes, ends: text.ends)
    }

    /// Also counts the length.
    func surface(_ row: Int, _ traditional: TraditionalCharacters, _ lengths: inout LengthCounts) -> SurfaceKinds {
        let scan = side.text.withText(row) { SurfaceScan($0, traditional: traditional) }
        lengths.add(scan.characters, key: side.key.withText(row) { $0.countCharacters() })
        var kinds = scan.kinds
        if side.key.length(row) == 0 && !kinds.contains(.empty) { kinds.insert(.marksOnly) }
        return kinds
    }

    func shape(_ row: Int, with other: MeasuredSide) -> PairTraits {
        side.key.withText(row) { a in
            other.side.key.withText(row) { b in
                PairShape.traits(a, b, areSame: hashes[row] == other.hashes[row])
            }
        }
    }
}

extension Span<UInt8> {
    /// Unicode scalars of well-formed UTF-8.
    fileprivate func countCharacters() -> Int {
        var total = 0
        for place in 0..<count where self[place] & 0xC0 != 0x80 { total += 1 }
        return total
    }
}

/// What stands for a pair of hashes.
enum PairHash {
    static func of(_ a: UInt64, _ b: UInt64, ordered: Bool = false) -> UInt64 {
        ordered ? XXH3.hash64(a, b) : XXH3.hash64(min(a, b), max(a, b))
    }
}
