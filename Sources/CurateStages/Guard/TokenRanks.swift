/// Tokens and their places in an order; one look at memory for each question.
struct TokenRanks: Sendable {
    private struct Slot {
        var token: Bigrams.Token
        /// 0: the slot is free.
        var rank: UInt32
    }

    private var slots: [Slot]
    private let shift: UInt64

    /// - Parameter tokens: distinct, in their order.
    init(_ tokens: [Bigrams.Token]) {
        var bits: UInt64 = 1
        while 1 << Int(bits) < tokens.count * 2 { bits += 1 }
        shift = 64 - bits
        slots = [Slot](repeating: Slot(token: 0, rank: 0), count: 1 << Int(bits))
        for (rank, token) in tokens.enumerated() {
            var place = home(token)
            while slots[place].rank != 0 { place = (place + 1) & (slots.count - 1) }
            slots[place] = Slot(token: token, rank: UInt32(rank) + 1)
        }
    }

    /// The token's place in the order, from 0.
    subscript(_ token: Bigrams.Token) -> UInt32? {
        var place = home(token)
        while slots[place].rank != 0 {
            if slots[place].token == token { return slots[place].rank - 1 }
            place = (place + 1) & (slots.count - 1)
        }
        return nil
    }

    var footprint: Int { slots.count * 16 }

    private func home(_ token: Bigrams.Token) -> Int {
        let product = token.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return Int((product.high ^ product.low) >> shift)
    }
}
