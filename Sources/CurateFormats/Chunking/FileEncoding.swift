import TextNormalization

/// How a file's bytes are to be taken for text.
struct FileEncoding: Sendable, Hashable {
    /// nil: UTF-8, which needs no conversion.
    let name: String?

    /// By the mark that the file begins with, else as declared, else by what its beginning looks like.
    init(declared: String?, head: [UInt8]) {
        let mark = Array(head.prefix(4))
        let marked = EncodingDetector.detect(mark.span)
        if marked.evidence == .byteOrderMark {
            self.init(marked.name)
        } else if let declared {
            self.init(declared)
        } else {
            let detected = EncodingDetector.detect(head.span)
            self.init(detected.evidence == .statistics && Self.isMostlyUTF8(head) ? nil : detected.name)
        }
    }

    private init(_ name: String?) {
        let plain = (name ?? "utf-8").lowercased()
        self.name = ["utf-8", "utf8", "us-ascii", "ascii"].contains(plain) ? nil : name
    }

    /// True when a byte 10 ends a line wherever it stands, so that a file can be cut there without being decoded.
    var keepsLineEnds: Bool {
        guard let name = name?.lowercased() else { return true }
        return ["gb", "big5", "cp9", "euc", "iso-8859", "windows-", "shift", "ks_c"].contains { name.hasPrefix($0) }
    }

    /// True when few of the lines that are not plain ASCII are damaged: such a file is UTF-8, not something else.
    private static func isMostlyUTF8(_ head: [UInt8]) -> Bool {
        let lines = head.split(separator: Byte.newline).dropLast().filter { $0.contains { $0 >= 0x80 } }
        let damaged = lines.count { line in TextNormalizer.firstInvalidUTF8(Array(line).span) != nil }
        return damaged * 10 < lines.count
    }
}
