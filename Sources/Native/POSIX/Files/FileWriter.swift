import Glibc
import Synchronization

/// Writes a file that appears under its name only when it is complete.
///
/// The bytes go to a hidden temporary beside the target, which `publish` renames. A writer that is abandoned, or
/// goes away unpublished, leaves nothing behind. When the path already means a device or a pipe
/// (`/dev/stdout`), the bytes go straight there. Bytes are gathered in a buffer of 256 KiB.
public final class FileWriter {
    /// The path as the caller named it.
    public let path: String
    /// Bytes accepted so far, those still in the buffer included.
    public private(set) var bytesWritten: UInt64 = 0

    private let temporary: String?
    private var descriptor: Descriptor?
    private var buffer: [UInt8] = []

    /// Begins a file for `path`; its folder must exist. Throws `SystemFailure`.
    public init(path: String) throws {
        self.path = path
        if Self.isStream(path) {
            temporary = nil
            descriptor = try Descriptor(opening: path, flags: O_WRONLY)
        } else {
            let name = Self.temporaryName(for: path)
            temporary = name
            descriptor = try Self.create(name, for: path)
        }
        buffer.reserveCapacity(Self.bufferSize)
    }

    deinit { abandon() }

    /// Appends `bytes`. Throws `SystemFailure`; after that only `abandon` makes sense.
    public func write(_ bytes: Span<UInt8>) throws {
        try bytes.withUnsafeBytes { try append($0) }
    }

    /// Appends `bytes`. Throws `SystemFailure`; after that only `abandon` makes sense.
    public func write(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { try append($0) }
    }

    /// Appends `bytes`. Throws `SystemFailure`; after that only `abandon` makes sense.
    public func write(_ bytes: ArraySlice<UInt8>) throws {
        try bytes.withUnsafeBytes { try append($0) }
    }

    /// Completes the file and gives it its name, in place of any earlier file of that name.
    ///
    /// With `sync`, file and folder are on disk when this returns. Throws `SystemFailure`; the target is then
    /// as it was before.
    public func publish(sync: Bool) throws {
        try flush()
        guard let descriptor else { preconditionFailure("\(path) was already published or abandoned") }
        if let temporary {
            if sync { try Self.synchronize(descriptor, path: path) }
            guard rename(temporary, path) == 0 else { throw SystemFailure.last(doing: "publishing", path: path) }
            self.descriptor = nil
            if sync { try Self.synchronizeFolder(of: path) }
        }
        self.descriptor = nil
    }

    /// Gives the file up and removes the temporary. Does nothing after `publish`.
    public func abandon() {
        guard descriptor != nil else { return }
        descriptor = nil
        buffer = []
        if let temporary { unlink(temporary) }
    }
}

// MARK: - Buffer

extension FileWriter {
    private static let bufferSize = 256 << 10

    private func append(_ bytes: UnsafeRawBufferPointer) throws {
        precondition(descriptor != nil, "\(path) was already published or abandoned")
        if buffer.count + bytes.count > Self.bufferSize { try flush() }
        if bytes.count >= Self.bufferSize {
            try writeAll(bytes)
        } else {
            buffer.append(contentsOf: bytes)
        }
        bytesWritten += UInt64(bytes.count)
    }

    private func flush() throws {
        try buffer.withUnsafeBytes { try writeAll($0) }
        buffer.removeAll(keepingCapacity: true)
    }

    private func writeAll(_ bytes: UnsafeRawBufferPointer) throws {
        guard let descriptor else { return }
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = UnsafeRawBufferPointer(rebasing: rest)
            let outcome = retrying { Glibc.write(descriptor.number, piece.baseAddress, piece.count) }
            guard outcome >= 0 else { throw SystemFailure.last(doing: "writing", path: path) }
            rest = rest.dropFirst(outcome)
        }
    }
}

// MARK: - Names and durability

extension FileWriter {
    private static let serial = Atomic<Int>(0)

    /// True when `path` exists and is neither a regular file nor a folder.
    private static func isStream(_ path: String) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else { return false }
        return !status.st_mode.isRegularFile && !status.st_mode.isFolder
    }

    /// True for the name of a temporary of this class, left by a process that was killed.
    public static func isTemporary(_ name: String) -> Bool { name.hasPrefix(".") && name.contains(".tmp-") }

    private static func temporaryName(for path: String) -> String {
        let (folder, name) = FileSystem.split(path)
        let number = serial.wrappingAdd(1, ordering: .relaxed).newValue
        return "\(folder)/.\(name).tmp-\(getpid())-\(number)"
    }

    /// A failure names the target: the temporary means nothing to whoever reads the message.
    private static func create(_ temporary: String, for path: String) throws -> Descriptor {
        if FileSystem.isDirectory(path) { throw SystemFailure(code: EISDIR, doing: "creating", path: path) }
        do {
            return try Descriptor(opening: temporary, flags: O_WRONLY | O_CREAT | O_EXCL)
        } catch let failure as SystemFailure {
            throw SystemFailure(code: failure.code, doing: "creating", path: path)
        }
    }

    private static func synchronize(_ descriptor: Descriptor, path: String) throws {
        guard retrying({ fsync(descriptor.number) }) == 0 else {
            throw SystemFailure.last(doing: "synchronizing", path: path)
        }
    }

    private static func synchronizeFolder(of path: String) throws {
        let folder = FileSystem.split(path).folder
        let descriptor = try Descriptor(opening: folder, flags: O_RDONLY | O_DIRECTORY)
        try synchronize(descriptor, path: folder)
    }
}
