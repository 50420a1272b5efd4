import CurateCore
import CurateTeachers
import CurateTesting
import Files
import Synchronization
import Testing

@Suite struct StoredTeacherTests {
    let folder: TestFolder
    init() throws { folder = try TestFolder() }

    private func stored(_ base: any Teacher, chunk: Int = 3, precision: VectorPrecision = .float32) throws
        -> StoredTeacher
    {
        StoredTeacher(
            base, named: "toy", store: try AnswerStore(path: folder / "answers.db"), chunk: chunk, precision: precision)
    }

    @Test(arguments: VectorPrecision.allCases) func keepsTheContract(_ precision: VectorPrecision) throws {
        try TeacherContract.check(try stored(ToyTeacher(), precision: precision))
        // Now from the store.
        try TeacherContract.check(try stored(ToyTeacher(), precision: precision))
        try TeacherContract.check(try stored(ToyTeacher(identity: "mute", abilities: [.embed])))
    }

    @Test func answersAreTheTeachersOwn() throws {
        let asked = requests(TeacherContract.plain + TeacherContract.hostile)
        let texts = asked.map(\.text)
        for _ in 0..<2 {
            let teacher = try stored(ToyTeacher())
            #expect(try teacher.paraphrase(asked) == ToyTeacher().paraphrase(asked))
            #expect(try teacher.embed(texts) == ToyTeacher().embed(texts))
        }
    }

    @Test func asksNothingTwice() throws {
        let base = CountingTeacher()
        let asked = requests(["甲", "乙", "丙", "丁", "戊"])
        let first = try stored(base).paraphrase(asked)
        #expect(base.asked == [["甲", "乙", "丙"], ["丁", "戊"]])
        let again = try stored(base)
        #expect(try again.paraphrase(asked.reversed()) == first.reversed())
        #expect(base.asked.count == 2)
        #expect(again.counts == StoredTeacher.Counts(asked: 0, stored: 5))
        // Only the miss.
        var more = asked
        more[2].text = "庚"
        _ = try again.paraphrase(more)
        #expect(base.asked.last == ["庚"])
        #expect(again.counts == StoredTeacher.Counts(asked: 1, stored: 9))
    }

    @Test func aTextThatOccursTwiceIsAskedOnce() throws {
        let base = CountingTeacher()
        let teacher = try stored(base)
        let vectors = try teacher.embed(["甲", "乙", "甲", "甲"])
        #expect(base.asked == [["甲", "乙"]])
        #expect(Array(vectors[0]) == Array(vectors[3]))
        #expect(Array(vectors[0]) != Array(vectors[1]))
        #expect(teacher.counts == StoredTeacher.Counts(asked: 2, stored: 2))
    }

    @Test func likelihoodsAreAskedOnce() throws {
        let base = CountingTeacher()
        let asked = [
            SurprisalRequest(source: "怎么学游泳", target: "如何学游泳"), SurprisalRequest(source: "如何学游泳", target: "怎么学游泳"),
            SurprisalRequest(source: "怎么学游泳", target: "如何学游泳", masked: [2..<5]),
        ]
        let first = try stored(base).surprisals(asked)
        #expect(first == (try ToyTeacher().surprisals(asked)) && Set(first).count > 1)
        #expect(try stored(base).surprisals(asked + asked) == first + first)
        #expect(base.asked.count == 1)
        let mute = try stored(ToyTeacher(abilities: [.embed]))
        #expect(throws: TeacherFailure.self) { try mute.surprisals(asked) }
    }

    @Test func everythingThatDecidesAnAnswerDecidesTheKey() throws {
        let base = CountingTeacher()
        let teacher = try stored(base)
        let plain = ParaphraseRequest(text: "怎么学游泳", seed: 1, sampling: Sampling())
        var variants = [plain]
        func add(_ change: (inout ParaphraseRequest) -> Void) {
            var copy = plain
            change(&copy)
            variants.append(copy)
        }
        add { $0.text += "？" }
        add { $0.seed = 2 }
        add { $0.masked = [0..<1] }
        add { $0.masked = [0..<1, 2..<3] }
        add { $0.sampling.samples = 3 }
        add { $0.sampling.topP = 0.5 }
        add { $0.sampling.topK = 5 }
        add { $0.sampling.temperature = 0.5 }
        add { $0.sampling.maxLength = 5 }
        add { $0.sampling.sourceNoise = 0.1 }
        _ = try teacher.paraphrase(variants)
        #expect(teacher.counts == StoredTeacher.Counts(asked: variants.count, stored: 0))
        // Neither another operation nor another teacher shares them.
        _ = try teacher.embed([plain.text])
        _ = try stored(CountingTeacher(ToyTeacher(identity: "other"))).paraphrase([plain])
        #expect(try teacher.store.count == variants.count + 2)
    }

    /// Canonically equal texts, which Swift holds for equal, are different questions.
    @Test func textsAreComparedByTheirBytes() throws {
        let base = CountingTeacher()
        _ = try stored(base).embed(["e\u{301}", "\u{E9}"])
        #expect(base.asked.joined().map { $0.unicodeScalars.count } == [2, 1])
    }

    @Test func whatWasAnsweredBeforeAFailureIsKept() throws {
        let asked = requests((0..<10).map { "第\($0)句" })
        let failing = CountingTeacher(failingCall: 2)
        #expect(throws: TeacherFailure.self) { try stored(failing).paraphrase(asked) }
        let base = CountingTeacher()
        #expect(try stored(base).paraphrase(asked) == ToyTeacher().paraphrase(asked))
        #expect(base.asked == [["第6句", "第7句", "第8句"], ["第9句"]])
    }

