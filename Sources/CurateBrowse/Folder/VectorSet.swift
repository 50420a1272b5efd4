internal import CurateCore
internal import CurateFormats
internal import CurateReport
import Dispatch
import Synchronization

/// A teacher's vectors beside the shards, as the stage `embed` writes them: two for each record.
struct VectorSet: Sendable, Hashable {
    /// As the manifest names it.
    var teacher: String
    /// Their folder: `vectors/demo-float16`.
    var folder: String
    /// `train-00000-of-00002`, in the order of the shards.
    var stems: [String]

    static func all(_ manifest: Manifest) -> [VectorSet] {
        var sets: [VectorSet] = []
        for file in manifest.files where file.path.hasPrefix("vectors/") && file.path.hasSuffix(".npy") {
            let parts = file.path.split(separator: "/").map(String.init)
            // One folder deeper are those of single sentences, which no record is found by.
            guard parts.count == 3, !parts[2].hasSuffix(".ids.npy") else { continue }
            let stem = String(parts[2].dropLast(".npy".count))
            let folder = "vectors/" + parts[1]
            if let place = sets.firstIndex(where: { $0.folder == folder }) {
                sets[place].stems.append(stem)
            } else {
                let teacher = parts[1].split(separator: "-").dropLast().joined(separator: "-")
                sets.append(VectorSet(teacher: teacher, folder: folder, stems: [stem]))
            }
        }
        return sets
    }
}

/// Searches vectors by cosine, reading them where they lie.
struct VectorSearch: Sendable {
    struct Hit: Sendable, Hashable {
        var cosine: Float
        /// Index in the set's stems.
        var file: Int
        var row: Int
        /// 0: the record's first sentence is near; 1: its second.
        var side: Int
        var id: String
    }

    let folder: String
    let set: VectorSet

    /// The vector of a record's sentence; nil when the set has none.
    func vector(of id: String, side: Int) throws -> [Float]? {
        for stem in set.stems {
            guard let row = try ids(stem).row(of: id) else { continue }
            return try vectors(stem).vector(2 * row + side)
        }
        return nil
    }

    /// The nearest records, at most one hit for each, nearest first.
    func nearest(to query: [Float], count: Int, except id: String?) throws -> [Hit] {
        let found = Mutex<(hits: [Hit], failure: (any Error)?)>(([], nil))
        DispatchQueue.concurrentPerform(iterations: set.stems.count) { file in
            do {
                let hits = try nearest(in: file, to: query, count: count + 1)
                found.withLock { $0.hits += hits }
            } catch {
                found.withLock { $0.failure = error }
            }
        }
        let all = found.withLock { $0 }
        if let failure = all.failure { throw failure }
        return Array(all.hits.filter { $0.id != id }.sorted(by: Self.comesFirst).prefix(count))
    }

    private static func comesFirst(_ left: Hit, _ right: Hit) -> Bool {
        left.cosine == right.cosine
            ? (left.file, left.row) < (right.file, right.row) : left.cosine > right.cosine
    }

    private func nearest(in file: Int, to query: [Float], count: Int) throws -> [Hit] {
        let vectors = try vectors(set.stems[file])
        guard vectors.dimensions == query.count else {
            throw Diagnostic(
                .error, "vectors of \(vectors.dimensions) numbers cannot be compared with one of \(query.count)",
                file: vectors.path)
        }
        var best: [(cosine: Float, row: Int, side: Int)] = []
        var least = -Float.infinity
        var first: Float = 0
        vectors.forEachProduct(with: query) { number, cosine in
            guard number % 2 == 1 else {
                first = cosine
                return
            }
            let (value, side) = first >= cosine ? (first, 0) : (cosine, 1)
            guard value > least else { return }
            best.append((value, number / 2, side))
            guard best.count >= 4 * count else { return }
            best = Self.best(best, count)
            least = best.last?.cosine ?? least
        }
        let ids = try ids(set.stems[file])
        return Self.best(best, count).map {
            Hit(cosine: $0.cosine, file: file, row: $0.row, side: $0.side, id: ids.text($0.row))
        }
    }

    private static func best(
        _ hits: [(cosine: Float, row: Int, side: Int)], _ count: Int
    ) -> [(cosine: Float, row: Int, side: Int)] {
        Array(hits.sorted { $0.cosine == $1.cosine ? $0.row < $1.row : $0.cosine > $1.cosine }.prefix(count))
    }

    private func vectors(_ stem: String) throws -> NumPyFile {
        let file = try NumPyFile(path: "\(folder)/\(set.folder)/\(stem).npy")
        guard file.shape.count == 3, file.shape[1] == 2, file.element != .text(32) else {
            throw Diagnostic(.error, "the array has another shape than records × 2 × dimensions", file: file.path)
        }
        return file
    }

    private func ids(_ stem: String) throws -> NumPyFile {
        let file = try NumPyFile(path: "\(folder)/\(set.folder)/\(stem).ids.npy")
        guard file.shape.count == 1, file.element == .text(32) else {
            throw Diagnostic(.error, "the array holds no record ids", file: file.path)
        }
        return file
    }
}
