internal import Files
internal import TensorBytes

/// The zip archive of PyTorch 1.6 and later: `NAME/data.pkl`, and `NAME/data/KEY` for each storage.
struct PyTorchArchive {
    private let path: String
    private let archive: ZipArchive
    /// What all names start with.
    private let folder: String

    private static let pickleName = "data.pkl"

    init(_ file: MappedFile) throws {
        path = file.path
        archive = try ZipArchive(file)
        let pickles = archive.names.filter { $0.hasSuffix("/" + Self.pickleName) }
        guard pickles.count == 1 else {
            throw CheckpointFailure(
                path,
                "it is a zip archive with \(pickles.count) entries named \(Self.pickleName), but PyTorch writes one",
                hint: "Save the model's state_dict with torch.save")
        }
        folder = String(pickles[0].dropLast(Self.pickleName.count))
    }

    func tensors() throws -> [StoredTensor] {
        try checkByteOrder()
        var reader = PickleReader(try copy(Self.pickleName))
        do {
            let root = try reader.value()
            var checked: Set<String> = []
            return try PyTorchFile.tensors(root, reader.heap, path: path) { try locate($0, &checked) }
        } catch let failure as PickleFailure {
            throw PyTorchFile.failure(failure, path)
        }
    }

    private func checkByteOrder() throws {
        guard archive.bytes(of: folder + "byteorder") != nil else { return }
        guard try copy("byteorder") == Array("little".utf8) else {
            throw CheckpointFailure(
                path, "its numbers are big-endian", hint: "Load and save it with PyTorch on a little-endian machine")
        }
    }

    private func copy(_ name: String) throws -> [UInt8] {
        try archive.check(folder + name)
        return archive.bytes(of: folder + name)?.withBytes { TensorBytes.copy($0) } ?? []
    }

    /// Tied weights share a storage; it is checked once.
    private func locate(_ storage: PickleHeap.Storage, _ checked: inout Set<String>) throws -> FileBytes {
        let name = "\(folder)data/\(storage.key)"
        guard let bytes = archive.bytes(of: name) else {
            throw ZipArchive.damaged(path, "the archive lacks '\(name)'")
        }
        if checked.insert(name).inserted { try archive.check(name) }
        return bytes
    }
}
