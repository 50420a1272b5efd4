internal import CurateCore
internal import Hashing

/// Finds a text's row by its bytes or, where no text has these, by its compared form.
struct TextRows: Sendable {
    private let keys: (any KeyMaking)?
    private var exact = DigestTable()
    private var compared = DigestTable()
    /// Texts whose compared forms are made together.
    private var waiting = TextColumn()

    /// - Parameter keys: nil: texts are found by their bytes alone.
    init(_ keys: (any KeyMaking)?) { self.keys = keys }

    var count: Int { exact.count }

    mutating func append(_ text: ArraySlice<UInt8>) {
        exact.append(Digest128(ofText: text))
        guard keys != nil else { return }
        waiting.append(text)
        if waiting.count == 4096 { makeKeys() }
    }

    /// Makes rows findable; returns neighbours among rows of the very same text, the earlier first.
    mutating func sort() -> [(first: Int, second: Int)] {
        makeKeys()
        // Of several spellings the first serves all others.
        _ = compared.sort()
        return exact.sort()
    }

    func row(of text: String) -> Int? {
        if let row = exact.row(of: Digest128(ofText: text)) { return row }
        guard let keys else { return nil }
        let column = keys.keys(of: TextColumn([text]))
        return column.length(0) == 0 ? nil : compared.row(of: Self.digest(column, 0))
    }

    private mutating func makeKeys() {
        guard let keys, waiting.count > 0 else { return }
        let column = keys.keys(of: waiting)
        for row in 0..<column.count { compared.append(Self.digest(column, row)) }
        waiting = TextColumn()
    }

    private static func digest(_ column: TextColumn, _ row: Int) -> Digest128 {
        Digest128(ofText: column.bytes[column.range(row)])
    }
}
