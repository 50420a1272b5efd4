internal import CurateCore

/// What makes a held-out record measure nothing.
enum HeldOutDefect: UInt8, CaseIterable {
    case identicalSame, identicalDifferent, placeholder

    /// What stands in published sets where a translation failed, as a key.
    private static let placeholders = ["ns"].map { Array($0.utf8) }

    var name: String {
        switch self {
        case .identicalSame: "identical_same"
        case .identicalDifferent: "identical_different"
        case .placeholder: "placeholder"
        }
    }

    static func all(_ batch: Batch, _ row: Int, _ roster: Roster) -> [HeldOutDefect] {
        let isSingle = batch.flags[row].contains(.single)
        let sides = isSingle ? [batch.a] : [batch.a, batch.b]
        var defects: [HeldOutDefect] = []
        if sides.contains(where: { placeholders.contains(Array($0.key.bytes[$0.key.range(row)])) }) {
            defects.append(.placeholder)
        }
        if !isSingle, batch.a.digest(row) == batch.b.digest(row),
            let label = batch.labels[row].fiveClass(threshold: roster.sources[Int(batch.sources[row])].threshold)
        {
            // The same, and entailment.
            defects.append(label == 1 || label == 3 ? .identicalSame : .identicalDifferent)
        }
        return defects
    }
}

extension HeldOutDefect {
    init(_ row: HeldOutRow) {
        guard let code = row.text.first, let defect = HeldOutDefect(rawValue: code) else {
            preconditionFailure("a row of a defect says which")
        }
        self = defect
    }

    /// - Parameter source: of the record.
    func count(in roster: Roster, source: UInt16, _ output: inout SurveyOutput) {
        output.count("held_out/\(roster.sources[Int(source)].name)/\(name)")
    }
}

/// Counts what held-out sources have in common, pair by pair of sources.
struct HeldOutMeeting {
    private let roster: Roster
    private var kind = HeldOutRow.Kind.pair
    private var sources: [UInt16] = []

    init(_ roster: Roster) { self.roster = roster }

    /// Begins another pair or sentence.
    mutating func begin(_ kind: HeldOutRow.Kind) {
        self.kind = kind
        sources.removeAll(keepingCapacity: true)
    }

    /// Another source has it, too; sources come in ascending order.
    mutating func join(_ source: UInt16, _ output: inout SurveyOutput) {
        let level = kind == .pair ? GuardLevel.pair : .sentence
        for other in sources {
            let names = [other, source].map { roster.sources[Int($0)].name }
            output.count("shared/\(names[0])/\(names[1])/\(level.rawValue)")
        }
        sources.append(source)
    }
}
