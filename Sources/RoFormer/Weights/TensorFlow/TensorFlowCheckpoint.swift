internal import Files
internal import TensorBytes

/// `bert_model.ckpt.index` and its `.data-00000-of-0000N`: TensorFlow's bundle of tensors.
///
/// Source: `tensor_bundle.proto` (TensorFlow): the index maps names to type, shape, file, place, size and checksum.
struct TensorFlowCheckpoint {
    let tensors: [StoredTensor]
    /// Names of tensors whose numbers are no floats, such as the global step.
    let others: [String]

    private let path: String
    private let prefix: String
    private let files: [MappedFile]

    private static let largestIndex = 256 << 20

    /// - Throws: ``CheckpointFailure``; `SystemFailure` where a file cannot be mapped.
    init(indexPath path: String) throws {
        self.path = path
        prefix = String(path.dropLast(".index".count))
        let rows = try Self.rows(path)
        files = try Self.files(rows, path: path, prefix: prefix)
        var tensors: [StoredTensor] = []
        var others: [String] = []
        for row in rows where !row.key.isEmpty {
            guard let entry = try? Entry(row.value) else {
                throw Self.damaged(path, "its entry '\(row.key)' is not right")
            }
            if let element = entry.element {
                tensors.append(try Self.tensor(row.key, entry, element, files, path: path))
            } else {
                others.append(row.key)
            }
        }
        self.tensors = tensors
        self.others = others
    }

    static func damaged(_ path: String, _ message: String) -> CheckpointFailure {
        CheckpointFailure(path, "\(message): the file is truncated or damaged", hint: "Fetch it again")
    }

    private static func rows(_ path: String) throws -> [(key: String, value: [UInt8])] {
        let file = try MappedFile(path: path)
        guard file.count <= largestIndex else {
            throw damaged(path, "it has \(file.count) bytes, too many for an index")
        }
        do {
            return try SortedTable(file.copy(0..<file.count)).rows
        } catch let failure as SortedTable.Failure {
            throw damaged(path, failure.message)
        } catch is ByteReader.End {
            throw damaged(path, "the index ends early")
        }
    }

    /// The row with the empty key is the header.
    private static func files(
        _ rows: [(key: String, value: [UInt8])], path: String, prefix: String
    ) throws -> [MappedFile] {
        guard let header = rows.first, header.key.isEmpty, let message = try? ProtocolBuffer(header.value) else {
            throw damaged(path, "the index has no header")
        }
        let count = message.number(1)
        guard (1...10_000).contains(count) else { throw damaged(path, "the index speaks of \(count) data files") }
        guard message.number(2) == 0 else {
            throw CheckpointFailure(path, "its numbers are big-endian", hint: "Save it on a little-endian machine")
        }
        return try (0..<Int(count)).map { number in
            let name = "\(prefix).data-\(digits(number))-of-\(digits(Int(count)))"
            guard FileSystem.exists(name) else {
                throw CheckpointFailure(name, "the index names this file, but it is not there", hint: "Fetch it, too")
            }
            return try MappedFile(path: name)
        }
    }

    private static func digits(_ number: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, 5 - text.count)) + text
    }

    private static func tensor(
        _ name: String, _ entry: Entry, _ element: TensorElement, _ files: [MappedFile], path: String
    ) throws -> StoredTensor {
        guard !entry.isSliced else {
            throw CheckpointFailure(
                path, "tensor '\(name)' is stored in slices", hint: "Save it from a session that holds it in one piece")
        }
        guard files.indices.contains(entry.file), entry.place >= 0, entry.size >= 0,
            entry.count(of: element) == entry.size
        else { throw damaged(path, "tensor '\(name)' of shape \(entry.shape) is said to have \(entry.size) bytes") }
        let file = files[entry.file]
        guard entry.place <= file.count, entry.size <= file.count - entry.place else {
            throw damaged(
                file.path,
                "tensor '\(name)' ends at byte \(entry.place) + \(entry.size), but the file has \(file.count)")
        }
        let stored = StoredTensor(
            name: name, shape: entry.shape, element: element,
            bytes: FileBytes(file, entry.place..<entry.place + entry.size), checksum: .maskedCRC32C(entry.checksum))
        return TensorNames.isKernel(name) && entry.shape.count == 2 ? stored.transposed : stored
    }

    /// `BundleEntryProto`.
    private struct Entry {
        var type: UInt64
        var shape: [Int]
        var file: Int
        var place: Int
        var size: Int
        var checksum: UInt32
        var isSliced: Bool

        init(_ bytes: [UInt8]) throws {
            let message = try ProtocolBuffer(bytes)
            type = message.number(1)
            shape = try Self.shape(message.messages(2).last ?? [])
            file = try Self.count(message.number(3))
            place = try Self.count(message.number(4))
            size = try Self.count(message.number(5))
            checksum = UInt32(truncatingIfNeeded: message.number(6))
            isSliced = !message.messages(7).isEmpty
        }

        private static func shape(_ bytes: [UInt8]) throws -> [Int] {
            try ProtocolBuffer(bytes).messages(2).map { try count(try ProtocolBuffer($0).number(1)) }
        }

        private static func count(_ number: UInt64) throws -> Int {
            guard let count = Int(exactly: number) else { throw ByteReader.End() }
            return count
        }

        /// `DataType` of `types.proto`; nil for what is no float.
        var element: TensorElement? {
            switch type {
            case 1: .float32
            case 14: .bfloat16
            case 19: .float16
            default: nil
            }
        }

        /// Bytes that the shape needs; nil where that overflows.
        func count(of element: TensorElement) -> Int? {
            var bytes = element.size
            for extent in shape {
                let (next, overflows) = bytes.multipliedReportingOverflow(by: extent)
                if overflows { return nil }
                bytes = next
            }
            return bytes
        }
    }
}
