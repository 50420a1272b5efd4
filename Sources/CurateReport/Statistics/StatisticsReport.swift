public import CuratePlan

/// What `curate stats --json` prints: `stats.json`, the folder's shards, and what the run took.
public struct StatisticsReport: Sendable, Encodable {
    private let statistics: RunStatistics
    private let shards: [Manifest.Shard]
    private let timings: RunTimings?

    public init(_ statistics: RunStatistics, manifest: Manifest, timings: RunTimings?) {
        self.statistics = statistics
        shards = manifest.shards
        self.timings = timings
    }

    private enum CodingKeys: String, CodingKey { case shards, timings }

    public func encode(to encoder: any Encoder) throws {
        try statistics.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(shards, forKey: .shards)
        try container.encodeIfPresent(timings, forKey: .timings)
    }
}

extension RowCounting: Encodable {
    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// A list of objects: the properties by name, and `rows`.
    public func encode(to encoder: any Encoder) throws {
        var list = encoder.unkeyedContainer()
        for count in counts {
            var object = list.nestedContainer(keyedBy: Key.self)
            for (property, value) in zip(properties, count.values) {
                try object.encode(value, forKey: Key(stringValue: property.rawValue))
            }
            try object.encode(count.rows, forKey: Key(stringValue: "rows"))
        }
    }
}
