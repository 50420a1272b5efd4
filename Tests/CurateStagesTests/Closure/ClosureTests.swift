import CurateCore
import Testing

@testable import CurateStages

@Suite struct ClosureTests {
    private func closure(_ edges: [(UInt64, UInt64)]) -> Closure {
        var builder = ClosureBuilder()
        for edge in edges { builder.connect(edge.0, edge.1) }
        return builder.build()
    }

    @Test func namesAComponentByItsSmallestHash() {
        let closure = closure([(9, 4), (4, 7), (100, 50)])
        #expect(closure.component(of: 9) == .init(id: 4, size: 3))
        #expect(closure.component(of: 50) == .init(id: 50, size: 2))
        #expect(closure.component(of: 8) == nil)
        #expect(closure.componentCount == 2 && closure.sentenceCount == 5 && closure.largest == 3)
    }

    @Test func connects() {
        let closure = closure([(1, 2), (2, 3), (10, 11)])
        #expect(closure.connects(1, 3) && closure.connects(77, 77))
        #expect(!closure.connects(1, 10) && !closure.connects(1, 77))
    }

    @Test func mayBeEmpty() {
        let closure = closure([])
        #expect(closure.component(of: 0) == nil && closure.largest == 0)
        #expect(Closure(closure.findings) == closure)
    }

    @Test func isReadBackFromItsFindings() {
        let closure = closure((0..<500).map { (UInt64($0) &* 0x9E37_79B9_7F4A_7C15, UInt64($0 / 3)) })
        #expect(Closure(closure.findings) == closure)
        #expect(closure.footprint <= Closure.footprint(ofSentences: closure.sentenceCount))
    }

    @Test func agreesWithRepeatedMerging() {
        var random = KeyedRandom(seed: 3, purpose: .init("test"), number: 0)
        let sentences = (0..<400).map { _ in random.next() }
        let edges = (0..<300).map { _ in (sentences[Int(random.next() % 400)], sentences[Int(random.next() % 400)]) }
        var labels: [UInt64: UInt64] = [:]
        for (a, b) in edges { (labels[a], labels[b]) = (a, b) }
        for _ in 0..<400 {
            for (a, b) in edges {
                let least = min(labels[a] ?? a, labels[b] ?? b)
                (labels[a], labels[b]) = (least, least)
            }
        }
        let closure = closure(edges)
        #expect(self.closure(edges.reversed().map { ($0.1, $0.0) }) == closure)
        for sentence in sentences { #expect(closure.component(of: sentence)?.id == labels[sentence]) }
    }

    @Test func tellsShortPaths() {
        let edges: [(UInt64, UInt64)] = [(1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (1, 7), (7, 4)]
        let closure = closure(edges)
        let paths = SamenessPaths(edges, in: closure)
        #expect(paths.length(1, 2, in: closure) == 1)
        #expect(paths.length(1, 3, in: closure) == 2)
        #expect(paths.length(1, 4, in: closure) == 2)
        #expect(paths.length(1, 6, in: closure) == 4)
        #expect(paths.length(2, 6, in: closure) == nil || paths.length(2, 6, in: closure) == 4)
        var bytes: [UInt8] = []
        paths.append(to: &bytes)
        var offset = 0
        #expect(SamenessPaths(bytes.span, at: &offset) == paths)
    }

    @Test func findsHashesByTheirUpperBits() {
        let hashes: [UInt64] = [0, 1, 2, 3, UInt64.max / 2, UInt64.max - 1, .max]
        let index = HashIndex(hashes)
        for (place, hash) in hashes.enumerated() { #expect(index.find(hash, in: hashes) == place) }
        #expect(index.find(4, in: hashes) == nil)
    }
}
