import TensorBytes

/// Writes TensorFlow's bundles: an index, and one data file.
enum Bundle {
    static func bytes(_ tensors: [TestModel.Tensor]) -> (index: [UInt8], data: [UInt8]) {
        var data: [UInt8] = []
        var rows: [(key: String, value: [UInt8])] = [("", varints([1: 1]))]
        for tensor in tensors.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
            rows.append((tensor.name, entry(tensor, place: data.count)))
            data += tensor.bytes
        }
        return (table(rows), data)
    }

    /// `BundleEntryProto` of float32.
    static func entry(_ tensor: TestModel.Tensor, place: Int) -> [UInt8] {
        let dimensions = tensor.shape.flatMap { message(2, varints([1: $0])) }
        return varints([1: 1]) + message(2, dimensions) + varints([4: place, 5: tensor.bytes.count])
            + [6 << 3 | 5] + [UInt8](masked(tensor.bytes), 4)
    }

    static func masked(_ bytes: [UInt8]) -> UInt32 {
        let checksum = TensorBytes.crc32c(bytes.span)
        return (checksum >> 15 | checksum << 17) &+ 0xA282_EAD8
    }

    static func varint(_ number: Int) -> [UInt8] {
        number < 0x80 ? [UInt8(number)] : [UInt8(number & 0x7F | 0x80)] + varint(number >> 7)
    }

    static func varints(_ fields: [Int: Int]) -> [UInt8] {
        fields.sorted { $0.key < $1.key }.flatMap { varint($0.key << 3) + varint($0.value) }
    }

    static func message(_ field: Int, _ bytes: [UInt8]) -> [UInt8] {
        varint(field << 3 | 2) + varint(bytes.count) + bytes
    }

    /// Blocks of at most seven rows, so that there are several, and keys that share their start.
    static func table(_ rows: [(key: String, value: [UInt8])]) -> [UInt8] {
        var table: [UInt8] = []
        var handles: [(key: String, value: [UInt8])] = []
        for start in stride(from: 0, to: rows.count, by: 7) {
            let part = Array(rows[start..<min(rows.count, start + 7)])
            handles.append((part[part.count - 1].key, append(block(part), to: &table)))
        }
        let meta = append(block([]), to: &table)
        let index = append(block(handles), to: &table)
        let footer = meta + index
        return table + footer + [UInt8](repeating: 0, count: 40 - footer.count)
            + [UInt8](0xDB47_7524_8B80_FB57 as UInt64, 8)
    }

    private static func block(_ rows: [(key: String, value: [UInt8])]) -> [UInt8] {
        var block: [UInt8] = []
        var before: [UInt8] = []
        for row in rows {
            let key = Array(row.key.utf8)
            let shared = zip(before, key).prefix { $0 == $1 }.count
            block += varint(shared) + varint(key.count - shared) + varint(row.value.count)
            block += key.dropFirst(shared) + row.value
            before = key
        }
        return block + [UInt8](0, 4) + [UInt8](1, 4)
    }

    /// Returns the block's handle.
    private static func append(_ block: [UInt8], to table: inout [UInt8]) -> [UInt8] {
        let place = table.count
        table += block + [0]
        table += [UInt8](masked(block + [0]), 4)
        return varint(place) + varint(block.count)
    }
}
