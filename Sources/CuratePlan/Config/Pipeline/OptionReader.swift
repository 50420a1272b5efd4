import CurateCore

/// Reads the options of a stage or teacher by its declaration: names, kinds and ranges are checked, defaults filled in.
struct OptionReader {
    /// As in messages.
    let name: String
    let fields: [OptionField]
    let issues: Issues

    init(declaration: StageDeclaration, issues: Issues) {
        (name, fields, self.issues) = (declaration.name, declaration.options, issues)
    }

    init(declaration: TeacherKind.Declaration, issues: Issues) {
        (name, fields, self.issues) = (declaration.name, declaration.options, issues)
    }

    /// - Returns: nil when something is wrong; `issues` says what.
    func read(_ entries: [YAMLEntry], at place: Place) -> Options? {
        let before = issues.all.count
        let names = fields.map(\.name)
        for entry in entries where !names.contains(entry.key) {
            issues.error(
                "unknown option '\(entry.key)' of '\(name)'.", hint: hint(entry.key, names),
                at: entry.keyPlace)
        }
        var values: [String: OptionValue] = [:]
        for field in fields {
            values[field.name] = value(of: field, entries.first { $0.key == field.name }, place)
        }
        return issues.all.count == before ? Options(values) : nil
    }

    private func hint(_ key: String, _ names: [String]) -> String {
        names.isEmpty ? "It has no options." : Spelling.hint(for: key, among: names)
    }

    private func value(of field: OptionField, _ entry: YAMLEntry?, _ place: Place) -> OptionValue? {
        guard let entry else {
            if field.required { issues.error("'\(name)' needs the option '\(field.name)'.", at: place) }
            return field.defaultValue
        }
        if entry.value.isNull { return valueOfNull(field, entry) }
        return OptionValueReader(field: field, issues: issues).read(entry.value)
    }

    /// Null switches off what is off by default; elsewhere it is an unfinished line.
    private func valueOfNull(_ field: OptionField, _ entry: YAMLEntry) -> OptionValue? {
        guard field.required || field.defaultValue != nil else { return nil }
        let hint = field.defaultValue.map { "Leave the key out for the default, \($0.yaml)." }
        issues.error("'\(field.name)' is given no value.", hint: hint, at: entry.value.place)
        return nil
    }
}

/// Reads one option's value by its kind.
struct OptionValueReader {
    let field: OptionField
    let issues: Issues

    func read(_ node: YAMLNode) -> OptionValue? {
        switch field.kind {
        case .bool: node.readBool(field.name, issues).map(OptionValue.bool)
        case .integer(let range): node.readInteger(field.name, in: range, issues).map(OptionValue.integer)
        case .number(let range): node.readNumber(field.name, in: range, issues).map(OptionValue.number)
        case .string, .file: node.readText(field.name, issues).map(OptionValue.string)
        case .choice(let choices): node.readChoice(field.name, among: choices, issues).map(OptionValue.string)
        case .list(let choices): list(node, choices)
        case .words: .list(node.readList { $0.readText(field.name, issues).map(OptionValue.string) })
        case .interval(let range): interval(node, range)
        case .tolerance: node.readTolerance(field.name, issues).flatMap { _ in node.scalar?.optionValue }
        case .numbers:
            map(node) { $0.readNumber("\(field.name).\($1)", in: Self.anyNumber, issues).map(OptionValue.number) }
        case .mapping: map(node) { $0.readScalar("\(field.name).\($1)", issues) }
        }
    }

    static let anyNumber = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude

    private func list(_ node: YAMLNode, _ choices: [String]?) -> OptionValue {
        var seen: Set<String> = []
        let items = node.readList { item -> OptionValue? in
            let text =
                choices.map { item.readChoice(field.name, among: $0, issues) } ?? item.readText(field.name, issues)
            guard let text else { return nil }
            if !seen.insert(text).inserted {
                issues.error("'\(text)' is listed twice in '\(field.name)'.", at: item.place)
            }
            return .string(text)
        }
        return .list(items)
    }

    private func interval(_ node: YAMLNode, _ range: ClosedRange<Double>) -> OptionValue? {
        guard let items = node.sequence, items.count == 2 else {
            return node.refuse(field.name, "two numbers [low, high]", issues)
        }
        let bounds = items.compactMap { $0.readNumber(field.name, in: range, issues) }
        guard bounds.count == 2 else { return nil }
        guard bounds[0] <= bounds[1] else {
            issues.error("'\(field.name)' must be [low, high], but its first number is the larger.", at: node.place)
            return nil
        }
        return .list(bounds.map(OptionValue.number))
    }

    private func map(_ node: YAMLNode, _ read: (YAMLNode, String) -> OptionValue?) -> OptionValue? {
        guard let entries = node.mapping else { return node.refuse(field.name, "a map", issues) }
        return .map(entries.compactMap { entry in read(entry.value, entry.key).map { .init(entry.key, $0) } })
    }
}

extension YAMLNode {
    /// A text or a number.
    func readScalar(_ name: String, _ issues: Issues) -> OptionValue? {
        switch scalar?.optionValue {
        case .bool?: .string(scalar?.text ?? "")
        case let value?: value
        case nil: refuse(name, "a text or a number", issues)
        }
    }
}
