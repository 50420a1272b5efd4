public import CurateCore

/// What holds for every stage: batch size, number of partitions, order of input and order of observers change nothing,
/// nor does it matter how `reduce` is called, or whether independent surveys run before the first stage.
///
/// A stage's tests call it with records of their own.
public enum StageContract {
    /// - Parameters:
    ///   - declaration: when given, rules and counters must be declared in it.
    /// - Returns: the run that all others were compared with.
    @discardableResult
    public static func check(
        _ stages: [any Stage], _ records: [TestRecord], harness: StageHarness = StageHarness(),
        declaration: StageDeclaration? = nil
    ) throws -> StageRun {
        var plain = harness
        (plain.batchSize, plain.partitions) = (1000, 1)
        let expected = try plain.run(stages, on: records)
        for (name, variant) in variants(of: plain, for: stages) {
            let found = try variant.run(stages, on: records)
            try compare(expected.survivors.map(\.line), found.survivors.map(\.line), "survivors", name)
            try compare(expected.survivors, found.survivors, "survivors", name)
            try compare(expected.rejections, found.rejections, "rejections", name)
            try compare(expected.reviews, found.reviews, "records to review", name)
            try compare(expected.counts.sorted(by: <), found.counts.sorted(by: <), "counts", name)
        }
        if let declaration { try check(expected, isDeclaredIn: declaration) }
        return expected
    }

    private static func variants(of plain: StageHarness, for stages: [any Stage]) -> [(String, StageHarness)] {
        var result: [(String, StageHarness)] = []
        func add(_ name: String, _ change: (inout StageHarness) -> Void) {
            var variant = plain
            change(&variant)
            result.append((name, variant))
        }
        for size in [1, 7] { add("batches of \(size)") { $0.batchSize = size } }
        for count in [3, 8] { add("\(count) partitions") { $0.partitions = count } }
        add("reversed input") { $0.reversed = true }
        add("reversed input, 3 partitions, batches of 7") { ($0.reversed, $0.partitions, $0.batchSize) = (true, 3, 7) }
        add("last observer first") { ($0.observersBackwards, $0.partitions) = (true, 3) }
        add("one key at a time") { ($0.oneKeyAtATime, $0.partitions) = (true, 3) }
        if plain.makesKeys, !stages.contains(where: \.rewrites) {
            add("independent surveys early") { ($0.independentsEarly, $0.partitions) = (true, 3) }
        }
        return result
    }

    private static func compare<Item: Equatable>(
        _ expected: [Item], _ found: [Item], _ what: String, _ variant: String
    ) throws {
        guard expected != found else { return }
        let place = zip(expected, found).enumerated().first { $0.element.0 != $0.element.1 }
        let detail = place.map { "at \($0.offset): expected \($0.element.0), found \($0.element.1)" }
        throw ContractViolation(
            "\(what) differ with \(variant): \(expected.count) and \(found.count); \(detail ?? "one list is longer")")
    }

    private static func compare(
        _ expected: [(key: String, value: Int)], _ found: [(key: String, value: Int)], _ what: String,
        _ variant: String
    ) throws {
        try compare(expected.map { "\($0.key)=\($0.value)" }, found.map { "\($0.key)=\($0.value)" }, what, variant)
    }

    /// A declared name may hold a part in angle brackets, which stands for anything: `leak/<source>`.
    static func check(_ run: StageRun, isDeclaredIn declaration: StageDeclaration) throws {
        let rules = Set(declaration.rules.map(\.name))
        for loss in run.rejections where !rules.contains(loss.rule) {
            throw ContractViolation("rule '\(loss.rule)' of \(loss.stage) is not declared")
        }
        let patterns = declaration.counters.map { $0.name.prefix { $0 != "<" } }
        let exact = Set(declaration.counters.map(\.name))
        for name in run.counts.keys {
            let counter = name.split(separator: "/", maxSplits: 1)[1]
            let open = declaration.counters.indices.contains { index in
                declaration.counters[index].name.contains("<") && counter.hasPrefix(patterns[index])
            }
            if !open && !exact.contains(String(counter)) {
                throw ContractViolation("counter '\(counter)' is not declared")
            }
        }
    }
}
