public import CurateCore
internal import Files
internal import Synchronization

/// What holds for every teacher, whatever it runs on. Each backend's tests call it.
public enum TeacherContract {
    /// What a teacher promises beyond what all must keep.
    public struct Promises: Sendable {
        /// Equal requests get equal answers; a hosted model may not promise that.
        public var repeatable = true
        /// It answers any text; a recording answers only what was recorded.
        public var answersAnything = true
        /// Texts it can answer, for one that cannot answer anything.
        public var texts = TeacherContract.plain

        public init(
            repeatable: Bool = true, answersAnything: Bool = true, texts: [String] = TeacherContract.plain
        ) {
            (self.repeatable, self.answersAnything, self.texts) = (repeatable, answersAnything, texts)
        }
    }

    /// Everyday questions.
    public static let plain = [
        "怎么开通手机银行", "微信可以同时登录两台电脑吗？", "北京到上海坐高铁多少钱", "为什么天是蓝的", "我不想学游泳了", "哪个牌子的耳机好",
        "5月1日放假吗", "How do I cook rice?",
    ]

    /// Texts that break careless quoting, framing and counting.
    public static let hostile = [
        "字", "。", " ", "她说\"好\"，他说'不'", "反斜线\\n不是换行\\", "第一行\n第二行\r\n第三行", "制表\t符", "\u{1}\u{1F}\u{7F}控制", "家人👨‍👩‍👧‍👦和🇨🇳",
        "{\"id\":1,\"error\":\"x\"}", "[\"a\",\"b\"]", "```json\n[]\n```", "{text} ${HOME} %s {samples}",
        "e\u{301}与\u{E9}", "\u{FEFF}\u{200B}零宽",
        "\u{2028}行分隔\u{2029}", "𠮷野家", "<b>标签</b>&amp;", String(repeating: "很长的一句话，", count: 700),
    ]

    /// - Throws: ``ContractViolation``, or what the teacher throws where it must not.
    public static func check(_ teacher: any Teacher, promises: Promises = Promises()) throws {
        try require(!teacher.identity.isEmpty, "it has no identity")
        try require(!teacher.abilities.isEmpty, "it can do nothing")
        if teacher.abilities.contains(.paraphrase) {
            try checkParaphrases(teacher, promises)
        } else {
            try refuses("paraphrase") { _ = try teacher.paraphrase([request(plain[0])]) }
        }
        if teacher.abilities.contains(.embed) {
            try checkVectors(teacher, promises)
        } else {
            try refuses("embed") { _ = try teacher.embed([plain[0]]) }
        }
        if teacher.abilities.contains(.likelihood) {
            try checkLikelihoods(teacher, promises)
        } else {
            try refuses("tell likelihoods") { _ = try teacher.surprisals([surprisal(plain[0])]) }
        }
        if !teacher.abilities.contains(.score) {
            try refuses("score") { _ = try teacher.score([TextPair(plain[0], plain[1])]) }
        }
    }

    /// The request that the contract makes of a text; recordings for it must hold these.
    public static func surprisal(_ text: String) -> SurprisalRequest { SurprisalRequest(source: text, target: text) }

    /// The request that the contract makes of a text; recordings for it must hold these.
    public static func request(_ text: String) -> ParaphraseRequest {
        ParaphraseRequest(
            text: text, seed: UInt64(text.utf8.count) &* 0x9E37_79B9_7F4A_7C15,
            sampling: Sampling(samples: 4, topP: 0.9, maxLength: 48))
    }

    // MARK: Paraphrases

    private static func checkParaphrases(_ teacher: any Teacher, _ promises: Promises) throws {
        try require(try teacher.paraphrase([]).isEmpty, "an empty batch has answers")
        let requests = promises.texts.map(request)
        let answers = try teacher.paraphrase(requests)
        try checkShape(answers, requests)
        if promises.repeatable { try checkIndependence(teacher, requests, answers) }
        if promises.answersAnything {
            let odd = hostile.map(request)
            try checkShape(try teacher.paraphrase(odd), odd)
            var masked = request(plain[0])
            masked.masked = [0..<2, 5..<7]
            try checkShape(try teacher.paraphrase([masked]), [masked])
            try differs(teacher)
        }
        try together(promises.texts.count) { place in
            let answer = try teacher.paraphrase([requests[place]])
            if promises.repeatable, answer != [answers[place]] {
                throw ContractViolation("answers to '\(requests[place].text)' differ when several threads ask")
            }
        }
    }

    private static func checkShape(_ answers: [[Paraphrase]], _ requests: [ParaphraseRequest]) throws {
        try require(answers.count == requests.count, "\(requests.count) requests got \(answers.count) answers")
        for (request, answer) in zip(requests, answers) {
            try require(
                answer.count <= request.sampling.samples,
                "\(answer.count) paraphrases where \(request.sampling.samples) were asked for")
            for paraphrase in answer {
                if let probability = paraphrase.logProbability {
                    try require(probability <= 0 && probability.isFinite, "log probability \(probability)")
                }
            }
        }
    }

