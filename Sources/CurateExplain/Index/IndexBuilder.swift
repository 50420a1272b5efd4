internal import BinaryColumns
internal import CurateCore
internal import CurateReport
internal import Files
import Foundation
import Synchronization

/// Makes the index of a folder: reads every row once, on several threads, in bounded memory.
struct IndexBuilder {
    let folder: String
    let keys: any KeyMaking
    let threads: Int
    /// Entries that all threads together hold: 16 bytes each.
    var held = IndexBuilder.most
    /// Told how many rows are done.
    let tell: @Sendable (Int) -> Void

    /// As many entries as it pays to hold.
    static let most = 4 << 20

    /// Writes `index` and, last, `index.json` into a folder that exists.
    func build(_ files: (files: [RowFile], unreadable: [String]), manifest: String, into target: String) throws {
        guard files.files.count < Posting.mostFiles else {
            throw Diagnostic(.error, "\(folder) has more files than an index can tell apart")
        }
        let work = target + "/sorting"
        try FileSystem.remove(work)
        try FileSystem.createDirectories(work)
        defer { try? FileSystem.remove(work) }
        let runs = try sort(files.files, work)
        let entries = try merge(runs, to: target + "/index")
        let header = FolderIndex.Header(
            manifest: manifest, files: files.files, unreadable: files.unreadable, entries: entries)
        let writer = try FileWriter(path: target + "/index.json")
        try writer.write(Array(try JSONEncoder().encode(header)))
        try writer.publish(sync: false)
    }

    private func sort(_ files: [RowFile], _ work: String) throws -> [String] {
        let workers = max(1, min(threads, files.count))
        let runs = Mutex<[Int: [String]]>([:])
        let done = Mutex(0)
        // The largest first, so that threads end together.
        let order = files.indices.sorted { (files[$1].rows ?? 0, $0) < (files[$0].rows ?? 0, $1) }
        let turns = Turns(order.count)
        try Workers.run(workers) { worker in
            var sorter = RunSorter<Posting>(prefix: "\(work)/\(worker)-", limit: held / workers)
            while let turn = turns.take() {
                try add(files[order[turn]], order[turn], &sorter) { rows in
                    tell(
                        done.withLock { done in
                            done += rows
                            return done
                        })
                }
            }
            let made = try sorter.finish()
            runs.withLock { $0[worker] = made }
        }
        return runs.withLock { runs in runs.keys.sorted().flatMap { runs[$0] ?? [] } }
    }

    private func add(
        _ file: RowFile, _ number: Int, _ sorter: inout RunSorter<Posting>, _ counted: (Int) -> Void
    ) throws {
        let reader = try FactReader(folder: folder, file: file)
        while let facts = try reader.next() {
            if Interruption.requested { throw Interrupted() }
            for link in facts.links {
                try sorter.add(Posting(link.id, link.relation, RowPlace(file: number, row: link.row)))
            }
            let compared = keys.keys(of: facts.texts)
            for (text, row) in facts.textRows.enumerated() {
                let key = SentenceKey.hash(compared, text)
                try sorter.add(Posting(key, .sentence, RowPlace(file: number, row: row)))
            }
            counted(facts.rows)
        }
    }

    private func merge(_ runs: [String], to path: String) throws -> Int {
        var merge = try RunMerge<Posting>(runs)
        let writer = try FileWriter(path: path)
        var held: [Posting] = []
        var last: Posting?
        var count = 0
        func flush() throws {
            var bytes: [UInt8] = []
            BinaryColumns.append(held, to: &bytes)
            try writer.write(bytes)
            count += held.count
            held.removeAll(keepingCapacity: true)
        }
        while let posting = try merge.next() {
            // A row whose two sentences are the same is told once.
            if posting == last { continue }
            last = posting
            held.append(posting)
            if held.count == 4096 { try flush() }
        }
        try flush()
        try writer.publish(sync: false)
        return count
    }
}
