internal import Files
internal import TensorBytes

/// `pytorch_model.bin`: a pickled dictionary of tensors and their numbers, in a zip archive (PyTorch 1.6 and later) or
/// one after the other (earlier ones, and converters that ask for it).
struct PyTorchFile {
    let tensors: [StoredTensor]

    /// The number that files of the earlier format start with, as a pickle holds it.
    static let legacyMark: [UInt8] = [0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19]
    private static let legacyStart: [UInt8] = [0x80, 2, 0x8A, 10] + legacyMark

    /// - Throws: ``CheckpointFailure``; `SystemFailure` where the file cannot be mapped.
    init(path: String) throws {
        let file = try MappedFile(path: path)
        let start = file.copy(0..<min(file.count, Self.legacyStart.count))
        if start.starts(with: [0x50, 0x4B, 3, 4]) {
            tensors = try PyTorchArchive(file).tensors()
        } else if start == Self.legacyStart {
            tensors = try PyTorchSequence(file).tensors()
        } else {
            throw CheckpointFailure(
                path, "it is no file that torch.save has written", hint: "Save the model's state_dict with torch.save")
        }
    }

    /// The dictionary of tensors that a pickle holds; `locate` gives the bytes of a storage.
    static func tensors(
        _ root: PickleValue, _ heap: PickleHeap, path: String, locate: (PickleHeap.Storage) throws -> FileBytes
    ) throws -> [StoredTensor] {
        guard case .dictionary(let place) = root else {
            throw refused(path, "it holds no dictionary of tensors")
        }
        return try heap.dictionaries[place].map { item in
            guard case .string(let name) = item.key else { throw refused(path, "a key of its dictionary is no text") }
            guard case .tensor(let tensor) = item.value else { throw refused(path, "its entry '\(name)' is no tensor") }
            return try stored(name, heap.tensors[tensor], heap, path: path, locate: locate)
        }
    }

    private static func stored(
        _ name: String, _ tensor: PickleHeap.Tensor, _ heap: PickleHeap, path: String,
        locate: (PickleHeap.Storage) throws -> FileBytes
    ) throws -> StoredTensor {
        let storage = heap.storages[tensor.storage]
        let element = Self.element(storage.type)
        guard let isTransposed = tensor.isTransposed else {
            throw CheckpointFailure(
                path, "tensor '\(name)' of shape \(tensor.shape) is a view with strides \(tensor.strides)",
                hint: "Call contiguous() on it before it is saved")
        }
        let bytes = try locate(storage)
        guard let count = tensor.count, count <= storage.count, tensor.offset <= storage.count - count,
            storage.count <= bytes.range.count / element.size
        else {
            throw ZipArchive.damaged(path, "tensor '\(name)' goes on beyond its storage of \(storage.count) numbers")
        }
        let start = bytes.range.lowerBound + tensor.offset * element.size
        return StoredTensor(
            name: name, shape: tensor.shape, element: element, bytes: bytes.part(start..<start + count * element.size),
            isTransposed: isTransposed)
    }

    private static func element(_ type: String) -> TensorElement {
        switch type {
        case "torch HalfStorage": .float16
        case "torch BFloat16Storage": .bfloat16
        default: .float32
        }
    }

    static func refused(_ path: String, _ message: String) -> CheckpointFailure {
        CheckpointFailure(
            path, message,
            hint: "Save the model's state_dict alone: torch.save(model.state_dict(), \"pytorch_model.bin\")")
    }

    static func failure(_ failure: PickleFailure, _ path: String) -> CheckpointFailure {
        failure.isRefused
            ? refused(path, "its pickle holds \(failure.message), so it is not read")
            : ZipArchive.damaged(path, failure.message)
    }
}

extension PickleHeap.Tensor {
    /// Numbers in it; nil where that overflows.
    var count: Int? {
        var count = 1
        for extent in shape {
            let (next, overflows) = count.multipliedReportingOverflow(by: extent)
            if overflows { return nil }
            count = next
        }
        return count
    }

    /// Whether its numbers stand column by column; nil where they stand neither so nor row by row. A converter that turns
    /// kernels leaves them column by column.
    fileprivate var isTransposed: Bool? {
        if Self.isDense(shape, strides) { return false }
        return shape.count == 2 && Self.isDense(shape.reversed(), strides.reversed()) ? true : nil
    }

    /// An extent of 1 makes its stride meaningless.
    private static func isDense(_ shape: [Int], _ strides: [Int]) -> Bool {
        var expected = 1
        for (extent, stride) in zip(shape, strides).reversed() {
            if extent != 1 && stride != expected { return false }
            let (next, overflows) = expected.multipliedReportingOverflow(by: extent)
            if overflows { return false }
            expected = next
        }
        return true
    }
}
