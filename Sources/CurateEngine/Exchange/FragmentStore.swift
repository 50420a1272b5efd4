/// What all tasks of a fragment published, with blocks found by who is to read them.
///
/// A fragment may have tasks times partitions blocks, so what is kept of each is small.
struct FragmentStore: Sendable {
    private struct Entry: Sendable {
        var offset: UInt64
        var checksum: UInt64
        var length: UInt32
        var rows: UInt32
        /// Index of its file.
        var file: UInt32
    }

    private let paths: [String]
    /// By section, those of one section in the order of the tasks that wrote them.
    private let entries: [Entry]
    private let index: [Section: Range<Int>]

    /// - Parameter paths: the tasks' files, in the order of their partitions.
    init(paths: [String]) throws {
        self.paths = paths
        var found: [Section: [Entry]] = [:]
        for (number, path) in paths.enumerated() {
            for block in try TaskFile(path: path).blocks {
                found[block.section, default: []].append(
                    Entry(
                        offset: block.offset, checksum: block.checksum, length: UInt32(block.length),
                        rows: UInt32(block.rows), file: UInt32(number)))
            }
        }
        var entries: [Entry] = []
        index = found.mapValues { section in
            entries += section
            return entries.count - section.count..<entries.count
        }
        self.entries = entries
    }

    /// Rows of all sections of a kind.
    func rows(_ kind: Section.Kind) -> Int {
        index.reduce(0) { sum, section in
            section.key.kind == kind ? sum + entries[section.value].reduce(0) { $0 + Int($1.rows) } : sum
        }
    }

    /// Blocks in the order of the tasks that wrote them.
    func blocks(_ section: Section) -> [StoredBlock] {
        (index[section] ?? 0..<0).map { position in
            let entry = entries[position]
            let block = Block(
                section: section, rows: Int(entry.rows), offset: entry.offset, length: Int(entry.length),
                checksum: entry.checksum)
            return StoredBlock(path: paths[Int(entry.file)], block: block)
        }
    }
}
