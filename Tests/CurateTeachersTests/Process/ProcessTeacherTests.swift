import CurateCore
import CurateTeachers
import CurateTesting
import Files
import Testing

@Suite struct ProcessTeacherTests {
    let folder: TestFolder
    init() throws { folder = try TestFolder() }

    private var kind: TeacherKind {
        get throws { try #require(TeacherCatalog.curate["process"]) }
    }

    /// The toy worker with a log of what it was asked.
    private func spec(_ arguments: [String] = [], _ options: [String: OptionValue] = [:]) throws -> TeacherSpec {
        let command = [ToyWorker.path, "log=" + folder / "asked"] + arguments
        return try kind.spec(
            "toy", options.merging(["command": .list(command.map(OptionValue.string))]) { given, _ in given })
    }

    private func teacher(_ arguments: [String] = [], _ options: [String: OptionValue] = [:]) throws -> any Teacher {
        try kind.open(spec(arguments, options), TeacherSurroundings(threads: 2))
    }

    private func failure(_ arguments: [String], _ options: [String: OptionValue] = [:]) throws -> TeacherFailure {
        try #require(throws: TeacherFailure.self) {
            try teacher(arguments, options).paraphrase(requests(["甲", "乙", "丙"]))
        }
    }

    private let texts = (0..<20).map { "第\($0)句怎么说" }

    // MARK: Answers

    @Test(arguments: [1, 3]) func keepsTheContract(_ workers: Int) throws {
        try TeacherContract.check(try teacher([], ["workers": .integer(workers)]))
        try TeacherContract.check(try teacher(["abilities=embed"]))
    }

    @Test func answersAreTheWorkers() throws {
        let asked = requests(texts)
        let expected = try ToyTeacher().paraphrase(asked).map { $0.map(\.text) }
        for workers in [1, 3] {
            let teacher = try teacher([], ["workers": .integer(workers)])
            #expect(try teacher.paraphrase(asked).map { $0.map(\.text) } == expected)
            #expect(try teacher.embed(texts).count == 20)
            #expect(try teacher.embed([texts[3]])[0].elementsEqual(ToyTeacher().embed([texts[3]])[0]))
        }
        let scored = try teacher(["scored=yes"]).paraphrase(asked)
        #expect(scored.allSatisfy { $0.allSatisfy { $0.logProbability == -1.5 } })
    }

    @Test func answersMayComeInAnyOrder() throws {
        let asked = requests(texts)
        let swapped = try teacher(["order=swapped"], ["timeout": 20]).paraphrase(asked)
        #expect(swapped.map { $0.map(\.text) } == (try ToyTeacher().paraphrase(asked).map { $0.map(\.text) }))
    }

    /// Languages count characters differently; code points all count alike.
    @Test func masksCountCodePoints() throws {
        var request = requests(["👨‍👩‍👧家\u{65}\u{301}人"])[0]
        request.masked = [0..<1, 2..<4, 3..<9]
        _ = try teacher(["masks=yes"]).paraphrase([request])
        #expect(try folder.lines("asked").last == "[[0, 5], [6, 9], [8, 9]]")
    }

    @Test func identityIsTheWorkersOrThePipelines() throws {
        let surroundings = TeacherSurroundings(threads: 1)
        let own = try spec(["identity=model-7"])
        #expect(try kind.identify(own, surroundings) == "process:model-7/64")
        #expect(try kind.open(own, surroundings).identity == "process:model-7/64")
        // Given by the pipeline, it is known without starting anything.
        let given = try kind.spec("toy", ["command": ["/no/such/program"], "identity": "v2"])
        #expect(try kind.identify(given, surroundings) == "process:v2")
    }

    @Test func theEnvironmentIsPassedOn() throws {
        let spec = try kind.spec(
            "toy",
            [
                "command": ["sh", "-c", "exec \"$WORKER\" identity=\"$MODEL\""],
                "environment": .map([.init("MODEL", "from pipeline")]),
            ])
        let surroundings = TeacherSurroundings(threads: 1, environment: ["WORKER": ToyWorker.path, "MODEL": "shell"])
        #expect(try kind.open(spec, surroundings).identity == "process:from pipeline/64")
    }

    // MARK: Faults

    @Test(arguments: [0, 7, 19]) func aWorkerThatDiesIsReplacedAndNothingIsAskedTwice(_ place: Int) throws {
        let asked = requests(texts)
        let dying = ["fault=die", "at=\(place)", "once=" + folder / "died"]
        let store = try AnswerStore(path: folder / "answers.db")
        let teacher = StoredTeacher(try teacher(dying), named: "toy", store: store)
        let expected = try ToyTeacher().paraphrase(asked).map { $0.map(\.text) }
        #expect(try teacher.paraphrase(asked).map { $0.map(\.text) } == expected)
        // Only what it died over comes a second time.
        let log = try folder.lines("asked")
        #expect(log.count == 21)
        #expect(log.filter { $0 == texts[place] }.count == 2)
        #expect(Set(log) == Set(texts))
        #expect(try store.count == 20)
        #expect(teacher.counts == StoredTeacher.Counts(asked: 20, stored: 0))
    }

