import CurateStages
import Foundation

/// Candidates as people and programs read them.
enum ParaphraseText {
    /// Those kept by rank; with `all` the others behind them, the closest first.
    static func ordered(_ candidates: [Candidate], all: Bool) -> [Candidate] {
        func rank(_ candidate: Candidate) -> Int {
            if case .kept(let rank) = candidate.fate { rank } else { .max }
        }
        let shown = candidates.filter { all || rank($0) < .max }
        return shown.enumerated().sorted { left, right in
            (rank(left.element), -(left.element.cosine ?? -2), left.offset)
                < (rank(right.element), -(right.element.cosine ?? -2), right.offset)
        }.map(\.element)
    }

    /// `1  0.9312  微信和支付宝哪一个更好？`; where likelihoods were asked for, they stand behind the cosine.
    static func line(_ candidate: Candidate) -> String {
        let cosine = candidate.cosine.map { String(format: "%.4f", $0) } ?? "      "
        let likelihood = candidate.likelihood.map { String(format: "  %.4f", $0) } ?? ""
        let numbers = cosine + likelihood
        switch candidate.fate {
        case .kept(let rank): return "\(rank)  \(numbers)  \(candidate.text)"
        case .dropped(let reason): return "-  \(numbers)  \(candidate.text)  (\(reason.rawValue))"
        case .changed(let facts):
            return "-  \(numbers)  \(candidate.text)  (changes \(facts.map(\.rawValue).joined(separator: ", ")))"
        }
    }

    static func json(_ text: String, _ candidates: [Candidate]) throws -> String {
        struct Line: Encodable {
            var text: String
            var rank: Int?
            var cosine: Double?
            var likelihood: Double?
            var logProbability: Double?
            var dropped: String?
            var changes: [String]?

            enum CodingKeys: String, CodingKey {
                case text, rank, cosine, likelihood, dropped, changes
                case logProbability = "log_probability"
            }

            init(_ candidate: Candidate) {
                text = candidate.text
                cosine = candidate.cosine.map { (Double($0) * 10_000).rounded() / 10_000 }
                likelihood = candidate.likelihood.map { (Double($0) * 10_000).rounded() / 10_000 }
                logProbability = candidate.logProbability.map { (Double($0) * 10_000).rounded() / 10_000 }
                switch candidate.fate {
                case .kept(let rank): self.rank = rank
                case .dropped(let reason): dropped = reason.rawValue
                case .changed(let facts): changes = facts.map(\.rawValue)
                }
            }
        }
        struct Result: Encodable {
            var text: String
            var paraphrases: [Line]
        }
        return try JSONText.line(of: Result(text: text, paraphrases: candidates.map(Line.init)))
    }
}
