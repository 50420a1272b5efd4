internal import CurateCore
internal import RoFormer

/// RoFormer-Sim in this program. Any number of threads may ask at once; each call uses up to the threads it was given.
struct EmbeddedTeacher: Teacher {
    let identity: String
    let abilities: Set<TeacherAbility> = [.paraphrase, .embed, .likelihood]

    private let options: EmbeddedOptions
    private let tokenizer: Tokenizer
    private let model: RoFormerModel
    private let noise: SourceNoise

    /// - Throws: `TeacherFailure` where the model cannot be used.
    init(_ options: EmbeddedOptions, _ surroundings: TeacherSurroundings) throws {
        let folder = try options.folder(surroundings)
        let checkpoint = try options.reporting { try Checkpoint.open(folder: folder) }
        let positions = checkpoint.configuration.maxPositions
        guard options.maxLength < positions else {
            throw TeacherFailure(
                .configuration, teacher: options.teacher,
                "max_length \(options.maxLength) leaves no room to generate: the model has \(positions) positions",
                hint: "Set it to \(positions / 2) or less")
        }
        self.options = options
        identity = options.identity(digest: checkpoint.digest)
        tokenizer = checkpoint.tokenizer
        noise = SourceNoise(checkpoint.tokenizer.vocabulary)
        model = try options.reporting {
            try RoFormerModel(
                configuration: checkpoint.configuration, weights: checkpoint.weights, precision: options.precision,
                threads: max(1, surroundings.threads))
        }
    }

    /// A sentence that the limit of length cut off is none, so there may be fewer than asked for.
    func paraphrase(_ requests: [ParaphraseRequest]) throws -> [[Paraphrase]] {
        let generated = try options.reporting { try model.generate(requests.map(generation)) }
        return generated.map { sequences in
            sequences.filter(\.isComplete).map { sequence in
                Paraphrase(
                    text: tokenizer.decode(sequence.tokens), logProbability: Float(sequence.logProbability))
            }
        }
    }

    func embed(_ texts: [String]) throws -> SentenceVectors {
        let sentences = texts.map { tokenizer.encode($0, maxLength: options.maxLength) }
        let vectors = try options.reporting { try model.embed(sentences, normalized: true) }
        return SentenceVectors(dimensions: model.configuration.hiddenSize, values: vectors)
    }

    /// Texts are cut where source and target would fill more than the model's positions.
    func surprisals(_ requests: [SurprisalRequest]) throws -> [Float] {
        let limit = min(options.maxLength, model.configuration.maxPositions / 2)
        let sources = requests.map { tokenizer.tokenize($0.source, maxLength: limit, masked: $0.masked).ids }
        let targets = requests.map { Array(tokenizer.encode($0.target, maxLength: limit).dropFirst()) }
        let sums = try options.reporting { try model.logLikelihood(sources: sources, targets: targets) }
        return zip(sums, targets).map { Float(-$0 / Double($1.count)) }
    }

    private func generation(_ request: ParaphraseRequest) -> GenerationRequest {
        let sampling = request.sampling
        var source = tokenizer.tokenize(request.text, maxLength: options.maxLength, masked: request.masked).ids
        noise.apply(to: &source, share: sampling.sourceNoise, seed: request.seed)
        return GenerationRequest(
            source: source, seed: request.seed, samples: sampling.samples, topP: sampling.topP, topK: sampling.topK,
            temperature: sampling.temperature, maxLength: sampling.maxLength, endMark: tokenizer.special.end)
    }
}
