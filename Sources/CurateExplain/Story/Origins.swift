internal import CurateCore
internal import CurateEngine
internal import CuratePlan
internal import CurateReport
internal import Files

/// Where a record comes from: its row in the corpus, read again, and what single-record stages do to it.
struct Origins {
    struct Result {
        var sources: [Explanation.Source] = []
        var published: PublishedRow?
        var steps: [TextHistory.Step] = []
        var isHeldOut = false
        var notes: [String] = []

        /// The label in the corpus, where it is not the row's.
        func publishedLabel(unless content: RowContent) -> String? {
            guard let label = published?.label, let now = content.label, let scale = content.scale else { return nil }
            let words = Self.words(label)
            return scale == label.scale.name && words.contains(now) ? nil : "\(words[0]) (\(label.scale.name))"
        }

        /// As the ledger and as views write it.
        private static func words(_ label: Label) -> [String] {
            let number =
                label.value == label.value.rounded() ? String(Int(label.value)) : String(label.value)
            guard label.scale == .nli else { return [label.scale == .none ? "none" : number] }
            return [NLILabel(rawValue: Int(label.value))?.name ?? "none", number]
        }
    }

    private let explainer: Explainer
    private let id: RecordID
    private let content: RowContent
    private let isWritten: Bool

    init(_ explainer: Explainer, _ id: RecordID, _ content: RowContent, isWritten: Bool) {
        self.explainer = explainer
        self.id = id
        self.content = content
        self.isWritten = isWritten
    }

    private var isMade: Bool { content.text("parent") != nil }

    func find() throws -> Result {
        var result = Result()
        let source = (content.text("corpus") ?? "?", content.text("split") ?? "?")
        result.isHeldOut = explainer.manifest.inputs.contains {
            $0.corpus == source.0 && $0.split == source.1 && $0.heldOut
        }
        guard let kept = explainer.kept else {
            result.sources = ledgerPlace.map { [told($0.file, line: $0.line, sub: $0.sub, nil)] } ?? []
            result.notes.append(
                isWritten
                    ? "The folder does not know at which line of the corpus the record stands: the run that wrote it "
                        + "kept no places (.curate was removed, or an earlier version of the program ran)."
                    : "The corpus was not read again: the folder does not know where its files lie on this machine.")
            return result
        }
        for place in try places(kept).prefix(Explainer.most) { try add(place, kept, &result) }
        if result.sources.isEmpty { result.notes.append("The run kept no place for this record.") }
        return result
    }

    private typealias Place = (file: String, line: Int, sub: Int)

    /// What a row of the ledger says.
    private var ledgerPlace: Place? {
        guard let file = content.text("file"), let line = content.text("line").flatMap({ Int($0) }) else { return nil }
        return (file, line, content.text("sub").flatMap { Int($0) } ?? 0)
    }

    private func places(_ kept: KeptRun) throws -> [Place] {
        if !isWritten, let ledgerPlace { return [ledgerPlace] }
        guard let places = try RecordPlaces(output: explainer.folder) else { return [] }
        return places.ordinals(of: id).map { ordinal in
            (ordinal.file < kept.roster.files.count ? kept.roster.files[ordinal.file] : "?", ordinal.line, ordinal.sub)
        }
    }

    private func told(_ file: String, line: Int, sub: Int, _ path: String?) -> Explanation.Source {
        Explanation.Source(
            corpus: content.text("corpus") ?? "?", split: content.text("split") ?? "?", file: file, line: line,
            sub: sub > 0 && !isMade ? sub : nil, path: path, state: "unknown")
    }

    /// Reads the row at a place again, and tells of it.
    private func add(_ place: Place, _ kept: KeptRun, _ result: inout Result) throws {
        let number = kept.roster.files.firstIndex(of: place.file)
        guard let input = kept.inputs.first(where: { $0.planned.number == number }) else {
            result.sources.append(told(place.file, line: place.line, sub: place.sub, nil))
            return
        }
        var source = told(place.file, line: place.line, sub: place.sub, input.path)
        let info = kept.roster.sources[input.planned.source]
        let rows = PublishedRows(input: input, source: info)
        source.state = rows.state.rawValue
        // A record that was made stands at its parent's line, numbered behind the records of the corpus.
        let parent = content.text("parent")
        let row =
            rows.state == .missing
            ? nil
            : try? rows.row(line: place.line) { id, sub in
                isMade ? id.description == parent : id == self.id && sub == place.sub
            }
        source.bytes = row?.bytes.map { [$0.lowerBound, $0.upperBound] }
        judge(row, rows.state, &source)
        result.sources.append(source)
        guard let row, source.state != "changed", result.published == nil, !isMade else { return }
        result.published = row
        let ordinal = Ordinal(file: input.planned.number, line: place.line, sub: place.sub)
        let history = try TextHistory(
            entries: kept.entries, seed: kept.seed, roster: kept.roster, catalog: explainer.catalog)
        result.steps = try history.steps(row, source: input.planned.source, ordinal: ordinal)
    }

    private func judge(_ row: PublishedRow?, _ state: PublishedRows.State, _ source: inout Explanation.Source) {
        switch (state, row) {
        case (.missing, _): source.note = "The file is no longer there."
        case (_, nil):
            source.state = "changed"
            source.note = "The file was changed since the run: no such row stands at this line any longer."
        case (_, let row?) where !isMade && row.id != id:
            source.state = "changed"
            source.note = "The file was changed since the run: another row stands at this line by now."
        case (.touched, _):
            source.note =
                isMade
                ? "The file was written anew since the run."
                : "The file was written anew since the run; this row is the same."
        default: break
        }
    }
}