    @Test func aWorkerThatAlwaysDiesIsGivenUpAndItsAnswersAreKept() throws {
        let asked = requests(texts)
        let store = try AnswerStore(path: folder / "answers.db")
        let dying = StoredTeacher(
            try teacher(["fault=die", "at=4"], ["restarts": 1]), named: "toy", store: store)
        let failure = try #require(throws: TeacherFailure.self) { try dying.paraphrase(asked) }
        #expect(failure.kind == .system)
        #expect("\(failure)".contains("exit code 9"))
        #expect("\(failure)".contains("Segmentation fault"))
        #expect(try store.count == 8)
        // The same again, with a worker that is well, asks the rest.
        let well = StoredTeacher(try teacher(), named: "toy", store: store)
        _ = try well.paraphrase(asked)
        #expect(well.counts == StoredTeacher.Counts(asked: 12, stored: 8))
    }

    @Test func aMissingProgramIsNamed() throws {
        let spec = try kind.spec("toy", ["command": ["/no/such/program"]])
        let failure = try #require(throws: TeacherFailure.self) {
            try kind.open(spec, TeacherSurroundings(threads: 1))
        }
        #expect(failure.kind == .configuration)
        #expect("\(failure)".contains("/no/such/program"))
        #expect("\(failure)".contains("ENOENT"))
    }

    @Test func aWorkerThatCannotStartShowsItsLastWords() throws {
        let failure = try failure(["fault=dieAtStart"])
        #expect("\(failure)".contains("exit code 7"))
        #expect("\(failure)".contains("cannot load the model: no such file"))
    }

    @Test func messagesOnStandardErrorBlockNothing() throws {
        #expect(try teacher(["fault=noisy"]).paraphrase(requests(["甲"])).count == 1)
    }

    @Test(
        arguments: [
            ("badGreeting", nil, "Loading checkpoint shards"), ("oldVersion", nil, "version 0"),
            ("garbage", 1, "Some weights"),
            ("wrongID", 0, "not open"), ("twice", 1, "not open"), ("error", 1, "out of memory on the device"),
            ("silent", 0, "neither"),
        ] as [(String, Int?, String)]) func nonsenseIsQuoted(_ fault: String, _ place: Int?, _ words: String) throws
    {
        let failure = try failure(["fault=\(fault)"] + (place.map { ["at=\($0)"] } ?? []))
        #expect("\(failure)".contains(words), "\(failure)")
        #expect("\(failure)".hasPrefix("teacher 'toy': "))
    }

    @Test func anAnswerAfterTheLastIsNoticedWithTheNextRequest() throws {
        let teacher = try teacher(["fault=twice", "at=2"])
        #expect(throws: TeacherFailure.self) {
            _ = try teacher.paraphrase(requests(["甲", "乙", "丙"]))
            _ = try teacher.paraphrase(requests(["丁"]))
        }
    }

    @Test(arguments: ["short", "nan"]) func wrongVectorsAreRefused(_ fault: String) throws {
        let teacher = try teacher(["fault=\(fault)", "at=0"])
        #expect(throws: TeacherFailure.self) { try teacher.embed(["甲", "乙"]) }
    }

    @Test func blankLinesAreNoAnswers() throws {
        #expect(try teacher(["fault=blank", "at=1"]).paraphrase(requests(["甲", "乙"])).count == 2)
    }

    @Test func aWorkerThatHangsIsKilled() throws {
        let failure = try failure(["fault=hang", "at=1"], ["timeout": 0.5, "restarts": 0])
        #expect("\(failure)".contains("0.5 seconds"))
        let start = try self.failure(["fault=hang"], ["timeout": 0.5])
        #expect("\(start)".contains("0.5 seconds"))
    }

    /// The wish to stop ends the wait for a worker, and the worker.
    @Test func anInterruptionEndsProgramAndWorker() throws {
        let process = try ChildProcess(
            [ToyWorker.path, "wait=" + ToyWorker.path, "log=" + folder / "asked"], environment: [:])
        while try folder.lines("asked").isEmpty { _ = try process.next(seconds: 0.01) }
        process.signal(2)
        #expect(process.finish(seconds: 60) == .exited(130))
        let left = try FileSystem.list("/proc").filter { name in
            let line = (try? FileSystem.readAll("/proc/\(name)/cmdline")) ?? []
            return Int(name) != nil && String(decoding: line, as: UTF8.self).contains(folder / "asked")
        }
        #expect(left.isEmpty)
    }

    @Test func workersThatDisagreeAreNotMixed() throws {
        let script =
            "if mkdir \"$MARK\" 2>/dev/null; then exec \"$WORKER\" identity=a fault=die at=1; fi; exec \"$WORKER\" identity=b"
        let spec = try kind.spec("toy", ["command": ["sh", "-c", .string(script)]])
        let surroundings = TeacherSurroundings(
            threads: 1, environment: ["WORKER": ToyWorker.path, "MARK": folder / "mark", "PATH": "/usr/bin:/bin"])
        let failure = try #require(throws: TeacherFailure.self) {
            try kind.open(spec, surroundings).paraphrase(requests(["甲", "乙"]))
        }
        #expect("\(failure)".contains("not alike"))
    }
}
