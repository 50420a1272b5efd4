internal import CurateCore

/// All that the records say of one sentence.
struct PooledSentence: Sendable {
    var hash: UInt64
    /// The record whose wording ``text`` is: the owner, or else the first.
    var first: Ordinal?
    var text: [UInt8] = []
    /// The record at which negatives of the sentence are made; nil: it is no anchor.
    var owner: Ordinal?
    var positives: [UInt64] = []
    var negatives: [UInt64] = []
    var isHeldOut = false

    init(hash: UInt64) { self.hash = hash }

    mutating func settle() {
        positives = Array(Set(positives)).sorted()
        negatives = Array(Set(negatives)).sorted()
    }

    init(_ rows: SurveyRows, _ row: Int) {
        self.init(hash: rows.keys[row])
        rows.payloads.withText(row) { bytes in
            var offset = 1
            let flags = bytes[0]
            isHeldOut = flags & 1 != 0
            if flags & 2 != 0 { owner = Ordinal(packed: Packing.read(UInt64.self, bytes, at: &offset)) }
            positives = Packing.readArray(UInt64.self, bytes, at: &offset)
            negatives = Packing.readArray(UInt64.self, bytes, at: &offset)
            text = (offset..<bytes.count).map { bytes[$0] }
        }
    }

    func append(to rows: inout SurveyRows) {
        rows.begin(hash)
        rows.payloads.bytes.append((isHeldOut ? 1 : 0) | (owner == nil ? 0 : 2))
        if let owner { Packing.append(owner.packed, to: &rows.payloads.bytes) }
        Packing.append(positives, to: &rows.payloads.bytes)
        Packing.append(negatives, to: &rows.payloads.bytes)
        rows.payloads.bytes += text
        rows.end()
    }
}

/// The sentences to search, ascending by hash, so that their numbers depend on the sentences alone.
struct SentencePool: Sendable {
    struct Entry: Sendable {
        var hash: UInt64
        var text: [UInt8]
        var owner: Ordinal?
        /// Of the closure; nil: no positive label joins it to another.
        var component: UInt32?
        /// Numbers of other entries.
        var positives: [UInt32]
        var negatives: [UInt32]
        /// Positives that were hidden and that nothing else joins.
        var hidden: [UInt32]
    }

    var entries: [Entry]
    /// Number of each hash.
    let numbers: [UInt64: Int]

    init(_ sentences: [PooledSentence], hidden share: Double, seed: UInt64) {
        let purpose = KeyedRandom.Purpose("mine_negatives.hide")
        func isHidden(_ a: UInt64, _ b: UInt64) -> Bool {
            guard share > 0 else { return false }
            var random = KeyedRandom(seed: seed ^ max(a, b), purpose: purpose, number: min(a, b))
            return random.unit() < share
        }
        var builder = ClosureBuilder()
        for sentence in sentences {
            for other in sentence.positives where sentence.hash < other && !isHidden(sentence.hash, other) {
                builder.connect(sentence.hash, other)
            }
        }
        let closure = builder.build()
        let usable = sentences.filter { !$0.text.isEmpty && !$0.isHeldOut }
        let numbers = Dictionary(uniqueKeysWithValues: usable.enumerated().map { ($1.hash, $0) })
        func known(_ hashes: [UInt64]) -> [UInt32] { hashes.compactMap { numbers[$0].map(UInt32.init) } }
        entries = usable.map { sentence in
            Entry(
                hash: sentence.hash, text: sentence.text, owner: sentence.owner,
                component: closure.number(of: sentence.hash).map(UInt32.init),
                positives: known(sentence.positives.filter { !isHidden(sentence.hash, $0) }),
                negatives: known(sentence.negatives),
                hidden: known(
                    sentence.positives.filter {
                        isHidden(sentence.hash, $0) && !closure.connects(sentence.hash, $0)
                    }))
        }
        self.numbers = numbers
    }

    func text(_ number: Int) -> String { String(decoding: entries[number].text, as: UTF8.self) }

    // MARK: Bytes

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        Packing.append(UInt64(entries.count), to: &bytes)
        for entry in entries {
            Packing.append(entry.hash, to: &bytes)
            Packing.append(entry.owner?.packed ?? .max, to: &bytes)
            Packing.append(entry.component ?? .max, to: &bytes)
            Packing.append(entry.positives, to: &bytes)
            Packing.append(entry.negatives, to: &bytes)
            Packing.append(entry.hidden, to: &bytes)
            Packing.append(UInt32(entry.text.count), to: &bytes)
            bytes += entry.text
        }
        return bytes
    }

    init(_ findings: Findings) {
        let bytes = findings.bytes.span
        var offset = 0
        let count = Int(Packing.read(UInt64.self, bytes, at: &offset))
        var entries: [Entry] = []
        entries.reserveCapacity(count)
        for _ in 0..<count {
            let hash = Packing.read(UInt64.self, bytes, at: &offset)
            let owner = Packing.read(UInt64.self, bytes, at: &offset)
            let component = Packing.read(UInt32.self, bytes, at: &offset)
            let positives = Packing.readArray(UInt32.self, bytes, at: &offset)
            let negatives = Packing.readArray(UInt32.self, bytes, at: &offset)
            let hidden = Packing.readArray(UInt32.self, bytes, at: &offset)
            let length = Int(Packing.read(UInt32.self, bytes, at: &offset))
            let text = Array(findings.bytes[offset..<offset + length])
            offset += length
            entries.append(
                Entry(
                    hash: hash, text: text, owner: owner == .max ? nil : Ordinal(packed: owner),
                    component: component == .max ? nil : component, positives: positives, negatives: negatives,
                    hidden: hidden))
        }
        self.entries = entries
        numbers = Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($1.hash, $0) })
    }
}
