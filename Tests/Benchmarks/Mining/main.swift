// Prints a JSON line: how long the nearest rows of all rows take. peer.py runs it and prints the table.
//
//     MiningBenchmark VECTORS COLUMNS MOST THREADS exact|ivf|hnsw FOUND
//
// VECTORS is a file of float32 numbers, row by row; FOUND receives the rows found, int32, MOST of each.
import Files
import Foundation
import LinearAlgebra
import Synchronization
import VectorSearch

/// Ends with the code of a wrong command line.
func refuse(_ message: String) -> Never {
    try? StandardStreams.write(message + "\n", to: .error)
    exit(2)
}

let arguments = CommandLine.arguments
guard arguments.count == 7, let columns = Int(arguments[2]), let most = Int(arguments[3]),
    let threads = Int(arguments[4])
else { refuse("usage: MiningBenchmark VECTORS COLUMNS MOST THREADS exact|ivf|hnsw FOUND") }

let bytes = try FileSystem.readAll(arguments[1])
let values = bytes.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
let rows = values.count / columns

/// As `mine_negatives` lays them out.
let started = Clock.monotonicSeconds
let search: @Sendable ([Float]) throws -> [[NearestRows.Neighbour]]
switch arguments[5] {
case "exact":
    let table = try NearestRows(values, columns: columns)
    search = { try table.nearest(to: $0, most: most) }
case "ivf", "hnsw":
    let table = try ApproximateRows(
        values, columns: columns, layout: arguments[5] == "ivf" ? .usualLists(rows: rows) : .usualGraph(most: most))
    search = { try table.nearest(to: $0, most: most) }
default: refuse("no index is called \(arguments[5])")
}
let built = Clock.monotonicSeconds

let found = Mutex([Int32](repeating: -1, count: rows * most))
let next = Mutex(0)
let block = 256
try Workers.run(threads) { _ in
    while true {
        let first = next.withLock { next in
            defer { next += block }
            return next
        }
        guard first < rows else { return }
        let count = min(block, rows - first)
        let lists = try search(Array(values[first * columns..<(first + count) * columns]))
        found.withLock { found in
            for (query, list) in lists.enumerated() {
                for (place, neighbour) in list.enumerated() { found[(first + query) * most + place] = neighbour.row }
            }
        }
    }
}
let searched = Clock.monotonicSeconds
try found.withLock { found in
    try found.withUnsafeBytes { try Data($0).write(to: URL(fileURLWithPath: arguments[6])) }
}
print(
    "{\"build\": \(built - started), \"search\": \(searched - built), \"processor\": \(ProcessUsage.cpuSeconds), "
        + "\"bytes\": \(ProcessUsage.peakResidentBytes)}")
