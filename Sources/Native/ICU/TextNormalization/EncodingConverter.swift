internal import CICU

/// Decodes a stream of bytes in a named encoding to UTF-8, chunk by chunk.
///
/// A sequence may be cut anywhere between two chunks. A byte-order mark at the start is taken off. Nothing is replaced
/// silently: an invalid sequence is an error, or, where substitution is asked for, a U+FFFD and an entry in
/// ``substitutions``. Not to be shared between threads.
public final class EncodingConverter {
    /// What an invalid sequence does.
    public enum InvalidPolicy: Hashable, Sendable {
        /// Ends the conversion with ``EncodingError/invalid(_:encoding:)``.
        case fail
        /// Writes U+FFFD and notes the sequence.
        case substitute
    }

    /// The name the converter was asked for by.
    public let name: String
    /// ICU's name for the table it decodes by, such as `gb18030`.
    public let canonicalName: String
    /// The invalid sequences that were substituted so far.
    public private(set) var substitutions: [InvalidSequence] = []
    /// How many bytes have been taken in so far.
    public private(set) var bytesRead = 0

    private var bytesWritten = 0
    private var replacementPlaces: [Int] = []

    private let handle: OpaquePointer
    private let policy: InvalidPolicy
    private var scratch = [UInt8](repeating: 0, count: 48 * 1024)
    private var atStart = true

    private var unitLength: Int { canonicalName.hasPrefix("UTF-16") ? 2 : canonicalName.hasPrefix("UTF-32") ? 4 : 1 }

    /// Opens a converter by any name ICU knows (`GB18030`, `GBK`, `Big5`, `UTF-16LE`, `UTF-16`, `UTF-8`, ...), in any
    /// case. `UTF-16` follows the byte-order mark and is big-endian without one. As in the WHATWG Encoding standard,
    /// `Big5` is read with its Hong Kong characters, and `GB2312` as GBK.
    ///
    /// - Throws: ``EncodingError/unknownName(_:nearest:)``.
    public init(from name: String, onInvalid policy: InvalidPolicy = .fail) throws {
        var handle: OpaquePointer?
        var message = cicu_message()
        let status = cicu_converter_open(name, &handle, &message)
        guard status == CICU_OK, let handle else {
            if status == CICU_BAD_ARGUMENT {
                throw EncodingError.unknownName(name, nearest: EncodingNames.nearest(to: name))
            }
            throw EncodingError.library(text(of: message))
        }
        self.handle = handle
        self.policy = policy
        self.name = name
        self.canonicalName = String(cString: cicu_converter_name(handle))
    }

    deinit {
        cicu_converter_close(handle)
    }

    /// Decodes the next chunk and appends it to `output`; `last` says that no chunk follows.
    ///
    /// - Throws: ``EncodingError/invalid(_:encoding:)`` with the offset in the whole stream, after appending what came
    ///   before; the converter is of no use afterwards.
    public func convert(_ input: Span<UInt8>, into output: inout [UInt8], last: Bool) throws {
        try input.withUnsafeBufferPointer { try convert($0, into: &output, last: last) }
    }

    /// Where each U+FFFD that was substituted stands in all that was written, in bytes from the first.
    ///
    /// It forgets them together with ``substitutions``, so that a stream that is full of them needs no more memory.
    public func takeReplacementPlaces() -> [Int] {
        defer {
            replacementPlaces.removeAll(keepingCapacity: true)
            substitutions.removeAll(keepingCapacity: true)
        }
        return replacementPlaces
    }

    private func convert(_ input: UnsafeBufferPointer<UInt8>, into output: inout [UInt8], last: Bool) throws {
        var rest = UnsafeBufferPointer(rebasing: input[...])
        while true {
            let step = try decode(rest, last: last)
            rest = UnsafeBufferPointer(rebasing: rest.dropFirst(step.consumed))
            bytesRead += step.consumed
            append(step.written, to: &output)
            if step.invalid_count > 0 {
                try noteInvalid(step, in: &output)
            } else if !step.output_full && rest.isEmpty {
                return
            }
        }
    }

    private func decode(_ input: UnsafeBufferPointer<UInt8>, last: Bool) throws -> cicu_conversion {
        var step = cicu_conversion()
        var message = cicu_message()
        let status = scratch.withUnsafeMutableBufferPointer { output in
            cicu_convert(
                handle, input.baseAddress, input.count, last, output.baseAddress, output.count, &step, &message)
        }
        guard status == CICU_OK else { throw EncodingError.library(text(of: message)) }
        return step
    }

    private func append(_ count: Int, to output: inout [UInt8]) {
        guard count > 0 else { return }
        let mark = atStart && scratch.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        atStart = false
        output.append(contentsOf: scratch[mark..<count])
        bytesWritten += count - mark
    }

    private func noteInvalid(_ step: cicu_conversion, in output: inout [UInt8]) throws {
        let count = Int(step.invalid_count)
        let bytes = withUnsafeBytes(of: step.invalid) { Array($0.prefix(count)) }
        // ICU may hold back a byte of the next UTF-16 unit without saying so; sequences start at whole units.
        let offset = bytesRead - Int(step.pending) - count
        let sequence = InvalidSequence(offset: offset - offset % unitLength, bytes: bytes)
        guard policy == .substitute else { throw EncodingError.invalid(sequence, encoding: name) }
        substitutions.append(sequence)
        replacementPlaces.append(bytesWritten)
        atStart = false
        output.append(contentsOf: [0xEF, 0xBF, 0xBD])
        bytesWritten += 3
    }
}
