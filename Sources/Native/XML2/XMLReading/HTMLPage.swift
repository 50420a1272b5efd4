internal import CXML2

/// Web pages as they come: unclosed elements, stray entities and all.
public enum HTMLPage {
    /// The texts of a page between block elements, in order: paragraphs, headings, cells, items of lists; without
    /// scripts, styles and templates. White space is one space, none at the ends; none is empty.
    ///
    /// - Parameter html: UTF-8, whatever the page says of its encoding.
    /// - Returns: nil where libxml2 cannot parse it: out of memory, or more than 2 GiB.
    public static func blocks(of html: [UInt8]) -> [[UInt8]]? {
        let gatherer = BlockGatherer()
        guard HTMLEvents.run(html, gatherer) else { return nil }
        gatherer.close()
        return gatherer.blocks
    }
}

/// Gathers the text of each block.
private final class BlockGatherer: HTMLTextHandler {
    private(set) var blocks: [[UInt8]] = []
    private var text: [UInt8] = []
    private var isSpaced = false
    private var silence = 0

    private static let silent: Set<String> = ["script", "style", "template", "noscript", "textarea", "select"]
    /// Line breaks part words, not passages.
    private static let breaks: Set<String> = ["br", "wbr"]

    func start(_ element: String) {
        if Self.silent.contains(element) { silence += 1 }
        part(element)
    }

    func end(_ element: String) {
        if Self.silent.contains(element) { silence -= 1 }
        part(element)
    }

    private func part(_ element: String) {
        if Self.breaks.contains(element) {
            isSpaced = true
        } else if HTMLNames.separators.contains(element) {
            close()
        }
    }

    func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard silence == 0 else { return }
        for byte in bytes {
            if byte == 0x20 || (0x09...0x0D).contains(byte) {
                isSpaced = true
            } else {
                if isSpaced && !text.isEmpty { text.append(0x20) }
                isSpaced = false
                text.append(byte)
            }
        }
    }

    func close() {
        if !text.isEmpty { blocks.append(text) }
        text = []
        isSpaced = false
    }
}
