internal import Checksums
internal import CurateCore
internal import CuratePlan
import Foundation

/// Names for what fragments store: equal names promise equal contents.
///
/// A fragment's fingerprint covers the inputs' contents, the options of every step and survey it depends on, the
/// seed, and the version of the program. Changing a late stage leaves the names of everything before it as they were.
struct Fingerprints: Sendable {
    /// By fragment: what its steps and the ones before them make.
    let fragments: [String]
    /// By survey place: its rows, when observed in the fragment that stores the records, and in a pass of its own.
    private let plan: Plan
    private let content: String

    /// Raised when the stored form, or what a stage does with the same options, changes.
    static let formatVersion = "5"

    /// - Parameter tokens: for each input, a text that changes when its content does.
    init(_ plan: Plan, tokens: [String]) {
        self.plan = plan
        content = Self.digest([
            Self.formatVersion, Self.json(plan.inputs.map(Self.withoutPlace)),
            Self.json(Self.withoutTeachers(plan.roster)),
            tokens.joined(separator: "\n"), String(plan.seed), String(plan.shuffled),
        ])
        let inputs = Self.digest([content, String(plan.partitions)])
        var names: [String] = []
        for fragment in plan.fragments {
            names.append(Self.name(of: fragment, in: plan, before: names, inputs: inputs))
        }
        fragments = names
    }

    /// The rows of a survey seen by the tasks of the fragment that stored the records.
    func tail(_ place: SurveyPlace, of fragment: Int) -> String {
        Self.digest(["tail", fragments[fragment], Self.spec(of: place, in: plan)])
    }

    /// The rows of a survey seen in a pass over what a fragment stored.
    func pass(_ place: SurveyPlace, over fragment: Int) -> String {
        Self.digest(["pass", fragments[fragment], Self.spec(of: place, in: plan)])
    }

    /// The whole plan on these inputs, however it is cut; what the manifest calls the fingerprint.
    var run: String {
        Self.digest(
            [
                content, Self.json(plan.entries), Self.json(plan.outputs.map(Self.withoutPlace)),
                String(plan.writeHeldOut), plan.name,
            ]
                + plan.teachers.map { $0.spec.name + "\n" + $0.identity })
    }

    /// A teacher matters to the steps that ask it, and to what comes after them.
    private static func withoutTeachers(_ roster: Roster) -> Roster {
        var roster = roster
        roster.teachers = []
        return roster
    }

    /// Where a file lies does not matter; what is in it does.
    private static func withoutPlace(_ input: PlannedInput) -> PlannedInput {
        var input = input
        input.path = ""
        return input
    }

    /// Nor where a vocabulary lies.
    private static func withoutPlace(_ output: PlannedOutput) -> PlannedOutput {
        var output = output
        output.tokens?.vocabulary = ""
        return output
    }

    private static func name(of fragment: Fragment, in plan: Plan, before: [String], inputs: String) -> String {
        switch fragment.kind {
        case .scan(let steps): digest(["scan", inputs, spec(of: steps, in: plan)])
        case .observe(let base, let steps):
            digest(
                ["observe", before[base], spec(of: steps, in: plan)] + fragment.observes.map { spec(of: $0, in: plan) })
        case .reduce(let place, let from), .conclude(let place, let from):
            digest(["reduce", before[from], spec(of: place, in: plan), String(place.survey), fragment.name])
        case .rewrite(let base, let steps): digest(["rewrite", before[base], spec(of: steps, in: plan)])
        case .settle(let base, let steps):
            digest(
                ["settle", before[base], spec(of: steps, in: plan), String(plan.writeHeldOut)]
                    + (plan.arrangements.isEmpty ? [] : [json(plan.arrangements)]))
        case .members(let from, let number), .place(let from, let number), .arrange(let from, let number):
            digest([fragment.name, before[from], json(plan.arrangements[number])])
        case .deal(let from, let places, let number):
            digest([fragment.name, before[from], places.map { before[$0] } ?? "", json(plan.arrangements[number])])
        case .ledger: digest(["ledger"] + before)
        case .shards(let from):
            digest(["shards", before[from], json(plan.outputs.map(withoutPlace))] + arranged(plan, before))
        case .reviews: digest(["reviews"] + before)
        case .vectors(let from):
            digest(
                ["vectors, of sentences too", before[from], json(plan.outputs.map(withoutPlace))]
                    + arranged(plan, before)
                    + plan.vectors.map { $0.teacher + $0.precision.rawValue + identity(of: $0.teacher, in: plan) })
        }
    }

    private static func arranged(_ plan: Plan, _ before: [String]) -> [String] {
        plan.arrangements.indices.compactMap { plan.arranging($0).map { before[$0] } }
    }

    /// Options of the steps, and of all before them: a survey of an earlier step decides what these see.
    private static func spec(of steps: Range<Int>, in plan: Plan) -> String {
        plan.steps[..<steps.upperBound].map { step in
            step.name + json(plan.entries[step.entry]) + String(step.unit)
                + step.teachers.map { "\n" + identity(of: $0, in: plan) }.joined()
        }.joined(separator: "\n")
    }

    private static func identity(of teacher: String, in plan: Plan) -> String {
        plan.teachers.first { $0.spec.name == teacher }?.identity ?? ""
    }

    private static func spec(of place: SurveyPlace, in plan: Plan) -> String {
        spec(of: place.step..<place.step + 1, in: plan) + "/\(place.survey)"
    }

    private static func json(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        guard let data = try? encoder.encode(value) else { preconditionFailure("a plan is always storable") }
        return String(decoding: data, as: UTF8.self)
    }

    private static func digest(_ parts: [String]) -> String {
        var bytes: [UInt8] = []
        for part in parts {
            Packing.append(UInt64(part.utf8.count), to: &bytes)
            bytes += part.utf8
        }
        return SHA256.hex(of: bytes.span)
    }
}
