/// The numbers of a sentence by value: 3, 三 and 叁 are one number, 两 is 2, 十二 is 12.
enum NumberFacts {
    /// The values as decimal digits, in the order of the sentence; what cannot be read as a value stands for itself.
    ///
    /// 一 alone counts nothing: "一款车" and "车" are one thing; where a paraphrase makes it 两, the 2 is the difference.
    static func values(_ scalars: [UInt32]) -> [String] {
        var values: [String] = []
        var place = 0
        while place < scalars.count {
            if let length = Lexicons.numeralIdioms.length(scalars, at: place) {
                place += length
            } else if isDigit(scalars[place]) {
                values.append(digits(scalars, &place))
            } else if isNumeral(scalars[place]) {
                if let value = numeral(scalars, &place) { values.append(value) }
            } else {
                place += 1
            }
        }
        return values
    }

    private static func isDigit(_ scalar: UInt32) -> Bool { (0x30...0x39).contains(scalar) }
    private static func isNumeral(_ scalar: UInt32) -> Bool { CharacterClass.of(scalar).contains(.numeral) }

    /// `3`, `3.5`, `007` as it stands.
    private static func digits(_ scalars: [UInt32], _ place: inout Int) -> String {
        var text = ""
        while place < scalars.count {
            let isPoint =
                scalars[place] == 0x2E && place + 1 < scalars.count && isDigit(scalars[place + 1]) && !text.isEmpty
            guard isDigit(scalars[place]) || isPoint, let scalar = Unicode.Scalar(scalars[place]) else { break }
            text.unicodeScalars.append(scalar)
            place += 1
        }
        return text
    }

    private static func numeral(_ scalars: [UInt32], _ place: inout Int) -> String? {
        let start = place
        while place < scalars.count, isNumeral(scalars[place]) { place += 1 }
        let run = scalars[start..<place]
        if run.count == 1, run.first == 0x4E00 { return nil }
        if let value = value(run) { return String(value) }
        return String(String.UnicodeScalarView(run.compactMap(Unicode.Scalar.init)))
    }

    private static let units: [UInt32: Int] = [
        0x5341: 10, 0x767E: 100, 0x5343: 1000, 0x4E07: 10_000, 0x4EBF: 100_000_000,
    ]

    private static let digitValues: [UInt32: Int] = Dictionary(
        uniqueKeysWithValues: zip("〇一二三四五六七八九".unicodeScalars.map(\.value), 0...9)
    ).merging([0x96F6: 0, 0x4E24: 2]) { first, _ in first }

    /// 一百二十三 is 123; 二〇一九 is 2019; nil for what is no number, such as 百万千.
    private static func value(_ run: ArraySlice<UInt32>) -> Int? {
        if !run.contains(where: { units[$0] != nil }) {
            guard run.count < 16 else { return nil }
            return run.reduce(0) { $0 * 10 + (digitValues[$1] ?? 0) }
        }
        var (total, section) = (0, 0)
        var digit: Int?
        for scalar in run {
            if let next = digitValues[scalar] {
                digit = next
            } else if let unit = units[scalar] {
                if unit >= 10_000 {
                    let before = section + (digit ?? 0)
                    total &+= (before == 0 ? 1 : before) &* unit
                    section = 0
                } else {
                    section += (digit ?? 1) * unit
                }
                digit = nil
            }
        }
        return total &+ section &+ (digit ?? 0)
    }
}
