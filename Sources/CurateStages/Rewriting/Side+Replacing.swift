internal import CurateCore

extension TextColumn {
    /// The column with other texts in some rows.
    /// - Parameters:
    ///   - rows: ascending.
    ///   - texts: one for each of `rows`.
    func replacing(_ rows: [Int], with texts: TextColumn) -> TextColumn {
        var result = TextColumn()
        result.reserve(rows: count, bytes: bytes.count + texts.bytes.count)
        var next = 0
        for row in 0..<count {
            if next < rows.count, rows[next] == row {
                result.append(next, of: texts)
                next += 1
            } else {
                result.append(row, of: self)
            }
        }
        return result
    }
}

extension Side {
    /// Puts other texts into some rows and makes their keys anew where the side has keys.
    /// - Parameter rows: ascending.
    mutating func replace(_ rows: [Int], with texts: TextColumn, keys: any KeyMaking) {
        guard !rows.isEmpty else { return }
        if key.count == text.count { key = key.replacing(rows, with: keys.keys(of: texts)) }
        text = text.replacing(rows, with: texts)
    }
}
