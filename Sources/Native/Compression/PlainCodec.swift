/// Bytes as they are.
final class PlainCodec: Encoder, Decoder {
    let mayEnd = true

    func encode(_ input: UnsafeRawBufferPointer, last: Bool, into output: inout [UInt8]) {
        output.append(contentsOf: input)
    }

    func decode(_ input: UnsafeRawBufferPointer, limit: Int, into output: inout [UInt8]) -> Int {
        let piece = input.prefix(limit)
        output.append(contentsOf: piece)
        return piece.count
    }
}
