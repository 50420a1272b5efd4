internal import CurateCore
internal import CurateReport

/// The difference of two folders for people.
public struct DifferenceText {
    private typealias Change = FolderDifference.Change

    private let difference: FolderDifference

    public init(_ difference: FolderDifference) { self.difference = difference }

    public var text: String {
        let sections = [head, counts, sources, reasons, stages, inputs, examples]
        return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    }

    private var head: [String] {
        let sides = [("first", difference.first), ("second", difference.second)]
        var table = TextTable(["<", "<folder", "<pipeline", "rows of \(difference.view)", "rejected"])
        for (name, side) in sides {
            table.add([
                name, side.folder, side.name, Numbers.grouped(side.rows), Numbers.grouped(side.rejected),
            ])
        }
        var lines = table.lines
        if difference.isByChecksum { lines.append("The files are the same by the checksums in the manifests.") }
        if difference.isEqual && !difference.isByChecksum {
            lines.append("All rows are the same; they may stand in another order or format.")
        }
        if !difference.comparesRejected {
            lines.append("One of the folders was exported and has no ledger: what was rejected is not compared.")
        }
        return lines
    }

    private var counts: [String] {
        guard !difference.isEqual else { return [] }
        var table = TextTable(["<", "rows", "<"])
        for change in Change.allCases {
            guard let rows = difference.changes[change], rows > 0 else { continue }
            table.add([Self.word(change), Numbers.grouped(rows), Self.meaning(change)])
        }
        return Array(table.lines.dropFirst())
    }

    private static func word(_ change: Change) -> String {
        switch change {
        case .rejectedOtherwise: "rejected otherwise"
        case .rejectedInOne: "rejected in one"
        default: change.rawValue
        }
    }

    private static func meaning(_ change: Change) -> String {
        switch change {
        case .same: "the same in both"
        case .gained: "only in the second"
        case .lost: "only in the first"
        case .relabelled: "another label"
        case .changed: "another text"
        case .moved: "another split"
        case .revalued: "other copies, score, origin or cosine"
        case .rejectedOtherwise: "in both, by another stage or rule"
        case .rejectedInOne: "and not at all in the other"
        }
    }

    private var sources: [String] {
        let names = Set(difference.groups.map(\.source)).sorted()
        guard !names.isEmpty else { return [] }
        let used = Change.allCases.filter { change in
            change != .same && difference.groups.contains { $0.change == change }
        }
        var table = TextTable(["<source"] + used.map(Self.word))
        for name in names {
            let rows = used.map { change in
                difference.groups.filter { $0.source == name && $0.change == change }.reduce(0) { $0 + $1.rows }
            }
            table.add([name] + rows.map { $0 == 0 ? "" : Numbers.grouped($0) })
        }
        return table.lines
    }

    /// Where rows stand in each folder, over all sources.
    private var reasons: [String] {
        struct Key: Hashable {
            var change: Change
            var before: String
            var after: String
        }
        var sums: [Key: Int] = [:]
        for group in difference.groups {
            sums[Key(change: group.change, before: group.before, after: group.after), default: 0] += group.rows
        }
        guard !sums.isEmpty else { return [] }
        let order = Dictionary(uniqueKeysWithValues: Change.allCases.enumerated().map { ($1, $0) })
        let sorted = sums.sorted { left, right in
            let (a, b) = (order[left.key.change] ?? 0, order[right.key.change] ?? 0)
            return (a, right.value, left.key.before, left.key.after) < (
                b, left.value, right.key.before, right.key.after
            )
        }
        var table = TextTable(["<change", "rows", "<in the first", "<in the second"])
        for (key, rows) in sorted {
            table.add([Self.word(key.change), Numbers.grouped(rows), key.before, key.after])
        }
        return table.lines
    }

    private var stages: [String] {
        guard !difference.stages.isEmpty else { return [] }
        var table = TextTable(["<stage", "<in the first", "<in the second"])
        for stage in difference.stages {
            let isInBoth = stage.before != nil && stage.after != nil
            let cells = [stage.before, stage.after].map { options in
                options.map { isInBoth ? RowCards.visible($0) : "there" } ?? "absent"
            }
            table.add([stage.stage] + cells)
        }
        return table.lines
    }

    private var inputs: [String] {
        guard !difference.inputs.isEmpty else { return [] }
        var table = TextTable(["<input", "<in the first", "<in the second"])
        for input in difference.inputs {
            table.add([input.path] + [input.before, input.after].map { $0.map { String($0.prefix(12)) } ?? "absent" })
        }
        return table.lines
    }

    private var examples: [String] {
        difference.examples.flatMap { example in
            var lines = [
                "\(Self.word(example.change))  \(example.id)  \(example.before) -> \(example.after)"
            ]
            let (first, second) = (example.first, example.second)
            if let first, let second, first.texts == second.texts {
                lines += Self.lines("  ", first, texts: true) + Self.lines("  now ", second, texts: false)
            } else {
                lines += first.map { Self.lines("  was ", $0, texts: true) } ?? []
                lines += second.map { Self.lines("  now ", $0, texts: true) } ?? []
            }
            return lines
        }
    }

    private static func lines(_ head: String, _ row: FolderDifference.Row, texts: Bool) -> [String] {
        let label = row.label.map { "label \($0)  " } ?? ""
        let facts = row.facts.map { "\($0.name) \(RowCards.visible($0.value))  " }.joined()
        let sentences = texts ? row.texts.map { "      " + RowCards.visible($0) } : []
        return ["\(head)\(label)\(facts)\(row.path):\(row.row)"] + sentences
    }
}
