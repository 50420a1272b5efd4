import CurateCore
import CurateStages
import CurateTesting
import Testing

@Suite struct SampleTests {
    private static let roster = Roster(
        sources: [
            .named("simclue/train"), .named("sohu/ddb/train"), .named("sohu/cca/train"),
            .named("lcqmc/dev", heldOut: true), .named("sohu/dev", heldOut: true),
        ], files: ["simclue/train.json", "sohu/ddb.jsonl", "sohu/cca.jsonl", "lcqmc/dev.txt", "sohu/dev.jsonl"])

    private var harness: StageHarness { StageHarness(roster: Self.roster) }

    @discardableResult
    private func run(
        _ records: [TestRecord], _ options: [String: OptionValue], seed: UInt64? = nil
    ) throws -> StageRun {
        var harness = harness
        if let seed { harness.seed = seed }
        return try StageContract.check(
            SampleStage.kind.stages(options), records, harness: harness, declaration: SampleStage.kind.declaration)
    }

    private func numbers(_ entries: KeyValuePairs<String, Double>) -> OptionValue {
        .map(entries.map { .init($0.key, .number($0.value)) })
    }

    private func records(_ count: Int, source: Int = 0) -> [TestRecord] {
        (0..<count).map { .pair("第\($0)个顾客问什么时候发货", "订单\($0)多久能到", Float($0 % 2), source: source) }
    }

    // MARK: share

    @Test func keepsAboutTheShare() throws {
        let run = try run(records(1600), ["share": numbers(["simclue": 0.25])])
        #expect((350...450).contains(run.survivors.count))
        #expect(run.losses("sampled_out").count == 1600 - run.survivors.count)
        #expect(run.losses("sampled_out")[0]["share"] == .number(0.25))
        #expect(run.losses("sampled_out")[0]["of"] == .text("simclue"))
    }

    @Test func keepsAllOfAFullShare() throws {
        #expect(try run(records(500), ["share": numbers(["all": 1])]).survivors.count == 500)
    }

    @Test func takesASmallShareFromALargerOne() throws {
        let chosen = { share in
            Set(try run(records(600), ["share": numbers(["all": share])]).lines())
        }
        let (small, large) = (try chosen(0.1), try chosen(0.4))
        #expect(!small.isEmpty && small.isSubset(of: large))
    }

    @Test func drawsAgainWhenTold() throws {
        let chosen = { (draw: Int) in
            try run(records(600), ["share": numbers(["all": 0.5]), "draw": .integer(draw)]).lines()
        }
        let both = Set(try chosen(0)).intersection(try chosen(1)).count
        #expect((110...190).contains(both))
        #expect(try chosen(0) == chosen(0))
    }

    @Test func choosesByTheSeed() throws {
        let options: [String: OptionValue] = ["cap": numbers(["all": 50])]
        let first = try run(records(200), options, seed: 1).lines()
        #expect(try run(records(200), options, seed: 2).lines() != first)
    }

    @Test func choosesRecordsNotPlaces() throws {
        let texts = { (run: StageRun) in Set(run.survivors.map(\.line)) }
        let options: [String: OptionValue] = ["cap": numbers(["all": 40])]
        let forward = try run(records(200), options)
        let backward = try run(records(200).reversed(), options)
        #expect(texts(forward) == texts(backward))
    }

    // MARK: cap

    @Test func keepsExactlyTheCap() throws {
        for cap in [0, 1, 7, 299, 300, 301] {
            let run = try run(records(300), ["cap": numbers(["simclue": Double(cap)])])
            #expect(run.survivors.count == min(cap, 300))
            #expect(run.counts["sample.cap/entered/simclue"] == 300)
            #expect(run.counts["sample.cap/kept/simclue", default: 0] == min(cap, 300))
        }
        let run = try run(records(300), ["cap": numbers(["simclue": 7])])
        #expect(run.losses("sampled_out")[0]["cap"] == .integer(7))
        #expect(run.losses("sampled_out")[0]["there_were"] == .integer(300))
    }

    @Test func keepsExactlyTheCapOfEqualRows() throws {
        let run = try run(Array(repeating: .pair("你好", "您好", 1), count: 50), ["cap": numbers(["all": 20])])
        #expect(run.lines() == Array(1...20))
    }

