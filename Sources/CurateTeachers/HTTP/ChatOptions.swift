internal import Checksums
internal import CurateCore

/// The options of an HTTP teacher, read and checked.
struct ChatOptions: Sendable {
    enum AnswerForm: String, CaseIterable, Sendable { case json, lines }

    var name: String
    /// Without what follows the API's version: `http://localhost:8000/v1`.
    var base: String
    var model: String
    var prompt: String
    var system: String?
    var answers: AnswerForm
    /// In place of the stage's.
    var temperature: Double?
    var sendsSeed: Bool
    /// Further fields of the request, as the pipeline gives them.
    var body: [OptionValue.Entry]
    var embeddingModel: String?
    /// Where the key is; itself never part of anything that is printed or kept.
    var keyVariable: String?
    var concurrency: Int
    var requestsPerMinute: Double?
    var timeout: Double
    var retries: Int
    var backoff: Double
    var maxRequests: Int?
    var maxTokens: Int?
    private var statedIdentity: String?

    /// - Throws: ``TeacherFailure``.
    init(_ spec: TeacherSpec) throws {
        let options = spec.options
        name = spec.name
        base = try Self.base(of: options.string("url"), spec.name)
        model = options.string("model")
        prompt = options.string("prompt")
        system = Self.optional(options, "system", options.string)
        answers = AnswerForm(rawValue: options.string("answers")) ?? .json
        temperature = Self.optional(options, "temperature", options.number)
        sendsSeed = options.bool("seed")
        body = Self.optional(options, "body", options.entries) ?? []
        embeddingModel = Self.optional(options, "embedding_model", options.string)
        keyVariable = Self.optional(options, "api_key_env", options.string)
        concurrency = options.integer("concurrency")
        requestsPerMinute = Self.optional(options, "requests_per_minute", options.number)
        timeout = options.number("timeout")
        retries = options.integer("retries")
        backoff = options.number("backoff")
        maxRequests = Self.optional(options, "max_requests", options.integer)
        maxTokens = Self.optional(options, "max_tokens", options.integer)
        statedIdentity = Self.optional(options, "identity", options.string)
        try checkPrompt()
    }

    /// Changes with whatever can change an answer; how fast and how often it asks does not.
    var identity: String {
        var parts = [model, prompt, system ?? "", answers.rawValue, sendsSeed ? "seed" : "", embeddingModel ?? ""]
        parts.append(statedIdentity ?? base)
        parts.append(temperature.map { "\($0)" } ?? "")
        parts += body.map { "\($0.key)=\($0.value.yaml)" }
        let text = parts.map { "\($0.utf8.count):\($0)" }.joined()
        return "http:\(model):\(SHA256.hex(of: Array(text.utf8)).prefix(32))"
    }

    private func checkPrompt() throws {
        guard !prompt.contains("{text}") else { return }
        throw TeacherFailure(
            .configuration, teacher: name, "its prompt lacks {text}, the place of the sentence.",
            hint: "Write {text} where the sentence belongs, and {samples} where the number of paraphrases does.")
    }

    private static func optional<Value>(_ options: Options, _ name: String, _ read: (String) -> Value) -> Value? {
        options.has(name) ? read(name) : nil
    }

    private static func base(of url: String, _ name: String) throws -> String {
        func wrong(_ message: String, _ hint: String) -> TeacherFailure {
            TeacherFailure(.configuration, teacher: name, message, hint: hint)
        }
        let example = "Give the part that ends with the API's version: http://localhost:8000/v1."
        guard url.hasPrefix("http://") || url.hasPrefix("https://") else {
            throw wrong("its url does not begin with http:// or https://.", example)
        }
        // A key would end up in plans and messages.
        guard !url.contains("@"), !url.contains("?"), !url.contains("#") else {
            throw wrong(
                "its url holds a user name or parameters.", "Name the key's variable with 'api_key_env' instead.")
        }
        var base = Substring(url)
        for ending in ["/", "/chat/completions", "/"] where base.hasSuffix(ending) {
            base = base.dropLast(ending.count)
        }
        return String(base)
    }
}
