import CurateCore
import CurateTeachers
import CurateTesting
import Testing

@Suite struct ScoresTests {
    let folder: TestFolder
    init() throws { folder = try TestFolder() }

    private func open(_ name: String, symmetric: Bool = true) throws -> any Teacher {
        let kind = try #require(TeacherCatalog.curate["scores"])
        let spec = kind.spec("cross", ["path": .string(folder / name), "symmetric": .bool(symmetric)])
        let teacher = try kind.open(spec, TeacherSurroundings(threads: 1))
        #expect(try kind.identify(spec, TeacherSurroundings(threads: 1)) == teacher.identity)
        return teacher
    }

    private let lines = """
        {"text1":"怎么退货","text2":"如何退货","score":0.93,"id":7}
        {"score":-1,"text1":"怎么退货","text2":"几点开门"}
        {"text1":"甲","text2":"甲","score":1}
        """

    @Test(arguments: [true, false]) func bothFormatsGiveTheSame(symmetric: Bool) throws {
        try folder.write("s.jsonl", lines)
        try folder.write("s.tsv", "text1\ttext2\tscore\r\n怎么退货\t如何退货\t0.93\r\n怎么退货\t几点开门\t-1\r\n\r\n甲\t甲\t1e0")
        for name in ["s.jsonl", "s.tsv"] {
            let teacher = try open(name, symmetric: symmetric)
            try TeacherContract.check(teacher)
            let found = try teacher.score([
                TextPair("怎么退货", "如何退货"), TextPair("几点开门", "怎么退货"), TextPair("甲", "甲"), TextPair("甲", "乙"),
            ])
            #expect(found == [0.93, symmetric ? -1 : nil, 1, nil], "\(name)")
        }
    }

    @Test func orderIsPartOfTheIdentity() throws {
        try folder.write("s.jsonl", lines)
        #expect(try open("s.jsonl").identity != open("s.jsonl", symmetric: false).identity)
    }

    @Test func anEmptyFileHasNoScores() throws {
        try folder.write("s.jsonl", "")
        #expect(try open("s.jsonl").score([TextPair("甲", "乙")]) == [nil])
    }

    @Test(arguments: [
        ("s.jsonl", "{\"text1\":\"甲\",\"text2\":\"乙\"}", "'score'"),
        ("s.jsonl", "{\"text1\":\"甲\",\"text2\":\"乙\",\"score\":\"0.5\"}", "'score'"),
        ("s.jsonl", "{\"text1\":\"甲\",\"text2\":\"乙\",\"score\":7.5}", "sigmoid"), ("s.jsonl", "nonsense", ":2:"),
        ("s.jsonl", "{\"text1\":\"乙\",\"text2\":\"丙\",\"score\":0.2}", "contradicts line 1"),
        ("s.tsv", "甲\t乙", "2 cells"), ("s.tsv", "甲\t乙\thigh", "no number"), ("s.tsv", "甲\t乙\tnan", "outside"),
    ]) func aWrongLineIsNamed(name: String, line: String, word: String) throws {
        let first = name == "s.tsv" ? "丙\t乙\t0.1\n" : "{\"text1\":\"丙\",\"text2\":\"乙\",\"score\":0.1}\n"
        try folder.write(name, first + line + "\n")
        let failure = try #require(throws: TeacherFailure.self) { try open(name) }
        #expect("\(failure)".contains(word) && "\(failure)".contains("\(name):2:"), "\(failure)")
    }

    /// The other way round it is another pair.
    @Test func whereOrderCountsTwoScoresAreNoContradiction() throws {
        try folder.write("s.tsv", "丙\t乙\t0.1\n乙\t丙\t0.2\n")
        let teacher = try open("s.tsv", symmetric: false)
        #expect(try teacher.score([TextPair("乙", "丙"), TextPair("丙", "乙")]) == [0.2, 0.1])
    }

    @Test func filesOfOtherKindsAreRefused() throws {
        try folder.write("s.csv", "甲,乙,1\n")
        #expect(throws: TeacherFailure.self) { try open("s.csv") }
        #expect(throws: TeacherFailure.self) { try open("nowhere.tsv") }
    }
}
