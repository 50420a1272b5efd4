import Glibc

/// Memory for packed weights, aligned for vector instructions, in large pages where the system has them: a
/// multiplication walks through all of it.
final class PackedMemory<Element: BitwiseCopyable>: Sendable {
    nonisolated(unsafe) let start: UnsafeMutablePointer<Element>

    /// Zeros.
    init(count: Int) {
        let bytes = max(64, count * MemoryLayout<Element>.stride)
        let large = 2 << 20
        let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: bytes >= large ? large : 64)
        if bytes >= large { madvise(memory, bytes / large * large, MADV_HUGEPAGE) }
        memory.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
        start = memory.bindMemory(to: Element.self, capacity: max(1, count))
    }

    convenience init(_ values: [Element]) {
        self.init(count: values.count)
        start.update(from: values, count: values.count)
    }

    deinit { start.deallocate() }
}