    @Test func agreesWithASort() throws {
        let records = records(8000)
        let run = try harness.run(SampleStage.kind.stages(["cap": numbers(["all": 300])]), on: records)
        let all = try harness.run([], on: records).survivors
        let ranked = all.compactMap { record -> (rank: UInt64, line: String)? in
            guard let id = record.id else { return nil }
            var random = KeyedRandom(seed: harness.seed, purpose: .init("sample.cap 0"), record: id)
            return (random.next(), record.line)
        }
        #expect(
            Set(run.survivors.map(\.line)) == Set(ranked.sorted { $0.rank < $1.rank }.prefix(300).map(\.line)))
        // Only the bucket of the limit is sorted.
        #expect(run.surveyRows["sample.cap/cuts", default: .max] < 40)
    }

    // MARK: names

    @Test func findsTheNameThatFitsBest() throws {
        let all = records(100) + records(100, source: 1) + records(100, source: 2)
        let run = try run(all, ["cap": numbers(["all": 10, "sohu": 20, "sohu/ddb/train": 30])])
        #expect((0...2).map { run.lines(source: $0).count } == [10, 30, 20])
    }

    @Test func capsWhatANameStandsForTogether() throws {
        let all = records(100) + records(100, source: 1) + records(100, source: 2)
        let run = try run(all, ["cap": numbers(["sohu": 20])])
        #expect(run.lines(source: 0).count == 100)
        #expect(run.lines(source: 1).count + run.lines(source: 2).count == 20)
    }

    @Test func refusesNamesThatTheRunDoesNotHave() {
        for name in ["simcleu", "lcqmc", "lcqmc/dev", "sohu/ddb", ""] {
            for option in ["share", "cap", "repeat"] {
                #expect(throws: Diagnostic.self, "\(option) \(name)") {
                    try harness.run(SampleStage.kind.stages([option: numbers([name: 1])]), on: records(3))
                }
            }
        }
    }

    @Test func leavesHeldOutRecordsWhole() throws {
        let run = try run(records(50, source: 3) + records(50), ["cap": numbers(["all": 10])])
        #expect(run.lines(source: 3).count == 50)
        #expect(run.lines(source: 0).count == 10)
    }

    @Test func leavesWhatWasSetAsideWhole() throws {
        let aside = records(10).map { record in
            var record = record
            record.split = .dev
            return record
        }
        let all = aside + records(40)
        #expect(try run(all, ["cap": numbers(["all": 5])]).survivors.count == 15)
        #expect(try run(all, ["repeat": numbers(["all": 2])]).survivors.count == 90)
        #expect(try run(aside, ["share": numbers(["all": 0.1])]).survivors.count == 10)
    }

    // MARK: repeat

    @Test func repeatsRecords() throws {
        let run = try run(records(20) + records(5, source: 1), ["repeat": numbers(["sohu": 3])])
        #expect(run.survivors.filter { $0.source == 1 }.count == 15)
        #expect(run.survivors.filter { $0.source == 0 }.count == 20)
        #expect(run.survivors.filter { $0.flags.contains(.repeated) }.count == 10)
        #expect(Set(run.survivors.compactMap(\.id)).count == 35)
        #expect(Set(run.survivors.compactMap(\.ordinal)).count == 35)
        #expect(run.counts == ["sample.repeat/repeated/sohu": 10])
        #expect(run.generated == ["sample.repeat": 10])
    }

    @Test func repeatsOnceMeansNothing() throws {
        let run = try run(records(5), ["repeat": numbers(["all": 1])])
        #expect(run.survivors.count == 5 && run.generated.isEmpty && run.counts.isEmpty)
    }

    @Test func doesAllThreeInOrder() throws {
        let options: [String: OptionValue] = [
            "share": numbers(["all": 0.5]), "cap": numbers(["all": 100]), "repeat": numbers(["all": 2]),
        ]
        #expect(try SampleStage.kind.stages(options).map(\.name) == ["sample.share", "sample.cap", "sample.repeat"])
        let run = try run(records(600), options)
        #expect(run.survivors.count == 200)
        let share = try self.run(records(600), ["share": numbers(["all": 0.5])])
        #expect(Set(run.lines()).isSubset(of: share.lines()))
    }

    // MARK: options

    @Test func refusesNumbersThatCannotBe() {
        for (option, number) in [
            ("share", 0), ("share", 1.1), ("share", -0.5), ("share", .nan), ("cap", 1.5), ("cap", -1),
            ("cap", .infinity), ("repeat", 0), ("repeat", 257), ("repeat", 2.5),
        ] {
            #expect(throws: Diagnostic.self, "\(option) \(number)") {
                try SampleStage.kind.stages([option: numbers(["all": number])])
            }
        }
    }

    @Test func refusesToDoNothing() {
        #expect(throws: Diagnostic.self) { try SampleStage.kind.stages() }
        #expect(throws: Diagnostic.self) { try SampleStage.kind.stages(["share": .map([])]) }
    }

    @Test func acceptsAnEmptyRun() throws {
        #expect(try run([], ["cap": numbers(["all": 3]), "share": numbers(["all": 0.5])]).survivors.isEmpty)
    }
}
