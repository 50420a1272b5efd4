import CurateCore

/// Makes a ``Pipeline`` of a document: looks up stages and outputs, fills in defaults, joins held-out splits with the
/// corpora they belong to.
struct PipelineResolver {
    let document: PipelineDocument
    let stageKinds: [StageKind]
    let outputKinds: [OutputKind]
    let teacherKinds: TeacherCatalog
    let issues: Issues

    func resolve() -> Pipeline {
        let corpora = document.corpora.map(corpus)
        checkLabels(corpora)
        checkViews()
        let stages = document.stages.compactMap(stage)
        let teachers = TeacherResolver(kinds: teacherKinds, issues: issues)
        return Pipeline(
            name: document.name, about: document.about, seed: document.seed ?? Pipeline.defaultSeed, corpora: corpora,
            heldOut: document.heldOut.compactMap { heldOut($0, corpora) },
            teachers: teachers.all(document.teachers, mentioned: stages.flatMap(\.mentions)), stages: stages.map(\.use),
            outputs: document.outputs.compactMap(output), writeHeldOut: document.writeHeldOut ?? true,
            then: document.then)
    }

    private var maxRejected: Tolerance { document.maxRejected ?? Pipeline.defaultMaxRejected }

    private func corpus(_ entry: PipelineDocument.Corpus) -> CorpusUse {
        CorpusUse(
            use: entry.use, path: entry.path ?? "sample", layout: entry.layout, splits: entry.splits,
            label: entry.alias, maxRejected: entry.maxRejected ?? maxRejected, line: entry.place.line,
            column: entry.place.column)
    }

    private func checkLabels(_ corpora: [CorpusUse]) {
        var seen: Set<String> = []
        for (use, entry) in zip(corpora, document.corpora) where !seen.insert(use.label).inserted {
            issues.error(
                "the corpus '\(use.label)' is listed twice.", hint: "Give one of them another name with 'as:'.",
                at: entry.place)
        }
    }

    /// A view has one folder, and so has each of its layouts, and the view with tokens.
    private func checkViews() {
        var seen: Set<String> = []
        for entry in document.outputs {
            guard let view = entry.view.scalar?.text else { continue }
            let layout = entry.layout?.scalar?.text
            let columns = entry.tokens?.mapping?.last { $0.key == "columns" }?.value.scalar?.typed ?? .bool(true)
            let tokens = entry.tokens == nil || columns == .bool(false) ? "" : " with tokens"
            guard !seen.insert("\(view)/\(layout ?? "")\(tokens)").inserted else { continue }
            let name = "'\(view)'" + (layout.map { " in the layout '\($0)'" } ?? "") + tokens
            issues.error("the view \(name) is written twice.", hint: "Keep one output of it.", at: entry.place)
        }
    }

    /// A held-out split is found where its corpus is, unless it has a path of its own.
    private func heldOut(_ entry: PipelineDocument.Corpus, _ corpora: [CorpusUse]) -> HeldOutUse? {
        let sibling = corpora.first { $0.label == entry.use } ?? corpora.first { $0.use == entry.use }
        if entry.path == nil, sibling?.path == "-" {
            issues.error(
                "'\(entry.use)' is read from standard input, which holds no held-out split.",
                hint: "Write {use: \(entry.use), splits: [...], path: ...}.", at: entry.place)
            return nil
        }
        let own = entry.path != nil
        return HeldOutUse(
            use: sibling?.use ?? entry.use, path: entry.path ?? sibling?.path ?? "sample",
            layout: entry.layout ?? (own ? nil : sibling?.layout), splits: entry.splits, label: sibling?.label,
            maxRejected: entry.maxRejected ?? sibling?.maxRejected ?? maxRejected, line: entry.place.line,
            column: entry.place.column)
    }

    private struct Stage {
        var use: StageUse
        var mentions: [TeacherResolver.Mention]
    }

    private func stage(_ entry: PipelineDocument.Stage) -> Stage? {
        guard let kind = stageKinds.first(where: { $0.declaration.name == entry.name }) else {
            let names = stageKinds.map(\.declaration.name)
            issues.error(
                "unknown stage '\(entry.name)'.", hint: Spelling.hint(for: entry.name, among: names), at: entry.place)
            return nil
        }
        let reader = OptionReader(declaration: kind.declaration, issues: issues)
        guard let options = reader.read(entry.options, at: entry.place) else { return nil }
        let place = entry.options.first { $0.key == "teacher" }?.value.place ?? entry.place
        return Stage(
            use: StageUse(name: entry.name, options: options, line: entry.place.line, column: entry.place.column),
            mentions: tryMaking(kind, options, entry.place).flatMap(\.teachers).map {
                TeacherResolver.Mention(teacher: $0, stage: entry.name, place: place)
            })
    }

    /// A stage may refuse combinations of options that each are right.
    private func tryMaking(_ kind: StageKind, _ options: Options, _ place: Place) -> [any CurateCore.Stage] {
        do {
            return try kind.make(options)
        } catch let diagnostic as Diagnostic {
            issues.add(place.given(to: diagnostic))
        } catch let diagnostics as Diagnostics {
            issues.add(diagnostics.all.map(place.given))
        } catch {
            issues.error("\(error)", at: place)
        }
        return []
    }

    private func output(_ entry: PipelineDocument.Output) -> OutputUse? {
        OutputReader(entry: entry, kinds: outputKinds, issues: issues).read()
    }
}
