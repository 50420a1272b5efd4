internal import CurateCore

/// What is said to and by a worker program: one JSON object a line. Version 1.
enum WorkerProtocol {
    static let version = 1

    /// The first line a worker writes, once it is ready.
    struct Greeting: Decodable {
        var curate_teacher: Int
        var identity: String
        var abilities: [String]
        var dimensions: Int?
    }

    struct ParaphraseLine: Encodable {
        var id: Int
        var op = "paraphrase"
        var text: String
        var seed: UInt64
        var masked: [[Int]]
        var sampling: WireSampling

        init(_ id: Int, _ request: ParaphraseRequest) {
            self.id = id
            text = request.text
            seed = request.seed
            masked = request.masked.map { [$0.lowerBound, $0.upperBound] }
            sampling = WireSampling(request.sampling)
        }
    }

    struct EmbedLine: Encodable {
        var id: Int
        var op = "embed"
        var texts: [String]
    }

    /// One of `paraphrases`, `vectors` and `error`.
    struct Answer: Decodable {
        var id: Int
        var paraphrases: [WireParaphrase]?
        var vectors: [[Float]]?
        var error: String?
    }
}

/// ``Sampling`` as JSON, in the words of the worker protocol and of recordings.
struct WireSampling: Codable, Hashable {
    var samples: Int
    var top_p: Double
    var top_k: Int
    var temperature: Double
    var max_length: Int
    var source_noise: Double

    init(_ sampling: Sampling) {
        samples = sampling.samples
        top_p = sampling.topP
        top_k = sampling.topK
        temperature = sampling.temperature
        max_length = sampling.maxLength
        source_noise = sampling.sourceNoise
    }
}

/// ``Paraphrase`` as JSON, in the words of the worker protocol and of recordings.
struct WireParaphrase: Codable, Hashable {
    var text: String
    var log_probability: Float?

    init(_ paraphrase: Paraphrase) {
        text = paraphrase.text
        log_probability = paraphrase.logProbability
    }

    var paraphrase: Paraphrase { Paraphrase(text: text, logProbability: log_probability) }
}
