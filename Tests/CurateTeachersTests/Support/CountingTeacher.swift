import CurateCore
import CurateTesting
import Files
import Synchronization

/// A toy teacher that remembers what it was asked, and can be told to fail.
final class CountingTeacher: Teacher {
    let base: ToyTeacher
    var identity: String { base.identity }
    var abilities: Set<TeacherAbility> { base.abilities }
    private let calls = Mutex<[[String]]>([])
    /// The batch, from 0, at which it fails.
    let failingCall: Int?

    /// How long it takes to answer a batch.
    let seconds: Double

    init(_ base: ToyTeacher = ToyTeacher(), failingCall: Int? = nil, seconds: Double = 0) {
        self.base = base
        self.seconds = seconds
        self.failingCall = failingCall
    }

    /// Texts of each batch asked.
    var asked: [[String]] { calls.withLock { $0 } }

    func paraphrase(_ requests: [ParaphraseRequest]) throws -> [[Paraphrase]] {
        try note(requests.map(\.text))
        return try base.paraphrase(requests)
    }

    func embed(_ texts: [String]) throws -> SentenceVectors {
        try note(texts)
        return try base.embed(texts)
    }

    func surprisals(_ requests: [SurprisalRequest]) throws -> [Float] {
        try note(requests.map(\.target))
        return try base.surprisals(requests)
    }

    private func note(_ texts: [String]) throws {
        let number = calls.withLock { calls in
            calls.append(texts)
            return calls.count - 1
        }
        Clock.sleep(seconds: seconds)
        if number == failingCall { throw TeacherFailure(.system, teacher: "counting", "it was told to fail.") }
    }
}

/// Requests with the texts' places as seeds.
func requests(_ texts: [String], samples: Int = 4) -> [ParaphraseRequest] {
    texts.enumerated().map {
        ParaphraseRequest(text: $0.element, seed: UInt64($0.offset), sampling: Sampling(samples: samples))
    }
}
