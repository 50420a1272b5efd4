import CurateCore
import CurateTeachers
import CurateTesting
import Files
import Foundation
import Testing

@Suite struct ChatTeacherTests {
    let folder: TestFolder
    init() throws { folder = try TestFolder() }

    private var kind: TeacherKind {
        get throws { try #require(TeacherCatalog.curate["http"]) }
    }

    private static let key = "sk-secret-0123456789"

    private func spec(_ server: FlakyServer, _ options: [String: OptionValue] = [:]) throws -> TeacherSpec {
        let basic: [String: OptionValue] = [
            "url": .string(server.url), "model": "toy", "prompt": "{samples}|{text}", "backoff": 0.01,
        ]
        return try kind.spec("chat", basic.merging(options) { $1 })
    }

    private func teacher(
        _ server: FlakyServer, _ options: [String: OptionValue] = [:], environment: [String: String] = [:]
    ) throws -> any Teacher {
        try kind.open(spec(server, options), TeacherSurroundings(threads: 2, environment: environment))
    }

    private func stored(_ server: FlakyServer, _ options: [String: OptionValue] = [:]) throws -> StoredTeacher {
        StoredTeacher(
            try teacher(server, options), named: "chat", store: try AnswerStore(path: folder / "answers.db"))
    }

    private func failure(
        _ server: FlakyServer, _ options: [String: OptionValue] = [:], environment: [String: String] = [:]
    )
        throws -> TeacherFailure
    {
        try #require(throws: TeacherFailure.self) {
            try teacher(server, options, environment: environment).paraphrase(requests(["怎么学游泳"]))
        }
    }

    private let texts = (0..<60).map { "第\($0)句怎么说" }

    /// As the server makes them.
    private func expected(_ texts: [String]) throws -> [[String]] {
        try requests(texts).map { request in
            try ToyTeacher().paraphrase([request])[0].map(\.text)
        }
    }

    // MARK: Answers

    @Test func keepsTheContract() throws {
        let server = try FlakyServer()
        defer { server.stop() }
        try TeacherContract.check(try teacher(server, ["embedding_model": "toy"]))
        try TeacherContract.check(try teacher(server))
        try TeacherContract.check(try stored(server, ["embedding_model": "toy"]))
        try TeacherContract.check(try stored(server, ["embedding_model": "toy"]))
    }

    @Test func answersGoWithTheirRequests() throws {
        let server = try FlakyServer()
        defer { server.stop() }
        let teacher = try teacher(server, ["embedding_model": "vectors"])
        #expect(try teacher.paraphrase(requests(texts)).map { $0.map(\.text) } == expected(texts))
        let (vectors, own) = (try teacher.embed(texts), try ToyTeacher().embed(texts))
        #expect(vectors.count == 60)
        #expect(zip(vectors.values, own.values).allSatisfy { abs($0 - $1) < 1e-6 })
        #expect(server.requests.count == 64)
    }

