internal import CurateCore
internal import Files
internal import Synchronization

/// Decides when a request may begin: how many at once, how many a minute, how many in all, and not while the server
/// wants a pause.
final class RequestPacer: Sendable {
    private struct State {
        var underWay = 0
        /// When the next may begin, by the clock.
        var next = 0.0
        var begun = 0
        var tokens = 0
    }

    private let options: ChatOptions
    private let state = Mutex(State())

    init(_ options: ChatOptions) { self.options = options }

    /// Requests begun and tokens used so far.
    var spent: (requests: Int, tokens: Int) { state.withLock { ($0.begun, $0.tokens) } }

    /// Waits until a request may begin, runs it, and counts the tokens that it returns.
    /// - Throws: ``TeacherFailure`` when the budget is used up; `Interrupted`; what `body` throws.
    func run<Result>(_ body: () throws -> (result: Result, tokens: Int)) throws -> Result {
        var refusal: TeacherFailure?
        try Pause.wait {
            state.withLock { state in
                refusal = overBudget(state)
                return refusal != nil || begin(&state)
            }
        }
        if let refusal { throw refusal }
        defer { state.withLock { $0.underWay -= 1 } }
        let (result, tokens) = try body()
        state.withLock { $0.tokens += tokens }
        return result
    }

    /// Counts tokens of an answer that was of no use.
    func count(tokens: Int) { state.withLock { $0.tokens += tokens } }

    /// Nothing begins for some seconds, whoever asks.
    func hold(seconds: Double) {
        let end = Clock.monotonicSeconds + seconds
        state.withLock { $0.next = max($0.next, end) }
    }

    private func begin(_ state: inout State) -> Bool {
        let now = Clock.monotonicSeconds
        guard state.underWay < options.concurrency, now >= state.next else { return false }
        state.underWay += 1
        state.begun += 1
        if let rate = options.requestsPerMinute { state.next = max(state.next + 60 / rate, now) }
        return true
    }

    private func overBudget(_ state: State) -> TeacherFailure? {
        if let most = options.maxRequests, state.begun >= most {
            return spent("its budget of \(most) requests (max_requests) is used up")
        }
        if let most = options.maxTokens, state.tokens >= most {
            return spent("its budget of \(most) tokens (max_tokens) is used up")
        }
        return nil
    }

    private func spent(_ message: String) -> TeacherFailure {
        TeacherFailure(
            .limit, teacher: options.name, message + ".",
            hint: "Answers so far are kept, and the budget counts for one run: the same command goes on from there.")
    }
}