    /// Neither order nor batch mates matter.
    private static func checkIndependence(
        _ teacher: any Teacher, _ requests: [ParaphraseRequest], _ answers: [[Paraphrase]]
    ) throws {
        try require(
            try teacher.paraphrase(requests.reversed()) == answers.reversed(),
            "paraphrases depend on the order asked in")
        for (request, answer) in zip(requests, answers) {
            try require(
                try teacher.paraphrase([request]) == [answer],
                "paraphrases of '\(request.text)' depend on the requests beside it")
        }
        try require(
            try teacher.paraphrase([requests[0], requests[0]]) == [answers[0], answers[0]],
            "equal requests of one batch got different answers")
    }

    /// Answers go with their texts: two texts that have little in common do not get the same.
    private static func differs(_ teacher: any Teacher) throws {
        var requests = [request(plain[0]), request(plain[3])]
        requests[1].seed = requests[0].seed
        let answers = try teacher.paraphrase(requests)
        try require(answers[0] != answers[1] || answers[0].isEmpty, "different texts got the same paraphrases")
    }

    // MARK: Vectors

    private static func checkVectors(_ teacher: any Teacher, _ promises: Promises) throws {
        try require(try teacher.embed([]).count == 0, "an empty batch has vectors")
        let vectors = try teacher.embed(promises.texts)
        try checkShape(vectors, promises.texts)
        try require(try teacher.embed([]).dimensions == vectors.dimensions, "dimensions of no vectors are others")
        for (row, text) in promises.texts.enumerated() {
            let alone = try teacher.embed([text])
            try near(alone[0], vectors[row], "the vector of '\(text)' depends on the texts beside it")
        }
        let reversed = try teacher.embed(promises.texts.reversed())
        for row in 0..<vectors.count {
            try near(reversed[vectors.count - 1 - row], vectors[row], "vectors depend on the order asked in")
        }
        if promises.answersAnything { try checkShape(try teacher.embed(hostile), hostile) }
        try together(promises.texts.count) { place in
            let alone = try teacher.embed([promises.texts[place]])
            try near(alone[0], vectors[place], "vectors differ when several threads ask")
        }
    }

    private static func checkShape(_ vectors: SentenceVectors, _ texts: [String]) throws {
        try require(vectors.count == texts.count, "\(texts.count) texts got \(vectors.count) vectors")
        for (row, text) in texts.enumerated() {
            let length = vectors[row].reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
            try require(abs(length - 1) < 2e-3, "the vector of '\(text.prefix(20))' has length \(length)")
        }
    }

    private static func near(_ left: ArraySlice<Float>, _ right: ArraySlice<Float>, _ message: String) throws {
        try require(zip(left, right).allSatisfy { abs($0 - $1) < 1e-5 }, message)
    }

    // MARK: Likelihoods

    private static func checkLikelihoods(_ teacher: any Teacher, _ promises: Promises) throws {
        try require(try teacher.surprisals([]).isEmpty, "an empty batch has likelihoods")
        let requests = promises.texts.map(surprisal)
        let answers = try teacher.surprisals(requests)
        try checkShape(answers, requests)
        try require(
            try teacher.surprisals(requests.reversed()) == answers.reversed(),
            "likelihoods depend on the order asked in")
        if promises.answersAnything {
            try checkShape(try teacher.surprisals(hostile.map(surprisal)), hostile.map(surprisal))
            let crossed = SurprisalRequest(source: plain[0], target: plain[3])
            let open = SurprisalRequest(source: plain[0], target: plain[0], masked: [0..<4])
            let (other, hidden) = (try teacher.surprisals([crossed])[0], try teacher.surprisals([open])[0])
            let own = try teacher.surprisals([surprisal(plain[0])])[0]
            try require(own < other, "a sentence of another subject is likelier than the source itself")
            try require(own != hidden, "what is hidden of a source makes no difference")
        }
        try together(promises.texts.count) { place in
            try require(
                try teacher.surprisals([requests[place]]) == [answers[place]],
                "the likelihood of '\(requests[place].target)' depends on what is asked beside it")
        }
    }

    private static func checkShape(_ answers: [Float], _ requests: [SurprisalRequest]) throws {
        try require(answers.count == requests.count, "\(requests.count) requests got \(answers.count) likelihoods")
        for (request, answer) in zip(requests, answers) {
            try require(
                answer >= 0 && answer.isFinite, "the surprisal of '\(request.target.prefix(20))' is \(answer)")
        }
    }

    // MARK: Means

    private static func require(_ holds: Bool, _ message: String) throws {
        if !holds { throw ContractViolation(message) }
    }

    private static func refuses(_ what: String, _ body: () throws -> Void) throws {
        do { try body() } catch is TeacherFailure { return }
        throw ContractViolation("it does not claim that it can \(what), but does")
    }

    /// Several threads, each with every request, all at once.
    private static func together(_ count: Int, _ body: @escaping @Sendable (Int) throws -> Void) throws {
        let failures = Mutex<[any Error]>([])
        try Workers.run(4) { thread in
            for step in 0..<count {
                do { try body((step + thread * 3) % count) } catch { failures.withLock { $0.append(error) } }
            }
        }
        if let failure = failures.withLock({ $0.first }) { throw failure }
    }
}
