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
    static let required: Int32 = 0
    static let optional: Int32 = 1
    static let magic = Array("PAR1".utf8)
}

extension ColumnSchema {
    /// BYTE_ARRAY, INT64 or FLOAT.
    var parquetType: Int32 {
        switch kind {
        case .text: 6
        case .integer: 2
        case .number: 4
        }
    }
}
