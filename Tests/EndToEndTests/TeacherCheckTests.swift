import Foundation
import Testing

/// `curate teacher check`.
struct TeacherCheckTests {
    @Test func theModelOfTheRepositoryIsRight() throws {
        let checked = try Program.run(["teacher", "check", "models/roformer-sim-demo"])
        #expect(checked.code == 0, "\(checked.errors)")
        #expect(checked.output.contains("sha256:"))
        #expect(checked.output.contains("float16"))
    }

    @Test func itIsToldAsJSON() throws {
        let checked = try Program.run(["teacher", "check", "models/roformer-sim-demo", "--json"])
        let json = try JSONSerialization.jsonObject(with: Data(checked.output.utf8)) as? [String: Any]
        let checkpoint = try #require(json?["checkpoint"] as? [String: Any])
        #expect(checkpoint["format"] as? String == "safetensors")
        #expect((checkpoint["digest"] as? String)?.count == 64)
    }

    @Test func aFolderThatIsNoModelEndsWithTwo() throws {
        let scratch = try Scratch()
        let checked = try Program.run(["teacher", "check", scratch.path])
        #expect(checked.code == 2)
        #expect(checked.output.isEmpty)
        #expect(checked.errors.contains("model.safetensors"))
        #expect(try Program.run(["teacher", "check", scratch / "nowhere"]).errors.contains("no such folder"))
    }
}
