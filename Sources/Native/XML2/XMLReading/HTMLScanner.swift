/// Tells markup from text that only looks like it, before libxml2, which takes every `<` and `&` for markup.
struct HTMLScanner {
    private let bytes: [UInt8]
    private var output: [UInt8] = []
    private var at = 0
    private var foundMarkup = false
    /// What was once looked for in vain up to the end; looking again would take quadratic time.
    private var missing: Set<String> = []

    /// The text with every `<` and `&` that is no markup escaped, and NULs left out; nil where there is no markup.
    static func escapingText(of bytes: [UInt8]) -> [UInt8]? {
        guard bytes.contains(where: { $0 == lessThan || $0 == ampersand }) else { return nil }
        var scanner = HTMLScanner(bytes: bytes)
        scanner.scan()
        return scanner.foundMarkup ? scanner.output : nil
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
        output.reserveCapacity(bytes.count)
    }

    private mutating func scan() {
        while at < bytes.count {
            switch bytes[at] {
            case lessThan: copy(end: markupEnd(), else: "&lt;")
            case ampersand: copy(end: HTMLEntity.end(in: bytes, from: at), else: "&amp;")
            case 0: at += 1
            default:
                output.append(bytes[at])
                at += 1
            }
        }
    }

    private mutating func copy(end: Int?, else escape: String) {
        guard let end else {
            output.append(contentsOf: escape.utf8)
            at += 1
            return
        }
        foundMarkup = true
        output.append(contentsOf: bytes[at..<end].lazy.filter { $0 != 0 })
        at = end
    }

    /// Where the markup that starts with the `<` at `at` ends, or nil where it is none.
    private mutating func markupEnd() -> Int? {
        if starts(with: "<!--") { return find("-->", from: at + 4) }
        if starts(with: "<!doctype") { return find(">", from: at) }
        return HTMLTag.end(in: bytes, from: at)
    }

    private func starts(with text: String) -> Bool {
        let count = text.utf8.count
        guard at + count <= bytes.count else { return false }
        return zip(bytes[at..<at + count], text.utf8).allSatisfy { lowercased($0) == $1 }
    }

    /// Where the first `text` from `start` on ends.
    private mutating func find(_ text: String, from start: Int) -> Int? {
        guard !missing.contains(text) else { return nil }
        let wanted = Array(text.utf8)
        var index = start
        while index + wanted.count <= bytes.count {
            if bytes[index..<index + wanted.count].elementsEqual(wanted) { return index + wanted.count }
            index += 1
        }
        missing.insert(text)
        return nil
    }
}

let lessThan = UInt8(ascii: "<")
let ampersand = UInt8(ascii: "&")

func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

func isASCIILetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(lowercased(byte)) }

func isASCIIDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
