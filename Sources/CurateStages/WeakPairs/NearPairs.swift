internal import CurateCore
internal import Hashing

/// The stage `weak_pairs` over sentences: pairs of near ones, wherever in the corpora they stand.
struct NearPairs: Stage {
    let options: WeakPairsOptions
    private let shared = SharedNearbyIndex()

    init(options: WeakPairsOptions) { self.options = options }

    var name: String { "weak_pairs" }
    var generates: Bool { options.destination == .seq2seq }
    var invents: Bool { generates }
    var marksOrigins: Bool { generates }
    var teachers: [String] { [options.teacher] }
    var reviews: ReviewLimit? { options.destination == .review ? ReviewLimit(rows: options.review) : nil }
    var surveys: [any Survey] { [NearSentences(options: options), NearSearch(options: options, shared: shared)] }

    func processor(_ findings: [Findings], _ environment: StageEnvironment) throws -> any Processor {
        NearPairsProcessor(
            options: options, sources: try options.sources(environment.roster), pool: NearPool(findings[0]),
            pairs: Dictionary(grouping: NearPair.all(findings[1]), by: \.a),
            records: GeneratedRecords(
                environment: environment,
                teacher: UInt16(environment.roster.teachers.firstIndex { $0.name == options.teacher } ?? 0)))
    }
}

private struct NearPairsProcessor: Processor {
    let options: WeakPairsOptions
    let sources: [Bool]
    let pool: NearPool
    /// By the number of the first sentence.
    let pairs: [UInt32: [NearPair]]
    let records: GeneratedRecords

    func process(_ batch: inout Batch, _ verdicts: [VerdictTable], _ log: inout StageLog) throws {
        var drafts: [GeneratedRecords.Draft] = []
        for row in 0..<batch.count where sources[Int(batch.sources[row])] && options.fits(batch, row) {
            let found = pairs(of: batch, row)
            if !found.isEmpty, !GeneratedRecords.fits(batch.ordinals[row]) {
                log.count("skipped/many_in_row")
                log.reject(row, "source", [.init("pairs", .integer(0))])
                continue
            }
            log.reject(row, "source", [.init("pairs", .integer(found.count))])
            for (place, pair) in found.enumerated() {
                if options.destination == .review {
                    review(pair, row, &log)
                } else {
                    drafts.append(draft(pair, row, number: place + 1))
                }
            }
        }
        records.add(drafts, of: batch, to: &log)
    }

    /// Those that are made at this record: the first in which the sentence stands.
    private func pairs(of batch: Batch, _ row: Int) -> [NearPair] {
        guard let number = pool.number(of: batch.a.digest(row).low), pool.entries[number].owner == batch.ordinals[row]
        else { return [] }
        return pairs[UInt32(number)] ?? []
    }

    private func draft(_ pair: NearPair, _ row: Int, number: Int) -> GeneratedRecords.Draft {
        GeneratedRecords.Draft(
            parent: row, source: pool.entries[Int(pair.a)].text[...], text: pool.text(Int(pair.b)), kind: .weak,
            cosine: pair.cosine, seed: 0, number: number)
    }

    private func review(_ pair: NearPair, _ row: Int, _ log: inout StageLog) {
        log.review(
            row, suspicion: min(1, max(0, (Double(pair.cosine) + 1) / 2)),
            [
                .init("first", .text(pool.text(Int(pair.a)))), .init("second", .text(pool.text(Int(pair.b)))),
                .init("cosine", .similarity(Double(pair.cosine))),
            ])
    }
}

/// Two near sentences, by their numbers in the pool.
struct NearPair: Sendable, Hashable {
    var a: UInt32
    var b: UInt32
    var cosine: Float

    func append(to bytes: inout [UInt8]) {
        Packing.append(a, to: &bytes)
        Packing.append(b, to: &bytes)
        Packing.append(cosine.bitPattern, to: &bytes)
    }

    init(a: UInt32, b: UInt32, cosine: Float) { (self.a, self.b, self.cosine) = (a, b, cosine) }

    init(_ bytes: Span<UInt8>, at offset: inout Int) {
        a = Packing.read(UInt32.self, bytes, at: &offset)
        b = Packing.read(UInt32.self, bytes, at: &offset)
        cosine = Float(bitPattern: Packing.read(UInt32.self, bytes, at: &offset))
    }

    static func all(_ findings: Findings) -> [NearPair] {
        let bytes = findings.bytes.span
        var offset = 0
        var pairs: [NearPair] = []
        while offset < bytes.count { pairs.append(NearPair(bytes, at: &offset)) }
        return pairs
    }
}
