internal import ByteScanning
internal import CurateCore
internal import Files

/// An array of NumPy on disk, read where it is asked for; see ``NumPyArray`` for its form.
public struct NumPyFile: Sendable {
    public enum Element: Sendable, Hashable {
        case float16, float32
        /// Texts of a fixed number of bytes.
        case text(Int)

        var size: Int {
            switch self {
            case .float16: 2
            case .float32: 4
            case .text(let count): count
            }
        }
    }

    public let path: String
    public let element: Element
    public let shape: [Int]
    private let file: MappedFile
    private let start: Int

    /// - Throws: `SystemFailure`; `Diagnostic` for a file that is no such array or is cut short.
    public init(path: String) throws {
        self.path = path
        file = try MappedFile(path: path)
        let head: NumPyHead
        do { head = try file.withBytes { bytes throws(NumPyHead.Fault) in try NumPyHead(bytes) } } catch {
            throw Diagnostic(.error, error.message, hint: error.hint, file: path)
        }
        (element, shape, start) = (head.element, head.shape, head.bytes)
        let wanted = head.bytes + Self.count(of: shape) * element.size
        guard file.count == wanted else {
            throw Diagnostic(
                .error, "the array has \(file.count) bytes instead of \(wanted)",
                hint: "It was changed or cut short; write it anew.", file: path)
        }
    }

    private static func count(of shape: [Int]) -> Int { shape.reduce(1, *) }

    /// Numbers of the last axis.
    public var dimensions: Int { shape.last ?? 1 }
    /// Vectors along the last axis.
    public var vectors: Int { dimensions == 0 ? 0 : Self.count(of: shape) / dimensions }

    /// The vector of this number, counted through all axes but the last.
    public func vector(_ number: Int) -> [Float] {
        precondition(number >= 0 && number < vectors, "the array has no such vector")
        let first = start + number * dimensions * element.size
        return file.withBytes { bytes in
            (0..<dimensions).map { place in
                element == .float16
                    ? Float(bytes.bytes.unsafeLoadUnaligned(fromByteOffset: first + 2 * place, as: Float16.self))
                    : bytes.bytes.unsafeLoadUnaligned(fromByteOffset: first + 4 * place, as: Float.self)
            }
        }
    }

    /// Calls `body` with each vector's number and its scalar product with `query`.
    public func forEachProduct(with query: [Float], _ body: (Int, Float) -> Void) {
        precondition(query.count == dimensions, "vectors of one length")
        let bytesPerVector = dimensions * element.size
        file.withBytes { bytes in
            for number in 0..<vectors {
                let first = start + number * bytesPerVector
                body(
                    number,
                    element == .float16 ? product16(bytes.bytes, first, query) : product32(bytes.bytes, first, query))
            }
        }
    }

    private func product16(_ bytes: RawSpan, _ first: Int, _ query: [Float]) -> Float {
        var sums = SIMD8<Float>()
        var place = 0
        while place + 8 <= query.count {
            let half = bytes.unsafeLoadUnaligned(fromByteOffset: first + 2 * place, as: SIMD8<Float16>.self)
            sums += SIMD8<Float>(half) * Self.eight(query, place)
            place += 8
        }
        var sum = sums.sum()
        while place < query.count {
            sum += Float(bytes.unsafeLoadUnaligned(fromByteOffset: first + 2 * place, as: Float16.self)) * query[place]
            place += 1
        }
        return sum
    }

    private func product32(_ bytes: RawSpan, _ first: Int, _ query: [Float]) -> Float {
        var sums = SIMD8<Float>()
        var place = 0
        while place + 8 <= query.count {
            let part = bytes.unsafeLoadUnaligned(fromByteOffset: first + 4 * place, as: SIMD8<Float>.self)
            sums += part * Self.eight(query, place)
            place += 8
        }
        var sum = sums.sum()
        while place < query.count {
            sum += bytes.unsafeLoadUnaligned(fromByteOffset: first + 4 * place, as: Float.self) * query[place]
            place += 1
        }
        return sum
    }

    @inline(__always)
    private static func eight(_ query: [Float], _ place: Int) -> SIMD8<Float> {
        query.span.bytes.unsafeLoadUnaligned(fromByteOffset: 4 * place, as: SIMD8<Float>.self)
    }

    /// The text in this row of an array of texts.
    public func text(_ row: Int) -> String {
        let first = start + row * element.size
        return file.withBytes { bytes in
            String(decoding: (first..<first + element.size).map { bytes[$0] }, as: UTF8.self)
        }
    }

    /// The first row that holds this text, which fills its row.
    public func row(of text: String) -> Int? {
        let needle = Array(text.utf8)
        guard needle.count == element.size, !needle.isEmpty else { return nil }
        return file.withBytes { bytes in
            var from = start
            while from < bytes.count,
                let place = ByteScanning.first(needle.span, in: bytes.extracting(from...)).map({ $0 + from })
            {
                if (place - start) % needle.count == 0 { return (place - start) / needle.count }
                from = place + 1
            }
            return nil
        }
    }
}
