import Files

/// An open Parquet file: its footer, and its bytes at hand.
struct ParquetFile {
    let footer: ParquetFooter
    private let reader: FileReader

    private static let longestFooter = 256 << 20

    init(path: String) throws {
        reader = try FileReader(path: path)
        footer = try Self.footer(reader, size: Int(try FileIdentity.of(path).size))
    }

    private static func footer(_ reader: FileReader, size: Int) throws -> ParquetFooter {
        let (head, tail) = (
            try reader.read(at: 0, count: 4), try reader.read(at: UInt64(max(0, size - 8)), count: 8)
        )
        guard size >= 12, head == ParquetCode.magic else {
            throw ParquetFailure("this is no Parquet file", hint: "It does not begin with PAR1.")
        }
        guard tail.suffix(4) == ParquetCode.magic[...] else {
            if tail.suffix(4) == Array("PARE".utf8)[...] { throw ParquetFailure.foreign("an encrypted footer") }
            throw ParquetFailure.damaged("it has no footer, so its end is missing")
        }
        let length = tail.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        guard length <= size - 12, length <= longestFooter else {
            throw ParquetFailure.damaged("its footer is longer than the file")
        }
        return try ParquetFooter(try reader.read(at: UInt64(size - 8 - length), count: length), fileSize: size)
    }

    /// The place of a column among the footer's.
    ///
    /// - Throws: ``ParquetFailure`` when there is none, or it cannot be read.
    func column(_ name: String) throws -> Int {
        let place = try place(of: name)
        if let fault = footer.columns[place].fault {
            throw ParquetFailure("the column '\(name)' holds \(fault), which is not read")
        }
        return place
    }

    /// The place of a column of lists of numbers.
    ///
    /// - Throws: ``ParquetFailure`` when there is none, or it holds something else.
    func listColumn(_ name: String) throws -> Int {
        let place = try place(of: name)
        let column = footer.columns[place]
        let isAlone = footer.columns.count { $0.name == name } == 1
        guard column.nesting.repetition == 1, isAlone, column.type == .float || column.type == .double else {
            throw ParquetFailure(
                "the column '\(name)' holds no lists of float32 or float64",
                hint: "Cast it, in pyarrow to pyarrow.list_(pyarrow.float32()).")
        }
        return place
    }

    private func place(of name: String) throws -> Int {
        let names = footer.columns.map(\.name)
        guard let place = names.firstIndex(of: name) else {
            var seen: Set<String> = []
            let known = names.filter { seen.insert($0).inserted }.joined(separator: ", ")
            throw ParquetFailure("no column '\(name)'", hint: "The file has: \(known).")
        }
        return place
    }

    /// Bytes of the file; fewer only where it ends.
    func bytes(at offset: Int, count: Int) throws -> [UInt8] { try reader.read(at: UInt64(offset), count: count) }
}
