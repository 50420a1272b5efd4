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
            masked = WorkerProtocol.codePoints(request.masked, of: request.text)
            sampling = WireSampling(request.sampling)
        }
    }

    struct LikelihoodLine: Encodable {
        var id: Int
        var op = "likelihood"
        var source: String
        var text: String
        var masked: [[Int]]

        init(_ id: Int, _ request: SurprisalRequest) {
            self.id = id
            (source, text) = (request.source, request.target)
            masked = WorkerProtocol.codePoints(request.masked, of: request.source)
        }
    }

    /// Characters are composed of code points in ways that languages count differently.
    private static func codePoints(_ ranges: [Range<Int>], of text: String) -> [[Int]] {
        guard !ranges.isEmpty else { return [] }
        var starts = [0]
        for character in text { starts.append((starts.last ?? 0) + character.unicodeScalars.count) }
        return ranges.map { range in
            let range = range.clamped(to: 0..<starts.count - 1)
            return [starts[range.lowerBound], starts[range.upperBound]]
        }
    }

    struct EmbedLine: Encodable {
        var id: Int
        var op = "embed"
        var texts: [String]
    }

    /// One of `paraphrases`, `vectors`, `surprisal` and `error`.
    struct Answer: Decodable {
        var id: Int
        var paraphrases: [WireParaphrase]?
        var vectors: [[Float]]?
        var surprisal: Float?
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
