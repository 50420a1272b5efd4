public import CurateCore
internal import TensorBytes

/// A view as TensorFlow records: each row a `tf.train.Example` with a feature for each column.
///
/// A text is a `bytes_list` of one, an integer an `int64_list`, a number a `float_list`; a missing value is an empty
/// feature, for which `tf.io.FixedLenFeature` takes its default. A list is a feature of many values.
///
/// Source: `tensorflow/core/lib/io/record_writer.h` (frames), `tensorflow/core/example/{example,feature}.proto`.
public struct TFRecordShard: ShardEncoder {
    private let view: any TableMaking

    public init(_ view: any TableMaking) { self.view = view }

    public mutating func append(_ batch: Batch, rows: Range<Int>, roster: Roster, into output: inout [UInt8]) {
        let table = view.table(batch, rows: rows, roster: roster)
        for row in 0..<table.count { Self.frame(example(table, row), into: &output) }
    }

    public mutating func finish(into output: inout [UInt8]) {}

    private static func frame(_ message: [UInt8], into output: inout [UInt8]) {
        var length: [UInt8] = []
        length.append(littleEndian: UInt64(message.count))
        output += length
        output.append(littleEndian: TensorBytes.maskedCRC32C(length.span))
        output += message
        output.append(littleEndian: TensorBytes.maskedCRC32C(message.span))
    }

    /// `Example { features: Features { feature: map<string, Feature> } }`
    private func example(_ table: Table, _ row: Int) -> [UInt8] {
        var features: [UInt8] = []
        for (schema, values) in zip(view.columns, table.columns) {
            var entry: [UInt8] = []
            entry.append(message: 1, Array(schema.name.utf8))
            entry.append(message: 2, Self.feature(values, row))
            features.append(message: 1, entry)
        }
        var example: [UInt8] = []
        example.append(message: 1, features)
        return example
    }

    private static func feature(_ values: ColumnValues, _ row: Int) -> [UInt8] {
        if case .lists(let elements, let ends) = values { return feature(elements, ends.values(row)) }
        return feature(values, row..<row + 1)
    }

    private static func feature(_ values: ColumnValues, _ places: Range<Int>) -> [UInt8] {
        var list: [UInt8] = []
        var packed: [UInt8] = []
        for place in places {
            switch values {
            case .texts(let texts): list.append(message: 1, texts.bytes[texts.range(place)])
            case .optionalTexts(let texts): if let text = texts[place] { list.append(message: 1, Array(text.utf8)) }
            case .numbers(let numbers):
                if let number = numbers[place] { packed.append(littleEndian: number.bitPattern) }
            case .integers(let integers):
                if let integer = integers[place] { packed.append(varint: UInt64(bitPattern: integer)) }
            case .words(let words): packed.append(varint: UInt64(bitPattern: Int64(words[place])))
            case .lists: preconditionFailure("lists hold no lists")
            }
        }
        if !packed.isEmpty { list.append(message: 1, packed) }
        var feature: [UInt8] = []
        feature.append(message: number(of: values), list)
        return feature
    }

    /// `bytes_list`, `float_list` or `int64_list`.
    private static func number(of values: ColumnValues) -> UInt64 {
        switch values {
        case .texts, .optionalTexts: 1
        case .numbers: 2
        case .integers, .words: 3
        case .lists(let elements, _): number(of: elements)
        }
    }
}

extension [UInt8] {
    /// Appends a length-delimited field of a protocol buffer.
    fileprivate mutating func append(message field: UInt64, _ bytes: some Collection<UInt8>) {
        append(varint: field << 3 | 2)
        append(varint: UInt64(bytes.count))
        append(contentsOf: bytes)
    }
}
