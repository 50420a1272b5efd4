/// Recognizing phone, identity and bank card numbers at a place in a text.
extension Span<UInt8> {
    /// The end of the identity or bank card number that starts at `start`.
    func endOfIdentity(from start: Int) -> Int? {
        guard startsNumber(start) else { return nil }
        let end = endOfDigits(from: start)
        if end - start == 17, end < count, self[end] | 0x20 == UInt8(ascii: "x") {
            return closesWord(end + 1) && hasBirthday(start) ? end + 1 : nil
        }
        guard closesWord(end) else { return nil }
        if end - start == 18, hasBirthday(start) { return end }
        return (16...19).contains(end - start) && hasLuhnDigit(start..<end) ? end : nil
    }

    /// Digits 7 to 14 of a resident identity number are a date of birth.
    private func hasBirthday(_ start: Int) -> Bool {
        let year = number(start + 6..<start + 10)
        let month = number(start + 10..<start + 12)
        let day = number(start + 12..<start + 14)
        return self[start] != UInt8(ascii: "0") && (1900...2099).contains(year) && (1...12).contains(month)
            && (1...31).contains(day)
    }

    private func hasLuhnDigit(_ range: Range<Int>) -> Bool {
        guard number(range.prefix(4)) != 0 else { return false }
        var sum = 0
        for (place, index) in range.reversed().enumerated() {
            let digit = number(index..<index + 1) * (place % 2 == 1 ? 2 : 1)
            sum += digit > 9 ? digit - 9 : digit
        }
        return sum % 10 == 0
    }

    /// The end of the phone number that starts at `start`.
    func endOfPhone(from start: Int) -> Int? {
        guard startsNumber(start) || self[start] == UInt8(ascii: "+") else { return nil }
        let number = afterCountryCode(start)
        for pattern in PhonePattern.all {
            if let end = end(of: pattern, from: number), end == count || !self[end].isDigit { return end }
        }
        return nil
    }

    private func afterCountryCode(_ start: Int) -> Int {
        for code in PhonePattern.countryCodes where starts(code, at: start) {
            let end = start + code.count
            return isSeparator(end) ? end + 1 : end
        }
        return start
    }

    private func end(of pattern: PhonePattern, from start: Int) -> Int? {
        guard starts(pattern.prefix, at: start) else { return nil }
        var place = start + pattern.prefix.count
        for (index, length) in pattern.groups.enumerated() {
            if index > 0, isSeparator(place) {
                place += 1
            } else if index > 0, pattern.needsSeparators {
                return nil
            }
            guard endOfDigits(from: place) - place >= length else { return nil }
            place += length
        }
        return place
    }

    private func isSeparator(_ place: Int) -> Bool {
        place < count && (self[place] == UInt8(ascii: "-") || self[place] == UInt8(ascii: " "))
    }

    private func starts(_ word: [UInt8], at start: Int) -> Bool {
        guard start + word.count <= count else { return false }
        for index in word.indices where self[start + index] != word[index] { return false }
        return true
    }

    /// True at a digit before which no letter, digit, decimal point or sign stands.
    private func startsNumber(_ start: Int) -> Bool {
        guard self[start].isDigit else { return false }
        return start == 0 || !(self[start - 1].isASCIIWord || ".-+".utf8.contains(self[start - 1]))
    }

    private func closesWord(_ end: Int) -> Bool { end == count || !self[end].isASCIIWord }

    private func endOfDigits(from start: Int) -> Int {
        var end = start
        while end < count, self[end].isDigit { end += 1 }
        return end
    }

    private func number(_ range: Range<Int>) -> Int {
        range.reduce(0) { $0 * 10 + Int(self[$1] - UInt8(ascii: "0")) }
    }
}

/// How a phone number is written: a prefix and groups of digits, with single hyphens or spaces between the groups.
private struct PhonePattern {
    var prefix: [UInt8]
    var groups: [Int]
    /// An area code needs its hyphen: without one any number that starts with 0 would be a phone number.
    var needsSeparators = false

    static let countryCodes = ["+86", "0086", "86"].map { Array($0.utf8) }
    static let all: [PhonePattern] =
        (3...9).map { PhonePattern(prefix: Array("1\($0)".utf8), groups: [1, 4, 4]) }
        + [[2, 8], [3, 8], [3, 7]].map { PhonePattern(prefix: Array("0".utf8), groups: $0, needsSeparators: true) }
        + ["400", "800"].map { PhonePattern(prefix: Array($0.utf8), groups: [0, 3, 4]) }
}
