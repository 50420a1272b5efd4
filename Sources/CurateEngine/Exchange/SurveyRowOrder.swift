internal import BinaryColumns
internal import CurateCore

extension SurveyRows {
    /// The rows by key, then payload bytes: an order that does not depend on which thread found them.
    func sorted() -> SurveyRows {
        let keys = self.keys
        let payloads = self.payloads
        var order = keys.indices.map { (key: keys[$0], row: UInt32($0)) }
        order.sort { left, right in
            if left.key != right.key { return left.key < right.key }
            let (a, b) = (payloads.range(Int(left.row)), payloads.range(Int(right.row)))
            return BinaryColumns.compare(a, b, in: payloads.bytes) < 0
        }
        var result = SurveyRows()
        result.keys = order.map(\.key)
        result.payloads = payloads.gather(order.map { Int($0.row) })
        return result
    }

    /// Calls `body` with the rows of each of `parts` ranges of the key space that has any.
    func routed(to parts: Int, _ body: (Int, SurveyRows) throws -> Void) rethrows {
        let sorted = PartOrder(keys.map { RankRouter.part(of: $0, among: parts) }, parts: parts)
        for part in 0..<parts {
            let range = sorted.range(of: part)
            guard !range.isEmpty else { continue }
            let rows = sorted.order.span.extracting(range)
            var routed = SurveyRows()
            routed.keys = BinaryColumns.gather(rows, of: keys)
            routed.payloads = payloads.gather(rows)
            try body(part, routed)
        }
    }
}
