/// Numbers that Parquet's structures use.
///
/// Source: `parquet.thrift` of the Parquet format, 2.10.
enum ParquetCode {
    enum Page: Int32 {
        case data = 0
        case dictionary = 2
    }

    enum Encoding: Int32 {
        case plain = 0
        case runLengths = 3
        case dictionary = 8
    }

    static let zstd: Int32 = 6
    static let utf8: Int32 = 0
    static let list: Int32 = 3
    static let required: Int32 = 0
    static let optional: Int32 = 1
    static let repeated: Int32 = 2
    static let magic = Array("PAR1".utf8)
}

extension ColumnSchema {
    /// BYTE_ARRAY, INT64, INT32 or FLOAT.
    var parquetType: Int32 {
        switch kind {
        case .text: 6
        case .integer: 2
        case .word: 1
        case .number: 4
        }
    }

    /// The names from the table's column down to its values.
    var parquetPath: [String] { isList ? [name, "list", "element"] : [name] }
}
