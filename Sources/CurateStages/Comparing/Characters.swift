/// Unicode scalars of UTF-8 texts; what this room calls characters.
enum Characters {
    /// Replaces `scalars` by the text's; a malformed byte stands for itself.
    static func read(_ text: ArraySlice<UInt8>, into scalars: inout [UInt32]) {
        scalars.removeAll(keepingCapacity: true)
        var place = text.startIndex
        while place < text.endIndex {
            let lead = text[place]
            let length = lead < 0x80 ? 1 : lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
            guard length > 1, place + length <= text.endIndex else {
                scalars.append(UInt32(lead))
                place += 1
                continue
            }
            var scalar = UInt32(lead) & (0x7F >> UInt32(length))
            for next in place + 1..<place + length { scalar = scalar << 6 | UInt32(text[next] & 0x3F) }
            scalars.append(scalar)
            place += length
        }
    }

    /// Number of characters of a text.
    static func count(_ text: ArraySlice<UInt8>) -> Int {
        var count = 0
        for byte in text where byte & 0xC0 != 0x80 { count += 1 }
        return count
    }
}
