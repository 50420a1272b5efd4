internal import Files
internal import TensorBytes

/// A tensor in a mapped file.
struct StoredTensor: TensorReading {
    enum Checksum: Hashable {
        case none
        /// CRC-32C of the bytes, masked as in LevelDB's tables.
        case maskedCRC32C(UInt32)
    }

    /// As the file has it.
    var name: String
    var shape: [Int]
    var element: TensorElement
    var bytes: FileBytes
    /// The file holds the matrix column by column.
    var isTransposed = false
    var checksum = Checksum.none

    var count: Int { shape.reduce(1, *) }

    /// The same matrix with rows and columns exchanged.
    var transposed: StoredTensor {
        precondition(shape.count == 2, "a matrix")
        var copy = self
        copy.shape = shape.reversed()
        copy.isTransposed.toggle()
        return copy
    }

    func floats() throws -> [Float] {
        try check()
        return bytes.withBytes { span in
            guard isTransposed else { return TensorBytes.floats(span, as: element) }
            return TensorBytes.transposedFloats(span, as: element, rows: shape[1], columns: shape[0])
        }
    }

    /// - Throws: ``CheckpointFailure`` where the bytes do not match their checksum or a number is not finite.
    func check() throws {
        try bytes.withBytes { span in
            if case .maskedCRC32C(let stored) = checksum, TensorBytes.maskedCRC32C(span) != stored {
                throw CheckpointFailure(
                    bytes.path, "tensor '\(name)' does not match its checksum: the file is damaged",
                    hint: "Fetch it again")
            }
            guard let place = TensorBytes.firstNonFinite(span, as: element) else { return }
            throw CheckpointFailure(
                bytes.path, "tensor '\(name)' holds NaN or infinity at \(position(place)): the weights are spoilt",
                hint: "Take a checkpoint from before training diverged")
        }
    }

    /// The place as an index into the shape.
    private func position(_ place: Int) -> String {
        var rest = place
        var index: [Int] = []
        for size in (isTransposed ? shape.reversed() : shape).reversed() {
            index.insert(rest % size, at: 0)
            rest /= size
        }
        return "\(isTransposed ? index.reversed() : index)"
    }
}

/// A part of a mapped file.
struct FileBytes: Sendable {
    private let file: MappedFile
    let range: Range<Int>

    var path: String { file.path }

    init(_ file: MappedFile, _ range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= file.count, "within the file")
        self.file = file
        self.range = range
    }

    /// A part of it, by places in the file.
    func part(_ range: Range<Int>) -> FileBytes { FileBytes(file, range) }

    func withBytes<Result, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let range = range
        return try file.withBytes { (span) throws(Failure) in try body(span.extracting(range)) }
    }
}
