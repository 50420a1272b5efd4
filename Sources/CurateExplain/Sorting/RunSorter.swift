internal import BinaryColumns
internal import Files

/// Sorts values of one width, however many, in bounded memory: sorted runs in files, merged in one pass.
///
/// One thread fills it; several threads each fill their own and merge all runs.
struct RunSorter<Element: BitwiseCopyable & Comparable> {
    private let prefix: String
    private let limit: Int
    private var held: [Element] = []
    private(set) var runs: [String] = []

    /// - Parameters:
    ///   - prefix: how the paths of the runs begin.
    ///   - limit: values held at once.
    init(prefix: String, limit: Int) {
        self.prefix = prefix
        self.limit = max(1, limit)
    }

    mutating func add(_ element: Element) throws {
        held.append(element)
        if held.count >= limit { try flush() }
    }

    /// The paths of all runs; nothing is held any longer.
    mutating func finish() throws -> [String] {
        try flush()
        held = []
        return runs
    }

    private mutating func flush() throws {
        guard !held.isEmpty else { return }
        held.sort()
        let path = prefix + String(runs.count)
        let writer = try FileWriter(path: path)
        for start in stride(from: 0, to: held.count, by: Self.piece) {
            var bytes: [UInt8] = []
            BinaryColumns.append(Array(held[start..<min(start + Self.piece, held.count)]), to: &bytes)
            try writer.write(bytes)
        }
        try writer.publish(sync: false)
        runs.append(path)
        held.removeAll(keepingCapacity: true)
    }

    private static var piece: Int { 16_384 }
}

/// Values of sorted runs, the least first.
struct RunMerge<Element: BitwiseCopyable & Comparable> {
    private var runs: [SortedRun<Element>]
    /// A heap: the least value is first. Equal values come from the earlier run first.
    private var heads: [(value: Element, run: Int)] = []

    init(_ paths: [String]) throws {
        runs = try paths.map { try SortedRun($0) }
        for number in runs.indices {
            guard let value = try runs[number].next() else { continue }
            heads.append((value, number))
            siftUp(heads.count - 1)
        }
    }

    mutating func next() throws -> Element? {
        guard let least = heads.first else { return nil }
        if let value = try runs[least.run].next() {
            heads[0].value = value
        } else {
            let last = heads.removeLast()
            if !heads.isEmpty { heads[0] = last }
        }
        siftDown()
        return least.value
    }

    private func comesFirst(_ left: Int, _ right: Int) -> Bool {
        let (a, b) = (heads[left], heads[right])
        return a.value == b.value ? a.run < b.run : a.value < b.value
    }

    private mutating func siftUp(_ start: Int) {
        var place = start
        while place > 0, comesFirst(place, (place - 1) / 2) {
            heads.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    private mutating func siftDown() {
        var place = 0
        while true {
            var least = place
            for child in [2 * place + 1, 2 * place + 2] where child < heads.count && comesFirst(child, least) {
                least = child
            }
            if least == place { return }
            heads.swapAt(place, least)
            place = least
        }
    }
}

private struct SortedRun<Element: BitwiseCopyable> {
    private let reader: FileReader
    private var offset: UInt64 = 0
    private var held: [Element] = []
    private var place = 0

    init(_ path: String) throws { reader = try FileReader(path: path) }

    mutating func next() throws -> Element? {
        if place == held.count {
            let width = MemoryLayout<Element>.stride
            let bytes = try reader.read(at: offset, count: 4096 * width)
            offset += UInt64(bytes.count)
            var at = 0
            held = BinaryColumns.read(Element.self, count: bytes.count / width, from: bytes, at: &at) ?? []
            place = 0
        }
        guard place < held.count else { return nil }
        place += 1
        return held[place - 1]
    }
}
