internal import CurateCore
internal import CurateReport

/// The ids in a row's line.
enum RowIDs {
    /// Its own, its parent's, and those that it names.
    static func all(_ row: FolderRow) -> [RecordID] {
        var found: [RecordID] = []
        let json = row.json.span
        var place = 0
        while place + 34 <= json.count {
            if json[place] == UInt8(ascii: "\""), json[place + 33] == UInt8(ascii: "\""),
                let high = HexDigits.word(json, at: place + 1), let low = HexDigits.word(json, at: place + 17)
            {
                found.append(RecordID(high: high, low: low))
                place += 34
            } else {
                place += 1
            }
        }
        return found
    }
}
