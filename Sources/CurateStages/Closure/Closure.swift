public import CurateCore

/// The components of a graph over sentences, most often of "means the same" over all positive labels.
///
/// Sentences are known by their ``SentenceHash``. A component is named by the smallest hash in it, so its name depends
/// on the sentences alone, not on the order of records. The whole is a few arrays: about 16 bytes for each sentence
/// that has an edge; a sentence without an edge is not in it.
public struct Closure: Sendable, Equatable {
    /// A set of sentences that are connected.
    public struct Component: Sendable, Hashable {
        /// The smallest hash of its sentences.
        public var id: UInt64
        /// Number of its sentences.
        public var size: Int
    }

    /// Sentences, ascending.
    let hashes: [UInt64]
    /// For each sentence the number of its component.
    let numbers: [UInt32]
    /// For each component the smallest hash in it; ascending.
    let ids: [UInt64]
    let sizes: [UInt32]
    let index: HashIndex

    init(hashes: [UInt64], numbers: [UInt32]) {
        self.hashes = hashes
        self.numbers = numbers
        index = HashIndex(hashes)
        var ids: [UInt64] = []
        var sizes: [UInt32] = []
        for (hash, number) in zip(hashes, numbers) {
            if Int(number) == ids.count {
                ids.append(hash)
                sizes.append(0)
            }
            sizes[Int(number)] += 1
        }
        self.ids = ids
        self.sizes = sizes
    }

    /// Number of sentences.
    public var sentenceCount: Int { hashes.count }
    public var componentCount: Int { ids.count }
    /// Number of sentences in the largest component.
    public var largest: Int { Int(sizes.max() ?? 0) }

    /// The component that holds a sentence; nil for a sentence without an edge.
    public func component(of sentence: UInt64) -> Component? {
        guard let place = index.find(sentence, in: hashes) else { return nil }
        let number = Int(numbers[place])
        return Component(id: ids[number], size: Int(sizes[number]))
    }

    /// True when both sentences are in one component, or are the same.
    public func connects(_ left: UInt64, _ right: UInt64) -> Bool {
        if left == right { return true }
        guard let first = index.find(left, in: hashes), let second = index.find(right, in: hashes) else { return false }
        return numbers[first] == numbers[second]
    }

    /// The number of a sentence's component, from 0 in the order of component ids.
    func number(of sentence: UInt64) -> Int? { index.find(sentence, in: hashes).map { Int(numbers[$0]) } }

    /// Bytes held.
    public var footprint: Int { hashes.count * 12 + ids.count * 12 + index.footprint }

    /// Bytes that a closure over so many sentences holds at most; for estimates before the data are read.
    public static func footprint(ofSentences count: Int) -> Int { count * (12 + 6 + 8) }
}

extension Closure {
    /// The closure as findings that ``init(_:)`` reads.
    public var findings: Findings {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return Findings(bytes)
    }

    public init(_ findings: Findings) {
        var offset = 0
        self.init(findings.bytes.span, at: &offset)
    }

    func append(to bytes: inout [UInt8]) {
        Packing.append(hashes, to: &bytes)
        Packing.append(numbers, to: &bytes)
    }

    init(_ bytes: Span<UInt8>, at offset: inout Int) {
        let hashes = Packing.readArray(UInt64.self, bytes, at: &offset)
        self.init(hashes: hashes, numbers: Packing.readArray(UInt32.self, bytes, at: &offset))
    }
}
