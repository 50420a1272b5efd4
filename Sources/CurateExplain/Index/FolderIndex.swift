internal import Checksums
internal import CurateCore
internal import CurateReport
internal import Files
import Foundation

/// What finds the rows of a folder by id and by sentence without reading the folder.
///
/// It is a file of sorted entries of 16 bytes, searched by halves where it lies; nothing of it is read into memory. SQLite,
/// which the program has for teachers' answers, would do the same with pages and transactions that a file written once
/// has no use for. Keys are the upper half of ids, so that the beginning of an id finds it, and hashes of sentences in
/// their compared form; whoever asks looks at the rows that are found, so a key that two ids share does no harm.
/// Compressed shards cannot be read from the middle: an entry holds the row's
/// number, and the one shard is read up to it.
struct FolderIndex: Sendable {
    struct Header: Codable {
        static let current = 1
        var format = Header.current
        /// SHA-256 of the manifest that was indexed.
        var manifest: String
        var files: [RowFile]
        /// Shards in formats that are not read back.
        var unreadable: [String]
        var entries: Int
    }

    static let width = 16

    let header: Header
    private let entries: MappedFile

    private init(header: Header, entries: MappedFile) {
        self.header = header
        self.entries = entries
    }

    /// nil: there is none, or it is of another state of the folder.
    static func open(at path: String, manifest: String) -> FolderIndex? {
        do {
            let header = try JSONDecoder().decode(
                Header.self, from: Data(try FileSystem.readAll(path + "/index.json")))
            let entries = try MappedFile(path: path + "/index")
            let isCurrent =
                header.format == Header.current && header.manifest == manifest
                && entries.count == header.entries * width
            return isCurrent ? FolderIndex(header: header, entries: entries) : nil
        } catch {
            return nil
        }
    }

    /// SHA-256 of a folder's manifest.
    static func checksum(ofManifestIn folder: String) throws -> String {
        let bytes = try FileSystem.readAll(folder + "/manifest.json")
        return SHA256.hex(of: bytes.span)
    }

    /// Rows that have to do with keys in a range.
    ///
    /// - Parameter most: entries that are looked at.
    func postings(_ keys: ClosedRange<UInt64>, _ relation: Posting.Relation, most: Int = .max) -> [Posting] {
        entries.withBytes { Self.postings(keys, relation, most, $0) }
    }

    private static func postings(
        _ keys: ClosedRange<UInt64>, _ relation: Posting.Relation, _ most: Int, _ bytes: Span<UInt8>
    ) -> [Posting] {
        var found: [Posting] = []
        var place = first(notBelow: keys.lowerBound, bytes)
        let end = bytes.count / width
        while place < end, found.count < most {
            let posting = posting(place, bytes)
            if posting.key > keys.upperBound { break }
            if posting.relation == relation { found.append(posting) }
            place += 1
        }
        return found
    }

    func postings(_ key: UInt64, _ relation: Posting.Relation, most: Int = .max) -> [Posting] {
        postings(key...key, relation, most: most)
    }

    private static func posting(_ place: Int, _ bytes: Span<UInt8>) -> Posting {
        var at = place * width
        let key = Packing.read(UInt64.self, bytes, at: &at)
        return Posting(key: key, packed: Packing.read(UInt64.self, bytes, at: &at))
    }

    private static func first(notBelow key: UInt64, _ bytes: Span<UInt8>) -> Int {
        var (low, high) = (0, bytes.count / width)
        while low < high {
            let middle = (low + high) / 2
            if posting(middle, bytes).key < key { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
