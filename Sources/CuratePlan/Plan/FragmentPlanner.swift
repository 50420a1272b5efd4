internal import CurateCore

/// Cuts a list of steps into fragments.
///
/// Steps without surveys run where the records already are. Before a step with surveys, its surveys observe the
/// records as they reach it: in the fragment that stores them where that is possible, otherwise in a pass that runs
/// the deciding steps again, which is cheap for steps that only drop or relabel. What a step rewrites or generates is
/// stored, so that it is made once.
struct FragmentPlanner {
    private let steps: [any Stage]
    private let names: [String]
    private let arrangements: [Arrangement]
    private var fragments: [Fragment] = []
    /// Index of the fragment that stored the records, and the first step that has not run on them.
    private var base = 0
    private var next = 0
    /// Surveys already observed.
    private var observed: Set<SurveyPlace> = []

    static func fragments(
        for steps: [any Stage], named names: [String], arrangements: [Arrangement] = []
    ) -> [Fragment] {
        var planner = FragmentPlanner(steps: steps, names: names, arrangements: arrangements)
        planner.plan()
        return planner.fragments
    }

    private init(steps: [any Stage], names: [String], arrangements: [Arrangement]) {
        self.arrangements = arrangements
        self.steps = steps
        self.names = names
    }

    private mutating func plan() {
        let firstBarrier = steps.firstIndex { !$0.surveys.isEmpty } ?? steps.count
        store(.scan(steps: 0..<firstBarrier), named: "scan", upTo: firstBarrier)
        for step in firstBarrier..<max(firstBarrier, steps.count) {
            survey(step)
            if step + 1 < steps.count, steps[step].generates || steps[step].rewrites { rewrite(through: step) }
        }
        finish()
    }

    /// Adds a fragment that stores records, observed by whatever may watch them there.
    private mutating func store(_ kind: Fragment.Kind, named name: String, upTo end: Int) {
        let watching = observable(at: end)
        observed.formUnion(watching)
        fragments.append(Fragment(name: name, kind: kind, observes: watching))
        base = fragments.count - 1
        next = end
    }

    /// Surveys that may watch records which passed the steps before `end`: the next step's first one, and later
    /// independent ones up to the first step that rewrites.
    private func observable(at end: Int) -> [SurveyPlace] {
        var places: [SurveyPlace] = []
        for step in end..<max(end, steps.count) {
            if let first = steps[step].surveys.first, step == end || first.independent {
                places.append(SurveyPlace(step: step, survey: 0))
            }
            if steps[step].rewrites || steps[step].generates { break }
        }
        return places.filter { !observed.contains($0) }
    }

    private mutating func survey(_ step: Int) {
        for index in steps[step].surveys.indices {
            let place = SurveyPlace(step: step, survey: index)
            let label = "\(names[step])/\(steps[step].surveys[index].name)"
            var source = fragments.lastIndex { $0.observes.contains(place) }
            if source == nil {
                fragments.append(
                    Fragment(
                        name: "observe \(label)", kind: .observe(base: base, steps: next..<step), observes: [place]))
                source = fragments.count - 1
            }
            guard let source else { continue }
            fragments.append(Fragment(name: "reduce \(label)", kind: .reduce(survey: place, from: source)))
            fragments.append(
                Fragment(name: "conclude \(label)", kind: .conclude(survey: place, from: fragments.count - 1)))
        }
    }

    private mutating func rewrite(through step: Int) {
        store(.rewrite(base: base, steps: next..<step + 1), named: "store \(names[step])", upTo: step + 1)
    }

    private mutating func arrange(_ number: Int, _ settled: Int) {
        let view = arrangements[number].view
        let name = arrangements.prefix(number).contains { $0.view == view } ? "\(view)-\(number + 1)" : view
        var places: Int?
        if arrangements[number].batches != nil {
            fragments.append(Fragment(name: "members \(name)", kind: .members(of: settled, arrangement: number)))
            fragments.append(
                Fragment(name: "place \(name)", kind: .place(members: fragments.count - 1, arrangement: number)))
            places = fragments.count - 1
        }
        fragments.append(
            Fragment(name: "deal \(name)", kind: .deal(of: settled, places: places, arrangement: number)))
        fragments.append(
            Fragment(name: "arrange \(name)", kind: .arrange(dealt: fragments.count - 1, arrangement: number)))
    }

    private mutating func finish() {
        if steps.last?.generates == true {
            store(.rewrite(base: base, steps: next..<steps.count), named: "store", upTo: steps.count)
        }
        fragments.append(Fragment(name: "settle", kind: .settle(base: base, steps: next..<steps.count)))
        let settled = fragments.count - 1
        for number in arrangements.indices { arrange(number, settled) }
        fragments.append(Fragment(name: "ledger", kind: .ledger))
        fragments.append(Fragment(name: "shards", kind: .shards(from: settled)))
        if steps.contains(where: { $0.reviews != nil }) { fragments.append(Fragment(name: "reviews", kind: .reviews)) }
        if steps.contains(where: { $0.vectors != nil }) {
            fragments.append(Fragment(name: "vectors", kind: .vectors(from: settled)))
        }
    }
}
