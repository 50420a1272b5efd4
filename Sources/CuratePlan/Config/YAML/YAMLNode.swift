/// A piece of a YAML document with its place. Aliases and tags do not occur; see ``YAMLDocument``.
public struct YAMLNode: Sendable {
    public enum Value: Sendable {
        case scalar(YAMLScalar)
        case sequence([YAMLNode])
        case mapping([YAMLEntry])
    }

    public var value: Value
    public var place: Place

    public init(_ value: Value, _ place: Place) {
        self.value = value
        self.place = place
    }
}

/// A key of a mapping and what stands behind it, in the order written.
public struct YAMLEntry: Sendable {
    public var key: String
    public var keyPlace: Place
    public var value: YAMLNode

    public init(_ key: String, at keyPlace: Place, _ value: YAMLNode) {
        self.key = key
        self.keyPlace = keyPlace
        self.value = value
    }
}

extension YAMLNode {
    var scalar: YAMLScalar? { if case .scalar(let scalar) = value { scalar } else { nil } }
    var sequence: [YAMLNode]? { if case .sequence(let items) = value { items } else { nil } }
    var mapping: [YAMLEntry]? { if case .mapping(let entries) = value { entries } else { nil } }

    /// True for `~`, `null` and for nothing at all.
    var isNull: Bool { scalar?.typed == .null }

    /// For messages: `'abc'`, `a list`, `a map` or `nothing`.
    var kindInWords: String {
        switch value {
        case .scalar(let scalar): scalar.typed == .null ? "nothing" : "'\(scalar.text)'"
        case .sequence: "a list"
        case .mapping: "a map"
        }
    }
}
