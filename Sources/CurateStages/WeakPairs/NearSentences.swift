internal import CurateCore
internal import Hashing

/// Gathers the sentences among which near ones are sought.
struct NearSentences: Survey {
    let options: WeakPairsOptions

    var name: String { "sentences" }
    var scope: SurveyScope { .all }

    func observer(_ earlier: [Findings], _ environment: StageEnvironment) throws -> any Observer {
        NearObserver(options: options, sources: try options.sources(environment.roster), environment: environment)
    }

    /// One row for each sentence, of its first record; none for one that is held out as well.
    func reduce(_ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment) {
        for range in rows.groups() {
            // Of equal keys the held-out mark sorts last, the first record first.
            let payload = rows.payloads.bytes[rows.payloads.range(range.lowerBound)]
            let last = rows.payloads.bytes[rows.payloads.range(range.upperBound - 1)]
            guard payload.first == NearObserver.sentence else { continue }
            if last.first == NearObserver.heldOut {
                output.count("held_out")
                continue
            }
            output.rows.begin(rows.keys[range.lowerBound])
            output.rows.payloads.bytes += payload.dropFirst()
            output.rows.end()
        }
    }

    func conclude(
        _ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment
    ) throws -> Findings {
        var pool = NearPool()
        for row in 0..<rows.count {
            rows.payloads.withText(row) { bytes in
                var offset = 0
                let owner = Ordinal(packed: Packing.readBigEndian(bytes, at: &offset))
                pool.entries.append(
                    NearPool.Entry(
                        hash: rows.keys[row], owner: owner, text: (offset..<bytes.count).map { bytes[$0] }))
            }
        }
        let lacking = try pool.removeLacking(try environment.teachers.teacher(options.teacher))
        if lacking > 0 { output.count("no_vector", lacking) }
        output.count("sentences", pool.entries.count)
        return Findings(pool.bytes)
    }
}

private struct NearObserver: Observer {
    static let sentence: UInt8 = 0
    static let heldOut: UInt8 = 1

    let options: WeakPairsOptions
    let sources: [Bool]
    let environment: StageEnvironment
    private var seen: Set<UInt64> = []
    private var waiting: [String] = []

    init(options: WeakPairsOptions, sources: [Bool], environment: StageEnvironment) {
        self.options = options
        self.sources = sources
        self.environment = environment
    }

    mutating func observe(_ batch: Batch, _ earlier: [VerdictTable], into rows: inout SurveyRows) throws {
        for row in 0..<batch.count {
            if batch.role == .heldOut {
                mark(batch.a.digest(row).low, &rows)
                if !batch.flags[row].contains(.single) { mark(batch.b.digest(row).low, &rows) }
            } else if sources[Int(batch.sources[row])], options.fits(batch, row) {
                try add(batch, row, &rows)
            }
        }
    }

    /// What is asked of the teacher here, by many threads, is in its store when the search begins.
    mutating func finish(into rows: inout SurveyRows) throws { try embed() }

    private func mark(_ hash: UInt64, _ rows: inout SurveyRows) {
        rows.begin(hash)
        rows.payloads.bytes.append(Self.heldOut)
        rows.end()
    }

    private mutating func add(_ batch: Batch, _ row: Int, _ rows: inout SurveyRows) throws {
        let text = batch.a.text.bytes[batch.a.text.range(row)]
        guard options.length.contains(Characters.count(text)) else { return }
        let hash = batch.a.digest(row).low
        rows.begin(hash)
        rows.payloads.bytes.append(Self.sentence)
        Packing.bigEndian(batch.ordinals[row].packed, to: &rows.payloads.bytes)
        rows.payloads.bytes += text
        rows.end()
        guard seen.insert(hash).inserted else { return }
        waiting.append(batch.a.text.string(row))
        if waiting.count == 1024 { try embed() }
    }

    private mutating func embed() throws {
        if !waiting.isEmpty { _ = try environment.teachers.teacher(options.teacher).embed(waiting) }
        waiting = []
    }
}

/// The sentences, ascending by hash, so that their numbers depend on the sentences alone.
struct NearPool: Sendable {
    struct Entry: Sendable {
        var hash: UInt64
        /// The first record in which the sentence stands, and whose wording it is.
        var owner: Ordinal
        var text: [UInt8]
    }

    var entries: [Entry] = []

    init() {}

    func text(_ number: Int) -> String { String(decoding: entries[number].text, as: UTF8.self) }

    func number(of hash: UInt64) -> Int? {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].hash < hash { low = middle + 1 } else { high = middle }
        }
        return low < entries.count && entries[low].hash == hash ? low : nil
    }

    /// Returns how many sentences the teacher has no vector of.
    mutating func removeLacking(_ teacher: any Teacher) throws -> Int {
        var lacking: Set<Int> = []
        for start in stride(from: 0, to: entries.count, by: 1024) {
            let texts = (start..<min(start + 1024, entries.count)).map(text)
            for place in try teacher.lacking(texts) { lacking.insert(start + place) }
        }
        guard !lacking.isEmpty else { return 0 }
        entries = entries.indices.filter { !lacking.contains($0) }.map { entries[$0] }
        return lacking.count
    }

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        for entry in entries {
            Packing.append(entry.hash, to: &bytes)
            Packing.append(entry.owner.packed, to: &bytes)
            Packing.append(UInt32(entry.text.count), to: &bytes)
            bytes += entry.text
        }
        return bytes
    }

    init(_ findings: Findings) {
        let bytes = findings.bytes.span
        var offset = 0
        while offset < bytes.count {
            let hash = Packing.read(UInt64.self, bytes, at: &offset)
            let owner = Ordinal(packed: Packing.read(UInt64.self, bytes, at: &offset))
            let length = Int(Packing.read(UInt32.self, bytes, at: &offset))
            entries.append(Entry(hash: hash, owner: owner, text: Array(findings.bytes[offset..<offset + length])))
            offset += length
        }
    }
}
