import CurateCore
import CurateFormats
import CurateTeachers
import CurateTesting
import Files
import Testing

/// Vectors in Parquet files, as this program's own writer makes them; pyarrow's are read in `Tests/Interoperability`.
@Suite struct VectorsParquetTests {
    let folder: TestFolder
    init() throws { folder = try TestFolder() }

    /// A table that is the same whatever records there are.
    private struct Fixed: TableMaking {
        var columns: [ColumnSchema]
        var values: [ColumnValues]

        init(
            _ texts: [String?], _ vectors: [[Float]],
            vector: ColumnSchema = ColumnSchema("vector", .number, isList: true)
        ) {
            var ends: [Int] = []
            for vector in vectors { ends.append((ends.last ?? 0) + vector.count) }
            columns = [ColumnSchema("id", .integer), ColumnSchema("text", .text, isOptional: true), vector]
            let numbers = ColumnValues.numbers(vectors.joined().map { $0 })
            values = [
                .integers(texts.indices.map { Int64($0) }), .optionalTexts(texts),
                vector.isList ? .lists(of: numbers, ends: ends) : numbers,
            ]
        }

        func table(_ batch: Batch, rows: Range<Int>, roster: Roster) -> Table {
            Table(count: rows.count, columns: values)
        }
    }

    private func write(_ table: Fixed, groups: Int = 1) throws {
        var shard = ParquetShard(table, groupRows: table.values[0].count)
        var bytes: [UInt8] = []
        for _ in 0..<groups {
            try shard.append(Batch(), rows: 0..<table.values[0].count, roster: Roster(), into: &bytes)
        }
        try shard.finish(into: &bytes)
        let writer = try FileWriter(path: folder / "v.parquet")
        try writer.write(bytes)
        try writer.publish(sync: false)
    }

    private func open(_ options: [String: OptionValue] = [:]) throws -> any Teacher {
        let kind = try #require(TeacherCatalog.curate["vectors"])
        let all = options.merging(["path": .string(folder / "v.parquet")]) { $1 }
        return try kind.open(kind.spec("bge", all), TeacherSurroundings(threads: 1))
    }

    private func failure(_ options: [String: OptionValue] = [:]) throws -> String {
        let failure = try #require(throws: TeacherFailure.self) { try open(options) }
        #expect(failure.kind == .configuration && "\(failure)".contains("v.parquet"))
        return "\(failure)"
    }

    @Test func aTextFindsTheVectorOfItsRow() throws {
        let texts = TeacherContract.plain
        // So many numbers that the lists fill several pages, and of no length but the last.
        let vectors = texts.indices.map { place in (0..<700).map { Float(place * 700 + $0) * 0.01 - 3 } }
        try write(Fixed(texts, vectors))
        let teacher = try open()
        try TeacherContract.check(teacher, promises: .init(answersAnything: false))
        let found = try teacher.embed(texts.reversed())
        for (place, vector) in vectors.enumerated() {
            let length = vector.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
            let row = found[texts.count - 1 - place]
            #expect(zip(row, vector).allSatisfy { abs(Double($0) - Double($1) / length) < 1e-6 })
        }
    }

    @Test func manyRowsInSeveralGroupsAreRead() throws {
        let texts = (0..<5000).map { "第\($0)句" }
        let vectors = texts.indices.map { [Float($0) + 1, 1, -2] }
        try write(Fixed(texts, vectors), groups: 3)
        let vector = try open().embed(["第4999句"])
        #expect(abs(vector.values[1] / vector.values[0] - 1 / 5000) < 1e-7)
    }

    @Test func otherColumnsMayBeNamed() throws {
        try write(Fixed(["甲"], [[3, 4]], vector: ColumnSchema("embedding", .number, isList: true)))
        let told = try failure()
        #expect(told.contains("no column 'vector'") && told.contains("id, text, embedding"), "\(told)")
        #expect(try open(["vector_column": "embedding"]).embed(["甲"]).values == [0.6, 0.8])
        #expect(try failure(["text_column": "satz"]).contains("no column 'satz'"))
        #expect(try failure(["vector_column": "id"]).contains("'id' holds no lists"))
    }

    @Test(
        arguments: [
            (["甲", nil], [[1, 2], [3, 4]], "row 2 has no text"), (["甲", "乙"], [[1, 2], [3]], "row 2 has 1 numbers"),
            (["甲", "乙"], [[1, 2], []], "row 2 has 0 numbers"), (["甲"], [[]], "row 1 has 0 numbers"),
            (["甲", "甲"], [[1, 2], [2, 1]], "rows 1 and 2"),
        ] as [([String?], [[Float]], String)])
    func rowsThatDoNotFitAreNamed(texts: [String?], vectors: [[Float]], word: String) throws {
        try write(Fixed(texts, vectors))
        let told = try failure()
        #expect(told.contains(word), "\(told)")
    }

    @Test func whatIsNoNumberIsToldWhenItIsAskedFor() throws {
        try write(Fixed(["甲", "乙"], [[1, 2], [.nan, 1]]))
        let teacher = try open()
        #expect(try teacher.embed(["甲"]).count == 1)
        let failure = try #require(throws: TeacherFailure.self) { try teacher.embed(["乙"]) }
        for part in ["no number", "乙", "row 1"] { #expect("\(failure)".contains(part), "\(failure)") }
    }

    /// Every byte of the file wrong, one at a time: vectors or a failure come out.
    @Test func aDamagedFileIsAFailure() throws {
        try write(Fixed(["甲", "乙", "丙"], [[1, 2], [3, 4], [5, 6]]))
        let sound = try FileSystem.readAll(folder / "v.parquet")
        for place in sound.indices {
            var bytes = sound
            bytes[place] ^= 0x55
            let writer = try FileWriter(path: folder / "v.parquet")
            try writer.write(bytes)
            try writer.publish(sync: false)
            do { _ = try open() } catch { #expect(error is TeacherFailure, "byte \(place): \(error)") }
        }
    }

    @Test func optionsThatDoNotGoWithItAreTold() throws {
        try write(Fixed(["甲"], [[1, 2]]))
        #expect(try failure(["texts": "t.txt"]).contains("v.parquet"))
        let kind = try #require(TeacherCatalog.curate["vectors"])
        let spec = kind.spec("bge", ["path": "v.jsonl", "vector_column": "v"])
        let failure = try #require(throws: TeacherFailure.self) {
            try kind.open(spec, TeacherSurroundings(threads: 1))
        }
        #expect("\(failure)".contains("'text_column' and 'vector_column'"))
    }
}
