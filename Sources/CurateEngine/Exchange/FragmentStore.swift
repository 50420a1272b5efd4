/// What all tasks of a fragment published, with blocks found by who is to read them.
struct FragmentStore: Sendable {
    let files: [TaskFile]
    private let index: [Section: [StoredBlock]]

    /// - Parameter paths: the tasks' files, in the order of their partitions.
    init(paths: [String]) throws {
        files = try paths.map(TaskFile.init)
        var index: [Section: [StoredBlock]] = [:]
        for file in files {
            for block in file.blocks {
                index[block.section, default: []].append(StoredBlock(path: file.path, block: block))
            }
        }
        self.index = index
    }

    /// Blocks in the order of the tasks that wrote them.
    func blocks(_ section: Section) -> [StoredBlock] { index[section] ?? [] }
}
