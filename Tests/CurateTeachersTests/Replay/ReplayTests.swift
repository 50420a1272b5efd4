import CurateCore
import CurateTeachers
import CurateTesting
import Files
import Testing

@Suite struct ReplayTests {
    let folder: TestFolder
    init() throws { folder = try TestFolder() }

    private func replay(_ file: String = "recorded.jsonl") throws -> any Teacher {
        let kind = try #require(TeacherCatalog.curate["replay"])
        return try kind.open(
            kind.spec("recorded", ["path": .string(folder / file)]), TeacherSurroundings(threads: 1))
    }

    /// A teacher of a test's own, recorded by the provider as any other.
    private func recorder(_ base: any Teacher) -> TeacherProvider {
        let declaration = TeacherKind.Declaration(
            "test", summary: "", about: "", options: [OptionField("record", .string, "")])
        let kind = TeacherKind(declaration, identify: { _, _ in base.identity }, open: { _, _ in base })
        let spec = kind.spec("toy", ["record": .string(folder / "recorded.jsonl")])
        return TeacherProvider(
            [spec], catalog: TeacherCatalog(kinds: [kind]), surroundings: TeacherSurroundings(threads: 1),
            storePath: folder / "answers.db")
    }

    @Test func whatWasRecordedIsPlayed() throws {
        let asked = (TeacherContract.plain + TeacherContract.hostile).map(TeacherContract.request)
        let texts = asked.map(\.text)
        let toy = try recorder(ToyTeacher()).teacher("toy")
        let (paraphrases, vectors) = (try toy.paraphrase(asked), try toy.embed(texts))
        let scored = texts.map(TeacherContract.surprisal)
        let surprisals = try toy.surprisals(scored)
        let played = try replay()
        #expect(try played.paraphrase(asked) == paraphrases)
        #expect(try played.embed(texts) == vectors)
        #expect(try played.surprisals(scored) == surprisals)
        try TeacherContract.check(played, promises: .init(answersAnything: false))
    }

    @Test func aRecordingIsCompletedAndHoldsNothingTwice() throws {
        let asked = requests(["甲", "乙", "丙"])
        _ = try recorder(ToyTeacher()).teacher("toy").paraphrase(Array(asked[..<2]))
        let first = try folder.lines("recorded.jsonl")
        #expect(first.count == 2)
        // As a killed program leaves it.
        try LineAppender(path: folder / "recorded.jsonl").append(Array("{\"op\":\"para".utf8))
        _ = try recorder(ToyTeacher()).teacher("toy").paraphrase(asked + asked)
        let lines = try folder.lines("recorded.jsonl")
        #expect(lines.count == 3)
        #expect(Array(lines[..<2]) == first)
        #expect(try replay().paraphrase(asked) == ToyTeacher().paraphrase(asked))
    }

    /// Answers from the store are recorded too.
    @Test func aRecordingDoesNotLackWhatTheStoreAnswers() throws {
        let asked = requests(["甲", "乙"])
        _ = try recorder(ToyTeacher()).teacher("toy").paraphrase(asked)
        try FileSystem.remove(folder / "recorded.jsonl")
        let base = CountingTeacher()
        _ = try recorder(base).teacher("toy").paraphrase(asked)
        #expect(base.asked.isEmpty)
        #expect(try folder.lines("recorded.jsonl").count == 2)
    }

