internal import ByteScanning
internal import CurateCore
internal import CurateFormats
internal import JSONParsing

/// Reads rows of an output folder, file after file, in constant memory.
public struct FolderRows: Sendable {
    /// Which rows to read.
    public enum Part: Sendable, Hashable {
        case view(String, split: String?)
        /// The ledger; of one rule, or of all.
        case rejected(rule: String?)
        /// What the stage `score` found at odds with its label, most suspicious first.
        case suspicious
    }

    /// A file of JSON lines in the folder, or a shard in Parquet or TFRecord.
    public struct File: Sendable, Hashable {
        public var path: String
        /// nil: nobody counted them.
        public var rows: Int?
        /// Of a shard that is no JSON lines.
        var view: String?

        /// - Parameter view: of a shard; nil for other files of JSON lines.
        public init(path: String, rows: Int?, view: String? = nil) {
            self.path = path
            self.rows = rows
            self.view = path.contains(".jsonl") ? nil : view
        }

        /// nil for a shard in a format that is not read back.
        public init?(_ shard: Manifest.Shard) {
            path = shard.path
            rows = shard.rows
            guard !path.contains(".jsonl") else { return }
            guard ShardReader.reads(path, view: shard.view), !ShardReader.isPlain(path) else { return nil }
            view = shard.view
        }
    }

    private let folder: String
    private let files: [File]
    /// The folder's, whom rows in Parquet name.
    private var teachers: [TeacherInfo] = []

    /// The rows of some files, which are numbered through all of them.
    ///
    /// - Parameter manifest: the folder's; rows in Parquet name its teachers.
    public init(folder: String, files: [File], manifest: Manifest? = nil) {
        self.folder = folder
        self.files = files
        teachers = manifest.map(Self.teachers) ?? []
    }

    /// - Throws: ``Diagnostic`` when the folder has no such part, or has it in a format that is not read back.
    public init(folder: String, part: Part) throws {
        self.folder = folder
        let manifest = try FinishedFolder.manifest(of: folder)
        teachers = Self.teachers(manifest)
        files =
            switch part {
            case .view(let view, let split): try Self.shards(manifest, view, split, folder)
            case .rejected: manifest.rejected.map { File(path: $0.path, rows: $0.rows) }
            case .suspicious: try Self.reviews(manifest, folder).map { File(path: $0, rows: nil) }
            }
    }

    /// The rows of one shard.
    init(folder: String, file: File, manifest: Manifest) {
        self.init(folder: folder, files: [file], manifest: manifest)
    }

    private static func teachers(_ manifest: Manifest) -> [TeacherInfo] {
        (manifest.teachers ?? []).map { TeacherInfo(name: $0.name, identity: $0.identity) }
    }

    /// Rows of all files; nil where nobody counted them.
    var count: Int? {
        let counts = files.compactMap(\.rows)
        return counts.count == files.count ? counts.reduce(0, +) : nil
    }

    /// Rows of one file, whether or not the folder is finished.
    init(folder: String, file: String) {
        self.folder = folder
        files = [File(path: file, rows: nil)]
    }

    private static func shards(
        _ manifest: Manifest, _ view: String, _ split: String?, _ folder: String
    ) throws -> [File] {
        let views = Set(manifest.shards.map(\.view)).sorted()
        guard views.contains(view) else {
            throw Diagnostic(
                .error, "\(folder) has no view '\(view)'",
                hint: views.isEmpty ? "It has no shards at all." : "It has \(views.joined(separator: ", ")).")
        }
        let splits = Set(manifest.shards.filter { $0.view == view }.map(\.split)).sorted()
        if let split, !splits.contains(split) {
            throw Diagnostic(
                .error, "the view '\(view)' of \(folder) has no split '\(split)'",
                hint: "It has \(splits.joined(separator: ", ")).")
        }
        let shards = manifest.shards.filter { $0.view == view && (split == nil || $0.split == split) }
        let files = File.readable(shards)
        guard !files.isEmpty else {
            throw Diagnostic(
                .error, "the view '\(view)' of \(folder) is in no format that this command reads",
                hint: Self.readable(view))
        }
        return files
    }

    static func readable(_ view: String) -> String {
        "JSON lines, TFRecord and, of views without lists, Parquet are read: add {view: \(view), format: jsonl.zst} to "
            + "the pipeline's outputs."
    }

    private static func reviews(_ manifest: Manifest, _ folder: String) throws -> [String] {
        let paths = manifest.files.map(\.path).filter { $0.hasPrefix("review/") && $0.contains(".jsonl") }
        guard !paths.isEmpty else {
            throw Diagnostic(
                .error, "\(folder) has no review file", hint: "The stage 'score' writes one; add it to the pipeline.")
        }
        return paths
    }

    /// Calls `body` with every row until it says that it has enough.
    ///
    /// - Parameter body: returns false to stop.
    /// - Throws: `SystemFailure`, `CompressionFailure`, and ``Diagnostic`` for a line that is no JSON object.
    public func forEach(_ body: (FolderRow) throws -> Bool) throws {
        try forEach(in: 0..<Int.max) { _, row in try body(row) }
    }

