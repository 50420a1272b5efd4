/// Writes safetensors.
enum Safetensors {
    static func bytes(_ tensors: [TestModel.Tensor]) -> [UInt8] {
        var place = 0
        let entries = tensors.map { tensor in
            let end = place + 4 * tensor.values.count
            defer { place = end }
            return entry(tensor.name, "F32", tensor.shape, place, end)
        }
        return bytes(
            header: "{\"__metadata__\": {\"format\": \"pt\"}, " + entries.joined(separator: ", ") + "}",
            data: tensors.flatMap(\.bytes))
    }

    static func entry(_ name: String, _ type: String, _ shape: [Int], _ start: Int, _ end: Int) -> String {
        "\"\(name)\": {\"dtype\": \"\(type)\", \"shape\": \(shape), \"data_offsets\": [\(start), \(end)]}"
    }

    static func bytes(header: String, data: [UInt8]) -> [UInt8] {
        [UInt8](header.utf8.count, 8) + Array(header.utf8) + data
    }
}
