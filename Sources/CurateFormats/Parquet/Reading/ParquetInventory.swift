import Checksums
import Files

/// What is known of a Parquet file before it is read.
enum ParquetInventory {
    /// The file's SHA-256, its rows, and segments of one or more row groups of about `targetBytes`.
    ///
    /// A file that is damaged has no rows and one segment; reading it tells what is wrong.
    static func scan(path: String, targetBytes: Int) throws -> FileInventory.Entry {
        let reader = try FileReader(path: path)
        let digest = SHA256Stream()
        var (bytes, size): ([UInt8], UInt64) = ([], 0)
        while try reader.read(upTo: 1 << 20, appendingTo: &bytes) > 0 {
            digest.update(bytes.span)
            size += UInt64(bytes.count)
            bytes.removeAll(keepingCapacity: true)
        }
        let footer = try? ParquetFile(path: path).footer
        let segments = footer.map { self.segments($0, targetBytes) } ?? []
        return (digest.finish(), size, footer?.rows ?? 0, segments.isEmpty ? [.whole] : segments)
    }

    /// None where row groups do not follow each other in the file, since segments are stretches of it.
    static func segments(_ footer: ParquetFooter, _ targetBytes: Int) -> [SourceSegment] {
        var end = 0
        for group in footer.groups {
            guard group.bytes > 0, group.offset >= end else { return [] }
            end = group.offset + group.bytes
        }
        var segments: [SourceSegment] = []
        for group in footer.groups {
            let end = UInt64(group.offset + group.bytes)
            if let last = segments.last, last.offset <= UInt64(group.offset), let length = last.length,
                length < UInt64(targetBytes)
            {
                segments[segments.count - 1].length = max(end, last.offset + length) - last.offset
            } else {
                segments.append(
                    SourceSegment(
                        offset: UInt64(group.offset), length: UInt64(group.bytes), firstLine: group.firstRow + 1))
            }
        }
        return segments
    }
}

extension ParquetFooter {
    /// The row groups of a segment that ``ParquetInventory`` made; all of them for the whole file.
    func groups(in segment: SourceSegment) -> [Group] {
        guard segment != .whole else { return groups }
        guard let length = segment.length else { return groups.filter { $0.firstRow + 1 >= segment.firstLine } }
        let range = segment.offset..<segment.offset + length
        return groups.filter { $0.firstRow + 1 >= segment.firstLine && range.contains(UInt64($0.offset)) }
    }
}
