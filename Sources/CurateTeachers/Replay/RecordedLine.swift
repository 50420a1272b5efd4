internal import CurateCore

/// A line of a recording: one request and its answer.
struct RecordedLine: Codable, Hashable {
    var op: String
    var text: String
    /// Where given, a request must have the same; where not, any will do.
    var seed: UInt64?
    var masked: [[Int]]?
    var sampling: WireSampling?
    var paraphrases: [WireParaphrase]?
    var vector: [Float]?
    /// Of a likelihood: what the text answers.
    var source: String?
    var surprisal: Float?

    init(_ request: ParaphraseRequest, _ answer: [Paraphrase]) {
        (op, text, seed) = ("paraphrase", request.text, request.seed)
        masked = request.masked.isEmpty ? nil : request.masked.map { [$0.lowerBound, $0.upperBound] }
        sampling = WireSampling(request.sampling)
        paraphrases = answer.map(WireParaphrase.init)
    }

    init(_ text: String, _ vector: [Float]) {
        (op, self.text, self.vector) = ("embed", text, vector)
    }

    init(_ request: SurprisalRequest, _ surprisal: Float) {
        (op, text, source, self.surprisal) = ("likelihood", request.target, request.source, surprisal)
        masked = request.masked.isEmpty ? nil : request.masked.map { [$0.lowerBound, $0.upperBound] }
    }

    /// The same without its answer.
    var question: RecordedLine {
        var copy = self
        (copy.paraphrases, copy.vector, copy.surprisal) = (nil, nil, nil)
        return copy
    }

    func answers(_ request: ParaphraseRequest) -> Bool {
        seed ?? request.seed == request.seed
            && sampling ?? WireSampling(request.sampling) == WireSampling(request.sampling)
            && masked ?? [] == request.masked.map { [$0.lowerBound, $0.upperBound] }
    }
}
