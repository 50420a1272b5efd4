import Files
import RoFormer

/// The jobs of the teacher's benchmark.
struct Bench {
    let size: String
    let configuration: ModelConfiguration
    let precision: Precision
    let threads: Int

    /// Seconds that a job is repeated for at least.
    private static let seconds = 3.0

    /// Sentences of about 13 tokens, as in short-question corpora.
    func encode() throws {
        let model = try makeModel()
        let sentences = Workload.sentences(size == "small" ? 2_000 : 500, lengths: Workload.usual)
        _ = try model.embed(Array(sentences.prefix(200)))
        var best = Measured(count: 0, seconds: 1, processorSeconds: 1)
        let end = Clock.monotonicSeconds + Self.seconds
        repeat {
            let measured = try Measured.time {
                _ = try model.embed(sentences)
                return sentences.count
            }
            best = measured.rate > best.rate ? measured : best
        } while Clock.monotonicSeconds < end
        report(
            "encode",
            [
                "sentences": best.rate, "tokens": best.rate * Workload.meanLength(sentences),
                "sentences_per_processor_second": best.processorRate,
            ])
    }

    /// Ten samples for each source, as long as the source, within top-p 0.95.
    func generate() throws {
        let model = try makeModel()
        let sources = Workload.sentences(size == "small" ? 96 : 32, lengths: Workload.usual)
        let measured = try Measured.time {
            let answers = try model.generate(Workload.requests(sources))
            return answers.joined().reduce(0) { $0 + $1.tokens.count + ($1.isComplete ? 1 : 0) }
        }
        report("generate", ["tokens": measured.rate, "tokens_per_processor_second": measured.processorRate])
    }

    /// Where the time goes, by the length of sentences.
    func split() throws {
        let model = try makeModel(measures: true)
        for length in [8, 16, 32, 64] {
            let sentences = Workload.sentences(1_000 * 8 / length, lengths: length...length)
            _ = model.takeTimes()
            _ = try model.embed(sentences)
            report("split encode", shares(model.takeTimes(), length))
            let sources = Array(sentences.prefix(size == "small" ? 192 / length : 64 / length))
            _ = try model.generate(Workload.requests(sources))
            report("split generate", shares(model.takeTimes(), length))
        }
    }

    private func shares(_ times: PhaseTimes, _ length: Int) -> [String: Double] {
        let total = times.total
        return [
            "length": Double(length), "linear": times.linear / total, "attention": times.attention / total,
            "sampling": times.sampling / total, "rest": times.rest / total,
        ]
    }

    /// What the same multiplications reach alone, at the rows of a batch: the ceiling of this kernel here.
    func peak() throws {
        let peak = MultiplicationPeak(configuration: configuration, precision: precision.resolved, threads: threads)
        report("peak", ["gigaflops": try peak.measure(seconds: Self.seconds)])
    }

    private func makeModel(measures: Bool = false) throws -> RoFormerModel {
        try RoFormerModel(
            configuration: configuration, weights: RandomWeights.make(configuration), precision: precision,
            threads: threads, measures: measures)
    }

    func report(_ job: String, _ values: [String: Double]) {
        let fields = values.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }
        print(
            "{\"job\": \"\(job)\", \"size\": \"\(size)\", \"precision\": \"\(precision.resolved.rawValue)\", "
                + "\(fields.joined(separator: ", "))}")
    }
}
