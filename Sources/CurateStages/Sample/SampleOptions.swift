internal import CurateCore

/// The options of `sample`, read.
struct SampleOptions {
    var share: [NamedNumber]
    var cap: [NamedNumber]
    var times: [NamedNumber]
    var draw: Int

    /// - Throws: `Diagnostic` for a number that cannot be one.
    init(_ options: Options) throws(Diagnostic) {
        share = try Self.numbers(options, "share") { $0 > 0 && $0 <= 1 }
        cap = try Self.numbers(options, "cap") { $0 >= 0 && $0 <= 1e15 && $0 == $0.rounded() }
        times = try Self.numbers(options, "repeat") { $0 >= 1 && $0 <= Double(CopyMaker.limit) && $0 == $0.rounded() }
        draw = options.integer("draw")
        if share.isEmpty && cap.isEmpty && times.isEmpty {
            throw Diagnostic(.error, "'sample' does nothing.", hint: "Give it 'share', 'cap' or 'repeat'.")
        }
    }

    private static func numbers(
        _ options: Options, _ name: String, _ isPossible: (Double) -> Bool
    ) throws(Diagnostic) -> [NamedNumber] {
        let entries = options.has(name) ? options.entries(name) : []
        let numbers = entries.map { NamedNumber(name: $0.key, number: $0.value.asNumber ?? .nan) }
        guard let wrong = numbers.first(where: { !isPossible($0.number) }) else { return numbers }
        throw Diagnostic(
            .error, "'\(name)' of 'sample' cannot be \(wrong.number) for '\(wrong.name)'.", hint: hints[name])
    }

    private static let hints = [
        "share": "A share is above 0 and at most 1.", "cap": "A cap is a whole number.",
        "repeat": "Records are repeated 1 to \(CopyMaker.limit) times.",
    ]

    /// The steps that are needed.
    var stages: [any Stage] {
        var stages: [any Stage] = []
        if !share.isEmpty { stages.append(SampleShare(shares: share, draw: draw)) }
        if !cap.isEmpty { stages.append(SampleCap(caps: cap, draw: draw)) }
        if !times.isEmpty { stages.append(SampleRepeat(times: times)) }
        return stages
    }
}

/// A number given to a corpus, a split or `all`.
struct NamedNumber: Sendable, Hashable {
    var name: String
    var number: Double
}

extension [NamedNumber] {
    /// By source; nil where no name fits.
    /// - Throws: `Diagnostic` for a name that fits no training source.
    func bySource(_ roster: Roster, for option: String) throws(Diagnostic) -> [NamedNumber?] {
        let names = SourceNames(names: map(\.name))
        try names.check(against: roster, for: option)
        return roster.sources.map { source in names.position(source).map { self[$0] } }
    }
}
