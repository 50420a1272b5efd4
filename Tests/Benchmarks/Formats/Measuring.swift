import ByteScanning
import CurateCore
import CurateFormats
import Files

/// Shortest of five runs, in seconds.
func shortest(_ body: () throws -> Void) rethrows -> Double {
    var best = Double.infinity
    for _ in 0..<5 {
        let start = ContinuousClock.now
        try body()
        let time = (ContinuousClock.now - start) / .seconds(1)
        best = min(best, time)
    }
    return best
}

func report(_ name: String, bytes: Int, rows: Int, seconds: Double) {
    let rate = Double(bytes) / seconds / 1e6
    let perRow = seconds / Double(rows) * 1e9
    print("\(name): \(Int(rate)) MB/s, \(Int(perRow)) ns a row of \(bytes / rows) bytes")
}

func measureReading(_ name: String, _ bytes: [UInt8], _ layout: CorpusLayout) throws {
    let path = "\(folder)/\(name)"
    let writer = try FileWriter(path: path)
    try writer.write(bytes)
    try writer.publish(sync: false)
    let open = {
        try CorpusFileReader(path: path, layout: layout, labels: LabelRules(scale: .binary), labelled: true)
    }
    var chunks: [TextChunk] = []
    let cutting = try shortest {
        let reader = try open()
        chunks.removeAll()
        while let chunk = try reader.nextChunk() { chunks.append(chunk) }
    }
    let reader = try open()
    var rows = ParsedRows()
    var count = 0
    let parsing = try shortest {
        count = 0
        for chunk in chunks {
            rows.removeAll()
            try reader.parse(chunk, into: &rows)
            count += rows.count
        }
    }
    var sum = 0
    let counting = shortest { sum += ByteScanning.count(10, in: bytes.span) }
    precondition(count > 0 && sum > 0)
    report("\(name) parse", bytes: bytes.count, rows: count, seconds: parsing)
    report("\(name) read and cut", bytes: bytes.count, rows: count, seconds: cutting)
    report("\(name) count of line ends, for comparison", bytes: bytes.count, rows: count, seconds: counting)
}