    /// Calls `body` with rows and their numbers, counted from 0 through all files, until it says that it has enough.
    ///
    /// Files before the range are not opened where their rows are counted; lines before it are not parsed.
    ///
    /// - Parameters:
    ///   - numbers: rows outside are passed over.
    ///   - needle: only rows whose line has these bytes; the others are not parsed.
    ///   - body: returns false to stop.
    /// - Returns: the number of the row after the last one that was looked at.
    /// - Throws: as ``forEach(_:)``.
    @discardableResult
    public func forEach(
        in numbers: Range<Int>, containing needle: [UInt8] = [], _ body: (Int, FolderRow) throws -> Bool
    ) throws -> Int {
        var reading = RowReading(numbers: numbers, needle: needle)
        try read(&reading, body)
        return reading.next
    }

    /// The rows of these numbers; a number beyond the end has none.
    ///
    /// - Throws: as ``forEach(_:)``.
    public func rows(at numbers: [Int]) throws -> [Int: FolderRow] {
        let sorted = numbers.sorted()
        guard let first = sorted.first, let last = sorted.last else { return [:] }
        var reading = RowReading(numbers: first..<last + 1, only: sorted)
        var found: [Int: FolderRow] = [:]
        try read(&reading) { number, row in
            found[number] = row
            return true
        }
        return found
    }

    private func read(_ reading: inout RowReading, _ body: (Int, FolderRow) throws -> Bool) throws {
        for file in files where !reading.isOver {
            if let rows = file.rows, !reading.wantsAny(in: reading.next..<reading.next + rows) {
                reading.next += rows
                continue
            }
            try read(file, &reading, body)
        }
    }

    private func pieces(_ file: File) throws -> any RowPieces {
        let path = folder + "/" + file.path
        guard let view = file.view else { return try LinePieces(path: path) }
        return try ShardPieces(path: path, view: view, teachers: teachers)
    }

    private func read(_ file: File, _ reading: inout RowReading, _ body: (Int, FolderRow) throws -> Bool) throws {
        let lines = try pieces(file)
        let extractor = JSONRowExtractor(fields: FolderRow.fields)
        var rows = JSONRows()
        let first = reading.next
        while !reading.isOver, let piece = try lines.next() {
            guard !reading.passes(piece) else { continue }
            extractor.extract(piece, into: &rows)
            let before = reading.next
            for row in 0..<rows.count where !reading.isOver {
                let number = before + rows.line(row)
                if let failure = rows.failure(row) {
                    throw Diagnostic(
                        .error, "\(folder)/\(file.path):\(number - first + 1): \(failure.message)",
                        hint: "The file was changed; 'curate verify \(folder)' tells what else was.")
                }
                guard reading.wants(number, piece, rows.byteRange(row)) else { continue }
                reading.isStopped = try !body(number, FolderRow(rows, row, piece))
                if reading.isStopped { reading.next = number + 1 }
            }
            if !reading.isStopped { reading.next = min(before + rows.lineCount, reading.numbers.upperBound) }
        }
    }
}

extension FolderRows.File {
    /// Those that can be read, each row once: JSON lines where the same rows are in Parquet, too.
    public static func readable(_ shards: [Manifest.Shard]) -> [FolderRows.File] {
        let files = shards.compactMap { FolderRows.File($0) }
        let lines = files.filter { $0.view == nil }
        return lines.isEmpty ? files : lines
    }
}

/// Where a reader of rows stands, and what it is to look at.
private struct RowReading {
    let numbers: Range<Int>
    var needle: [UInt8] = []
    /// Sorted; nil: all of the range.
    var only: [Int]?
    /// The number of the next line.
    var next = 0
    var isStopped = false

    var isOver: Bool { isStopped || next >= numbers.upperBound }

    func wantsAny(in range: Range<Int>) -> Bool {
        let range = range.clamped(to: numbers)
        guard let only else { return !range.isEmpty }
        let place = only.partitioningIndex { $0 >= range.lowerBound }
        return place < only.count && only[place] < range.upperBound
    }

    /// Counts a piece without parsing it where nothing in it is wanted.
    mutating func passes(_ piece: [UInt8]) -> Bool {
        let isStranger = !needle.isEmpty && ByteScanning.first(needle.span, in: piece.span) == nil
        guard isStranger || only != nil || next < numbers.lowerBound else { return false }
        let lines = ByteScanning.count(10, in: piece.span) + (piece.last == 10 ? 0 : 1)
        guard isStranger || !wantsAny(in: next..<next + lines) else { return false }
        next = min(next + lines, numbers.upperBound)
        return true
    }

    func wants(_ number: Int, _ piece: [UInt8], _ range: Range<Int>) -> Bool {
        guard wantsAny(in: number..<number + 1) else { return false }
        return needle.isEmpty || ByteScanning.first(needle.span, in: piece.span.extracting(range)) != nil
    }
}

extension [Int] {
    /// The first place of a sorted list at which `isBehind` holds; the count where it holds nowhere.
    fileprivate func partitioningIndex(_ isBehind: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
