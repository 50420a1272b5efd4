/// A piece of a YAML document with its place. Aliases and tags do not occur; see ``YAMLDocument``.
struct YAMLNode: Sendable {
    enum Value: Sendable {
        case scalar(YAMLScalar)
        case sequence([YAMLNode])
        case mapping([YAMLEntry])
    }

    var value: Value
    var place: Place

    init(_ value: Value, _ place: Place) {
        self.value = value
        self.place = place
    }
}

/// A key of a mapping and what stands behind it, in the order written.
struct YAMLEntry: Sendable {
    var key: String
    var keyPlace: Place
    var value: YAMLNode

    init(_ key: String, at keyPlace: Place, _ value: YAMLNode) {
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
