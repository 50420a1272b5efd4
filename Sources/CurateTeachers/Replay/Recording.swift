internal import Checksums
internal import CurateCore
internal import Files

/// A file of recorded answers, read and checked.
struct Recording: Sendable {
    let digest: String
    // By the text's bytes: texts that only look alike are different questions.
    private(set) var paraphrases: [[UInt8]: [RecordedLine]] = [:]
    private(set) var vectors: [[UInt8]: [Float]] = [:]
    private(set) var dimensions: Int?
    /// By the question as it is written.
    private(set) var surprisals: [[UInt8]: Float] = [:]

    /// - Throws: ``TeacherFailure`` that names the line that is wrong.
    init(path: String, teacher: String) throws {
        let bytes = try Self.bytes(path, teacher)
        digest = SHA256.hex(of: bytes)
        for (number, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
        where line.contains(where: { $0 > 32 }) {
            do { try add(JSONLine.value(RecordedLine.self, line)) } catch let fault as Fault {
                throw Self.failure(fault.message, path, number + 1, line, teacher)
            } catch {
                throw Self.failure("is no recorded answer", path, number + 1, line, teacher)
            }
        }
    }

    /// Every request that it answers.
    var questions: [RecordedLine] {
        paraphrases.values.joined().map(\.question)
            + vectors.keys.map { RecordedLine(String(decoding: $0, as: UTF8.self), []).question }
    }

    /// The questions about likelihoods among them, as they are written.
    var likelihoods: some Collection<[UInt8]> { surprisals.keys }

    func surprisal(_ request: SurprisalRequest) throws -> Float? {
        surprisals[try JSONLine.bytes(RecordedLine(request, 0).question)]
    }

    static func digest(path: String, teacher: String) throws -> String { SHA256.hex(of: try bytes(path, teacher)) }

    private struct Fault: Error { var message: String }

    private mutating func add(_ line: RecordedLine) throws {
        switch (line.op, line.paraphrases, line.vector) {
        case ("paraphrase", let answer?, nil):
            let key = Array(line.text.utf8)
            let earlier = paraphrases[key]?.first { $0.question == line.question }
            if let earlier, earlier.paraphrases != answer { throw Fault(message: "contradicts an earlier line") }
            if earlier == nil { paraphrases[key, default: []].append(line) }
        case ("embed", nil, let vector?):
            guard let vector = Vectors.unit(vector), dimensions ?? vector.count == vector.count else {
                throw Fault(message: "has a vector of another length than those before, or without direction")
            }
            if let earlier = vectors.updateValue(vector, forKey: Array(line.text.utf8)), earlier != vector {
                throw Fault(message: "contradicts an earlier line")
            }
            dimensions = vector.count
        case ("likelihood", nil, nil):
            guard line.source != nil, let surprisal = line.surprisal, surprisal >= 0, surprisal.isFinite else {
                throw Fault(message: "has no 'source', or no 'surprisal' of at least 0")
            }
            let earlier = surprisals.updateValue(surprisal, forKey: try JSONLine.bytes(line.question))
            if let earlier, earlier != surprisal { throw Fault(message: "contradicts an earlier line") }
        default:
            throw Fault(
                message: "has no 'op' with its answer: 'paraphrases' of paraphrase, 'vector' of embed, 'surprisal' of "
                    + "likelihood")
        }
    }

    private static func bytes(_ path: String, _ teacher: String) throws -> [UInt8] {
        do { return try FileSystem.readAll(path) } catch {
            throw TeacherFailure(
                .configuration, teacher: teacher, "its recording cannot be read: \(error).", hint: "Check 'path'.")
        }
    }

    private static func failure(
        _ message: String, _ path: String, _ number: Int, _ line: some Collection<UInt8>, _ teacher: String
    ) -> TeacherFailure {
        TeacherFailure(
            .configuration, teacher: teacher, "\(path):\(number) \(message): \(JSONLine.excerpt(line))",
            hint: "A recording is written by the option 'record'; each line holds one request and its answer.")
    }
}
