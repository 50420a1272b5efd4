/// Looks at every character of a text once.
struct SurfaceScan {
    private(set) var kinds: SurfaceKinds = []
    /// In Unicode scalars.
    private(set) var characters = 0
    private var spaces = SpaceRuns()
    private var stars = 0

    /// - Parameter text: well-formed UTF-8.
    init(_ text: Span<UInt8>, traditional: TraditionalCharacters) {
        var place = 0
        while place < text.count {
            let lead = text[place]
            characters += 1
            if lead < 0x80 {
                ascii(lead, text, place)
                place += 1
            } else if lead >= 0xE4 && lead <= 0xE9 {
                han(text, place, traditional)
                place += 3
            } else {
                place += decoded(text, place)
            }
        }
        finish(text)
    }

    private mutating func han(_ text: Span<UInt8>, _ place: Int, _ traditional: TraditionalCharacters) {
        spaces.pass(isSpace: false)
        stars = 0
        if traditional.contains(text.scalar(at: place).scalar) { kinds.insert(.traditional) }
    }

    private mutating func ascii(_ byte: UInt8, _ text: Span<UInt8>, _ place: Int) {
        if byte == UInt8(ascii: "*") { return star() }
        stars = 0
        let isSpace = byte == 32 || (9...13).contains(byte)
        spaces.pass(isSpace: isSpace)
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "?"), UInt8(ascii: "!"), UInt8(ascii: ";"), UInt8(ascii: ":"):
            kinds.insert(.asciiPunctuation)
        case UInt8(ascii: "&"): if Markup.isEntity(text, at: place) { kinds.insert(.htmlEntity) }
        case UInt8(ascii: "<"): if Markup.isTag(text, at: place) { kinds.insert(.htmlTag) }
        default: if byte == 0x7F || (byte < 32 && !isSpace) { kinds.insert(.control) }
        }
    }

    private mutating func star() {
        spaces.pass(isSpace: false)
        stars += 1
        if stars == 2 { kinds.insert(.mask) }
    }

    /// Returns the character's length in bytes.
    private mutating func decoded(_ text: Span<UInt8>, _ place: Int) -> Int {
        let (scalar, length) = text.scalar(at: place)
        if scalar == 0xFF0A {
            kinds.insert(.fullWidth)
            star()
            return length
        }
        stars = 0
        spaces.pass(isSpace: Self.isSpace(scalar))
        kinds.formUnion(Self.kind(of: scalar))
        return length
    }

    private mutating func finish(_ text: Span<UInt8>) {
        if spaces.sawOuter { kinds.insert(.outerSpace) }
        if spaces.sawDouble { kinds.insert(.doubleSpace) }
        if !spaces.sawText { kinds.insert(.empty) }
        if text.count <= Placeholders.longest && Placeholders.matches(text) { kinds.insert(.placeholder) }
    }

    private static func isSpace(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }

    private static func kind(of scalar: UInt32) -> SurfaceKinds {
        switch scalar {
        case 0x3000, 0xFF01...0xFF5E: .fullWidth
        case 0xFEFF: .byteOrderMark
        case 0xFFFD: .replacement
        case 0x80...0x84, 0x86...0x9F: .control
        case 0xAD, 0x34F, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0xFE00...0xFE0F: .zeroWidth
        case 0xE000...0xF8FF, 0xF0000...0xFFFFD, 0x100000...0x10FFFD: .privateUse
        default: []
        }
    }
}

/// White space at the ends and in runs.
private struct SpaceRuns {
    private(set) var sawText = false
    private(set) var sawDouble = false
    private var sawLeading = false
    private var run = 0

    var sawOuter: Bool { sawLeading || (sawText && run > 0) }

    mutating func pass(isSpace: Bool) {
        if isSpace {
            run += 1
            if !sawText { sawLeading = true }
        } else {
            if run > 1 && sawText { sawDouble = true }
            run = 0
            sawText = true
        }
    }
}

extension Span<UInt8> {
    /// The scalar whose first byte is at `place`, and its length; the text is well-formed UTF-8.
    func scalar(at place: Int) -> (scalar: UInt32, length: Int) {
        let lead = UInt32(self[place])
        if lead < 0x80 { return (lead, 1) }
        if lead < 0xE0 { return ((lead & 0x1F) << 6 | tail(place + 1), 2) }
        if lead < 0xF0 { return ((lead & 0x0F) << 12 | tail(place + 1) << 6 | tail(place + 2), 3) }
        let high = (lead & 0x07) << 18 | tail(place + 1) << 12
        return (high | tail(place + 2) << 6 | tail(place + 3), 4)
    }

    private func tail(_ place: Int) -> UInt32 { UInt32(self[place]) & 0x3F }
}
