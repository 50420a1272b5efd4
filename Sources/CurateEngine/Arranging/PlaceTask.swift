internal import CurateCore
internal import CuratePlan
import Foundation

/// Tells what the rows of an arrangement stand for, and places them into batches.
struct PlaceTask {
    let context: RunContext
    let number: Int

    private var arrangement: Arrangement { context.plan.arrangements[number] }

    /// Rows that are laid out in batches; the others keep the order of their records.
    static func isBatched(_ row: Batch) -> Bool { row.role == .training && row.splits[0] == .train }

    func members(settled: Int, part: Int, path: String) throws {
        var rows = SurveyRows()
        var gathering = RowGathering(context: context, arrangement: arrangement)
        try gathering.rows(number: number, settled: settled, part: part) { row in
            if Self.isBatched(row) { append(row, to: &rows) }
        }
        let file = try TaskFileWriter(path: path)
        var bytes: [UInt8] = []
        SurveyRowCodec.encode(rows, into: &bytes)
        try file.append(Section(kind: .rows, part: part), rows: rows.count, bytes)
        try file.publish(counts: [])
    }

    /// Rank, type, number of own codes, codes.
    private func append(_ row: Batch, to rows: inout SurveyRows) {
        let head = row.code(0)
        var own = [head.componentA, head.componentB]
        if head.near != 0 { own.append(head.near) }
        rows.begin(row.ordinals[0].packed)
        Packing.append(context.router.rank(row.ids[0], row.ordinals[0], role: row.role), to: &rows.payloads.bytes)
        Packing.append(head.type, to: &rows.payloads.bytes)
        own = own.filter { $0 != 0 }
        Packing.append(UInt8(own.count), to: &rows.payloads.bytes)
        for code in own { Packing.append(code, to: &rows.payloads.bytes) }
        for follower in 1..<max(1, row.count) {
            Packing.append(row.code(follower).componentB, to: &rows.payloads.bytes)
        }
        rows.end()
    }

    func place(members fragment: Int, path: String) throws {
        guard let layout = arrangement.batches else { preconditionFailure("only batches are placed") }
        var members = BatchMembers()
        var ends: [Int] = []
        for part in 0..<context.plan.partitions {
            for block in try context.store(fragment).blocks(Section(kind: .rows, part: part)) {
                try TaskRunner.stopIfAsked()
                var rows = SurveyRows()
                var offset = 0
                try SurveyRowCodec.decode(try block.read(), at: &offset, appendingTo: &rows)
                for row in 0..<rows.count { Self.read(rows, row, into: &members) }
            }
            ends.append(members.count)
        }
        let placement = BatchPlacement(members, layout: layout, seed: context.plan.seed)
        try publish(placement, members, ends, layout, path)
    }

    private static func read(_ rows: SurveyRows, _ row: Int, into members: inout BatchMembers) {
        rows.payloads.withText(row) { bytes in
            var offset = 0
            let rank = Packing.read(UInt64.self, bytes, at: &offset)
            let type = Packing.read(UInt64.self, bytes, at: &offset)
            let count = Packing.read(UInt8.self, bytes, at: &offset)
            let own = (0..<count).map { _ in Packing.read(UInt64.self, bytes, at: &offset) }
            var negatives: [UInt64] = []
            while offset < bytes.count { negatives.append(Packing.read(UInt64.self, bytes, at: &offset)) }
            members.append(Ordinal(packed: rows.keys[row]), rank: rank, type: type, own: own, negatives: negatives)
        }
    }

    private func publish(
        _ placement: BatchPlacement, _ members: BatchMembers, _ ends: [Int], _ layout: BatchLayout, _ path: String
    ) throws {
        var positions = [UInt64](repeating: 0, count: members.count)
        for (position, row) in placement.order.enumerated() {
            positions[row] = UInt64(position) | (placement.conflicted.contains(row) ? PlacesOfPart.conflicted : 0)
        }
        let file = try TaskFileWriter(path: path)
        var start = 0
        for (part, end) in ends.enumerated() {
            var rows = SurveyRows()
            for row in start..<end {
                rows.begin(members.ordinals[row].packed)
                Packing.append(positions[row], to: &rows.payloads.bytes)
                rows.end()
            }
            start = end
            var bytes: [UInt8] = []
            SurveyRowCodec.encode(rows, into: &bytes)
            try file.append(Section(kind: .rows, part: part), rows: rows.count, bytes)
        }
        var total: [UInt8] = []
        Packing.append(UInt64(members.count), to: &total)
        Packing.append(UInt64(placement.placed), to: &total)
        try file.append(Section(kind: .findings), rows: 1, total)
        var counts = ArrangedCounts()
        counts.count("batches", placement.placed * layout.copies / layout.size)
        counts.count("placed", placement.placed)
        counts.count("remainder", members.count - placement.placed)
        try file.publish(counts: Array(try JSONEncoder().encode(TaskCounts(arranged: [number: counts]))))
    }
}
