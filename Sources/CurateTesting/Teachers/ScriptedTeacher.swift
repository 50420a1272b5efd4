public import CurateCore
import Synchronization

/// A teacher that answers what a test wrote down, and counts what it is asked.
///
/// Sentences without an answer get none. Vectors count characters, so sentences that share many are close.
public final class ScriptedTeacher: Teacher, TeacherProviding {
    public let identity: String
    public let abilities = Set<TeacherAbility>([.paraphrase, .embed, .likelihood])
    private let answers: [String: [String]]
    private let counts = Mutex((sentences: 0, texts: 0))
    private let surprisals: [String: Float]
    /// Sentences after which it fails; nil: never.
    private let patience: Int?

    /// - Parameter surprisals: of sentences; 1 of those that are not here.
    public init(
        _ answers: [String: [String]], identity: String = "scripted", failingAfter patience: Int? = nil,
        surprisals: [String: Float] = [:]
    ) {
        self.answers = answers
        self.surprisals = surprisals
        self.identity = identity
        self.patience = patience
    }

    /// Sentences it was asked to rephrase.
    public var sentences: Int { counts.withLock(\.sentences) }
    /// Texts it was asked to embed.
    public var texts: Int { counts.withLock(\.texts) }

    public func teacher(_ name: String) throws -> any Teacher { self }

    public func paraphrase(_ requests: [ParaphraseRequest]) throws -> [[Paraphrase]] {
        let asked = counts.withLock { value in
            value.sentences += requests.count
            return value.sentences
        }
        if let patience, asked > patience { throw TeacherFailure(.system, teacher: identity, "it had enough.") }
        return requests.map { request in
            (answers[request.text] ?? []).prefix(request.sampling.samples).map { Paraphrase(text: $0) }
        }
    }

    public func embed(_ texts: [String]) throws -> SentenceVectors {
        counts.withLock { $0.texts += texts.count }
        return SentenceVectors(dimensions: Self.dimensions, values: texts.flatMap(Self.vector))
    }

    public func surprisals(_ requests: [SurprisalRequest]) throws -> [Float] {
        requests.map { surprisals[$0.target] ?? 1 }
    }

    private static let dimensions = 1021

    private static func vector(_ text: String) -> [Float] {
        var sums = [Float](repeating: 0, count: dimensions)
        for scalar in text.unicodeScalars { sums[Int(scalar.value % UInt32(dimensions))] += 1 }
        if text.isEmpty { sums[0] = 1 }
        let length = sums.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return sums.map { $0 / length }
    }
}
