internal import CurateCore

/// Rows that are no records, by rule, and where they are first.
struct RejectionTally: Sendable {
    /// Places kept of each rule.
    static let most = 3

    private var rows: [String: Int] = [:]
    private var first: [String: [RejectionReport.Place]] = [:]

    /// - Parameter rejections: in the order of the file, behind those added before.
    mutating func add(_ rejections: [RowRejection], file: String) {
        for rejection in rejections {
            rows[rejection.rule, default: 0] += 1
            if first[rejection.rule, default: []].count < Self.most {
                let place = "\(file):\(rejection.line):\(rejection.column)"
                first[rejection.rule, default: []].append(.init(place: place, message: rejection.message))
            }
        }
    }

    mutating func merge(_ other: RejectionTally) {
        rows.merge(other.rows, uniquingKeysWith: +)
        first.merge(other.first) { Array(($0 + $1).prefix(Self.most)) }
    }

    /// Most frequent first.
    var report: [RejectionReport] {
        rows.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
            RejectionReport(rule: $0.key, rows: $0.value, first: first[$0.key] ?? [])
        }
    }
}
