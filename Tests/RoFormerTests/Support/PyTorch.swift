import TensorBytes

/// Writes pickles as `torch.save` does.
enum Pickle {
    /// The entries of an archive of tensors.
    static func archive(_ tensors: [TestModel.Tensor]) -> [(name: String, bytes: [UInt8])] {
        var entries: [(name: String, bytes: [UInt8])] = [("model/data.pkl", dictionary(tensors, storage: zipStorage))]
        entries.append(("model/byteorder", Array("little".utf8)))
        for (number, tensor) in tensors.enumerated() { entries.append(("model/data/\(number)", tensor.bytes)) }
        entries.append(("model/version", Array("3\n".utf8)))
        return entries
    }

    /// The format before PyTorch 1.6.
    static func sequence(_ tensors: [TestModel.Tensor]) -> [UInt8] {
        var bytes: [UInt8] = [0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E]
        bytes += [0x80, 2] + Array("M".utf8) + [UInt8](1001, 2) + Array(".".utf8)
        bytes += [0x80, 2] + Array("}(".utf8) + text("little_endian") + [0x88] + Array("u.".utf8)
        bytes += dictionary(tensors) { zipStorage($0, $1).dropLast() + Array("Nt".utf8) }
        bytes += [0x80, 2] + Array("](".utf8) + tensors.indices.flatMap { text("\($0)") } + Array("e.".utf8)
        for tensor in tensors { bytes += [UInt8](tensor.values.count, 8) + tensor.bytes }
        return bytes
    }

    static func text(_ text: String) -> [UInt8] { Array("X".utf8) + [UInt8](text.utf8.count, 4) + Array(text.utf8) }

    static func integer(_ number: Int) -> [UInt8] { Array("J".utf8) + [UInt8](number, 4) }

    static func global(_ module: String, _ name: String) -> [UInt8] { Array("c\(module)\n\(name)\n".utf8) }

    /// A persistent id, to its closing `t`.
    static func zipStorage(_ number: Int, _ count: Int) -> [UInt8] {
        Array("(".utf8) + text("storage") + global("torch", "FloatStorage") + text("\(number)") + text("cpu")
            + integer(count) + Array("t".utf8)
    }

    private static func dictionary(
        _ tensors: [TestModel.Tensor], storage: (Int, Int) -> [UInt8]
    ) -> [UInt8] {
        let items = tensors.enumerated().flatMap { number, tensor in
            text(tensor.name) + Self.tensor(storage(number, tensor.values.count), tensor.shape, tensor.shape.strides)
        }
        return program(Array("(".utf8) + items + Array("u".utf8))
    }

    /// A pickle that fills an ordered dictionary.
    static func program(_ items: [UInt8]) -> [UInt8] {
        [0x80, 2] + global("collections", "OrderedDict") + Array(")R".utf8) + [UInt8(ascii: "q"), 0] + items
            + Array("}(".utf8) + text("_metadata") + global("collections", "OrderedDict") + Array(")Rub.".utf8)
    }

    static func tensor(_ storage: [UInt8], _ shape: [Int], _ strides: [Int], offset: Int = 0) -> [UInt8] {
        func tuple(_ numbers: [Int]) -> [UInt8] { Array("(".utf8) + numbers.flatMap(integer) + Array("t".utf8) }
        return global("torch._utils", "_rebuild_tensor_v2") + Array("(".utf8) + storage + Array("Q".utf8)
            + integer(offset) + tuple(shape) + tuple(strides) + [0x89] + global("collections", "OrderedDict")
            + Array(")RtR".utf8)
    }
}

extension [Int] {
    /// Numbers from one element to the next along each axis, row by row.
    var strides: [Int] { indices.map { self[($0 + 1)...].reduce(1, *) } }
}

/// Writes zip archives whose entries are stored as they are.
enum Zip {
    static func bytes(_ entries: [(name: String, bytes: [UInt8])]) -> [UInt8] {
        var archive: [UInt8] = []
        var directory: [UInt8] = []
        for entry in entries {
            let sizes =
                [UInt8](TensorBytes.crc32(entry.bytes.span), 4) + [UInt8](entry.bytes.count, 4)
                + [UInt8](entry.bytes.count, 4)
            let place = archive.count
            archive +=
                [0x50, 0x4B, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] + sizes + [UInt8](entry.name.utf8.count, 2) + [0, 0]
            archive += Array(entry.name.utf8) + entry.bytes
            directory += [0x50, 0x4B, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] + sizes
            directory += [UInt8](entry.name.utf8.count, 2) + [UInt8](repeating: 0, count: 12) + [UInt8](place, 4)
            directory += Array(entry.name.utf8)
        }
        let end: [UInt8] = [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + [UInt8](entries.count, 2) + [UInt8](entries.count, 2)
        return archive + directory + end + [UInt8](directory.count, 4) + [UInt8](archive.count, 4) + [0, 0]
    }
}
