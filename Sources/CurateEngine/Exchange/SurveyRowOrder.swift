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

    /// The rows cut by key into `parts` ranges of the key space.
    func routed(to parts: Int) -> [SurveyRows] {
        guard parts > 1 else { return [self] }
        var result = [SurveyRows](repeating: SurveyRows(), count: parts)
        for row in 0..<count {
            let part = RankRouter.part(of: keys[row], among: parts)
            result[part].keys.append(keys[row])
            result[part].payloads.append(row, of: payloads)
        }
        return result
    }
}
