import CurateCore

/// An element of a Parquet file's schema, a tree in depth-first order.
///
/// A column of lists is three elements: a group of the kind LIST, a repeated group `list`, and its `element`.
enum ParquetElement {
    /// With the number of its columns.
    case root(Int)
    case list(String)
    case repeated
    case value(ColumnSchema, name: String)

    static func all(_ column: ColumnSchema) -> [ParquetElement] {
        column.isList
            ? [.list(column.name), .repeated, .value(column, name: "element")] : [.value(column, name: column.name)]
    }

    func describe(_ element: inout ThriftCompact) {
        switch self {
        case .root(let columns):
            element.binary(4, "schema".utf8)
            element.integer(5, Int32(columns))
        case .list(let name):
            element.integer(3, ParquetCode.required)
            element.binary(4, name.utf8)
            element.integer(5, 1)
            element.integer(6, ParquetCode.list)
            element.structure(10) { $0.structure(3) { _ in } }
        case .repeated:
            element.integer(3, ParquetCode.repeated)
            element.binary(4, "list".utf8)
            element.integer(5, 1)
        case .value(let column, let name): Self.describe(column, name, &element)
        }
    }

    private static func describe(_ column: ColumnSchema, _ name: String, _ element: inout ThriftCompact) {
        element.integer(1, column.parquetType)
        element.integer(3, column.isOptional ? ParquetCode.optional : ParquetCode.required)
        element.binary(4, name.utf8)
        guard column.kind == .text else { return }
        element.integer(6, ParquetCode.utf8)
        element.structure(10) { $0.structure(1) { _ in } }
    }
}
