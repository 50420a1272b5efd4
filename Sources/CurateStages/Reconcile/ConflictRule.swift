internal import CurateCore

/// How a conflict between labels of one pair is settled.
enum ConflictRule: String, Sendable, CaseIterable {
    case drop, majority, first, soft

    /// One record's label in a conflict.
    struct Claim: Sendable, Equatable {
        var value: Float
        var copies: UInt32
    }

    /// What becomes of a record.
    enum Outcome: Sendable, Equatable {
        case stays
        /// It leaves; the claim that it yields to or contradicts.
        case leaves(because: Int)
        /// It stands for all with a label of its own.
        case takes(Float)
    }

    /// Settles a conflict.
    /// - Parameter claims: of one pair on one scale, the first record first; at least two values among them.
    func settle(_ claims: [Claim], on scale: LabelScale) -> [Outcome] {
        switch self {
        case .drop: return Self.dropAll(claims)
        case .first: return Self.keep(claims[0].value, of: claims)
        case .soft where scale != .nli:
            let mean = Self.mean(claims)
            return claims.indices.map { $0 == 0 ? .takes(mean) : .leaves(because: 0) }
        case .majority, .soft:
            guard let winner = Self.winner(claims) else { return Self.dropAll(claims) }
            return Self.keep(winner, of: claims)
        }
    }

    private static func dropAll(_ claims: [Claim]) -> [Outcome] {
        claims.map { claim in .leaves(because: claims.firstIndex { $0.value != claim.value } ?? 0) }
    }

    private static func keep(_ value: Float, of claims: [Claim]) -> [Outcome] {
        let witness = claims.firstIndex { $0.value == value } ?? 0
        return claims.map { $0.value == value ? .stays : .leaves(because: witness) }
    }

    /// The value with most copies; nil on a tie.
    private static func winner(_ claims: [Claim]) -> Float? {
        var votes: [(value: Float, copies: UInt64)] = []
        for claim in claims {
            if let place = votes.firstIndex(where: { $0.value == claim.value }) {
                votes[place].copies += UInt64(claim.copies)
            } else {
                votes.append((claim.value, UInt64(claim.copies)))
            }
        }
        let most = votes.map(\.copies).max() ?? 0
        let leaders = votes.filter { $0.copies == most }
        return leaders.count == 1 ? leaders[0].value : nil
    }

    private static func mean(_ claims: [Claim]) -> Float {
        let sum = claims.reduce(0.0) { $0 + Double($1.value) * Double($1.copies) }
        let weight = claims.reduce(0.0) { $0 + Double($1.copies) }
        return Float(sum / weight)
    }
}
