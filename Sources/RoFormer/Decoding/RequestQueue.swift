internal import Synchronization

/// Requests that no thread took yet, and the answers of those that are done.
final class RequestQueue: Sendable {
    struct Numbered {
        var number: Int
        var request: GenerationRequest
    }

    private let requests: [GenerationRequest]
    private let next = Mutex(0)
    private let answers: Mutex<[[GeneratedSequence]]>

    init(_ requests: [GenerationRequest]) {
        self.requests = requests
        answers = Mutex(requests.map { _ in [] })
    }

    /// All samples of all requests.
    var samples: Int { requests.reduce(0) { $0 + $1.samples } }

    /// The next requests, as many as it takes for `samples` and not much more than `tokens` source tokens.
    func take(samples: Int, tokens: Int) -> [Numbered] {
        next.withLock { next in
            var taken: [Numbered] = []
            var promised = 0
            var length = 0
            while next < requests.count && promised < samples && length < tokens {
                taken.append(Numbered(number: next, request: requests[next]))
                promised += requests[next].samples
                length += requests[next].source.count
                next += 1
            }
            return taken
        }
    }

    func answer(_ number: Int, _ sequences: [GeneratedSequence]) {
        answers.withLock { $0[number] = sequences }
    }

    func results() -> [[GeneratedSequence]] { answers.withLock { $0 } }
}
