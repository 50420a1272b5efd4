internal import CurateCore

extension SurveyRows {
    mutating func append(contentsOf other: SurveyRows) {
        keys += other.keys
        payloads.append(contentsOf: other.payloads)
    }

    func gather(_ rows: [Int]) -> SurveyRows {
        var result = SurveyRows()
        result.keys = rows.map { keys[$0] }
        result.payloads = payloads.gather(rows)
        return result
    }

    /// By key, then by payload as bytes.
    func sorted() -> SurveyRows {
        gather(
            (0..<count).sorted { left, right in
                if keys[left] != keys[right] { return keys[left] < keys[right] }
                return payloads.bytes[payloads.range(left)].lexicographicallyPrecedes(
                    payloads.bytes[payloads.range(right)])
            })
    }
}
