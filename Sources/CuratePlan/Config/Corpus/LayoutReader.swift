import CurateCore

/// Reads an entry of `layouts`.
struct LayoutReader {
    /// The corpus' scale; nil when that could not be read.
    let scale: LabelScale?
    let issues: Issues

    func read(_ node: YAMLNode) -> CorpusLayout? {
        guard let map = MappingReader(node, "an entry of 'layouts'", allowing: CorpusKeys.layout, issues) else {
            return nil
        }
        let name = NameRule.read(map.required("name"), "name", issues)
        let format = word("format", map, CorpusLayout.Format.self)
        let shape = word("shape", map, CorpusLayout.Shape.self)
        guard let name, let format, let shape else { return nil }
        var layout = CorpusLayout(
            name: name, about: map.text("about"), url: map.text("url"), format: format, shape: shape)
        layout.encoding = map.text("encoding").flatMap { $0 == "auto" ? nil : $0 }
        layout.record = map.text("record")
        layout.labels = map["labels"].flatMap { LabelReader(issues: issues).read($0) }
        layout.type = map.choice("type", among: CorpusKeys.types)
        readDelimited(map, into: &layout)
        layout.columns = columns(map)
        layout.only = conditions(map, byPosition: layout.columnsCount != nil && !layout.header)
        layout.splits = SplitReader(issues: issues).read(map)
        LayoutChecks(layout: layout, scale: layout.labels?.scale ?? scale, map: map, issues: issues).run()
        return layout
    }

    private func word<Word: RawRepresentable & CaseIterable>(
        _ key: String, _ map: MappingReader, _ type: Word.Type
    ) -> Word? where Word.RawValue == String {
        map.required(key)?.readChoice(key, among: type.allCases.map(\.rawValue), issues).flatMap(Word.init)
    }

    private func readDelimited(_ map: MappingReader, into layout: inout CorpusLayout) {
        layout.header = map.bool("header") ?? false
        layout.columnsCount = map.integer("columns_count", in: 1...10_000)
        layout.delimiter = character("delimiter", map) ?? (layout.format == .csv ? "," : "\t")
        if layout.format == .csv, map.entries.contains(where: { $0.key == "quote" }) {
            layout.quote = map["quote"]?.scalar?.text == "none" ? nil : character("quote", map)
        } else if layout.format == .csv {
            layout.quote = "\""
        }
    }

    private func character(_ key: String, _ map: MappingReader) -> Character? {
        guard let node = map[key], let text = node.readText(key, issues) else { return nil }
        if let character = text.first, text.count == 1, character.isASCII { return character }
        let isRun = text.count > 1 && Set(text).count == 1
        issues.error(
            "'\(key)' must be one ASCII character, not '\(text)'.",
            hint: isRun ? "Write '\(text.prefix(1))' and count the empty columns that then lie between." : nil,
            at: node.place)
        return nil
    }

    private func columns(_ map: MappingReader) -> [CorpusLayout.ColumnRole: CorpusLayout.Column] {
        guard let node = map.required("columns") else { return [:] }
        let roles = CorpusLayout.ColumnRole.allCases.map(\.rawValue)
        guard let columns = MappingReader(node, "'columns'", allowing: roles, issues) else { return [:] }
        var result: [CorpusLayout.ColumnRole: CorpusLayout.Column] = [:]
        for role in CorpusLayout.ColumnRole.allCases {
            result[role] = columns[role.rawValue].flatMap { column($0, "columns.\(role.rawValue)") }
        }
        return result
    }

    private func column(_ node: YAMLNode, _ name: String) -> CorpusLayout.Column? {
        guard case .integer? = node.scalar?.typed else {
            return node.readText(name, issues).map(CorpusLayout.Column.name)
        }
        return node.readInteger(name, in: 1...10_000, issues).map(CorpusLayout.Column.position)
    }

    private func conditions(_ map: MappingReader, byPosition: Bool) -> [CorpusLayout.RowCondition] {
        guard let node = map["only"] else { return [] }
        guard let entries = node.mapping else { return node.refuse("only", "a map of columns to values", issues) ?? [] }
        return entries.compactMap { entry in
            guard let value = entry.value.readText("only.\(entry.key)", issues) else { return nil }
            let position = byPosition ? Int(entry.key) : nil
            let column = position.map(CorpusLayout.Column.position) ?? .name(entry.key)
            return CorpusLayout.RowCondition(column: column, value: value)
        }
    }
}

/// Reads a layout's `splits`: a file, a list of files, or `{files, labelled}` for each.
struct SplitReader {
    let issues: Issues

    func read(_ map: MappingReader) -> [CorpusLayout.SplitFiles] {
        guard let node = map.required("splits") else { return [] }
        guard let entries = node.mapping, !entries.isEmpty else {
            return node.refuse("splits", "a map of splits to files", issues) ?? []
        }
        return entries.compactMap { entry in
            guard SplitName.check(entry.key, at: entry.keyPlace, issues) else { return nil }
            return split(entry)
        }
    }

    private func split(_ entry: YAMLEntry) -> CorpusLayout.SplitFiles? {
        let name = "splits.\(entry.key)"
        guard entry.value.mapping != nil else { return split(entry.key, entry.value, name, labelled: true) }
        guard let map = MappingReader(entry.value, "'\(name)'", allowing: CorpusKeys.split, issues),
            let files = map.required("files")
        else { return nil }
        return split(entry.key, files, name, labelled: map.bool("labelled") ?? true)
    }

    private func split(_ split: String, _ files: YAMLNode, _ name: String, labelled: Bool) -> CorpusLayout.SplitFiles? {
        let patterns = files.readList { pattern($0, name) }
        if files.sequence?.isEmpty == true { issues.error("'\(name)' names no file.", at: files.place) }
        return CorpusLayout.SplitFiles(split: split, patterns: patterns, labelled: labelled)
    }

    /// Stays inside the folder that a pipeline gives.
    private func pattern(_ node: YAMLNode, _ name: String) -> String? {
        guard let text = node.readText(name, issues) else { return nil }
        if !text.hasPrefix("/"), !text.split(separator: "/").contains("..") { return text }
        return node.refuse(name, "a path below the corpus' folder", issues)
    }
}
