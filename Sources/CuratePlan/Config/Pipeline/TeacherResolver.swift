import CurateCore

/// Looks up teachers: those that a pipeline declares, and those that its stages name.
struct TeacherResolver {
    let kinds: TeacherCatalog
    let issues: Issues

    /// A stage's mention of a teacher.
    struct Mention {
        var teacher: String
        var stage: String
        var place: Place
    }

    /// - Returns: nil when something is wrong; `issues` says what.
    private func resolve(_ entry: PipelineDocument.Teacher) -> TeacherUse? {
        let names = kinds.kinds.map(\.declaration.name)
        guard let word = entry.kind.readText("kind", issues) else { return nil }
        guard let kind = kinds[word] else {
            issues.error(
                "unknown kind '\(word)' of the teacher '\(entry.name)'.",
                hint: names.isEmpty ? "This program has no teachers." : Spelling.hint(for: word, among: names),
                at: entry.kind.place)
            return nil
        }
        let reader = OptionReader(declaration: kind.declaration, issues: issues)
        guard let options = reader.read(entry.options, at: entry.place) else { return nil }
        return TeacherUse(
            spec: TeacherSpec(name: entry.name, kind: word, options: options), line: entry.place.line,
            column: entry.place.column)
    }

    /// The teachers that a pipeline declares and those that only its stages name, in the order of their names.
    ///
    /// A name that the pipeline does not declare is that of a model folder, unless it is a slip of a declared one.
    func all(
        _ written: [PipelineDocument.Teacher], mentioned mentions: [Mention]
    ) -> [TeacherUse] {
        warnOfUnused(written, mentions)
        var teachers = written.compactMap(resolve)
        for mention in mentions where !written.contains(where: { $0.name == mention.teacher }) {
            if teachers.contains(where: { $0.spec.name == mention.teacher }) { continue }
            if let teacher = implied(mention, written.map(\.name)) { teachers.append(teacher) }
        }
        return teachers.sorted { $0.spec.name < $1.spec.name }
    }

    private func implied(_ mention: Mention, _ names: [String]) -> TeacherUse? {
        if let slip = Spelling.nearest(to: mention.teacher, among: names) {
            issues.error(
                "'\(mention.stage)' names the teacher '\(mention.teacher)', which is not declared.",
                hint: "Did you mean '\(slip)'?", at: mention.place)
            return nil
        }
        guard let kind = kinds[TeacherUse.impliedKind], kind.declaration.options.contains(where: { $0.name == "model" })
        else {
            issues.error(
                "'\(mention.stage)' names the teacher '\(mention.teacher)', which is not declared.",
                hint: "Declare it in 'teachers'.", at: mention.place)
            return nil
        }
        return TeacherUse(
            naming: mention.teacher, kind.declaration, line: mention.place.line, column: mention.place.column)
    }

    private func warnOfUnused(_ written: [PipelineDocument.Teacher], _ mentions: [Mention]) {
        for teacher in written where !mentions.contains(where: { $0.teacher == teacher.name }) {
            issues.warning(
                "no stage asks the teacher '\(teacher.name)'.", hint: "Name it in 'teacher:' of a stage.",
                at: teacher.place)
        }
    }
}
