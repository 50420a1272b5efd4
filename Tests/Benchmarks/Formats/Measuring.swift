import ByteScanning
import CurateCore
import CurateFormats
import Files

/// Least processor time of seven runs, in seconds: other programs on the machine count for less than on a clock.
func shortest(_ body: () throws -> Void) rethrows -> Double {
    var best = Double.infinity
    for _ in 0..<7 {
        let start = ProcessUsage.cpuSeconds
        try body()
        best = min(best, ProcessUsage.cpuSeconds - start)
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

func measureWriting(_ name: String, _ encoder: any RowEncoder, _ batch: Batch, _ roster: Roster) {
    var output: [UInt8] = []
    let seconds = shortest {
        output.removeAll(keepingCapacity: true)
        encoder.encode(batch, rows: 0..<batch.count, roster: roster, into: &output)
    }
    var copy: [UInt8] = []
    let copying = shortest {
        copy.removeAll(keepingCapacity: true)
        copy.append(contentsOf: output)
    }
    precondition(copy.count == output.count)
    report("\(name) encode", bytes: output.count, rows: batch.count, seconds: seconds)
    report("\(name) copy, for comparison", bytes: output.count, rows: batch.count, seconds: copying)
}
