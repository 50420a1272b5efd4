import Files
import Foundation
import ReaderFuzzing
import Testing

/// A short search; `make fuzz` searches for as long as one likes.
@Suite struct FuzzTests {
    /// Set CURATE_FUZZ_INPUTS for another number.
    private static let inputs = ProcessInfo.processInfo.environment["CURATE_FUZZ_INPUTS"].flatMap(Int.init) ?? 100

    private static let failCases: String = {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return folder.appending(path: "FailCases").path
    }()

    @Test(arguments: FuzzTargets.all.map(\.name)) func damagedInputsAreReadOrRefused(name: String) throws {
        let target = try #require(FuzzTargets.all.first { $0.name == name })
        for number in 0..<Self.inputs {
            let input = FuzzInput(target, seed: 1, number: number)
            #expect(input.problems() == [], "\(input)")
        }
    }

    /// Inputs that once were handled badly, named by their target and what was wrong.
    @Test func whatWasFoundStaysMended() throws {
        for name in try FileSystem.list(Self.failCases) where !name.hasPrefix(".") && name != "README.md" {
            let target = try #require(FuzzTargets.all.first { name.hasPrefix($0.name + ".") }, "\(name)")
            let bytes = try FileSystem.readAll("\(Self.failCases)/\(name)")
            for seed in UInt64(1)...20 {
                #expect(FuzzInput(target, bytes: bytes, seed: seed).problems() == [], "\(name), seed \(seed)")
            }
        }
    }
}
