/// A record that a person should look at; it stays.
public struct Review: Sendable, Hashable {
    /// Row in the batch.
    public var row: Int
    /// 0 to 1; the most suspicious records are listed first.
    public var suspicion: Double
    public var values: [Rejection.Value]

    public init(row: Int, suspicion: Double, values: [Rejection.Value]) {
        self.row = row
        self.suspicion = suspicion
        self.values = values
    }
}

/// How long the list of records to review may become.
public struct ReviewLimit: Sendable, Hashable, Codable {
    public var rows: Int
    public init(rows: Int) { self.rows = rows }
}
