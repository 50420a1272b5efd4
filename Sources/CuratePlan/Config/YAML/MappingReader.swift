import CurateCore

/// Reads a mapping by key. Keys that nobody may write are reported when it is made.
struct MappingReader {
    let place: Place
    let entries: [YAMLEntry]
    let issues: Issues

    /// - Parameters:
    ///   - what: for messages: `an entry of 'corpora'`.
    ///   - keys: all that may be written here.
    init?(_ node: YAMLNode, _ what: String, allowing keys: [String], _ issues: Issues) {
        guard let entries = node.mapping else {
            issues.error(
                "\(what) must be a map, not \(node.kindInWords).",
                hint: "Possible keys: \(keys.joined(separator: ", ")).",
                at: node.place)
            return nil
        }
        self.place = node.place
        self.entries = entries
        self.issues = issues
        for entry in entries where !keys.contains(entry.key) {
            issues.error(
                "unknown key '\(entry.key)' in \(what).", hint: Spelling.hint(for: entry.key, among: keys),
                at: entry.keyPlace)
        }
    }

    /// The value behind a key; nil where it is missing or null.
    subscript(_ key: String) -> YAMLNode? {
        entries.first { $0.key == key }.map(\.value).flatMap { $0.isNull ? nil : $0 }
    }

    func required(_ key: String) -> YAMLNode? {
        if let node = self[key] { return node }
        issues.error("'\(key)' is missing.", at: entries.first { $0.key == key }?.value.place ?? place)
        return nil
    }

    func text(_ key: String) -> String? { self[key]?.readText(key, issues) }
    func requiredText(_ key: String) -> String? { required(key)?.readText(key, issues) }
    func bool(_ key: String) -> Bool? { self[key]?.readBool(key, issues) }
    func integer(_ key: String, in range: ClosedRange<Int>) -> Int? { self[key]?.readInteger(key, in: range, issues) }
    func choice(_ key: String, among choices: [String]) -> String? {
        self[key]?.readChoice(key, among: choices, issues)
    }
    func texts(_ key: String) -> [String]? { self[key]?.readTexts(key, issues) }

    /// The items of a list; something else than a list is reported.
    func items(_ key: String) -> [YAMLNode] {
        guard let node = self[key] else { return [] }
        if let items = node.sequence { return items }
        issues.error("'\(key)' must be a list, not \(node.kindInWords).", at: node.place)
        return []
    }
}
