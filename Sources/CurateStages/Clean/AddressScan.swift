/// Recognizing web and mail addresses at a place in a text.
extension Span<UInt8> {
    /// The end of the web address that starts at `start`.
    func endOfURL(from start: Int) -> Int? {
        guard start == 0 || !self[start - 1].isASCIIWord else { return nil }
        if let scheme = Address.schemes.first(where: { starts($0, at: start) }) {
            let host = start + scheme.count
            return host < count && self[host].isASCIIWord ? endOfAddress(from: host) : nil
        }
        guard starts(Address.www, at: start) else { return nil }
        let end = endOfAddress(from: start)
        let name = start + Address.www.count
        for place in name..<Swift.max(name, end) where self[place] == UInt8(ascii: ".") { return end }
        return nil
    }

    private func endOfAddress(from start: Int) -> Int {
        var end = start
        while end < count, (0x21...0x7E).contains(self[end]), !Address.excluded.contains(self[end]) { end += 1 }
        while end > start, Address.trailing.contains(self[end - 1]) { end -= 1 }
        return end
    }

    /// True where `word`, in lower case, stands in either case.
    private func starts(_ word: [UInt8], at start: Int) -> Bool {
        guard start + word.count <= count else { return false }
        for index in word.indices {
            let byte = self[start + index]
            if (byte.isASCIILetter ? byte | 0x20 : byte) != word[index] { return false }
        }
        return true
    }

    /// The end of the mail address that starts at `start`.
    func endOfEmail(from start: Int) -> Int? {
        guard self[start].isASCIIWord, start == 0 || !Address.isLocal(self[start - 1]) else { return nil }
        var place = start
        while place < count, Address.isLocal(self[place]) { place += 1 }
        guard place < count, self[place] == UInt8(ascii: "@") else { return nil }
        return endOfDomain(from: place + 1)
    }

    /// The end of a domain whose last label has two letters or more.
    private func endOfDomain(from start: Int) -> Int? {
        var best: Int?
        var label = start
        while true {
            let end = endOfLabel(from: label)
            guard end > label else { return best }
            if label > start, end - label >= 2, isLetters(label..<end) { best = end }
            guard end < count, self[end] == UInt8(ascii: ".") else { return best }
            label = end + 1
        }
    }

    private func endOfLabel(from start: Int) -> Int {
        var end = start
        while end < count, self[end].isASCIIWord || self[end] == UInt8(ascii: "-") { end += 1 }
        return end
    }

    private func isLetters(_ range: Range<Int>) -> Bool {
        for place in range where !self[place].isASCIILetter { return false }
        return true
    }
}

private enum Address {
    static let schemes = ["http://", "https://", "ftp://"].map { Array($0.utf8) }
    static let www = Array("www.".utf8)
    static let excluded = Set("\"<>\\^`{|}".utf8)
    /// Marks that end a sentence rather than an address.
    static let trailing = Set(".,;:!?'()[]".utf8)

    static func isLocal(_ byte: UInt8) -> Bool { byte.isASCIIWord || "._%+-".utf8.contains(byte) }
}
