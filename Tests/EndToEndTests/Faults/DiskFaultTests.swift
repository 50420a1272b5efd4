import Foundation
import Testing

extension FaultTests {
    /// Disks that are full, and folders that cannot be written.
    @Suite(.serialized)
    struct Disk {
        private let bench: FaultBench

        init() throws { bench = try FaultBench() }

        @Test("a full disk: a tmpfs of 16 KiB, made larger until the run fits", .enabled(if: SmallVolume.isPossible))
        func aFullDisk() throws {
            let volume = try SmallVolume(at: bench.scratch / "volume", size: "16k")
            var failures = 0
            for size in ["16k", "64k", "112k", "160k", "208k", "4m"] {
                try volume.resize(size)
                let outcome = try bench.run("volume/out")
                if outcome.code == 0 { break }
                failures += 1
                bench.expect(
                    outcome, code: 3, saying: ["volume/out/", "ENOSPC", "Free some space", "goes on from here"],
                    in: "volume/out")
            }
            #expect(failures >= 2)
            try volume.resize("4m")
            try bench.expectTheUndisturbedBytes(in: "volume/out")
        }

        @Test("a full disk: no file may be larger than the limit that ulimit -f sets")
        func filesThatMayNotGrow() throws {
            for kibibytes in [1, 8, 24] {
                let outcome = try bench.shell(
                    "ulimit -f \(kibibytes); exec curate \(bench.arguments().joined(separator: " "))")
                bench.expect(outcome, code: 3, saying: ["writing out/", "EFBIG", "ulimit -f", "goes on from here"])
            }
            try bench.expectTheUndisturbedBytes()
        }

        @Test("a folder on a volume mounted read-only", .enabled(if: SmallVolume.isPossible))
        func aReadOnlyVolume() throws {
            let volume = try SmallVolume(at: bench.scratch / "volume", size: "4m")
            try volume.remount("ro")
            bench.expect(
                try bench.run("volume/out"), code: 3,
                saying: ["creating folder volume/out", "EROFS", "another one with --output"],
                in: "volume/out")
            try volume.remount("rw")
            try bench.expectTheUndisturbedBytes(in: "volume/out")
        }

        @Test("a folder without permission to write", .enabled(if: getuid() != 0, "root may write everywhere"))
        func aFolderWithoutPermission() throws {
            let folder = bench.scratch / "closed"
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o555])
            bench.expect(
                try bench.run("closed/out"), code: 3, saying: ["creating folder closed/out", "EACCES", "chmod"],
                in: "closed/out")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder)
            try bench.expectTheUndisturbedBytes(in: "closed/out")
        }

        @Test("a file where a folder should be", arguments: ["out", "out/data", "out/rejected", "out/.curate"])
        func aFileForAFolder(path: String) throws {
            try bench.write("train.tsv", Pairs.training.tsv + "只有一列\n")
            if path.hasPrefix("out/"), path != "out/.curate" { try bench.claimOutput() }
            try bench.scratch.write(path, "a file\n")
            bench.expect(
                try bench.run(), code: 3, saying: ["creating folder \(path)", "A file stands where a folder is needed"])
            try FileManager.default.removeItem(atPath: bench.scratch / path)
            try bench.expectTheUndisturbedBytes()
        }

        @Test("a folder where a file should be", arguments: ["out/stats.json", "out/manifest.json/x"])
        func aFolderForAFile(path: String) throws {
            try bench.claimOutput()
            try FileManager.default.createDirectory(
                atPath: bench.scratch / path, withIntermediateDirectories: true)
            let outcome = try bench.run()
            if outcome.code != 0 {
                #expect(outcome.code == 3)
                #expect(outcome.errors.contains("A folder stands where a file is needed"), "\(outcome.errors)")
                try FileManager.default.removeItem(atPath: bench.scratch / path)
            }
            try bench.expectTheUndisturbedBytes()
        }

        @Test func aFolderOfOtherFilesIsRefusedAndLeftAsItWas() throws {
            try bench.scratch.write("out/data/pairs/mine.jsonl", "somebody's\n")
            bench.expect(
                try bench.run(), code: 2, saying: ["'out' is not empty and not an output folder of curate", "--output"])
            let files = try bench.output().files()
            #expect(files.keys.sorted() == ["data/pairs/mine.jsonl"])
            #expect(!FileManager.default.fileExists(atPath: bench.scratch / "out/.curate"))
        }

        @Test func whatWasFinishedBeforeIsNotFinishedWhileARunFails() throws {
            #expect(try bench.run().code == 0)
            try bench.write("train.tsv", String(repeating: "只有一列\n", count: 9))
            bench.expect(try bench.run(), code: 1, saying: ["max_rejected"])
            try bench.write("train.tsv", Pairs.training.tsv)
            try bench.expectTheUndisturbedBytes()
        }
    }
}

/// A volume in memory that is soon full; it needs the right to mount.
final class SmallVolume {
    private let path: String

    init(at path: String, size: String) throws {
        self.path = path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try #require(Self.command("mount -t tmpfs -o size=\(size) curate-test '\(path)'"))
    }

    deinit { _ = Self.command("umount '\(path)'") }

    func resize(_ size: String) throws { try remount("size=" + size) }

    func remount(_ option: String) throws { try #require(Self.command("mount -o remount,\(option) '\(path)'")) }

    /// Tried once: containers often forbid it, even to root.
    static let isPossible: Bool = {
        guard let scratch = try? Scratch() else { return false }
        return command(
            "mount -t tmpfs -o size=16k curate-test '\(scratch.path)' 2>/dev/null && umount '\(scratch.path)'")
    }()

    private static func command(_ line: String) -> Bool { (try? Program.shell(line))?.code == 0 }
}
