internal import Files
internal import TensorBytes

/// `model.safetensors`: a length, a header in JSON, the tensors' bytes.
///
/// Source: the format's description by its authors. Checked before anything is used: every tensor's bytes are within the
/// file, as many as its shape needs, and no two tensors overlap.
struct SafetensorsFile {
    /// In the order of their bytes.
    let tensors: [StoredTensor]
    /// Names of tensors whose numbers are no floats, such as counters.
    let others: [String]
    let path: String

    /// The limit that the format's own reader sets.
    private static let largestHeader = 100_000_000

    /// - Throws: ``CheckpointFailure``; `SystemFailure` where the file cannot be mapped.
    init(path: String) throws {
        self.path = path
        let file = try MappedFile(path: path)
        let start = try Self.headerEnd(file)
        let entries = try Self.entries(try Self.header(file, end: start), dataCount: file.count - start, path)
        try Self.checkCovered(entries, dataCount: file.count - start, path)
        tensors = entries.compactMap { entry in
            entry.element.map { element in
                let range = start + entry.range.lowerBound..<start + entry.range.upperBound
                return StoredTensor(
                    name: entry.name, shape: entry.shape, element: element, bytes: FileBytes(file, range))
            }
        }
        others = entries.filter { $0.element == nil }.map(\.name)
    }

    private struct Entry {
        var name: String
        var type: String
        var shape: [Int]
        var range: Range<Int>

        var element: TensorElement? { ["F32": .float32, "F16": .float16, "BF16": .bfloat16][type] }
    }

    /// Bytes of one number of each type.
    private static let sizes = [
        "BOOL": 1, "U8": 1, "I8": 1, "F8_E5M2": 1, "F8_E4M3": 1, "I16": 2, "U16": 2, "F16": 2, "BF16": 2, "I32": 4,
        "U32": 4, "F32": 4, "F64": 8, "I64": 8, "U64": 8,
    ]

    private static func truncated(_ path: String, _ message: String) -> CheckpointFailure {
        CheckpointFailure(path, "\(message): the file is truncated or damaged", hint: "Fetch it again")
    }

    private static func headerEnd(_ file: MappedFile) throws -> Int {
        guard file.count >= 8 else { throw truncated(file.path, "it has \(file.count) bytes, fewer than a header") }
        let length = file.withBytes { span in (0..<8).reduce(UInt64(0)) { $0 | UInt64(span[$1]) << (8 * $1) } }
        guard length <= largestHeader else {
            throw truncated(file.path, "its header claims \(length) bytes, more than the format allows")
        }
        guard Int(length) <= file.count - 8 else {
            throw truncated(file.path, "its header claims \(length) bytes, but \(file.count - 8) follow")
        }
        return 8 + Int(length)
    }

    private static func header(_ file: MappedFile, end: Int) throws -> [String: JSONValue] {
        do {
            guard let object = try JSONValue(parsing: file.copy(8..<end)).object else {
                throw truncated(file.path, "its header is no JSON object")
            }
            return object
        } catch let failure as JSONValue.Failure {
            throw truncated(file.path, "its header is not valid JSON (\(failure))")
        }
    }

    private static func entries(
        _ header: [String: JSONValue], dataCount: Int, _ path: String
    ) throws -> [Entry] {
        var entries: [Entry] = []
        // By name: of several faults the same one is told each time.
        for (name, value) in header.sorted(by: { $0.key < $1.key }) where name != "__metadata__" {
            entries.append(try entry(name, value, dataCount: dataCount, path))
        }
        return entries.sorted {
            ($0.range.lowerBound, $0.range.upperBound, $0.name) < ($1.range.lowerBound, $1.range.upperBound, $1.name)
        }
    }

    private static func entry(_ name: String, _ value: JSONValue, dataCount: Int, _ path: String) throws -> Entry {
        let fields = value.object ?? [:]
        let offsets = (fields["data_offsets"]?.array ?? []).compactMap(\.integer)
        let shape = (fields["shape"]?.array ?? []).compactMap(\.integer)
        guard let type = fields["dtype"]?.string, shape.count == fields["shape"]?.array?.count,
            shape.allSatisfy({ $0 >= 0 }), offsets.count == 2, fields["data_offsets"]?.array?.count == 2
        else {
            throw truncated(path, "the header's entry '\(name)' lacks a proper dtype, shape or data_offsets")
        }
        guard offsets[0] >= 0, offsets[0] <= offsets[1], offsets[1] <= dataCount else {
            throw truncated(path, "tensor '\(name)' is said to be at bytes \(offsets) of \(dataCount)")
        }
        guard let size = sizes[type] else {
            throw CheckpointFailure(
                path, "tensor '\(name)' has the type \(type), which is not known", hint: "Save it as F32, F16 or BF16")
        }
        guard let bytes = product(shape, size), bytes == offsets[1] - offsets[0] else {
            throw truncated(
                path,
                "tensor '\(name)' of shape \(shape) and type \(type) is said to have \(offsets[1] - offsets[0]) bytes")
        }
        return Entry(name: name, type: type, shape: shape, range: offsets[0]..<offsets[1])
    }

    /// nil where it overflows.
    private static func product(_ shape: [Int], _ size: Int) -> Int? {
        var product = size
        for extent in shape {
            let (next, overflows) = product.multipliedReportingOverflow(by: extent)
            if overflows { return nil }
            product = next
        }
        return product
    }

    /// The format leaves no gaps: what no tensor covers could hide anything.
    private static func checkCovered(_ entries: [Entry], dataCount: Int, _ path: String) throws {
        var end = 0
        var before: String?
        for entry in entries {
            if entry.range.lowerBound < end {
                throw truncated(path, "tensors '\(before ?? "")' and '\(entry.name)' overlap")
            }
            if entry.range.lowerBound > end {
                throw truncated(path, "no tensor covers bytes \(end) to \(entry.range.lowerBound)")
            }
            end = entry.range.upperBound
            before = entry.name
        }
        if end < dataCount { throw truncated(path, "no tensor covers its last \(dataCount - end) bytes") }
    }
}