    @Test func manyThreadsAndConnectionsShareAStore() throws {
        let asked = requests((0..<40).map { "第\($0)句" })
        let expected = try ToyTeacher().paraphrase(asked)
        try Workers.run(4) { _ in
            let teacher = try stored(CountingTeacher())
            let found = try teacher.paraphrase(asked)
            #expect(found == expected)
        }
        #expect(try stored(ToyTeacher()).store.count == 40)
    }

    /// Threads that need the same answers at once ask them once.
    @Test func threadsDoNotAskTheSame() throws {
        let base = CountingTeacher(seconds: 0.02)
        let teacher = try stored(base)
        let texts = (0..<12).map { "第\($0)句" }
        let expected = try ToyTeacher().embed(texts)
        try Workers.run(4) { worker in
            let order = Array(texts[(worker * 3)...] + texts[..<(worker * 3)])
            let found = try teacher.embed(order)
            for (row, text) in order.enumerated() {
                let place = texts.firstIndex(of: text) ?? 0
                #expect(found[row].elementsEqual(expected[place]))
            }
        }
        #expect(base.asked.joined().count == 12)
        #expect(teacher.counts == StoredTeacher.Counts(asked: 12, stored: 36))
    }

    /// One thread's failure does not leave the others waiting for its answers.
    @Test func othersAskWhatAFailingThreadDidNotGet() throws {
        let base = CountingTeacher(failingCall: 0, seconds: 0.05)
        let teacher = try stored(base)
        let outcomes = Mutex<[Bool]>([])
        try Workers.run(3) { _ in
            let isRight = (try? teacher.embed(["甲", "乙"])) != nil
            outcomes.withLock { $0.append(isRight) }
        }
        #expect(outcomes.withLock { $0.filter { $0 }.count } == 2)
        #expect(base.asked.count == 2)
    }

    // MARK: Faults

    /// A limit on the size of files stands for a full disk.
    @Test func aFullDiskSaysSoAndKeepsWhatItHas() throws {
        let command = [
            "sh", "-c", "ulimit -f 200; exec \"$0\" \"$@\"", ToyWorker.path, "fill=" + folder / "answers.db",
        ]
        let process = try ChildProcess(command, environment: ["PATH": "/usr/bin:/bin"])
        #expect(process.finish(seconds: 120) == .exited(1))
        let words = String(decoding: process.errorTail, as: UTF8.self)
        #expect(words.contains("answers.db"), "\(words)")
        #expect(words.contains("same command"), "\(words)")
        let kept = try AnswerStore(path: folder / "answers.db").count
        #expect(kept > 0)
        let base = CountingTeacher()
        _ = try stored(base).embed((0..<kept).map { "第\($0)句" })
        #expect(base.asked.isEmpty)
    }

    @Test func aDamagedFileSaysWhatToDo() throws {
        try folder.write("answers.db", String(repeating: "no database at all. ", count: 100))
        let failure = try #require(throws: TeacherFailure.self) { try stored(ToyTeacher()) }
        #expect(failure.kind == .system)
        #expect("\(failure)".contains(folder / "answers.db"))
        #expect(failure.hint?.contains("move it away") == true)
    }

    /// The pages with the answers are overwritten; what remains opens as a database.
    @Test func aDamagedPageIsNoticed() throws {
        do {
            let teacher = try stored(ToyTeacher())
            _ = try teacher.embed((0..<400).map { "第\($0)句" })
        }
        let path = folder / "answers.db"
        var bytes = try FileSystem.readAll(path)
        for place in 4096..<bytes.count { bytes[place] = 0xA5 }
        let writer = try FileWriter(path: path)
        try writer.write(bytes)
        try writer.publish(sync: false)
        let failure = try #require(throws: TeacherFailure.self) {
            try stored(ToyTeacher()).embed((0..<400).map { "第\($0)句" })
        }
        #expect(failure.hint?.contains("damaged") == true, "\(failure)")
    }

    @Test func aPlaceThatCannotBeWrittenSaysSo() throws {
        try folder.write("file", "")
        let path = folder / "file/answers.db"
        let failure = try #require(throws: TeacherFailure.self) { try AnswerStore(path: path) }
        #expect("\(failure)".contains("file"))
        #expect(failure.hint != nil)
        let device = try #require(throws: TeacherFailure.self) { try AnswerStore(path: "/proc/answers.db") }
        #expect(device.hint?.contains("cannot be written") == true, "\(device)")
    }

    @Test func aTeacherThatAnswersTooFewIsCaught() throws {
        struct Lazy: Teacher {
            let identity = "lazy"
            let abilities: Set<TeacherAbility> = [.paraphrase, .embed]
            func paraphrase(_ requests: [ParaphraseRequest]) throws -> [[Paraphrase]] { [] }
            func embed(_ texts: [String]) throws -> SentenceVectors { SentenceVectors(dimensions: 2) }
        }
        #expect(throws: TeacherFailure.self) { try stored(Lazy()).paraphrase(requests(["甲"])) }
        #expect(throws: TeacherFailure.self) { try stored(Lazy()).embed(["甲"]) }
        #expect(try AnswerStore(path: folder / "answers.db").count == 0)
    }

    @Test func aVectorThatIsNoNumberIsNotKept() throws {
        struct Broken: Teacher {
            let identity = "broken"
            let abilities: Set<TeacherAbility> = [.embed]
            func paraphrase(_ requests: [ParaphraseRequest]) throws -> [[Paraphrase]] { [] }
            func embed(_ texts: [String]) throws -> SentenceVectors {
                SentenceVectors(dimensions: 2, values: texts.flatMap { _ in [.nan, 0] })
            }
        }
        #expect(throws: TeacherFailure.self) { try stored(Broken()).embed(["甲"]) }
        #expect(try AnswerStore(path: folder / "answers.db").count == 0)
    }
}
