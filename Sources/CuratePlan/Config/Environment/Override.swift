import CurateCore

/// A value given on the command line: `--set stages.clean.max_chars=60`.
///
/// The path goes through maps by key and through lists by index from 0; `stages` is also gone through by the name of
/// the stage, and either way leads to its options. The value is YAML.
struct Override {
    let path: [String]
    let value: YAMLNode
    let place: Place

    init(_ text: String) throws(Diagnostic) {
        place = Place(file: "--set \(text)")
        guard let equals = text.firstIndex(of: "=") else {
            throw place.diagnostic(.error, "a value is missing.", hint: "Write --set a.b=value.")
        }
        path = text[..<equals].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard path.allSatisfy({ !$0.isEmpty }) else {
            throw place.diagnostic(.error, "a part of the path is empty.", hint: "Write --set a.b=value.")
        }
        value = try Self.value(String(text[text.index(after: equals)...]), place)
    }

    /// A hyphen alone, which YAML takes for a list, is standard input.
    private static func value(_ text: String, _ place: Place) throws(Diagnostic) -> YAMLNode {
        if text == "-" { return YAMLNode(.scalar(YAMLScalar(text)), place) }
        do {
            return moved(try YAMLDocument(text, file: place.file).root, to: place)
        } catch {
            throw place.diagnostic(.error, error.message, hint: error.hint)
        }
    }

    /// Lines and columns inside a value on the command line tell nobody anything.
    private static func moved(_ node: YAMLNode, to place: Place) -> YAMLNode {
        switch node.value {
        case .scalar: YAMLNode(node.value, place)
        case .sequence(let items): YAMLNode(.sequence(items.map { moved($0, to: place) }), place)
        case .mapping(let entries):
            YAMLNode(.mapping(entries.map { YAMLEntry($0.key, at: place, moved($0.value, to: place)) }), place)
        }
    }

    func apply(to root: YAMLNode) throws(Diagnostic) -> YAMLNode { try set(root, depth: 0) }

    private func set(_ node: YAMLNode, depth: Int) throws(Diagnostic) -> YAMLNode {
        guard depth < path.count else { return value }
        switch node.value {
        case .mapping(let entries): return YAMLNode(.mapping(try set(entries, depth)), node.place)
        case .sequence(let items): return YAMLNode(.sequence(try set(items, depth)), node.place)
        case .scalar:
            if node.isNull { return YAMLNode(.mapping(try set([], depth)), node.place) }
            throw fail("'\(walked(depth))' is a single value, so it has no '\(path[depth])'.")
        }
    }

    /// A key that is not there is added; whether it may be is checked with all other keys.
    private func set(_ entries: [YAMLEntry], _ depth: Int) throws(Diagnostic) -> [YAMLEntry] {
        var entries = entries
        if let index = entries.firstIndex(where: { $0.key == path[depth] }) {
            entries[index].value = try set(entries[index].value, depth: depth + 1)
        } else {
            let empty = YAMLNode(.mapping([]), place)
            entries.append(YAMLEntry(path[depth], at: place, try set(empty, depth: depth + 1)))
        }
        return entries
    }

    private func set(_ items: [YAMLNode], _ depth: Int) throws(Diagnostic) -> [YAMLNode] {
        var items = items
        let areStages = depth == 1 && path[0] == "stages"
        let index = try areStages ? stageIndex(items, depth) : index(items, depth)
        items[index] = try areStages ? setStage(items[index], depth + 1) : set(items[index], depth: depth + 1)
        return items
    }

    private func index(_ items: [YAMLNode], _ depth: Int) throws(Diagnostic) -> Int {
        if let index = Int(path[depth]), items.indices.contains(index) { return index }
        let hint = items.isEmpty ? "The list is empty." : "It has the entries 0 to \(items.count - 1)."
        throw fail("'\(walked(depth))' has no entry '\(path[depth])'.", hint)
    }

    private func stageIndex(_ items: [YAMLNode], _ depth: Int) throws(Diagnostic) -> Int {
        if Int(path[depth]) != nil { return try index(items, depth) }
        let named = items.indices.filter { Self.stageName(items[$0]) == path[depth] }
        if let first = named.first, named.count == 1 { return first }
        if named.isEmpty {
            let names = items.compactMap(Self.stageName)
            let hint = names.isEmpty ? "It has no stages." : Spelling.hint(for: path[depth], among: names)
            throw fail("the pipeline has no stage '\(path[depth])'.", hint)
        }
        throw fail("the pipeline has several stages '\(path[depth])'.", "Name one by its place in the list: \(named).")
    }

    private static func stageName(_ node: YAMLNode) -> String? { node.scalar?.text ?? node.mapping?.first?.key }

    private func setStage(_ node: YAMLNode, _ depth: Int) throws(Diagnostic) -> YAMLNode {
        let entry =
            node.mapping?.first ?? YAMLEntry(node.scalar?.text ?? "", at: node.place, YAMLNode(.mapping([]), place))
        let options = try set(entry.value, depth: depth)
        return YAMLNode(.mapping([YAMLEntry(entry.key, at: entry.keyPlace, options)]), node.place)
    }

    private func walked(_ depth: Int) -> String { path[..<depth].joined(separator: ".") }

    private func fail(_ message: String, _ hint: String? = nil) -> Diagnostic {
        place.diagnostic(.error, message, hint: hint)
    }
}
