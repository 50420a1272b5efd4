internal import Files

/// The format before PyTorch 1.6: pickles of a mark, a version, the machine, the dictionary and the list of storages, then
/// each storage's count and numbers.
struct PyTorchSequence {
    private let file: MappedFile

    /// A dictionary of tensors takes some hundred bytes for each; more than this is something else.
    private static let longestPickles = 64 << 20
    private static let version = 1001

    init(_ file: MappedFile) { self.file = file }

    func tensors() throws -> [StoredTensor] {
        do {
            return try read()
        } catch let failure as PickleFailure {
            throw PyTorchFile.failure(failure, file.path)
        }
    }

    private func read() throws -> [StoredTensor] {
        var reader = PickleReader(file.copy(0..<min(file.count, Self.longestPickles)))
        _ = try reader.value()
        guard case .integer(Self.version) = try reader.value() else {
            throw PyTorchFile.refused(file.path, "its version is not \(Self.version)")
        }
        try checkMachine(try reader.value(), reader.heap)
        let root = try reader.value()
        let keys = try keys(try reader.value(), reader.heap)
        let places = try storages(keys, reader.heap, from: reader.place)
        return try PyTorchFile.tensors(root, reader.heap, path: file.path) { storage in
            guard let place = places[storage.key] else {
                throw ZipArchive.damaged(file.path, "it lacks the numbers of storage '\(storage.key)'")
            }
            return place
        }
    }

    private func checkMachine(_ value: PickleValue, _ heap: PickleHeap) throws {
        guard case .dictionary(let place) = value else { return }
        for item in heap.dictionaries[place] {
            if case .string("little_endian") = item.key, case .bool(false) = item.value {
                throw CheckpointFailure(
                    file.path, "its numbers are big-endian",
                    hint: "Load and save it with PyTorch on a little-endian machine")
            }
        }
    }

    private func keys(_ value: PickleValue, _ heap: PickleHeap) throws -> [String] {
        guard case .list(let place) = value else { throw PickleFailure.damaged("the list of storages is missing") }
        return try heap.lists[place].map { value in
            guard case .string(let key) = value else { throw PickleFailure.damaged("a storage has no name") }
            return key
        }
    }

    /// Where the numbers of each storage are.
    private func storages(_ keys: [String], _ heap: PickleHeap, from start: Int) throws -> [String: FileBytes] {
        let types = Dictionary(heap.storages.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        var places: [String: FileBytes] = [:]
        var place = start
        for key in keys {
            guard let storage = types[key] else { throw PickleFailure.damaged("no tensor is of storage '\(key)'") }
            guard place <= file.count - 8 else { throw ends(key) }
            var head = ByteReader(file.copy(place..<place + 8))
            let size = storage.type == "torch FloatStorage" ? 4 : 2
            guard let count = try? head.count(8), count == storage.count, count <= (file.count - place - 8) / size
            else {
                throw ends(key)
            }
            places[key] = FileBytes(file, place + 8..<place + 8 + count * size)
            place += 8 + count * size
        }
        return places
    }

    private func ends(_ key: String) -> CheckpointFailure {
        ZipArchive.damaged(file.path, "storage '\(key)' goes on beyond the file's end")
    }
}
