internal import CurateCore

/// All that is kept of a split.
struct SplitContent: Sendable {
    var source: AuditSource
    var rows = 0
    var records = RecordColumns()
    var lengths = LengthCounts()
    var surface: SurfaceTally
    var rejections = RejectionTally()

    /// Puts a split together; the pieces are given up on the way.
    init(_ source: AuditSource, _ chunks: consuming [MeasuredChunk], examples: Int) {
        self.source = source
        surface = SurfaceTally(most: examples)
        chunks.sort { ($0.file, $0.firstLine) < ($1.file, $1.firstLine) }
        records.reserve(chunks.reduce(0) { $0 + $1.records.count })
        for index in chunks.indices {
            take(chunks[index])
            chunks[index].records = RecordColumns()
        }
    }

    private mutating func take(_ chunk: MeasuredChunk) {
        rows += chunk.rows
        records.append(chunk.records)
        lengths.merge(chunk.lengths)
        surface.merge(chunk.surface)
        rejections.merge(chunk.rejections)
    }

    var sense: LabelSense { LabelSense(threshold: source.labels.threshold) }
    var isOrdered: Bool { source.labels.scale == .nli }
}
