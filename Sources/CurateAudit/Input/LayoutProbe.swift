internal import CurateCore
internal import CurateFormats
internal import CuratePlan

/// Reads the beginning of a file to see whether it is in a layout.
enum LayoutProbe {
    /// Of the first rows, so many may be no records.
    private static let tolerated = 0.1

    static func reads(_ path: String, as fit: FileNameFit, of corpus: CorpusDeclaration) -> Bool {
        var rows = ParsedRows()
        do {
            let reader = try CorpusFileReader(
                path: path, layout: fit.layout, labels: fit.layout.labels ?? corpus.labels,
                labelled: fit.split.labelled, limits: ReadingLimits(chunkBytes: 64 << 10))
            guard let chunk = try reader.nextChunk() else { return false }
            try reader.parse(chunk, into: &rows)
        } catch {
            return false
        }
        // A row without a label is as its layout has it.
        let refused = rows.rejections.count { $0.rule != "unlabelled" }
        return rows.count > 0 && Double(refused) <= tolerated * Double(rows.rows)
    }
}
