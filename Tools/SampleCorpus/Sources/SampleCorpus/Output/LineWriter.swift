/// Writes lines in the corpus' official layout: columns separated by tabs, no header, LF.
enum LineWriter {
    static func bytes(_ lines: [Line]) -> [UInt8] {
        lines.flatMap { line in
            (line.bytes ?? Array(line.fields.joined(separator: "\t").utf8))
                + (line.dirt?.kind == .carriageReturn ? [0x0D, 0x0A] : [0x0A])
        }
    }
}
