import CurateCore

/// Reads a `labels` map: the scale, its bounds and how labels are spelled.
struct LabelReader {
    let issues: Issues

    func read(_ node: YAMLNode) -> LabelRules? {
        guard let map = MappingReader(node, "'labels'", allowing: CorpusKeys.labels, issues),
            let scaleNode = map.required("scale"),
            let word = scaleNode.readChoice("scale", among: LabelScale.allCases.map(\.name), issues),
            let scale = LabelScale(name: word)
        else { return nil }
        var rules = LabelRules(scale: scale)
        if scale == .ordinal { readBounds(map, into: &rules) } else { refuseBounds(map, scale) }
        if scale == .none { refuse(["values", "unlabelled"], map, "a corpus of the scale 'none' has no labels") }
        rules.values = values(map, rules)
        rules.unlabelled = map.texts("unlabelled") ?? []
        checkOverlap(map, rules)
        return rules
    }

    private func readBounds(_ map: MappingReader, into rules: inout LabelRules) {
        func number(_ key: String) -> Float? {
            map.required(key)?.readNumber(key, in: OptionValueReader.anyNumber, issues).map { Float($0) }
        }
        guard let minimum = number("minimum"), let maximum = number("maximum"), let threshold = number("threshold")
        else { return }
        guard minimum < maximum, (minimum...maximum).contains(threshold) else {
            issues.error("an ordinal scale needs minimum < maximum, with threshold between them.", at: map.place)
            return
        }
        (rules.minimum, rules.maximum, rules.threshold) = (minimum, maximum, threshold)
    }

    private func refuseBounds(_ map: MappingReader, _ scale: LabelScale) {
        refuse(["minimum", "maximum", "threshold"], map, "bounds belong to an ordinal scale, not to '\(scale.name)'")
    }

    private func refuse(_ keys: [String], _ map: MappingReader, _ reason: String) {
        for entry in map.entries where keys.contains(entry.key) {
            issues.error("'\(entry.key)' does not belong here: \(reason).", at: entry.keyPlace)
        }
    }

    private func values(_ map: MappingReader, _ rules: LabelRules) -> [String: Float] {
        guard let node = map["values"] else { return rules.scale == .nli ? Self.nliNames : [:] }
        guard let entries = node.mapping else {
            return node.refuse("values", "a map of spellings to values", issues) ?? [:]
        }
        var values: [String: Float] = [:]
        for entry in entries { values[entry.key] = value(entry, rules) }
        return values
    }

    private static let nliNames = Dictionary(
        uniqueKeysWithValues: NLILabel.allCases.map { ($0.name, Float($0.rawValue)) })

    private func value(_ entry: YAMLEntry, _ rules: LabelRules) -> Float? {
        let name = "values.\(entry.key)"
        switch rules.scale {
        case .binary: return entry.value.readInteger(name, in: 0...1, issues).map { Float($0) }
        case .ordinal:
            let range = Double(rules.minimum)...Double(rules.maximum)
            return entry.value.readNumber(name, in: range, issues).map { Float($0) }
        case .nli:
            let choices = NLILabel.allCases.map(\.name)
            return entry.value.readChoice(name, among: choices, issues).flatMap { Self.nliNames[$0] }
        case .none: return nil
        }
    }

    private func checkOverlap(_ map: MappingReader, _ rules: LabelRules) {
        guard let node = map["unlabelled"] else { return }
        for spelling in rules.unlabelled where rules.values[spelling] != nil {
            issues.error("'\(spelling)' stands in 'values' and in 'unlabelled'.", at: node.place)
        }
    }
}
