import CurateCore
import CurateEngine
import CurateTesting
import Foundation
import Testing

/// Records that a teacher makes go through the run as others do.
@Suite struct GeneratedRecordTests {
    private static let stages = ["normalize", "dedup", "paraphrase", "dedup", "reconcile", "guard", "shuffle"]

    private static func settings(
        _ teacher: any Teacher, _ stages: [String] = stages, _ options: [String: OptionValue] = [:]
    ) -> EngineFolder.Settings {
        let given: [String: OptionValue] = ["teacher": "t", "cosine": [0.3, 0.9999]]
        return EngineFolder.Settings(
            stages: stages, options: ["paraphrase": given.merging(options) { _, new in new }],
            teachers: ["t": teacher])
    }

    private static func lines(_ files: [String: [UInt8]], _ folder: String) throws -> [[String: Any]] {
        try files.keys.filter { $0.hasPrefix(folder) }.sorted().flatMap { name in
            try (files[name] ?? []).split(separator: 10).map { line in
                try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
            }
        }
    }

    private static func pairs(_ files: [String: [UInt8]]) throws -> Set<String> {
        Set(
            try lines(files, "data/pairs/train").map {
                "\($0["sentence1"] as? String ?? "")|\($0["sentence2"] as? String ?? "")|\($0["label"] as? Int ?? -1)"
            })
    }

    /// A teacher that happens to write what is held out: its sentence, its pair, or nearly its sentence.
    @Test func theGuardCatchesHeldOutSentencesThatATeacherWrites() throws {
        let folder = try EngineFolder()
        let sources = ["手机银行的登录密码怎么修改", "信用卡账单日可以调整吗", "怎么给老人办理乘车优惠证明", "公积金贷款最多能借多少年"]
        try folder.write("train.tsv", sources.map { "\($0)\t随便问一个不相干的事情\t0" })
        try folder.writeHeldOut(
            "dev.tsv",
            [
                "手机银行登录密码如何修改\t完全不同的另外一句话\t0", "能不能调整信用卡的账单日\t又是一句不相干的话\t0",
                "给老人办理乘车优惠证明需要带什么材料过去\t还是不相干的一句话\t0",
            ])
        let teacher = ScriptedTeacher([
            sources[0]: ["手机银行登录密码如何修改", "手机银行登录密码该怎样改"], sources[1]: ["能不能调整信用卡的账单日？"],
            sources[2]: ["给老人办理乘车优惠证明需要带什么材料过去呢"], sources[3]: ["公积金贷款最长可以贷多少年"],
        ])
        let files = try folder.run(into: "out", Self.settings(teacher))
        let pairs = try Self.pairs(files)
        #expect(pairs.contains("\(sources[0])|手机银行登录密码该怎样改|1"))
        #expect(pairs.contains("\(sources[3])|公积金贷款最长可以贷多少年|1"))
        #expect(pairs.count == 6, "\(pairs)")
        let dropped = try Self.lines(files, "rejected/guard")
        #expect(
            Set(dropped.compactMap { $0["sentence2"] as? String }) == [
                "手机银行登录密码如何修改", "能不能调整信用卡的账单日？", "给老人办理乘车优惠证明需要带什么材料过去呢",
            ])
        #expect(Set(dropped.compactMap { $0["rule"] as? String }) == ["held_out_sentence", "held_out_near"])
        #expect(dropped.allSatisfy { $0["origin"] as? String == "paraphrase" && $0["teacher"] as? String == "t" })
    }

    @Test func conflictsAndDuplicatesAreSettledToo() throws {
        let folder = try EngineFolder()
        try folder.write(
            "train.tsv",
            [
                "怎么修改手机银行密码\t手机银行密码如何修改\t0", "苹果手机怎么截屏\t苹果手机如何截屏\t1",
                "苹果手机怎么截屏\t随便问一个不相干的事情\t0",
            ])
        let teacher = ScriptedTeacher([
            "怎么修改手机银行密码": ["手机银行密码如何修改"], "苹果手机怎么截屏": ["苹果手机如何截屏", "苹果手机截屏的方法"],
        ])
        let files = try folder.run(into: "out", Self.settings(teacher))
        let pairs = try Self.pairs(files)
        #expect(pairs.contains("苹果手机怎么截屏|苹果手机截屏的方法|1"))
        #expect(!pairs.contains("怎么修改手机银行密码|手机银行密码如何修改|1"))
        #expect(pairs.count(where: { $0.contains("苹果手机如何截屏") }) == 1)
        #expect(try Self.lines(files, "rejected/reconcile").count == 2)
    }

    @Test func rowsTellTheirOrigin() throws {
        let folder = try EngineFolder()
        try folder.write("train.tsv", ["怎么修改手机银行密码\t随便问一个不相干的事情\t0"])
        let files = try folder.run(
            into: "out", Self.settings(ScriptedTeacher(["怎么修改手机银行密码": ["手机银行密码如何修改"]])))
        let rows = try Self.lines(files, "data/pairs/train")
        let parent = try #require(rows.first { $0["origin"] == nil })
        let child = try #require(rows.first { $0["origin"] as? String == "paraphrase" })
        #expect(child["parent"] as? String == parent["id"] as? String)
        #expect(child["teacher"] as? String == "t" && child["teacher_identity"] as? String == "scripted")
        let cosine = try #require(child["cosine"] as? Double)
        #expect((0.3...0.9999).contains(cosine))
        #expect(child["seed"] != nil && Set(parent.keys).isDisjoint(with: ["parent", "teacher", "cosine", "seed"]))
    }

    /// A run that broke off at any sentence goes on and ends with the same bytes.
    @Test func aBrokenRunGoesOn() throws {
        let folder = try EngineFolder()
        let words = (0..<400).map { "怎么办理第\($0)号窗口的业务" }
        try folder.write("train.tsv", words.map { "\($0)\t随便问一个不相干的事情\t\($0.count % 2)" })
        let answers = Dictionary(
            uniqueKeysWithValues: words.enumerated().map { ($1, ["第\($0)号窗口的业务如何办理", "第\($0)号窗口业务怎样办"]) })
        let reference = try folder.run(into: "reference", Self.settings(ScriptedTeacher(answers)))
        for patience in [1, 37, 120, 200, 399] {
            // A folder each: what one attempt finished may leave the next too little to fail at.
            let broken = Self.settings(ScriptedTeacher(answers, failingAfter: patience))
            let name = "broken-\(patience)"
            #expect(throws: TeacherFailure.self) { try folder.run(into: name, broken) }
            let found = try folder.run(into: name, Self.settings(ScriptedTeacher(answers)))
            #expect(found == reference)
        }
        #expect(try Self.pairs(reference).count > 1000)
        var little = Self.settings(ScriptedTeacher(answers))
        (little.threads, little.memory) = (3, 16 << 20)
        #expect(try folder.run(into: "little", little) == reference)
    }

    @Test func anotherTeacherIsAskedAnewAndTheSameIsNot() throws {
        let folder = try EngineFolder()
        try folder.write("train.tsv", ["怎么修改手机银行密码\t随便问一个不相干的事情\t0"])
        let answers = ["怎么修改手机银行密码": ["手机银行密码如何修改"]]
        let first = try folder.run(into: "out", Self.settings(ScriptedTeacher(answers)))
        let same = ScriptedTeacher(answers)
        #expect(try folder.run(into: "out", Self.settings(same)) == first)
        #expect(same.sentences == 0)
        let other = ScriptedTeacher(answers, identity: "other")
        #expect(try folder.run(into: "out", Self.settings(other)) != first)
        #expect(other.sentences == 1)
    }
}
