internal import CurateCore
internal import FoundationEssentials

/// Bodies of requests and answers of an OpenAI-compatible API.
struct ChatMessages: Sendable {
    let options: ChatOptions

    func chat(_ request: ParaphraseRequest, attempt: Int) throws -> [UInt8] {
        var fields: [String: JSONField] = ["model": .text(options.model)]
        for entry in options.body { fields[entry.key] = JSONField(entry.value) }
        var messages: [JSONField] = []
        if let system = options.system { messages.append(Self.message("system", system)) }
        messages.append(Self.message("user", prompt(request)))
        fields["messages"] = .list(messages)
        fields["temperature"] = .number(options.temperature ?? request.sampling.temperature)
        fields["top_p"] = .number(request.sampling.topP)
        // Another try of a request whose answer could not be read must not get the same answer again.
        let seed = (request.seed &+ UInt64(attempt)) % (1 << 31)
        if options.sendsSeed { fields["seed"] = .integer(Int(seed)) }
        return try Self.bytes(.map(fields))
    }

    func embeddings(_ texts: [String]) throws -> [UInt8] {
        try Self.bytes(
            .map([
                "model": .text(options.embeddingModel ?? ""), "input": .list(texts.map(JSONField.text)),
                "encoding_format": .text("float"),
            ]))
    }

    private func prompt(_ request: ParaphraseRequest) -> String {
        // In one pass: a sentence that holds {samples} stays as it is.
        var result = ""
        var rest = Substring(options.prompt)
        while let brace = rest.firstIndex(of: "{") {
            result += rest[..<brace]
            rest = rest[brace...]
            if rest.hasPrefix("{text}") {
                result += Self.visible(request)
                rest = rest.dropFirst("{text}".count)
            } else if rest.hasPrefix("{samples}") {
                result += String(request.sampling.samples)
                rest = rest.dropFirst("{samples}".count)
            } else {
                result.append(rest.removeFirst())
            }
        }
        return result + rest
    }

    private static func visible(_ request: ParaphraseRequest) -> String {
        var characters = Array(request.text).map(String.init)
        for range in request.masked {
            let range = range.clamped(to: 0..<characters.count)
            for place in range { characters[place] = place == range.lowerBound ? "[MASK]" : "" }
        }
        return characters.joined()
    }

    private static func message(_ role: String, _ text: String) -> JSONField {
        .map(["role": .text(role), "content": .text(text)])
    }

    private static func bytes(_ field: JSONField) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(field))
    }

    // MARK: Answers

    struct ChatAnswer: Decodable {
        struct Choice: Decodable {
            struct Message: Decodable { var content: String? }
            var message: Message
            var finish_reason: String?
        }
        var choices: [Choice]
    }

    struct EmbeddingAnswer: Decodable {
        struct Item: Decodable {
            var index: Int?
            var embedding: [Float]
        }
        var data: [Item]
    }

    struct Usage: Decodable {
        struct Tokens: Decodable { var total_tokens: Int? }
        var usage: Tokens?
    }

    /// Tokens that the server says a request took; 0 when it does not say.
    static func tokens(_ body: [UInt8]) -> Int { (try? JSONLine.value(Usage.self, body))?.usage?.total_tokens ?? 0 }
}

/// A JSON value to write.
enum JSONField: Encodable, Sendable {
    case text(String), integer(Int), number(Double), bool(Bool), list([JSONField]), map([String: JSONField])

    init(_ value: OptionValue) {
        switch value {
        case .bool(let value): self = .bool(value)
        case .integer(let value): self = .integer(value)
        case .number(let value): self = .number(value)
        case .string(let value): self = .text(value)
        case .list(let values): self = .list(values.map(JSONField.init))
        case .map(let entries):
            self = .map(Dictionary(entries.map { ($0.key, JSONField($0.value)) }) { _, last in last })
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .bool(let value): try container.encode(value)
        case .list(let values): try container.encode(values)
        case .map(let fields): try container.encode(fields)
        }
    }
}
