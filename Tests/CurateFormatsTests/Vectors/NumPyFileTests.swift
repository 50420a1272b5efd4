import CurateCore
import CurateFormats
import Files
import Testing

@Suite struct NumPyFileTests {
    private func file(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
        let folder = try FileSystem.createTemporaryDirectory(prefix: "numpy")
        defer { try? FileSystem.remove(folder) }
        let writer = try FileWriter(path: folder + "/a.npy")
        try writer.write(bytes)
        try writer.publish(sync: false)
        try body(folder + "/a.npy")
    }

    @Test(arguments: VectorRequest.Precision.allCases, [3, 8, 19])
    func readsBackVectors(precision: VectorRequest.Precision, dimensions: Int) throws {
        let values = (0..<10 * dimensions).map { Float($0 % 13) / 4 - 1 }
        var bytes = NumPyArray.head(shape: [5, 2, dimensions], precision)
        for value in values { NumPyArray.append(value, precision, to: &bytes) }
        let query = (0..<dimensions).map { Float($0 % 5) }
        try file(bytes) { path in
            let array = try NumPyFile(path: path)
            #expect(array.shape == [5, 2, dimensions] && array.vectors == 10)
            var products: [Float] = []
            array.forEachProduct(with: query) { products.append($1) }
            for number in 0..<10 {
                let vector = Array(values[number * dimensions..<(number + 1) * dimensions])
                #expect(array.vector(number) == vector)
                // Quarters and small numbers add up exactly in any order.
                #expect(products[number] == zip(vector, query).reduce(0) { $0 + $1.0 * $1.1 })
            }
        }
    }

    @Test func findsTexts() throws {
        let ids = (0..<40).map { RecordID(high: 1 << 60 | UInt64($0), low: UInt64($0) << 4 | 1 << 60).description }
        try file(NumPyArray.head(ids: 40) + Array(ids.joined().utf8)) { path in
            let array = try NumPyFile(path: path)
            for (row, id) in ids.enumerated() { #expect(array.row(of: id) == row && array.text(row) == id) }
            // A text that lies across two rows is none.
            #expect(array.row(of: String(ids.joined().dropFirst(7).prefix(32))) == nil)
            #expect(array.row(of: "short") == nil)
        }
    }

    @Test func damageIsTold() throws {
        var whole = NumPyArray.head(shape: [2, 2, 4], .float32)
        for number in 0..<16 { NumPyArray.append(Float(number), .float32, to: &whole) }
        for count in [0, 5, 9, 64, whole.count - 1] {
            try file(Array(whole.prefix(count))) { path in
                #expect(throws: Diagnostic.self, "\(count)") { try NumPyFile(path: path) }
            }
        }
        for (old, new) in [
            ("'<f4'", "'<f8'"), ("False", "True "), ("(2, 2, 4,)", "(2, x, 4,)"), ("(2, 2, 4,)", "(2,-2, 4,)"),
        ] {
            let text = whole.prefix(128).map { Character(Unicode.Scalar($0)) }
            let changed = String(text).replacing(old, with: new)
            try file(changed.unicodeScalars.map { UInt8($0.value) } + whole[128...]) { path in
                #expect(throws: Diagnostic.self, "\(new)") { try NumPyFile(path: path) }
            }
        }
    }
}
