/// Reads a pickle of tensors (protocols 2 to 5) without executing anything.
///
/// A pickle is a program for a small stack machine, and Python lets it call any function. This machine knows the
/// instructions that `torch.save` uses for tensors in dictionaries, knows the few names in ``PickleGlobals``, and refuses
/// all else by name.
struct PickleReader {
    private var reader: ByteReader
    private(set) var heap = PickleHeap()
    private var stack: [PickleValue] = []
    private var marks: [Int] = []
    private var memo: [Int: PickleValue] = [:]

    /// Where the next pickle starts.
    var place: Int { reader.place }

    init(_ bytes: [UInt8], from place: Int = 0) { reader = ByteReader(bytes, from: place) }

    /// The value of the pickle that starts here; its containers are in ``heap``.
    ///
    /// - Throws: ``PickleFailure``.
    mutating func value() throws -> PickleValue {
        stack.removeAll()
        marks.removeAll()
        memo.removeAll()
        do {
            while true {
                let code = try reader.byte()
                if code == UInt8(ascii: ".") { return try pop() }
                try execute(code)
            }
        } catch is ByteReader.End {
            throw PickleFailure.damaged("the pickle ends early")
        }
    }

    private mutating func execute(_ code: UInt8) throws {
        switch Character(Unicode.Scalar(code)) {
        case "\u{80}": try reader.skip(1)
        case "\u{95}": try reader.skip(8)
        case "N": stack.append(.none)
        case "\u{88}": stack.append(.bool(true))
        case "\u{89}": stack.append(.bool(false))
        case "J": stack.append(.integer(Int(Int32(bitPattern: UInt32(try reader.number(4))))))
        case "K": stack.append(.integer(try reader.count(1)))
        case "M": stack.append(.integer(try reader.count(2)))
        case "\u{8A}": stack.append(try long())
        case "G": stack.append(.number(Double(bitPattern: try reader.number(8).byteSwapped)))
        case "X": stack.append(try string(4))
        case "\u{8C}": stack.append(try string(1))
        case "\u{8D}": stack.append(try string(8))
        case "(": marks.append(stack.count)
        case ")": push(tuple: [])
        case "\u{85}": push(tuple: try pop(1))
        case "\u{86}": push(tuple: try pop(2))
        case "\u{87}": push(tuple: try pop(3))
        case "t": push(tuple: try popToMark())
        case "]", "}": pushContainer(code)
        case "a", "e": try appendToList(code == UInt8(ascii: "a") ? try pop(1) : try popToMark())
        case "s", "u": try setItems(code == UInt8(ascii: "s") ? try pop(2) : try popToMark())
        case "q": memo[try reader.count(1)] = try top()
        case "r": memo[try reader.count(4)] = try top()
        case "\u{94}": memo[memo.count] = try top()
        case "h": stack.append(try remembered(try reader.count(1)))
        case "j": stack.append(try remembered(try reader.count(4)))
        case "c": try pushGlobal(try reader.line(), try reader.line())
        case "\u{93}": try pushStackedGlobal()
        case "Q": stack.append(try storage(try pop()))
        case "R": try reduce()
        case "b": try build()
        default:
            throw PickleFailure.refused("the instruction \(Self.name(code)), which no dictionary of tensors needs")
        }
    }

    private static func name(_ code: UInt8) -> String {
        let hexadecimal = "0x" + String(code, radix: 16)
        return (0x21..<0x7F).contains(code) ? "'\(Character(Unicode.Scalar(code)))' (\(hexadecimal))" : hexadecimal
    }
}

// The stack.
extension PickleReader {
    private mutating func pop() throws -> PickleValue {
        guard stack.count > (marks.last ?? 0), let value = stack.popLast() else {
            throw PickleFailure.damaged("the pickle takes more than it has put on its stack")
        }
        return value
    }

    private mutating func pop(_ count: Int) throws -> [PickleValue] {
        guard stack.count - count >= (marks.last ?? 0) else {
            throw PickleFailure.damaged("the pickle takes more than it has put on its stack")
        }
        defer { stack.removeLast(count) }
        return Array(stack.suffix(count))
    }

    private mutating func popToMark() throws -> [PickleValue] {
        guard let mark = marks.popLast() else { throw PickleFailure.damaged("the pickle lacks a mark") }
        defer { stack.removeLast(stack.count - mark) }
        return Array(stack[mark...])
    }

    private func top() throws -> PickleValue {
        guard let value = stack.last else { throw PickleFailure.damaged("the pickle's stack is empty") }
        return value
    }

    private func remembered(_ key: Int) throws -> PickleValue {
        guard let value = memo[key] else { throw PickleFailure.damaged("the pickle refers to what it has not had") }
        return value
    }

    private mutating func push(tuple values: [PickleValue]) {
        heap.tuples.append(values)
        stack.append(.tuple(heap.tuples.count - 1))
    }

    private mutating func pushContainer(_ code: UInt8) {
        if code == UInt8(ascii: "]") {
            heap.lists.append([])
            stack.append(.list(heap.lists.count - 1))
        } else {
            heap.dictionaries.append([])
            stack.append(.dictionary(heap.dictionaries.count - 1))
        }
    }

