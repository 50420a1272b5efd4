internal import CurateReport
internal import JSONParsing

/// Where a record stands in a folder, and what it has to do with others.
struct RecordStory: Sendable {
    struct Place: Sendable {
        var part: FolderPart
        var row: NumberedRow
    }

    /// Rows that are the record.
    var places: [Place] = []
    /// Rows that were made from it, or that were rejected because of it.
    var related: [Place] = []
    /// True when not all of the folder was looked through.
    var isCut = false

    /// Rows of one kind that are told; more are of no use to a reader.
    private static let most = 50
    /// Rows of views that are looked through unless everything is asked for.
    private static let budget = 2_000_000

    /// Looks a record up.
    ///
    /// - Parameters:
    ///   - known: a row that is the record, to be found without searching.
    ///   - everything: whether to look at all rows of a large folder.
    static func find(
        _ id: String, in folder: BrowsedFolder, known: Place? = nil, everything: Bool = false
    ) throws -> RecordStory {
        var story = RecordStory()
        if let known { story.places.append(known) }
        var budget = everything ? Int.max / 2 : Self.budget
        // A part that only gathers others is passed over.
        let parts = folder.parts.filter { part in
            part.isReadable && !folder.parts.contains { $0.key.hasPrefix(part.key + "/") }
        }
        for part in parts {
            let limit = part.kind == .view ? budget : Int.max / 2
            let end = try folder.rows(of: part).forEach(in: 0..<limit, containing: Array(id.utf8)) { number, row in
                story.add(Place(part: part, row: NumberedRow(number: number, row: row)), of: id)
                return true
            }
            guard part.kind == .view else { continue }
            if let rows = part.rows, end < rows { story.isCut = true }
            budget = max(0, budget - end)
        }
        return story
    }

    private mutating func add(_ place: Place, of id: String) {
        if place.row.row.text("id") == id {
            let isKnown = places.contains {
                $0.row.row.json == place.row.row.json && $0.part.files.contains { place.part.files.contains($0) }
            }
            if !isKnown && places.count < Self.most { places.append(place) }
        } else if related.count < Self.most {
            related.append(place)
        }
    }
}
