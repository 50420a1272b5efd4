public import CurateCore

/// Builds the closure of "means the same" from all records that reach a stage.
///
/// Its findings are read by ``Closure/init(_:)``. A row is an edge of 8 bytes and its key; edges that come more than
/// once are put together before the last step, which holds them all: 16 bytes for each.
public struct ClosureSurvey: Survey {
    /// From which ordinal score on two sentences mean the same.
    public var ordinalSame: Float
    /// Lets the held-out sets' positive pairs join sentences too.
    public var includesHeldOut: Bool
    /// Adds the edges to the findings, so that paths can be told.
    var keepsPaths = false

    public init(ordinalSame: Float = 4.5, includesHeldOut: Bool = true) {
        self.ordinalSame = ordinalSame
        self.includesHeldOut = includesHeldOut
    }

    public var name: String { "closure" }
    public var scope: SurveyScope { includesHeldOut ? .all : .training }

    public func observer(_ earlier: [Findings], _ environment: StageEnvironment) -> any Observer {
        EdgeObserver(ordinalSame: ordinalSame)
    }

    public func reduce(_ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment) {
        var last: UInt64?
        for row in 0..<rows.count {
            let other = rows.otherEnd(row)
            if row > 0, rows.keys[row] == rows.keys[row - 1], other == last { continue }
            last = other
            output.rows.appendEdge(rows.keys[row], other)
        }
    }

    public func conclude(
        _ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment
    ) -> Findings {
        var builder = ClosureBuilder()
        for row in 0..<rows.count { builder.connect(rows.keys[row], rows.otherEnd(row)) }
        let closure = builder.build()
        output.count("sentences", closure.sentenceCount)
        output.count("components", closure.componentCount)
        output.count("largest_component", closure.largest)
        var bytes: [UInt8] = []
        closure.append(to: &bytes)
        if keepsPaths {
            SamenessPaths((0..<rows.count).map { (rows.keys[$0], rows.otherEnd($0)) }, in: closure).append(to: &bytes)
        }
        return Findings(bytes)
    }
}

private struct EdgeObserver: Observer {
    let ordinalSame: Float

    func observe(_ batch: Batch, _ earlier: [VerdictTable], into rows: inout SurveyRows) {
        for row in 0..<batch.count where batch.labels[row].saysSame(ordinalFrom: ordinalSame) {
            if batch.flags[row].contains(.single) { continue }
            let (a, b) = (SentenceHash.of(batch.a, row), SentenceHash.of(batch.b, row))
            if a != b { rows.appendEdge(min(a, b), max(a, b)) }
        }
    }
}

extension SurveyRows {
    mutating func appendEdge(_ key: UInt64, _ other: UInt64) {
        begin(key)
        Packing.bigEndian(other, to: &payloads.bytes)
        end()
    }

    func otherEnd(_ row: Int) -> UInt64 {
        payloads.withText(row) { bytes in
            var offset = 0
            return Packing.readBigEndian(bytes, at: &offset)
        }
    }
}
