/// Rows brought together by the partition they belong to, in their order within each (a counting sort).
struct PartOrder {
    /// All rows, those of the first partition first.
    let order: [Int]
    /// Where each partition's rows end in `order`.
    private let ends: [Int]

    /// - Parameter places: each row's partition, below `parts`.
    init(_ places: [Int], parts: Int) {
        var next = [Int](repeating: 0, count: parts + 1)
        for place in places { next[place + 1] += 1 }
        for part in 0..<parts { next[part + 1] += next[part] }
        var order = [Int](repeating: 0, count: places.count)
        for (row, place) in places.enumerated() {
            order[next[place]] = row
            next[place] += 1
        }
        self.order = order
        ends = next
    }

    /// Where the rows of a partition are in `order`.
    func range(of part: Int) -> Range<Int> { (part == 0 ? 0 : ends[part - 1])..<ends[part] }
}
