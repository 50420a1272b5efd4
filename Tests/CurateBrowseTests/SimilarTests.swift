import CurateBrowse
import CurateCore
import Foundation
import Testing

@Suite struct SimilarTests {
    private static let rows = (0..<120).map { TestOutput.Row(a: "第\($0)句", b: "第\($0)句的另一种说法") }

    /// Vectors of length 1, no two alike.
    private static let vectors: [[Float]] = (0..<240).map { number in
        var random = KeyedRandom(seed: 5, purpose: .init("vectors"), number: UInt64(number))
        let values = (0..<19).map { _ in Float(random.next() % 2001) / 1000 - 1 }
        let length = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return values.map { $0 / length }
    }

    private func ids(_ page: String) -> [Int] { page.matches(of: /id="row-(\d+)"/).compactMap { Int($0.output.1) } }

    private static func nearest(to query: [Float], except row: Int?) -> [Int] {
        func cosine(_ vector: [Float]) -> Float { zip(query, vector).reduce(0) { $0 + $1.0 * $1.1 } }
        let cosines: [Float] = (0..<120).map { max(cosine(vectors[2 * $0]), cosine(vectors[2 * $0 + 1])) }
        return (0..<120).filter { $0 != row }.sorted { cosines[$0] > cosines[$1] }
    }

    @Test(arguments: [1, 3]) func findsWhatIsNearToARecord(shards: Int) throws {
        let browser = try TestOutput(Self.rows, shards: shards, vectors: Self.vectors).browser()
        for (row, side) in [(0, 1), (77, 2), (119, 1)] {
            let page = browser.text("/similar?id=\(TestOutput.id(row))&side=\(side)")
            let expected = Self.nearest(to: Self.vectors[2 * row + side - 1], except: row)
            #expect(ids(page) == Array(expected.prefix(50)), "\(row) \(side)")
        }
        #expect(browser.get("/similar?id=\(TestOutput.id(500))&side=1").status == 404)
    }

    @Test func embedsATextByTheFoldersTeacher() throws {
        let browser = try TestOutput(Self.rows, vectors: Self.vectors).browser { teacher, identity, text in
            #expect(teacher == "demo" && identity == "one" && text == "一句话")
            return Self.vectors[3]
        }
        let page = browser.text("/similar?q=%E4%B8%80%E5%8F%A5%E8%AF%9D")
        #expect(ids(page) == Array(Self.nearest(to: Self.vectors[3], except: nil).prefix(50)))
    }

    @Test func saysWhatIsMissing() throws {
        let without = try TestOutput(Self.rows).browser()
        #expect(without.text("/similar?q=x").contains("This folder has no vectors."))
        #expect(!without.text("/rows").contains("Similar"))
        let alone = try TestOutput(Self.rows, vectors: Self.vectors).browser()
        #expect(alone.text("/similar?q=x").contains("which is not at hand"))
        let other = try TestOutput(Self.rows, vectors: Self.vectors).browser { _, _, _ in [1, 0] }
        #expect(other.get("/similar?q=x").status == 404)
    }

    @Test func aViewInAnotherFormatIsTold() throws {
        let browser = try TestOutput(Self.rows, format: "tar").browser()
        #expect(browser.text("/").contains("Only views written as JSON lines"))
        let answer = browser.get("/rows?of=data/pairs/train")
        #expect(answer.status == 400)
        #expect(String(decoding: answer.body, as: UTF8.self).contains("is written as tar"))
    }
}
