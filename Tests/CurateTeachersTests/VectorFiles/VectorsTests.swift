import CurateCore
import CurateFormats
import CurateTeachers
import CurateTesting
import Files
import Testing

@Suite struct VectorsTests {
    let folder: TestFolder
    init() throws { folder = try TestFolder() }

    private static let texts = TeacherContract.plain

    private func write(_ name: String, _ bytes: [UInt8]) throws {
        let writer = try FileWriter(path: folder / name)
        try writer.write(bytes)
        try writer.publish(sync: false)
    }

    private func array(
        _ rows: [[Float]], _ precision: VectorRequest.Precision = .float32, shape: [Int]? = nil
    ) -> [UInt8] {
        var bytes = NumPyArray.head(shape: shape ?? [rows.count, rows.first?.count ?? 0], precision)
        for value in rows.joined() { NumPyArray.append(value, precision, to: &bytes) }
        return bytes
    }

    /// Vectors of a text's place, none of length 1.
    private func vectors(_ count: Int) -> [[Float]] { (0..<count).map { [Float($0) + 1, 2, -0.5 * Float($0)] } }

    private func spec(_ options: [String: OptionValue]) throws -> (TeacherKind, TeacherSpec) {
        let kind = try #require(TeacherCatalog.curate["vectors"])
        return (kind, kind.spec("bge", options.mapValues { $0 }))
    }

    private func open(_ options: [String: OptionValue] = [:], path: String = "v.npy") throws -> any Teacher {
        var all: [String: OptionValue] = ["path": .string(folder / path)]
        if path.hasSuffix(".npy") { all["texts"] = .string(folder / "texts.txt") }
        let (kind, spec) = try spec(all.merging(options) { $1 })
        return try kind.open(spec, TeacherSurroundings(threads: 1))
    }

    private func failure(_ options: [String: OptionValue] = [:], path: String = "v.npy") throws -> String {
        let failure = try #require(throws: TeacherFailure.self) { try open(options, path: path) }
        #expect(failure.kind == .configuration)
        return "\(failure)"
    }

    private func close(_ left: ArraySlice<Float>, _ right: [Float], _ most: Float) -> Bool {
        left.count == right.count && zip(left, right).allSatisfy { abs($0 - $1) < most }
    }

    private func unit(_ vector: [Float]) -> [Float] {
        let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return vector.map { $0 / length }
    }

