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
        let sentences = Workload.sentences(2_000, lengths: Workload.usual)
        let rate = try repeated(count: sentences.count) { _ = try model.embed(sentences) }
        report("encode", ["sentences": rate, "tokens": rate * Workload.meanLength(sentences)])
    }

    /// Ten samples for each source, as long as the source, within top-p 0.95.
    func generate() throws {
        let model = try makeModel()
        let sources = Workload.sentences(size == "small" ? 96 : 32, lengths: Workload.usual)
        var made = 0
        var likelihood = 0.0
        let seconds = try timed {
            let answers = try model.generate(Workload.requests(sources))
            for sequence in answers.joined() {
                made += sequence.tokens.count + (sequence.isComplete ? 1 : 0)
                likelihood += sequence.logProbability
            }
        }
        report("generate", ["tokens": Double(made) / seconds, "log_probability": likelihood / Double(made)])
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

    /// Items a second, best of several rounds.
    private func repeated(count: Int, _ body: () throws -> Void) throws -> Double {
        try body()
        var best = 0.0
        let end = Clock.monotonicSeconds + Self.seconds
        repeat { best = max(best, Double(count) / (try timed(body))) } while Clock.monotonicSeconds < end
        return best
    }

    private func timed(_ body: () throws -> Void) rethrows -> Double {
        let start = Clock.monotonicSeconds
        try body()
        return Clock.monotonicSeconds - start
    }

    private func report(_ job: String, _ values: [String: Double]) {
        let fields = values.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }
        print(
            "{\"job\": \"\(job)\", \"size\": \"\(size)\", \"precision\": \"\(precision.resolved.rawValue)\", "
                + "\(fields.joined(separator: ", "))}")
    }
}