    @Test func aRequestHoldsWhatThePipelineSays() throws {
        let server = try FlakyServer()
        defer { server.stop() }
        let options: [String: OptionValue] = [
            "system": "你是助手", "temperature": 0.5, "body": .map([.init("max_tokens", 99), .init("top_k", 5)]),
            "api_key_env": "CHAT_KEY",
        ]
        let teacher = try teacher(server, options, environment: ["CHAT_KEY": Self.key])
        var request = ParaphraseRequest(text: "{samples}里有\"引号\"吗", seed: 7, sampling: Sampling(samples: 4, topP: 0.9))
        request.masked = [9..<10]
        _ = try teacher.paraphrase([request])
        let sent = try #require(server.requests.first)
        #expect(sent.path == "/v1/chat/completions")
        #expect(sent.headers["authorization"] == "Bearer " + Self.key)
        #expect(sent.json["model"] as? String == "toy")
        #expect(sent.json["temperature"] as? Double == 0.5)
        #expect(sent.json["top_p"] as? Double == 0.9)
        #expect(sent.json["seed"] as? Int == 7)
        #expect(sent.json["max_tokens"] as? Int == 99)
        #expect(sent.json["top_k"] as? Int == 5)
        let messages = try #require(sent.json["messages"] as? [[String: String]])
        #expect(messages.map { $0["role"] } == ["system", "user"])
        #expect(messages[0]["content"] == "你是助手")
        #expect(
            messages[1]["content"] == "4|{samples}[MASK]有\"引号\"吗")
        // And not what it does not say.
        _ = try self.teacher(server, ["seed": false]).paraphrase(requests(["甲"]))
        let plain = try #require(server.requests.last)
        #expect(plain.json["seed"] == nil)
        #expect(plain.headers["authorization"] == nil)
        #expect((plain.json["messages"] as? [Any])?.count == 1)
    }

    @Test(arguments: [
        ("json", "[\"甲\",\"乙\"]", ["甲", "乙"]), ("json", " \n```json\n[\"甲\", \" 乙 \"]\n```\n", ["甲", "乙"]),
        ("json", "<think>[\"不\"] 想想</think>\n[\"甲\"]", ["甲"]),
        ("json", "[\"甲\",\"乙\",\"丙\",\"丁\",\"戊\"]", ["甲", "乙", "丙", "丁"]),
        ("lines", "1. 甲\n2. 乙\n\n", ["甲", "乙"]), ("lines", "1、甲\n2、乙", ["甲", "乙"]),
        ("lines", "（1）甲\n（2）乙", ["甲", "乙"]),
        ("lines", "甲\n乙", ["甲", "乙"]), ("lines", "- 甲\n- 乙", ["甲", "乙"]),
        ("lines", "12：30出发可以吗\n几点出发", ["12：30出发可以吗", "几点出发"]),
        ("lines", "1.5倍速怎么调", ["1.5倍速怎么调"]), ("lines", "8：30能到吗\n9：30能到吗", ["8：30能到吗", "9：30能到吗"]),
        ("lines", "1. 3天够吗\n2. 三天够不够", ["3天够吗", "三天够不够"]),
    ]) func formsOfAnswersAreRead(_ form: String, _ content: String, _ sentences: [String]) throws {
        let server = try FlakyServer { _, _ in .content(content) }
        defer { server.stop() }
        let teacher = try teacher(server, ["answers": .string(form), "retries": 0])
        #expect(try teacher.paraphrase(requests(["子"]))[0].map(\.text) == sentences)
    }

    @Test(arguments: [
        FlakyServer.Reply.content("好的，以下是改写：\n1. 甲"), .content("[\"甲\", 2]"), .content("[]"), .content("[\"甲\", \"\"]"),
        .content("{\"a\":[\"甲\"]}"), .content(""), .content("[\"甲\"", finish: "length"),
        .content("[\"甲\"]", finish: "length"),
        .body("<html>busy</html>"), .body(""), .body("{\"choices\":[]}"), .body("{\"error\":{\"message\":\"x\"}}"),
    ]) func garbageIsNoAnswer(_ reply: FlakyServer.Reply) throws {
        let server = try FlakyServer { number, _ in number < 2 ? reply : .answer }
        defer { server.stop() }
        let found = try teacher(server).paraphrase(requests(["怎么学游泳"]))
        #expect(found[0].count == 4)
        #expect(server.requests.count == 3)
        // Another try asks for another answer.
        #expect(Set(server.requests.compactMap { $0.json["seed"] as? Int }).count == 3)
        let always = try FlakyServer { _, _ in reply }
        defer { always.stop() }
        let failure = try failure(always, ["retries": 2])
        #expect(failure.kind == .system)
        #expect("\(failure)".contains("怎么学游泳"))
        #expect("\(failure)".contains("3 tries"))
        #expect(always.requests.count == 3)
    }

    @Test func wrongVectorsAreNoAnswer() throws {
        for body in [
            "{\"data\":[]}", "{\"data\":[{\"index\":0,\"embedding\":[0,0]},{\"index\":1,\"embedding\":[1,0]}]}",
            "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":0,\"embedding\":[1]}]}", "[]",
            "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":1,\"embedding\":[1,1]}]}",
        ] {
            let server = try FlakyServer { _, _ in .body(body) }
            defer { server.stop() }
            let teacher = try teacher(server, ["embedding_model": "v", "retries": 1])
            #expect(throws: TeacherFailure.self) { try teacher.embed(["甲", "乙"]) }
            #expect(server.requests.count == 2)
        }
    }

    // MARK: Failures

    /// 30 % errors of all kinds: every text is answered, and none is answered twice.
    @Test func nothingIsLostAndNothingAskedTwice() throws {
        let faults: [FlakyServer.Reply] = [
            .status(500), .status(503), .status(429), .drop, .half, .body("garbage"), .content("抱歉"),
            .status(502, "<html>"),
        ]
        let server = try FlakyServer { number, text in
            var random = KeyedRandom(seed: 3, purpose: .init("faults"), number: UInt64(number))
            return random.unit() < 0.3 ? faults[Int(random.next() % UInt64(faults.count))] : .answer
        }
        defer { server.stop() }
        let teacher = try stored(server, ["concurrency": 8, "retries": 20])
        let found = try teacher.paraphrase(requests(texts))
        #expect(found.count == 60)
        #expect(found.allSatisfy { $0.count == 4 })
        #expect(server.answered == Dictionary(uniqueKeysWithValues: texts.map { ($0, 1) }))
        #expect(server.requests.count > 70)
        #expect(try teacher.store.count == 60)
        #expect(teacher.counts == StoredTeacher.Counts(asked: 60, stored: 0))
        // From the store now.
        let before = server.requests.count
        #expect(try stored(server, ["concurrency": 8]).paraphrase(requests(texts)) == found)
        #expect(server.requests.count == before)
    }

    @Test func whatWasAnsweredBeforeTheEndIsKept() throws {
        let server = try FlakyServer { number, _ in number < 25 ? .answer : .status(500) }
        defer { server.stop() }
        #expect(throws: TeacherFailure.self) {
            try stored(server, ["retries": 1]).paraphrase(requests(texts))
        }
        let kept = try AnswerStore(path: folder / "answers.db").count
        #expect(kept == server.answered.count)
        #expect(kept == 25)
        let well = try FlakyServer()
        defer { well.stop() }
        let resumed = try stored(well, ["identity": "x"])
        #expect(resumed.counts.asked == 0)
    }

    @Test func theServersWaitIsKept() throws {
        let server = try FlakyServer { number, _ in number == 0 ? .status(429, "{}", retryAfter: 1) : .answer }
        defer { server.stop() }
        _ = try teacher(server, ["concurrency": 1]).paraphrase(requests(["甲", "乙"]))
        let times = server.requests.map(\.time)
        #expect(times.count == 3)
        #expect(times[1] - times[0] > 0.95)
    }

    @Test func slowAnswersAreGivenUp() throws {
        let server = try FlakyServer { number, _ in number == 0 ? .slow(3) : .answer }
        defer { server.stop() }
        _ = try teacher(server, ["timeout": 0.3]).paraphrase(requests(["甲"]))
        #expect(server.requests.count == 2)
        let always = try FlakyServer { _, _ in .slow(3) }
        defer { always.stop() }
        #expect("\(try failure(always, ["timeout": 0.2, "retries": 1]))".contains("0.2 seconds"))
    }

    @Test func aServerThatIsNotThereIsNamed() throws {
        let server = try FlakyServer()
        server.stop()
        let failure = try failure(server, ["retries": 1])
        #expect(failure.kind == .system)
        #expect("\(failure)".contains(server.url))
    }

    @Test(arguments: [400, 401, 403, 404, 422, 302]) func aRefusalIsNotRepeated(_ status: Int) throws {
        let server = try FlakyServer { _, _ in .status(status, "{\"error\":\"unknown model toy\"}") }
        defer { server.stop() }
        let failure = try failure(server)
        #expect(failure.kind == .configuration)
        #expect("\(failure)".contains("\(status)"))
        #expect("\(failure)".contains("unknown model toy"))
        #expect(server.requests.count == 1)
    }

    // MARK: Limits

    @Test(arguments: [1, 5]) func noMoreAreUnderWayThanAllowed(_ most: Int) throws {
        let server = try FlakyServer { _, _ in .slow(0.05) }
        defer { server.stop() }
        let teacher = try teacher(server, ["concurrency": .integer(most)])
        try Workers.run(3) { worker in
            _ = try teacher.paraphrase(requests(["甲\(worker)", "乙\(worker)", "丙\(worker)", "丁\(worker)"]))
        }
        #expect(server.most == most)
    }

    @Test func aRateIsKept() throws {
        let server = try FlakyServer()
        defer { server.stop() }
        _ = try teacher(server, ["requests_per_minute": 600, "concurrency": 8]).paraphrase(requests(Array(texts[..<6])))
        let times = server.requests.map(\.time).sorted()
        // One each 0.1 s by the client's clock; without a rate all come at once.
        #expect(times[5] - times[0] > 0.2)
    }

    @Test(arguments: [("max_requests", 10, 10), ("max_tokens", 100, 10)])
    func aBudgetEndsTheRunAndTheNextGoesOn(_ option: String, _ most: Int, _ answers: Int) throws {
        let server = try FlakyServer()
        defer { server.stop() }
        let options: [String: OptionValue] = [option: .integer(most), "concurrency": 1]
        let failure = try #require(throws: TeacherFailure.self) {
            try stored(server, options).paraphrase(requests(texts))
        }
        #expect(failure.kind == .limit)
        #expect("\(failure)".contains(option))
        #expect(server.requests.count == answers)
        #expect(try AnswerStore(path: folder / "answers.db").count == answers)
        #expect(throws: TeacherFailure.self) { try stored(server, options).paraphrase(requests(texts)) }
        #expect(try AnswerStore(path: folder / "answers.db").count == 2 * answers)
        #expect(server.answered.values.allSatisfy { $0 == 1 })
    }

    // MARK: Keys and identity

    @Test func theKeyIsNowhere() throws {
        let environment = ["CHAT_KEY": Self.key]
        let server = try FlakyServer { number, text in
            switch text {
            case "甲": .answer
            // Servers repeat what they were sent.
            case "乙": .status(401, "{\"error\":\"bad key \(Self.key)\"}")
            default: .body("you sent \(Self.key)")
            }
        }
        defer { server.stop() }
        let options: [String: OptionValue] = [
            "api_key_env": "CHAT_KEY", "retries": 1, "record": .string(folder / "recorded.jsonl"),
        ]
        let provider = TeacherProvider(
            [try spec(server, options)], surroundings: TeacherSurroundings(threads: 1, environment: environment),
            storePath: folder / "answers.db")
        let teacher = try provider.teacher("chat")
        _ = try teacher.paraphrase(requests(["甲"]))
        for text in ["乙", "丙"] {
            let failure = try #require(throws: TeacherFailure.self) { try teacher.paraphrase(requests([text])) }
            #expect(!"\(failure) \(String(reflecting: failure))".contains(Self.key))
            #expect("\(failure)".contains("***"))
        }
        #expect(!teacher.identity.contains(Self.key))
        #expect(!(try provider.identity("chat")).contains(Self.key))
        for name in try FileSystem.list(folder.path) {
            let bytes = try FileSystem.readAll(folder / name)
            #expect(Data(bytes).range(of: Data(Self.key.utf8)) == nil, "the key is in \(name)")
        }
        #expect(server.requests.allSatisfy { $0.headers["authorization"] == "Bearer " + Self.key })
    }

    @Test(arguments: [[:], ["CHAT_KEY": ""], ["CHAT_KEY": "a b"], ["CHAT_KEY": "sk-x\r\nHost: evil"]])
    func aMissingOrBrokenKeyIsToldByItsVariable(_ environment: [String: String]) throws {
        let server = try FlakyServer()
        defer { server.stop() }
        let failure = try failure(server, ["api_key_env": "CHAT_KEY"], environment: environment)
        #expect(failure.kind == .configuration)
        #expect("\(failure)".contains("CHAT_KEY"))
        #expect(!"\(failure)".contains("evil"))
        #expect(server.requests.isEmpty)
    }

    @Test func identityFollowsWhatDecidesAnswers() throws {
        let server = try FlakyServer()
        defer { server.stop() }
        let surroundings = TeacherSurroundings(threads: 1)
        func identity(_ options: [String: OptionValue]) throws -> String {
            try kind.identify(spec(server, options), surroundings)
        }
        let plain = try identity([:])
        #expect(try teacher(server).identity == plain)
        let same: [[String: OptionValue]] = [
            ["concurrency": 9], ["retries": 0], ["timeout": 1], ["max_tokens": 5], ["api_key_env": "OTHER"],
            ["requests_per_minute": 1], ["url": .string(server.url + "/chat/completions")],
            ["url": .string(server.url + "/")],
        ]
        for options in same { #expect(try identity(options) == plain, "\(options)") }
        let other: [[String: OptionValue]] = [
            ["model": "toy2"], ["prompt": "{text}"], ["system": "x"], ["answers": "lines"], ["temperature": 0.5],
            ["body": .map([.init("max_tokens", 5)])], ["embedding_model": "e"], ["url": "http://localhost:1/v1"],
            ["identity": "x"], ["seed": false],
        ]
        #expect(Set(try other.map(identity) + [plain]).count == other.count + 1)
        // With a name of its own, the place does not matter.
        #expect(try identity(["identity": "x"]) == identity(["identity": "x", "url": "http://localhost:1/v1"]))
    }

    @Test(
        arguments: [
            ["url": "localhost:8000"], ["url": "http://user:key@host/v1"], ["url": "http://host/v1?key=1"],
            ["prompt": "改写一下"],
        ] as [[String: OptionValue]]) func optionsThatCannotWorkAreRefused(_ options: [String: OptionValue]) throws
    {
        let server = try FlakyServer()
        defer { server.stop() }
        let failure = try failure(server, options)
        #expect(failure.kind == .configuration)
        #expect(failure.hint != nil)
    }

    // MARK: Kills

    /// A program that is killed again and again pays at most for what was under way.
    @Test func killedRunsPayForNothingTwice() throws {
        let server = try FlakyServer { _, _ in .slow(0.02) }
        defer { server.stop() }
        let (concurrency, kills) = (3, 5)
        let command = [
            ToyWorker.path, "ask=" + server.url, "store=" + folder / "answers.db", "count=60",
            "concurrency=\(concurrency)",
        ]
        func run(killing: Bool) throws {
            let before = server.answered.count
            let process = try ChildProcess(command, environment: ProcessInfo.processInfo.environment)
            while killing, server.answered.count < before + 7 { _ = try process.next(seconds: 0.005) }
            if killing { process.kill() } else { #expect(process.finish(seconds: 120) == .exited(0)) }
        }
        for _ in 0..<kills { try run(killing: true) }
        let kept = try AnswerStore(path: folder / "answers.db").count
        #expect((1...59).contains(kept))
        try run(killing: false)
        let answered = server.answered
        #expect(answered.count == 60)
        #expect(answered.values.reduce(0, +) <= 60 + kills * concurrency)
        #expect(try AnswerStore(path: folder / "answers.db").count == 60)
    }
}