    @Test(arguments: VectorRequest.Precision.allCases) func anArrayIsGivenByItsTexts(
        precision: VectorRequest.Precision
    ) throws {
        let rows = vectors(Self.texts.count)
        try write("v.npy", array(rows, precision))
        try folder.write("texts.txt", Self.texts.joined(separator: "\n") + "\n")
        let teacher = try open()
        try TeacherContract.check(teacher, promises: .init(answersAnything: false))
        let found = try teacher.embed(Self.texts.reversed())
        for place in rows.indices { #expect(close(found[rows.count - 1 - place], unit(rows[place]), 1e-3)) }
        // Without a last line's end, with the ends of Windows, and as JSON lines: the same.
        for text in [Self.texts.joined(separator: "\n"), "\u{FEFF}" + Self.texts.joined(separator: "\r\n") + "\r\n"] {
            try folder.write("texts.txt", text)
            #expect(try open().embed(Self.texts.reversed()) == found)
        }
        try folder.write("texts.jsonl", Self.texts.map { "{\"id\":1,\"text\":\"\($0)\"}\n" }.joined())
        #expect(try open(["texts": .string(folder / "texts.jsonl")]).embed(Self.texts.reversed()) == found)
    }

    @Test func linesHoldTextAndVector() throws {
        try folder.write(
            "v.jsonl",
            """
            {"text":"怎么学游泳","vector":[3, 4.0],"model":"x"}
            {"vector":[-1e0,0],"text":"她说\\"好\\"\\n"}
            {"text":"怎么学游泳","vector":[3,4]}
            """)
        let teacher = try open(path: "v.jsonl")
        let found = try teacher.embed(["她说\"好\"\n", "怎么学游泳"])
        #expect(found == SentenceVectors(dimensions: 2, values: [-1, 0, 0.6, 0.8]))
        #expect(try teacher.embed([]).dimensions == 2)
    }

    @Test func aTextThatIsNotThereIsNamedOrLeftOut() throws {
        try write("v.npy", array(vectors(2)))
        try folder.write("texts.txt", "甲\n乙\n")
        let strict = try open()
        #expect(try strict.lacking(["甲", "丙"]) == [])
        let failure = try #require(throws: TeacherFailure.self) { try strict.embed(["甲", "怎么丙"]) }
        #expect("\(failure)".contains("怎么丙") && "\(failure)".contains(folder / "texts.txt"), "\(failure)")
        let lenient = try open(["missing": "leave_out"])
        #expect(try lenient.lacking(["甲", "丙", "乙", ""]) == [1, 3])
        let vectors = try lenient.embed(["丙", "乙"])
        let known = try strict.embed(["乙"])
        #expect(Array(vectors[0]) == [0, 0, 0] && vectors[1].elementsEqual(known[0]))
        // With one a run fails where it goes on with the other, so that neither's results are the other's.
        #expect(strict.identity != lenient.identity)
    }

    /// Another spelling of a sentence will do, but not where the file has that spelling itself.
    @Test func otherSpellingsAreFoundByTheirComparedForm() throws {
        try write("v.npy", array(vectors(3)))
        try folder.write("texts.txt", "怎么退货？\n怎么退货 呢\n怎么退货呢\n")
        let (kind, spec) = try spec(["path": .string(folder / "v.npy"), "texts": .string(folder / "texts.txt")])
        let teacher = try kind.open(spec, TeacherSurroundings(threads: 1, keys: { TestKeys() }))
        let found = try teacher.embed(["怎么退货", "怎么退货，呢", "怎么退货呢"])
        #expect(close(found[0], unit(vectors(3)[0]), 1e-6) && close(found[1], unit(vectors(3)[1]), 1e-6))
        #expect(close(found[2], unit(vectors(3)[2]), 1e-6))
        #expect(throws: TeacherFailure.self) { try teacher.embed(["？"]) }
        #expect(throws: TeacherFailure.self) { try self.open().embed(["怎么退货"]) }
    }

    @Test func aChangedFileIsAnotherTeacher() throws {
        try folder.write("texts.txt", "甲\n乙\n")
        var seen: Set<String> = []
        for rows in [vectors(2), vectors(2).reversed()] {
            try write("v.npy", array(rows))
            let (kind, spec) = try spec(["path": .string(folder / "v.npy"), "texts": .string(folder / "texts.txt")])
            let identity = try kind.identify(spec, TeacherSurroundings(threads: 1))
            #expect(try open().identity == identity)
            seen.insert(identity)
        }
        try folder.write("texts.txt", "乙\n甲\n")
        seen.insert(try open().identity)
        #expect(seen.count == 3)
    }

    /// Each with a word of what is told.
    @Test func badArraysAreTold() throws {
        try folder.write("texts.txt", "甲\n乙\n")
        let good = array(vectors(2))
        func changed(_ old: String, _ new: String) -> [UInt8] {
            let head = String(decoding: good[10..<128], as: UTF8.self).replacing(old, with: new)
            return good[..<10] + Array(head.utf8) + good[128...]
        }
        #expect(good.count == 128 + 24)
        let cases: [([UInt8], String)] = [
            (Array("PK\u{3}\u{4} some archive".utf8), "no NumPy array"), ([], "no NumPy array"),
            (changed("'<f4'", "'>f4'"), "big-endian"), (changed("'<f4'", "'<f8'"), "'<f8'"),
            (changed("'fortran_order': False", "'fortran_order': True "), "Fortran"),
            (changed("(2, 3,)", "(3, 2,)"), "3 vectors for the 2 sentences"),
            (changed("(2, 3,)", "(6,)   "), "shape (6)"), (changed("(2, 3,)", "(2, 9,)"), "bytes instead of"),
            (Array(good.dropLast()), "bytes instead of"), (array(vectors(1)), "1 vectors for the 2 sentences"),
            (array([[], []], shape: [2, 0]), "no numbers"),
        ]
        for (bytes, word) in cases {
            try write("v.npy", bytes)
            let told = try failure()
            #expect(told.contains(word) && told.contains("v.npy"), "\(told)")
        }
    }

    @Test(arguments: [([Float.nan, 1, 0], "no number"), ([0, 0, 0], "zeros"), ([.infinity, 0, 0], "no number")])
    func badNumbersAreToldWhenTheyAreAskedFor(vector: [Float], word: String) throws {
        try folder.write("texts.txt", "甲\n乙\n")
        try write("v.npy", array([[1, 2, 3], vector]))
        let teacher = try open()
        #expect(try teacher.embed(["甲"]).count == 1)
        let failure = try #require(throws: TeacherFailure.self) { try teacher.embed(["乙"]) }
        for part in [word, "乙", "row 1"] { #expect("\(failure)".contains(part), "\(failure)") }
    }

    @Test func textsThatContradictAreTold() throws {
        try folder.write("texts.txt", "甲\n乙\n甲\n")
        try write("v.npy", array(vectors(3)))
        #expect(try failure().contains("sentences 1 and 3"))
        try write("v.npy", array([[1, 2, 3], [4, 5, 6], [1, 2, 3]]))
        #expect(try open().embed(["甲"]).count == 1)
        try folder.write("texts.jsonl", "{\"text\":\"甲\"}\n{\"sentence\":\"乙\"}\n")
        #expect(try failure(["texts": .string(folder / "texts.jsonl")]).contains("texts.jsonl:2:"))
    }

    @Test(arguments: [
        ("{\"text\":\"甲\",\"vector\":[1,2,3]}", "has 3 numbers"),
        ("{\"text\":\"甲\",\"vector\":[1,\"2\"]}", "of numbers"),
        ("{\"text\":\"丙\",\"vector\":[2,1]}", "contradicts line 1"), ("{\"text\":\"甲\",\"vector\":[NaN,1]}", ":2:"),
        ("{\"text\":\"甲\"}", "'vector'"),
    ]) func aWrongLineIsNamed(line: String, word: String) throws {
        try folder.write("v.jsonl", "{\"text\":\"丙\",\"vector\":[1,2]}\n" + line + "\n")
        let told = try failure(path: "v.jsonl")
        #expect(told.contains(word) && told.contains("v.jsonl:2:"), "\(told)")
    }

    @Test func optionsThatDoNotFitAreTold() throws {
        #expect(try failure(path: "nowhere.npy").contains("nowhere.npy"))
        #expect(try failure(path: "v.arrow").contains(".npy, .jsonl and .parquet"))
        try folder.write("v.jsonl", "")
        #expect(try failure(path: "v.jsonl").contains("no vectors"))
        #expect(try failure(["texts": "t.txt"], path: "v.jsonl").contains("'texts' goes with an array"))
        let (kind, spec) = try spec(["path": "v.npy"])
        #expect(throws: TeacherFailure.self) { try kind.identify(spec, TeacherSurroundings(threads: 1)) }
    }

    /// What lies in a file is not kept a second time.
    @Test func theStoreKeepsNoCopy() throws {
        try write("v.npy", array(vectors(2)))
        try folder.write("texts.txt", "甲\n乙\n")
        let (_, spec) = try spec(["path": .string(folder / "v.npy"), "texts": .string(folder / "texts.txt")])
        let provider = TeacherProvider(
            [spec], surroundings: TeacherSurroundings(threads: 1), storePath: folder / "answers.db")
        #expect(try provider.teacher("bge").embed(["甲"]).count == 1)
        #expect(provider.counts.isEmpty && !FileSystem.exists(folder / "answers.db"))
    }
}
