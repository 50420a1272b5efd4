import CurateCore
import CurateTeachers
import CurateTesting
import Files
import Synchronization
import Testing

@Suite struct TeacherProviderTests {
    let folder: TestFolder
    init() throws { folder = try TestFolder() }

    private final class Opened: Sendable {
        let count = Mutex(0)
    }

    private func kind(_ opened: Opened) -> TeacherKind {
        TeacherKind(
            .init("toy", summary: "", about: "", options: []), identify: { spec, _ in "toy of \(spec.name)" },
            open: { spec, _ in
                opened.count.withLock { $0 += 1 }
                if spec.name == "broken" { throw TeacherFailure(.configuration, teacher: spec.name, "no weights.") }
                return ToyTeacher(identity: spec.name)
            })
    }

    private func provider(_ opened: Opened, store: Bool = true) -> TeacherProvider {
        let kind = kind(opened)
        return TeacherProvider(
            ["demo", "large", "broken"].map { kind.spec($0) }, catalog: TeacherCatalog(kinds: [kind]),
            surroundings: TeacherSurroundings(threads: 1), storePath: store ? folder / "deep/answers.db" : nil)
    }

    @Test func opensEachOnceWhoeverAsks() throws {
        let opened = Opened()
        let provider = provider(opened)
        try Workers.run(4) { _ in
            for name in ["demo", "large"] { _ = try provider.teacher(name).embed(["甲"]) }
        }
        #expect(opened.count.withLock { $0 } == 2)
        #expect(try provider.teacher("large").identity == "large/64")
        #expect(try provider.identity("large") == "toy of large")
    }

    @Test func aFailureIsToldToEveryoneAndTriedOnce() throws {
        let opened = Opened()
        let provider = provider(opened)
        for _ in 0..<2 { #expect(throws: TeacherFailure.self) { try provider.teacher("broken") } }
        #expect(opened.count.withLock { $0 } == 1)
    }

    @Test func answersAreKeptWhereToldTo() throws {
        let provider = provider(Opened())
        _ = try provider.teacher("demo").embed(["甲", "乙"])
        _ = try provider.teacher("demo").embed(["甲"])
        #expect(provider.counts == ["demo": StoredTeacher.Counts(asked: 2, stored: 1)])
        #expect(try AnswerStore(path: folder / "deep/answers.db").count == 2)
        let without = self.provider(Opened(), store: false)
        #expect(!(try without.teacher("demo") is StoredTeacher))
    }

    @Test func aSlipIsRecognized() throws {
        let failure = try #require(throws: TeacherFailure.self) { try provider(Opened()).teacher("larg") }
        #expect("\(failure)".contains("Did you mean 'large'?"))
        let none = TeacherProvider([], surroundings: TeacherSurroundings(threads: 1), storePath: nil)
        let empty = try #require(throws: TeacherFailure.self) { try none.teacher("demo") }
        #expect("\(empty)".contains("names no teachers"))
        let odd = TeacherProvider(
            [TeacherSpec(name: "demo", kind: "proces", options: Options([:]))],
            surroundings: TeacherSurroundings(threads: 1), storePath: nil)
        let kind = try #require(throws: TeacherFailure.self) { try odd.teacher("demo") }
        #expect("\(kind)".contains("Did you mean 'process'?"))
    }
}
