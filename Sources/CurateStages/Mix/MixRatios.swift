internal import CurateCore

/// The options of `mix`, read: groups, their parts, and how many records each is to have.
struct MixRatios: RankSelection {
    private var corpora: [NamedNumber]
    private var types: [NamedNumber]
    private var pairs: Double?
    private var nli: Double?
    let oversample: Bool
    private let failsOnMissing: Bool

    /// - Throws: `Diagnostic` for parts that cannot be, and for less than two groups.
    init(_ options: Options) throws(Diagnostic) {
        corpora = Self.numbers(options, "corpora")
        types = Self.numbers(options, "types")
        pairs = options.has("pairs") ? options.number("pairs") : nil
        nli = options.has("nli") ? options.number("nli") : nil
        oversample = options.bool("oversample")
        failsOnMissing = options.string("missing") == "fail"
        guard parts.count > 1 else {
            throw Diagnostic(.error, "'mix' needs two groups or more.", hint: "For example {pairs: 1, nli: 1}.")
        }
        if let unknown = types.first(where: { !Self.knownTypes.contains($0.name) }) {
            throw Diagnostic(
                .error, "'mix' does not know the sentence type '\(unknown.name)'.",
                hint: Spelling.hint(for: unknown.name, among: Self.knownTypes))
        }
        guard let wrong = parts.first(where: { !($0.number > 0 && $0.number.isFinite) }) else { return }
        throw Diagnostic(.error, "The part of '\(wrong.name)' in 'mix' must be above 0.")
    }

    /// As corpora declare them.
    private static let knownTypes = ["question", "statement", "mixed", "idiom", "document"]

    private static func numbers(_ options: Options, _ name: String) -> [NamedNumber] {
        guard options.has(name) else { return [] }
        return options.entries(name).map { NamedNumber(name: $0.key, number: $0.value.asNumber ?? .nan) }
    }

    /// In the order of the groups' numbers.
    private var parts: [NamedNumber] {
        let scales = [pairs.map { NamedNumber(name: "pairs", number: $0) }, nli.map { .init(name: "nli", number: $0) }]
        return corpora + types.map { .init(name: "type/" + $0.name, number: $0.number) } + scales.compactMap(\.self)
    }

    var purpose: KeyedRandom.Purpose { .init("mix") }

    func groups(_ roster: Roster) throws -> GroupTable {
        let names = SourceNames(names: corpora.map(\.name))
        try names.check(against: roster, for: "mix.corpora")
        return GroupTable(parts.map(\.name), roster) { source, scale in
            if let corpus = names.position(source) { return corpus }
            if let type = types.firstIndex(where: { $0.name == source.type }) { return corpora.count + type }
            return group(of: scale)
        }
    }

    private func group(of scale: LabelScale) -> Int? {
        let first = corpora.count + types.count
        switch scale {
        case .binary, .ordinal: return pairs == nil ? nil : first
        case .nli: return nli == nil ? nil : first + (pairs == nil ? 0 : 1)
        case .none: return nil
        }
    }

    func quotas(_ totals: [Int], _ names: [String]) throws -> [Int] {
        let found = names.indices.filter { totals[$0] > 0 }
        if failsOnMissing, let missing = names.indices.first(where: { totals[$0] == 0 }) {
            throw DataLimitExceeded(
                "no record of the group '\(names[missing])' reaches 'mix'. Leave the group out, or set "
                    + "missing: ignore.")
        }
        let scales = found.map { Double(totals[$0]) / parts[$0].number }
        guard let scale = oversample ? scales.max() : scales.min() else { return totals }
        return try names.indices.map { try quota(total: totals[$0], wanted: parts[$0].number * scale, names[$0]) }
    }

    private func quota(total: Int, wanted: Double, _ name: String) throws -> Int {
        guard total > 0 else { return 0 }
        if !oversample { return min(total, Int(wanted.rounded())) }
        guard wanted <= Double(total * CopyMaker.limit) else {
            throw DataLimitExceeded(
                "'mix' would have to repeat the \(total) records of '\(name)' more than \(CopyMaker.limit) times each.")
        }
        return max(total, Int(wanted.rounded()))
    }
}
