/// In how many records of each source a sentence stands.
///
/// A row of the view `sentences` is a record with one text, the sentence; its second text holds a tally's ``bytes``.
public struct SentenceTally: Sendable, Hashable {
    public struct Part: Sendable, Hashable {
        /// Index into ``Roster/sources``.
        public var source: UInt16
        public var records: UInt32

        public init(source: UInt16, records: UInt32) { (self.source, self.records) = (source, records) }
    }

    /// By source.
    public private(set) var parts: [Part] = []

    public init() {}

    public init(_ parts: [Part]) { for part in parts { add(part.source, part.records) } }

    public var records: Int { parts.reduce(0) { $0 + Int($1.records) } }

    public mutating func add(_ source: UInt16, _ records: UInt32 = 1) {
        let place = parts.firstIndex { $0.source >= source } ?? parts.count
        if place < parts.count, parts[place].source == source {
            parts[place].records += records
        } else {
            parts.insert(Part(source: source, records: records), at: place)
        }
    }

    /// Six bytes for each part, little-endian.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        for part in parts {
            Packing.append(part.source, to: &bytes)
            Packing.append(part.records, to: &bytes)
        }
        return bytes
    }

    /// Reads what ``bytes`` wrote.
    public init(_ bytes: Span<UInt8>) {
        var offset = 0
        while offset + 6 <= bytes.count {
            let source = Packing.read(UInt16.self, bytes, at: &offset)
            add(source, Packing.read(UInt32.self, bytes, at: &offset))
        }
    }

    /// The names of its corpora in the order of their sources, each once, with the records of all their sources.
    public func corpora(_ roster: Roster) -> [(name: String, records: Int)] {
        var corpora: [(name: String, records: Int)] = []
        for part in parts {
            let name = roster.sources[Int(part.source)].corpus
            if let place = corpora.firstIndex(where: { $0.name == name }) {
                corpora[place].records += Int(part.records)
            } else {
                corpora.append((name, Int(part.records)))
            }
        }
        return corpora
    }
}
