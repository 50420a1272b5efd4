import CurateCore
import Files
import RoFormer

/// A file of weights: it is read, or refused with a reason, and twice the same.
struct CheckpointTarget: FuzzTarget {
    var name: String
    var seeds: [[UInt8]]
    var tokens: [[UInt8]]
    var format: CheckpointFormat
    /// Of a TensorFlow checkpoint, the file that its index speaks of.
    var data: [UInt8] = []

    func problems(_ bytes: [UInt8], _ random: inout KeyedRandom) throws -> [String] {
        let folder = try FileSystem.createTemporaryDirectory(prefix: "curate-fuzz")
        defer { try? FileSystem.remove(folder) }
        let path = folder + "/ckpt.index"
        try write(bytes, to: path)
        try write(data, to: folder + "/ckpt.data-00000-of-00001")
        let (first, second) = (read(path), read(path))
        var problems = first == second ? [] : ["read twice, it differs"]
        if case .stray(let error) = first { problems.append("not an error of a checkpoint: \(error)") }
        if case .tensors(let tensors) = first, !tensors.values.joined().allSatisfy(\.isFinite) {
            problems.append("numbers that are not finite")
        }
        return problems
    }

    private enum Outcome: Equatable {
        case tensors([String: [Float]])
        case refused(String)
        case stray(String)
    }

    private func read(_ path: String) -> Outcome {
        do {
            return .tensors(try Checkpoint.tensors(in: path, format))
        } catch let failure as CheckpointFailure {
            return .refused("\(failure)")
        } catch { return .stray("\(error)") }
    }

    private func write(_ bytes: [UInt8], to path: String) throws {
        let writer = try FileWriter(path: path)
        try writer.write(bytes)
        try writer.publish(sync: false)
    }
}
