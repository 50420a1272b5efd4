internal import CurateCore

/// Which group a record belongs to, by its source and the scale of its label.
///
/// Records that `resplit` set aside for evaluation are in none.
struct GroupTable: Sendable, Equatable {
    /// In the order of the groups' numbers.
    var names: [String]
    private var table: [Int?]
    /// Labels that a record may have, and where a score becomes the same, by source; nil: any label.
    private var labels: Set<SourceLabel>?
    private var thresholds: [Float] = []

    /// - Parameter group: the number of a record's group; nil: in none.
    init(_ names: [String], _ roster: Roster, group: (SourceInfo, LabelScale) -> Int?) {
        self.names = names
        table = roster.sources.flatMap { source in LabelScale.allCases.map { group(source, $0) } }
    }

    /// One group: published training records of some sources, with some labels.
    ///
    /// - Parameters:
    ///   - corpora: corpora or splits, the value of an option `corpora`; empty: all.
    /// - Throws: `Diagnostic` for a corpus that the run does not read.
    init(_ name: String, of corpora: [String], _ labels: Set<SourceLabel>, _ roster: Roster) throws {
        let names = SourceNames(names: corpora.isEmpty ? [SourceNames.rest] : corpora)
        try names.check(against: roster, for: "corpora")
        self.init([name], roster) { source, _ in !source.heldOut && names.position(source) != nil ? 0 : nil }
        only(labels, roster)
    }

    /// Leaves out records with other labels, and generated ones.
    private mutating func only(_ labels: Set<SourceLabel>, _ roster: Roster) {
        self.labels = labels
        thresholds = roster.sources.map(\.threshold)
    }

    func group(_ batch: Batch, _ row: Int) -> Int? {
        guard batch.splits[row] == .train else { return nil }
        if let labels {
            let label = SourceLabel(batch.labels[row], threshold: thresholds[Int(batch.sources[row])])
            guard labels.contains(label), !batch.flags[row].contains(.generated) else { return nil }
        }
        return table[Int(batch.sources[row]) * LabelScale.allCases.count + Int(batch.labels[row].scale.rawValue)]
    }
}

/// Names of corpora or splits in an option: `lcqmc`, `lcqmc/train` or `all` for what no other name fits.
struct SourceNames: Sendable {
    static let rest = "all"

    var names: [String]

    /// The position of the name that fits the source best.
    func position(_ source: SourceInfo) -> Int? {
        names.firstIndex(of: source.name) ?? names.firstIndex(of: source.corpus) ?? names.firstIndex(of: Self.rest)
    }

    /// - Throws: `Diagnostic` for a name that fits no training source of the run.
    func check(against roster: Roster, for option: String) throws(Diagnostic) {
        let training = roster.sources.filter { !$0.heldOut }
        let known = Set(training.flatMap { [$0.corpus, $0.name] } + [Self.rest])
        guard let unknown = names.first(where: { !known.contains($0) }) else { return }
        let heldOut = roster.sources.contains { $0.heldOut && [$0.corpus, $0.name].contains(unknown) }
        throw Diagnostic(
            .error, "'\(option)' names '\(unknown)', which \(heldOut ? "is held out" : "this run does not read").",
            hint: Spelling.hint(for: unknown, among: known))
    }
}
