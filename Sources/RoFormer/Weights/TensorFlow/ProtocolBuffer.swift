/// The fields of a message as Protocol Buffers write them.
struct ProtocolBuffer {
    enum Value {
        case number(UInt64)
        case bytes([UInt8])
    }

    private let fields: [(number: UInt64, value: Value)]

    /// - Throws: ``ByteReader/End`` where the message is cut off or holds what none may.
    init(_ bytes: [UInt8]) throws {
        var reader = ByteReader(bytes)
        var fields: [(number: UInt64, value: Value)] = []
        while reader.left > 0 {
            let tag = try reader.varint()
            fields.append((tag >> 3, try Self.value(&reader, wireType: tag & 7)))
        }
        self.fields = fields
    }

    private static func value(_ reader: inout ByteReader, wireType: UInt64) throws -> Value {
        switch wireType {
        case 0: .number(try reader.varint())
        case 1: .number(try reader.number(8))
        case 2: .bytes(Array(try reader.take(try reader.varintCount())))
        case 5: .number(try reader.number(4))
        default: throw ByteReader.End()
        }
    }

    /// The last field of this number; 0, its default, where there is none.
    func number(_ field: UInt64) -> UInt64 {
        for (number, value) in fields.reversed() where number == field {
            if case .number(let found) = value { return found }
        }
        return 0
    }

    /// All messages and texts of this number.
    func messages(_ field: UInt64) -> [[UInt8]] {
        fields.compactMap { number, value in
            guard number == field, case .bytes(let bytes) = value else { return nil }
            return bytes
        }
    }
}
