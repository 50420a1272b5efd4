internal import ByteScanning

/// Counts the rows of a shard from its decompressed bytes, piece by piece, in constant memory.
public protocol RowCounter {
    mutating func take(_ piece: [UInt8])
    /// nil when the bytes do not end where a shard of this format does.
    var rows: Int? { get }
}

/// The counter for a file by its name.
public enum RowCounters {
    public static func counter(forFile path: String) -> any RowCounter {
        let name = path.split(separator: "/").last ?? ""
        let ending = name.split(separator: ".").dropFirst().first ?? ""
        return switch ending {
        case "parquet": ParquetRows()
        case "tfrecord": FrameRows()
        case "tar": MemberRows()
        case _ where name.hasSuffix(".mds"): MDSRows()
        default: LineRows()
        }
    }
}

/// A row is a line.
struct LineRows: RowCounter {
    private var lines = 0
    var rows: Int? { lines }
    mutating func take(_ piece: [UInt8]) { lines += ByteScanning.count(Byte.newline, in: piece.span) }
}

/// Takes heads of a fixed size, each of which says how many bytes to skip behind it.
struct HeadWalk {
    private let size: Int
    private var head: [UInt8] = []
    private var rest = 0

    init(size: Int) { self.size = size }

    /// Whether the bytes so far end between heads.
    var isBetween: Bool { head.isEmpty && rest == 0 }

    /// - Parameter skip: given a head, the bytes that follow before the next.
    mutating func take(_ piece: [UInt8], _ skip: ([UInt8]) -> Int) {
        var place = 0
        while place < piece.count {
            let step = rest > 0 ? min(rest, piece.count - place) : min(size - head.count, piece.count - place)
            if rest > 0 {
                rest -= step
            } else {
                head += piece[place..<place + step]
                if head.count == size {
                    rest = skip(head)
                    head.removeAll(keepingCapacity: true)
                }
            }
            place += step
        }
    }
}
