/// Places rows into steps so that no two rows of a step are in conflict.
///
/// There are as many steps as the rows fill. Rows are dealt out in the order of how often their most frequent code
/// occurs: those of a frequent code go round the steps, one to each; rows without any repeated code fill what is left.
/// Steps that do not come full are dissolved, the emptiest first, and their rows dealt to the others. What finds no
/// place is the remainder. A row looks at no more than ``mostTries`` steps, so the time is linear in the rows.
public struct BatchPlacement: Sendable {
    /// Rows of the steps, one step after the other, then the remainder.
    public private(set) var order: [Int] = []
    /// How many rows of ``order`` are in steps.
    public private(set) var placed = 0
    /// Of the remainder those for which every step with room had a row in conflict; the others had no step to fill.
    public private(set) var conflicted: Set<Int> = []

    static let mostTries = 4096
    private static let purpose = KeyedRandom.Purpose("batches")

    public init(_ members: BatchMembers, layout: BatchLayout, seed: UInt64) {
        let width = max(1, layout.members)
        var rows: [UInt32: [Int]] = [:]
        for row in 0..<members.count { rows[layout.homogeneous ? members.types[row] : 0, default: []].append(row) }
        var steps: [[Int]] = []
        for type in rows.keys.sorted() {
            var table = StepTable(members, members.ranked(rows[type] ?? []), width: width)
            table.deal()
            steps += table.full
            conflicted.formUnion(table.conflicted)
        }
        let mixed = steps.indices.sorted { Self.chance($0, seed) < Self.chance($1, seed) }
        var isPlaced = [Bool](repeating: false, count: members.count)
        for step in mixed {
            for row in members.ranked(steps[step]) {
                order.append(row)
                isPlaced[row] = true
            }
        }
        placed = order.count
        conflicted = conflicted.filter { !isPlaced[$0] }
        order += members.ranked((0..<members.count).filter { !isPlaced[$0] })
    }

    private static func chance(_ step: Int, _ seed: UInt64) -> UInt64 {
        var random = KeyedRandom(seed: seed, purpose: purpose, number: UInt64(step))
        return random.next()
    }
}

/// The steps of one type while they are filled.
private struct StepTable {
    private let members: BatchMembers
    private let rows: [Int]
    private let width: Int
    private var steps: [[Int]]
    /// The next step with room at or behind each, found by halving paths; `steps.count` is none.
    private var open: [Int]
    /// Code, step, and whether the row stands for it or only has a negative that does.
    private var taken: Set<UInt64> = []
    /// How many rows share a code; one that a single row has is not here.
    private var frequencies: [UInt32: Int] = [:]
    /// Where the next row of a frequent code is looked for.
    private var cursors: [UInt32: Int] = [:]
    /// Rows that found no step although some had room.
    private(set) var conflicted: Set<Int> = []

    init(_ members: BatchMembers, _ rows: [Int], width: Int) {
        self.members = members
        self.rows = rows
        self.width = width
        steps = Array(repeating: [], count: rows.count / width)
        open = Array(0...steps.count)
        countCodes()
    }

    private mutating func countCodes() {
        var all: [UInt32] = []
        for row in rows { all += members.own(row) + members.negatives(row) }
        all.sort()
        var start = 0
        for place in all.indices where place + 1 == all.count || all[place + 1] != all[place] {
            if place > start { frequencies[all[place]] = place + 1 - start }
            start = place + 1
        }
    }

    var full: [[Int]] { steps.filter { $0.count == width } }

    mutating func deal() {
        guard !steps.isEmpty else { return }
        let weights = rows.map { frequencies[mainCode($0) ?? 0] ?? 0 }
        for place in rows.indices.sorted(by: { (weights[$1], $0) < (weights[$0], $1) }) { settle(rows[place]) }
        dissolve()
    }

    /// The row's most frequent code among those that others have too.
    private func mainCode(_ row: Int) -> UInt32? {
        members.own(row).filter { frequencies[$0] != nil }
            .max { (frequencies[$0] ?? 0, $0) < (frequencies[$1] ?? 0, $1) }
    }

    private mutating func settle(_ row: Int) {
        let hasRoom = nextOpen(0) < steps.count
        if put(row) { conflicted.remove(row) } else if hasRoom { conflicted.insert(row) }
    }

    private mutating func put(_ row: Int) -> Bool {
        let code = mainCode(row)
        let start =
            code.flatMap { cursors[$0] } ?? Int(members.ranks[row].multipliedFullWidth(by: UInt64(steps.count)).high)
        var (step, tries, hasWrapped) = (nextOpen(start), 0, false)
        while tries < BatchPlacement.mostTries {
            if step >= steps.count {
                if hasWrapped { return false }
                (hasWrapped, step) = (true, nextOpen(0))
                if step >= steps.count { return false }
            }
            if hasWrapped && step >= start { return false }
            if !isTaken(row, step) {
                add(row, step)
                if let code { cursors[code] = (step + 1) % steps.count }
                return true
            }
            tries += 1
            step = nextOpen(step + 1)
        }
        return false
    }

    private mutating func nextOpen(_ start: Int) -> Int {
        var step = start
        while open[step] != step {
            open[step] = open[open[step]]
            step = open[step]
        }
        return step
    }

    private func key(_ code: UInt32, _ step: Int, own: Bool) -> UInt64 {
        UInt64(code) << 32 | UInt64(step) << 1 | (own ? 1 : 0)
    }

    private func isTaken(_ row: Int, _ step: Int) -> Bool {
        for code in members.own(row) where frequencies[code] != nil {
            if taken.contains(key(code, step, own: true)) || taken.contains(key(code, step, own: false)) { return true }
        }
        return members.negatives(row).contains { frequencies[$0] != nil && taken.contains(key($0, step, own: true)) }
    }

    private mutating func add(_ row: Int, _ step: Int) {
        for code in members.own(row) where frequencies[code] != nil { taken.insert(key(code, step, own: true)) }
        for code in members.negatives(row) where frequencies[code] != nil {
            taken.insert(key(code, step, own: false))
        }
        steps[step].append(row)
        if steps[step].count == width { open[step] = step + 1 }
    }

    /// Gives up steps that did not come full, the emptiest first, and deals their rows to the others.
    private mutating func dissolve() {
        let short = steps.indices.filter { steps[$0].count < width }
            .sorted { (steps[$0].count, $0) < (steps[$1].count, $1) }
        for step in short where steps[step].count < width {
            let rows = steps[step]
            steps[step] = []
            open[step] = step + 1
            for row in rows { settle(row) }
        }
    }
}
