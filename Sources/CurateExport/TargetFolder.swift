internal import Checksums
internal import CurateCore
internal import CurateReport
import Foundation
internal import Files

/// The folder that an export writes: a mark comes first, files appear when they are whole, and the manifest last.
struct TargetFolder {
    let path: String
    /// Where unfinished things are; gone at the end.
    var scratch: String { path + "/.export" }

    init(_ path: String) { self.path = path }

    /// The manifest of what is there, when it is the same export and all its files are in their sizes.
    func current(_ fingerprint: String) -> Manifest? {
        guard let manifest = try? Publication.manifest(of: path), manifest.fingerprint == fingerprint else {
            return nil
        }
        let files = manifest.shards.map { ($0.path, $0.bytes) } + manifest.files.map { ($0.path, $0.bytes) }
        let isWhole = files.allSatisfy { file, bytes in
            (try? FileIdentity.of(path + "/" + file))?.size == UInt64(bytes)
        }
        return isWhole ? manifest : nil
    }

    /// Makes room: what an earlier export left is removed, anything else is left alone and refused.
    func begin() throws {
        let names = FileSystem.isDirectory(path) ? try FileSystem.list(path) : []
        if FileSystem.exists(path), !FileSystem.isDirectory(path) {
            throw Diagnostic(.error, "\(path) is no folder", hint: "Choose another --output.")
        }
        let isOurs =
            names.isEmpty || names.contains(".export")
            || (try? Publication.manifest(of: path))?.export != nil
        guard isOurs else {
            throw Diagnostic(
                .error, "\(path) holds something that is no export", hint: "Choose an empty folder, or a new one.")
        }
        if FileSystem.exists(path + "/manifest.json") { try FileSystem.remove(path + "/manifest.json") }
        if FileSystem.exists(scratch) { try FileSystem.remove(scratch) }
        try FileSystem.createDirectories(scratch)
        if FileSystem.exists(path + "/data") { try FileSystem.remove(path + "/data") }
    }

    func write(_ name: String, _ text: String) throws -> Manifest.File { try write(name, Array(text.utf8)) }

    func copy(_ name: String, from folder: String) throws -> Manifest.File {
        try write(name, try FileSystem.readAll(folder + "/" + name))
    }

    private func write(_ name: String, _ bytes: [UInt8]) throws -> Manifest.File {
        let writer = try FileWriter(path: path + "/" + name)
        try writer.write(bytes)
        try writer.publish(sync: true)
        return Manifest.File(path: name, bytes: bytes.count, sha256: SHA256.hex(of: bytes.span))
    }

    func finish(_ manifest: Manifest) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        _ = try write("manifest.json", Array(try encoder.encode(manifest)) + [10])
        try FileSystem.remove(scratch)
    }
}
