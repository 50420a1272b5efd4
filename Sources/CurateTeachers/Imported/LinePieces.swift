internal import Files

/// A file's lines, some megabytes at a time.
struct LinePieces {
    let path: String
    var pieceBytes = 4 << 20

    private static let newline = UInt8(ascii: "\n")

    /// Calls `body` with whole lines and the number of the first, from 1; only the last line may lack its end.
    /// - Throws: `SystemFailure`; what `body` throws.
    func forEach(_ body: ([UInt8], Int) throws -> Void) throws {
        let reader = try FileReader(path: path)
        var bytes: [UInt8] = []
        var line = 1
        while try reader.read(upTo: pieceBytes, appendingTo: &bytes) > 0 {
            if line == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
            guard let last = bytes.lastIndex(of: Self.newline) else { continue }
            let rest = Array(bytes[(last + 1)...])
            bytes.removeLast(rest.count)
            try body(bytes, line)
            line += bytes.count { $0 == Self.newline }
            bytes = rest
        }
        if !bytes.isEmpty { try body(bytes, line) }
    }

    /// Calls `body` with each line, without its end, and its number.
    func forEachLine(_ body: (ArraySlice<UInt8>, Int) throws -> Void) throws {
        try forEach { bytes, first in
            var (start, line) = (0, first)
            while start < bytes.count {
                let end = bytes[start...].firstIndex(of: Self.newline) ?? bytes.count
                let isLong = end > start && bytes[end - 1] == UInt8(ascii: "\r")
                try body(bytes[start..<(isLong ? end - 1 : end)], line)
                (start, line) = (end + 1, line + 1)
            }
        }
    }
}
