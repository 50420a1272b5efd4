internal import CurateCore

extension LogValue {
    /// A similarity as the ledger tells it: four decimals.
    static func similarity(_ value: Double) -> LogValue { .number((value * 10_000).rounded() / 10_000) }
}
