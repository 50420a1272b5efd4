// Options in a stored plan: JSON that reads back as exactly the same values. Booleans, integers, texts and lists stand
// for themselves; `{"number": 1}` keeps 1.0 apart from 1, and `{"map": [...]}` keeps a mapping's order.

extension OptionValue: Codable {
    private enum Key: String, CodingKey { case number, map }

    public init(from decoder: any Decoder) throws {
        if let value = try? Self.plain(decoder.singleValueContainer()) {
            self = value
            return
        }
        let container = try decoder.container(keyedBy: Key.self)
        if let number = try container.decodeIfPresent(Double.self, forKey: .number) {
            self = .number(number)
        } else {
            self = .map(try container.decode([Entry].self, forKey: .map))
        }
    }

    private static func plain(_ container: any SingleValueDecodingContainer) throws -> OptionValue {
        if let value = try? container.decode(Bool.self) { return .bool(value) }
        if let value = try? container.decode(Int.self) { return .integer(value) }
        if let value = try? container.decode(String.self) { return .string(value) }
        return .list(try container.decode([OptionValue].self))
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .bool(let value): try Self.encode(value, to: encoder)
        case .integer(let value): try Self.encode(value, to: encoder)
        case .string(let value): try Self.encode(value, to: encoder)
        case .list(let values): try Self.encode(values, to: encoder)
        case .number(let value): try Self.encode(value, as: .number, to: encoder)
        case .map(let entries): try Self.encode(entries, as: .map, to: encoder)
        }
    }

    private static func encode(_ value: some Encodable, to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }

    private static func encode(_ value: some Encodable, as key: Key, to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(value, forKey: key)
    }
}

extension Options: Codable {
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode([String: OptionValue].self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(values)
    }
}

extension Tolerance: Codable {
    private enum Key: String, CodingKey { case count, share }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        if let count = try container.decodeIfPresent(Int.self, forKey: .count) {
            self = .count(count)
        } else {
            self = .share(try container.decode(Double.self, forKey: .share))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .count(let count): try container.encode(count, forKey: .count)
        case .share(let share): try container.encode(share, forKey: .share)
        }
    }
}
