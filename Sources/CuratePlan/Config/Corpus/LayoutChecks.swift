import CurateCore

/// Checks that a layout's keys fit each other.
struct LayoutChecks {
    let layout: CorpusLayout
    let scale: LabelScale?
    let map: MappingReader
    let issues: Issues

    func run() {
        checkDelimited()
        checkRecord()
        checkShape()
        checkPositions()
        checkLabel()
    }

    private var isDelimited: Bool { layout.format == .tsv || layout.format == .csv }

    private func place(_ key: String) -> Place { map.entries.first { $0.key == key }?.keyPlace ?? map.place }
    private func has(_ key: String) -> Bool { map[key] != nil }

    private func checkDelimited() {
        if isDelimited { _ = map.required("header") }
        for key in ["header", "columns_count"] where has(key) && !isDelimited {
            refuse(key, "only tsv and csv files have one")
        }
        for key in ["delimiter", "quote"] where has(key) && layout.format != .csv {
            refuse(key, "it can be set for csv only")
        }
    }

    private func checkRecord() {
        if layout.format == .xml { _ = map.required("record") }
        if has("record"), layout.format != .xml, layout.format != .json {
            refuse("record", "it names the record element of xml, or the key of the rows in json")
        }
    }

    private func refuse(_ key: String, _ reason: String) {
        issues.error(
            "'\(key)' does not belong to a layout of the format \(layout.format.rawValue): \(reason).", at: place(key))
    }

    private func checkShape() {
        let (needed, allowed) = roles(layout.shape)
        let name = layout.shape.rawValue
        for role in needed where layout.columns[role] == nil && !isUnreadable(role) {
            issues.error("the shape '\(name)' needs the column '\(role.rawValue)'.", at: place("columns"))
        }
        for role in layout.columns.keys.sorted(by: { $0.rawValue < $1.rawValue }) where !allowed.contains(role) {
            issues.error("the shape '\(name)' has no column '\(role.rawValue)'.", at: rolePlace(role))
        }
        if layout.shape.hasList, layout.format != .json, layout.format != .jsonl {
            issues.error("the shape '\(name)' can be read from json and jsonl only.", at: place("shape"))
        }
        if layout.format == .html, layout.shape != .sentences {
            issues.error("a layout of the format html has the shape 'sentences'.", at: place("shape"))
        }
    }

    private func roles(
        _ shape: CorpusLayout.Shape
    ) -> (needed: [CorpusLayout.ColumnRole], allowed: [CorpusLayout.ColumnRole]) {
        switch shape {
        case .pair: ([.a, .b], [.a, .b, .label])
        case .triplet: ([.a, .positive, .negative], [.a, .positive, .negative])
        case .positives: ([.a, .b], [.a, .b])
        case .group, .answers: ([.text, .group], [.text, .group])
        case .sentences: layout.format == .html ? ([], []) : ([.text], [.text])
        }
    }

    /// True for a column that is there but was refused already.
    private func isUnreadable(_ role: CorpusLayout.ColumnRole) -> Bool {
        map["columns"]?.mapping?.contains { $0.key == role.rawValue } ?? true
    }

    private func rolePlace(_ role: CorpusLayout.ColumnRole) -> Place {
        let entry = map["columns"]?.mapping?.first { $0.key == role.rawValue }
        return entry?.value.place ?? place("columns")
    }

    private func checkPositions() {
        if isDelimited, !layout.header, !has("columns_count") {
            issues.error("'columns_count' is missing: without a header nothing else tells a torn row.", at: map.place)
        }
        for (role, column) in layout.columns.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            check(column, "the column '\(role.rawValue)'", rolePlace(role))
        }
        for condition in layout.only { check(condition.column, "'only'", place("only")) }
    }

    private func check(_ column: CorpusLayout.Column, _ what: String, _ place: Place) {
        switch column {
        case .name(let name) where isDelimited && !layout.header:
            issues.error(
                "\(what) is named '\(name)', but the file has no header.", hint: "Give its position, from 1.", at: place
            )
        case .position(let position) where !isDelimited:
            issues.error(
                "\(what) has the position \(position), but \(layout.format.rawValue) has names only.", at: place)
        case .position(let position) where position > layout.columnsCount ?? .max:
            issues.error("\(what) is at \(position), but 'columns_count' is \(layout.columnsCount ?? 0).", at: place)
        default: break
        }
    }

    private func checkLabel() {
        guard layout.shape == .pair, scale != LabelScale.none, layout.columns[.label] == nil, !isUnreadable(.label)
        else { return }
        for split in layout.splits where split.labelled {
            issues.error(
                "the split '\(split.split)' has labels, but the layout has no column 'label'.",
                hint: "Add the column, or write {files: [...], labelled: false}.", at: splitPlace(split.split))
        }
    }

    private func splitPlace(_ split: String) -> Place {
        map["splits"]?.mapping?.first { $0.key == split }?.keyPlace ?? place("splits")
    }
}