    private mutating func appendToList(_ values: [PickleValue]) throws {
        guard case .list(let place) = try top() else { throw PickleFailure.damaged("the pickle appends to no list") }
        heap.lists[place] += values
    }

    private mutating func setItems(_ values: [PickleValue]) throws {
        guard case .dictionary(let place) = try top(), values.count % 2 == 0 else {
            throw PickleFailure.damaged("the pickle puts items into no dictionary")
        }
        for item in stride(from: 0, to: values.count, by: 2) {
            heap.dictionaries[place].append((values[item], values[item + 1]))
        }
    }
}

// Scalars.
extension PickleReader {
    private mutating func string(_ sizeBytes: Int) throws -> PickleValue {
        let bytes = try reader.take(try reader.count(sizeBytes))
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw PickleFailure.damaged("the pickle holds a text that is not UTF-8")
        }
        return .string(text)
    }

    /// Two's complement of up to eight bytes; the mark of PyTorch's older files has ten.
    private mutating func long() throws -> PickleValue {
        let bytes = try reader.take(try reader.count(1))
        if Array(bytes) == PyTorchFile.legacyMark { return .string("PyTorch") }
        guard bytes.count <= 8 else { throw PickleFailure.refused("a number of \(bytes.count) bytes") }
        let bits = bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let unused = UInt64(64 - 8 * bytes.count)
        return .integer(bytes.isEmpty ? 0 : Int(Int64(bitPattern: bits << unused) >> Int64(unused)))
    }
}

// Names, and what they make of their arguments.
extension PickleReader {
    private mutating func pushGlobal(_ module: String, _ name: String) throws {
        let global = "\(module) \(name)"
        guard PickleGlobals.all.contains(global) else {
            throw PickleFailure.refused("'\(module).\(name)', which is no tensor of floats")
        }
        stack.append(.global(global))
    }

    private mutating func pushStackedGlobal() throws {
        let parts = try pop(2)
        guard case .string(let module) = parts[0], case .string(let name) = parts[1] else {
            throw PickleFailure.damaged("the pickle names something without a name")
        }
        try pushGlobal(module, name)
    }

    private mutating func storage(_ id: PickleValue) throws -> PickleValue {
        guard case .tuple(let place) = id, heap.tuples[place].count >= 5,
            case .string("storage") = heap.tuples[place][0],
            case .global(let type) = heap.tuples[place][1], PickleGlobals.storages.contains(type),
            case .string(let key) = heap.tuples[place][2], case .integer(let count) = heap.tuples[place][4], count >= 0
        else { throw PickleFailure.refused("a reference that is no storage of floats") }
        if heap.tuples[place].count > 5, case .tuple = heap.tuples[place][5] {
            throw PickleFailure.refused("a storage that is a part of another")
        }
        heap.storages.append(PickleHeap.Storage(type: type, key: key, count: count))
        return .storage(heap.storages.count - 1)
    }

    private mutating func reduce() throws {
        let parts = try pop(2)
        guard case .global(let name) = parts[0], case .tuple(let place) = parts[1] else {
            throw PickleFailure.refused("a call of something that is no name")
        }
        let arguments = heap.tuples[place]
        switch name {
        case PickleGlobals.dictionary where arguments.isEmpty: pushContainer(UInt8(ascii: "}"))
        case PickleGlobals.tensor: stack.append(try tensor(arguments))
        case PickleGlobals.parameter:
            guard case .tensor? = arguments.first else { throw PickleFailure.refused("a parameter that is no tensor") }
            stack.append(arguments[0])
        default:
            throw PickleFailure.refused(
                "a call of '\(name.split(separator: " ").joined(separator: "."))' with arguments")
        }
    }

    /// (storage, offset, shape, strides, …)
    private mutating func tensor(_ arguments: [PickleValue]) throws -> PickleValue {
        guard arguments.count >= 4, case .storage(let storage) = arguments[0], case .integer(let offset) = arguments[1],
            offset >= 0, let shape = integers(arguments[2]), let strides = integers(arguments[3]),
            shape.count == strides.count
        else { throw PickleFailure.refused("a tensor without a storage, a shape and strides") }
        heap.tensors.append(PickleHeap.Tensor(storage: storage, offset: offset, shape: shape, strides: strides))
        return .tensor(heap.tensors.count - 1)
    }

    /// The numbers of a tuple of whole numbers that are not negative.
    private func integers(_ value: PickleValue) -> [Int]? {
        guard case .tuple(let place) = value else { return nil }
        let numbers = heap.tuples[place].compactMap { value -> Int? in
            guard case .integer(let number) = value, number >= 0 else { return nil }
            return number
        }
        return numbers.count == heap.tuples[place].count ? numbers : nil
    }

    /// Attributes of a dictionary, such as the versions of its modules, change no tensor.
    private mutating func build() throws {
        _ = try pop()
        guard case .dictionary = try top() else {
            throw PickleFailure.refused("attributes of something that is no dictionary")
        }
    }
}
