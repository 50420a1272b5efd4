internal import CurateCore
internal import CurateFormats
internal import CurateReport

/// Reads single rows of a folder by their numbers.
struct RowFetcher: Sendable {
    let folder: String
    let files: [RowFile]

    /// The rows at some places, in the order of the places; one that is not there is left out.
    ///
    /// - Throws: what reading the files throws.
    func rows(at places: [RowPlace]) throws -> [FoundRow] {
        var found: [RowPlace: FolderRow] = [:]
        for file in Set(places.map(\.file)).sorted() {
            let numbers = places.filter { $0.file == file }.map(\.row)
            for (number, row) in try rows(of: files[file], at: numbers) {
                found[RowPlace(file: file, row: number)] = row
            }
        }
        return places.compactMap { place in
            found[place].map { FoundRow(place: place, file: files[place.file], row: $0) }
        }
    }

    private func rows(of file: RowFile, at numbers: [Int]) throws -> [Int: FolderRow] {
        guard file.holdsRecords else {
            let rows = FolderRows(folder: folder, files: [.init(path: file.path, rows: nil, view: file.name)])
            return try rows.rows(at: numbers)
        }
        var found: [Int: FolderRow] = [:]
        let wanted = Set(numbers)
        var next = 0
        let reader = try BatchReader(folder: folder, file: file)
        while let (batch, roster) = try reader.next() {
            for row in 0..<batch.count where wanted.contains(next + row) {
                found[next + row] = Self.row(batch, row, roster)
            }
            next += batch.count
            if found.count == wanted.count { break }
        }
        return found
    }

    /// A record as the view `pairs` says it.
    private static func row(_ batch: Batch, _ row: Int, _ roster: Roster) -> FolderRow? {
        var json: [UInt8] = []
        PairsJSONLines().encode(batch, rows: row..<row + 1, roster: roster, into: &json)
        if json.last == 10 { json.removeLast() }
        return FolderRow(json: json)
    }
}

/// A row's file, by its number in the folder, and its number in the file from 0.
struct RowPlace: Sendable, Hashable, Comparable {
    var file: Int
    var row: Int

    static func < (left: RowPlace, right: RowPlace) -> Bool {
        left.file == right.file ? left.row < right.row : left.file < right.file
    }
}

/// A row and where it stands.
struct FoundRow: Sendable {
    var place: RowPlace
    var file: RowFile
    var row: FolderRow
}

/// Reads a binary shard as records.
final class BatchReader {
    private let reader: ShardReader

    init(folder: String, file: RowFile) throws {
        guard let reader = ShardReader(view: file.name, teachers: []) else {
            throw Diagnostic(.error, "\(folder)/\(file.path) is of a view that cannot be read back")
        }
        self.reader = reader
        try reader.open(folder + "/" + file.path)
    }

    func next() throws -> (Batch, Roster)? { try reader.next().map { ($0, reader.roster) } }
}