    @Test func linesByHandAnswerAnySeed() throws {
        try folder.write(
            "recorded.jsonl",
            """
            {"op":"paraphrase","text":"怎么学游泳","paraphrases":[{"text":"如何学游泳"}]}
            {"op":"paraphrase","text":"怎么学游泳","seed":7,"paraphrases":[{"text":"游泳怎么学","log_probability":-2}]}

            {"op":"embed","text":"怎么学游泳","vector":[3,4]}
            """)
        let played = try replay()
        var request = ParaphraseRequest(text: "怎么学游泳", seed: 1, sampling: Sampling())
        #expect(try played.paraphrase([request]) == [[Paraphrase(text: "如何学游泳")]])
        request.seed = 7
        #expect(try played.paraphrase([request]) == [[Paraphrase(text: "游泳怎么学", logProbability: -2)]])
        #expect(try played.embed(["怎么学游泳"]) == SentenceVectors(dimensions: 2, values: [0.6, 0.8]))
        request.masked = [0..<1]
        #expect(throws: TeacherFailure.self) { try played.paraphrase([request]) }
    }

    @Test func whatIsMissingIsNamed() throws {
        _ = try recorder(ToyTeacher()).teacher("toy").paraphrase(requests(["甲"]))
        let played = try replay()
        #expect(throws: TeacherFailure.self) { try played.surprisals([TeacherContract.surprisal("甲")]) }
        let unknown = try #require(throws: TeacherFailure.self) { try played.paraphrase(requests(["乙丙丁"])) }
        #expect("\(unknown)".contains("乙丙丁"))
        #expect("\(unknown)".contains(folder / "recorded.jsonl"))
        #expect(!"\(unknown)".contains("seed"))
        let other = try #require(throws: TeacherFailure.self) { try played.paraphrase(requests(["甲"], samples: 9)) }
        #expect("\(other)".contains("seed"))
        #expect(throws: TeacherFailure.self) { try played.embed(["甲"]) }
    }

    @Test func theDigestOfTheFileIsTheIdentity() throws {
        let kind = try #require(TeacherCatalog.curate["replay"])
        let spec = kind.spec("recorded", ["path": .string(folder / "recorded.jsonl")])
        var seen: Set<String> = []
        for answer in ["如何", "怎样"] {
            try folder.write(
                "recorded.jsonl", "{\"op\":\"paraphrase\",\"text\":\"怎么\",\"paraphrases\":[{\"text\":\"\(answer)\"}]}\n"
            )
            let identity = try kind.identify(spec, TeacherSurroundings(threads: 1))
            #expect(try replay().identity == identity)
            seen.insert(identity)
        }
        #expect(seen.count == 2)
    }

    @Test(arguments: [
        "{\"op\":\"paraphrase\",\"text\":\"甲\"}", "{\"op\":\"embed\",\"text\":\"甲\",\"vector\":[0,0]}", "not json",
        "{\"op\":\"translate\",\"text\":\"甲\",\"paraphrases\":[]}", "{\"text\":\"甲\",\"paraphrases\":[]}",
        "{\"op\":\"embed\",\"text\":\"乙\",\"vector\":[1,2]}\n{\"op\":\"embed\",\"text\":\"甲\",\"vector\":[1,2,3]}",
        "{\"op\":\"embed\",\"text\":\"甲\",\"vector\":[1,2]}\n{\"op\":\"embed\",\"text\":\"甲\",\"vector\":[2,1]}",
        "{\"op\":\"likelihood\",\"text\":\"甲\",\"surprisal\":1}",
        "{\"op\":\"likelihood\",\"text\":\"甲\",\"source\":\"乙\",\"surprisal\":-1}",
    ]) func aWrongLineIsNamed(_ lines: String) throws {
        let number = lines.split(separator: "\n").count + 1
        try folder.write(
            "recorded.jsonl", "{\"op\":\"paraphrase\",\"text\":\"丙\",\"paraphrases\":[]}\n" + lines + "\n")
        let failure = try #require(throws: TeacherFailure.self) { try replay() }
        #expect(failure.kind == .configuration)
        #expect("\(failure)".contains("recorded.jsonl:\(number) "), "\(failure)")
    }

    @Test func aMissingFileIsNamed() throws {
        let failure = try #require(throws: TeacherFailure.self) { try replay("nowhere.jsonl") }
        #expect("\(failure)".contains("nowhere.jsonl"))
    }
}
