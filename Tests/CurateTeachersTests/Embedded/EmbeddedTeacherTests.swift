import CurateCore
import CurateTesting
import Files
import Foundation
import Testing

@testable import CurateTeachers

/// The embedded teacher with the model that the repository carries.
@Suite struct EmbeddedTeacherTests {
    private static let models = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "models").path

    private let surroundings = TeacherSurroundings(threads: 2, modelFolders: ["/nowhere", models])

    private func spec(
        _ model: String = "roformer-sim-demo", precision: String = "float32", maxLength: Int = 64
    ) -> TeacherSpec {
        TeacherSpec(
            name: "demo", kind: "embedded",
            options: Options([
                "model": .string(model), "precision": .string(precision), "max_length": .integer(maxLength),
            ]))
    }

    private func open(precision: String = "float32") throws -> any Teacher {
        try TeacherKind.embedded.open(spec(precision: precision), surroundings)
    }

    @Test(arguments: ["float32", "automatic"]) func itKeepsTheContractOfTeachers(precision: String) throws {
        try TeacherContract.check(try open(precision: precision))
    }

    @Test func itsIdentityIsKnownWithoutOpeningIt() throws {
        let identity = try TeacherKind.embedded.identify(spec(), surroundings)
        #expect(identity == (try open()).identity)
        #expect(identity != (try TeacherKind.embedded.identify(spec(maxLength: 32), surroundings)))
        #expect(identity != (try TeacherKind.embedded.identify(spec(precision: "int8"), surroundings)))
        // A folder by its path is the same model.
        #expect(identity == (try TeacherKind.embedded.identify(spec(Self.models + "/roformer-sim-demo"), surroundings)))
    }

    @Test func aModelThatIsNotThereIsToldWithThePlaces() {
        let failure = #expect(throws: TeacherFailure.self) {
            try TeacherKind.embedded.open(spec("no-such-model"), surroundings)
        }
        #expect(failure?.kind == .configuration)
        #expect(failure?.description.contains("/nowhere/no-such-model") == true)
    }

    @Test func aFolderThatIsNoModelIsRefused() throws {
        let folder = try TestFolder()
        let failure = #expect(throws: TeacherFailure.self) {
            try TeacherKind.embedded.identify(spec(folder.path), surroundings)
        }
        #expect(failure?.description.contains("model.safetensors") == true)
    }

    @Test func moreTokensThanPositionsAreRefused() {
        let failure = #expect(throws: TeacherFailure.self) {
            try TeacherKind.embedded.open(spec(maxLength: 4096), surroundings)
        }
        #expect(failure?.description.contains("positions") == true)
    }

    @Test func maskedPartsDoNotReachTheModel() throws {
        let teacher = try open()
        func answers(_ text: String, _ masked: [Range<Int>]) throws -> [Paraphrase] {
            try teacher.paraphrase([ParaphraseRequest(text: text, seed: 5, sampling: Sampling(), masked: masked)])[0]
        }
        // Hidden words cannot make a difference.
        #expect(try answers("怎么学游泳", [3..<5]) == answers("怎么学唱歌", [3..<5]))
        #expect(try answers("怎么学游泳", []) != answers("怎么学唱歌", []))
    }

    /// What `likelihoods` of training/roformer_sim/decoding.py says of the same weights.
    @Test(
        arguments: [
            ("怎么学游泳", "如何学游泳", [], 0.56530), ("怎么学游泳", "怎么学游泳", [0..<5], 4.32480),
            ("北京到上海坐高铁多少钱", "为什么天是蓝的？", [0..<2], 6.43895),
        ] as [(String, String, [Range<Int>], Double)])
    func likelihoodsAreThoseOfPyTorch(_ source: String, _ target: String, _ masked: [Range<Int>], _ expected: Double)
        throws
    {
        let found = try open().surprisals([SurprisalRequest(source: source, target: target, masked: masked)])
        #expect(abs(Double(found[0]) - expected) < 1e-3, "\(found[0])")
    }

    /// Source and target together never fill more than the model has positions.
    @Test func longTextsAreCut() throws {
        let teacher = try TeacherKind.embedded.open(spec(maxLength: 511), surroundings)
        let long = String(repeating: "怎么学游泳", count: 200)
        #expect(try teacher.surprisals([SurprisalRequest(source: long, target: long)])[0].isFinite)
    }

    @Test func noiseDependsOnTheSeedAndOnItsShare() throws {
        let teacher = try open()
        func answers(_ noise: Double, seed: UInt64 = 5) throws -> [Paraphrase] {
            let sampling = Sampling(temperature: 0, sourceNoise: noise)
            return try teacher.paraphrase([ParaphraseRequest(text: "怎样才能把照片传到电脑上", seed: seed, sampling: sampling)])[0]
        }
        #expect(try answers(0.9) == answers(0.9))
        #expect(try answers(0) == answers(0, seed: 6))
        #expect(try (0..<8).contains { try answers(0.9, seed: $0) != answers(0.9) })
    }
}
