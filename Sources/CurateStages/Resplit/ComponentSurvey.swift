internal import CurateCore

/// Finds the components of all records and deals them out. A row is 13 bytes and its key.
struct ComponentSurvey: Survey {
    var shares: [Double]
    var edges: Resplit.Edges

    var name: String { "components" }

    func observer(_ earlier: [Findings], _ environment: StageEnvironment) -> any Observer {
        ComponentObserver(edges: edges)
    }

    /// Adds up records of one pair of sentences.
    func reduce(_ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment) {
        var row = 0
        while row < rows.count {
            var edge = ComponentEdge(rows, row)
            row += 1
            while row < rows.count, rows.keys[row] == edge.first {
                let next = ComponentEdge(rows, row)
                guard next.second == edge.second, next.connects == edge.connects else { break }
                edge.records += next.records
                row += 1
            }
            edge.append(to: &output.rows)
        }
    }

    func conclude(_ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment) -> Findings {
        var builder = ClosureBuilder()
        for row in 0..<rows.count {
            let edge = ComponentEdge(rows, row)
            if edge.connects {
                builder.connect(edge.first, edge.second)
            } else {
                builder.connect(edge.first, edge.first)
                builder.connect(edge.second, edge.second)
            }
        }
        let closure = builder.build()
        var records = [Int](repeating: 0, count: closure.componentCount)
        for row in 0..<rows.count {
            let edge = ComponentEdge(rows, row)
            guard let first = closure.number(of: edge.first), let second = closure.number(of: edge.second) else {
                continue
            }
            records[min(first, second)] += Int(edge.records)
        }
        let deal = Deal(ids: closure.ids, sizes: records, shares: shares, seed: environment.seed)
        output.count("components", closure.componentCount)
        output.count("giant_components", deal.giants)
        output.count("giant_records", deal.giantRecords)
        var bytes: [UInt8] = []
        closure.append(to: &bytes)
        Packing.append(deal.splits, to: &bytes)
        return Findings(bytes)
    }
}

private struct ComponentObserver: Observer {
    let edges: Resplit.Edges

    func observe(_ batch: Batch, _ earlier: [VerdictTable], into rows: inout SurveyRows) {
        for row in 0..<batch.count {
            let first = SentenceHash.of(batch.a, row)
            let second = batch.flags[row].contains(.single) ? first : SentenceHash.of(batch.b, row)
            let connects = edges == .all || batch.labels[row].saysSame(ordinalFrom: Self.same)
            ComponentEdge(first: min(first, second), second: max(first, second), connects: connects, records: 1)
                .append(to: &rows)
        }
    }

    /// As `reconcile` has it by default.
    private static let same: Float = 4.5
}

/// Records that have the same two sentences.
private struct ComponentEdge {
    var first: UInt64
    var second: UInt64
    var connects: Bool
    var records: UInt32

    func append(to rows: inout SurveyRows) {
        rows.begin(first)
        Packing.bigEndian(second, to: &rows.payloads.bytes)
        rows.payloads.bytes.append(connects ? 1 : 0)
        Packing.append(records, to: &rows.payloads.bytes)
        rows.end()
    }
}

extension ComponentEdge {
    init(_ rows: SurveyRows, _ row: Int) {
        first = rows.keys[row]
        (second, connects, records) = rows.payloads.withText(row) { bytes in
            var offset = 0
            let second = Packing.readBigEndian(bytes, at: &offset)
            let connects = Packing.read(UInt8.self, bytes, at: &offset) == 1
            return (second, connects, Packing.read(UInt32.self, bytes, at: &offset))
        }
    }
}
