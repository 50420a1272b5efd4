internal import CurateCore
internal import CurateReport
internal import CurateStages
internal import Files
import Synchronization

/// The application: answers requests for pages about one output folder, and takes marks.
///
/// It knows no sockets; ``BrowseServer`` hands it what browsers ask. Many requests may be answered at once.
public final class Browser: Sendable {
    /// Makes a vector of a text as a folder's teacher would; the first argument is the teacher's name, the second the
    /// identity it must have.
    public typealias Embedding = @Sendable (_ teacher: String, _ identity: String, _ text: String) throws -> [Float]

    private let path: String
    private let review: ReviewFile
    private let gate: RequestGuard
    private let embed: Embedding?
    private let current: Mutex<(identity: FileIdentity, finder: RowFinder, folder: BrowsedFolder)?>

    /// - Parameters:
    ///   - folder: an output folder; it is only read.
    ///   - token: a text that nobody can guess, made anew for every start.
    /// - Throws: `Diagnostic` when there is no finished folder.
    public init(folder: String, review: ReviewFile, token: String, embed: Embedding? = nil) throws {
        path = folder
        self.review = review
        self.embed = embed
        gate = RequestGuard(token: token)
        current = Mutex(nil)
        _ = try state()
    }

    /// A folder that a run writes anew is read anew.
    private func state() throws -> (finder: RowFinder, folder: BrowsedFolder) {
        try current.withLock { current in
            let identity = try? FileIdentity.of(path + "/manifest.json")
            if let current, current.identity == identity { return (current.finder, current.folder) }
            let folder = try BrowsedFolder(path: path)
            let finder = RowFinder(folder: folder)
            if let identity { current = (identity, finder, folder) }
            return (finder, folder)
        }
    }

    /// Answers a request; whatever goes wrong becomes a page that says so.
    public func respond(to request: BrowseRequest) -> BrowseResponse {
        if let refusal = gate.refusal(of: request) { return refusal }
        do {
            return try request.method == .post ? post(request) : get(request)
        } catch let diagnostic as Diagnostic {
            return Page.problem(diagnostic.description, status: 404)
        } catch {
            return Page.problem("\(error)", status: 500)
        }
    }

    private func get(_ request: BrowseRequest) throws -> BrowseResponse {
        if request.path == "/style.css" {
            return BrowseResponse(type: "text/css; charset=utf-8", body: Array(Style.sheet.utf8))
        }
        let (finder, folder) = try state()
        let page = Page(folder: folder, marks: try review.marks(), token: gate.token)
        switch request.path {
        case "/": return StartPage(page: page, review: review).response()
        case "/rows": return try RowsPage(page: page, finder: finder, request).response()
        case "/rejected": return RejectedPage(page: page).response()
        case "/record": return try record(request, page, finder)
        case "/similar": return try similar(request, page, finder)
        case "/marks":
            return MarksPage(page: page, review: review, start: request.number("from", in: 0...1 << 40) ?? 0).response()
        default: return Page.problem("There is no such page.", status: 404)
        }
    }

    // MARK: - Marks

    private func post(_ request: BrowseRequest) throws -> BrowseResponse {
        guard request.path == "/mark" else { return Page.problem("There is nothing to send to.", status: 404) }
        guard let id = request.form["id"].flatMap({ RecordID($0) }),
            let action = request.form["decision"].flatMap(MarkForm.action),
            let texts = request.form["texts"], RecordID(texts) != nil || texts.isEmpty
        else { return .plain(400, "This form does not say which record is marked, or how.") }
        let note = String((request.form["note"] ?? "").prefix(1000))
        try review.append(ReviewMark(record: id, action: action, note: note, texts: texts))
        return .see(request.form["back"].flatMap { Link(target: $0) } ?? Link("/marks"))
    }

    // MARK: - Records

    private func record(_ request: BrowseRequest, _ page: Page, _ finder: RowFinder) throws -> BrowseResponse {
        guard let id = request.query["id"].flatMap({ RecordID($0)?.description }) else {
            return Page.problem("A record is named by 32 hexadecimal digits.", status: 400)
        }
        var known: RecordStory.Place?
        if let key = request.query["of"], let number = request.number("row", in: 0...1 << 40) {
            let part = try page.folder.part(key)
            let row = try finder.rows([number], of: part).first
            if let row, row.row.text("id") == id { known = RecordStory.Place(part: part, row: row) }
        }
        let story = try RecordStory.find(
            id, in: page.folder, known: known, everything: request.query["all"] == "1")
        let here = Link(
            "/record", [("id", id), ("of", known?.part.key), ("row", known.map { String($0.row.number) })])
        return RecordPage(page: page, id: id, story: story, here: here).response()
    }

    // MARK: - Similar

    private func similar(_ request: BrowseRequest, _ page: Page, _ finder: RowFinder) throws -> BrowseResponse {
        let set = page.folder.vectors.first
        let part = try Self.partOfVectors(page.folder)
        func answer(_ title: HTML, _ rows: [NumberedRow], _ cosines: [Int: String], _ problem: String?)
            -> BrowseResponse
        {
            let here = Link(
                "/similar",
                [("id", request.query["id"]), ("side", request.query["side"]), ("q", request.query["q"])])
            return SimilarPage(
                page: page, title: title, part: part, rows: rows, cosines: cosines, problem: problem, here: here
            ).response()
        }
        guard let set else {
            return answer(
                .nothing, [], [:], "This folder has no vectors. The stage 'embed' writes them; add it to the pipeline.")
        }
        let search = VectorSearch(folder: page.folder.path, set: set)
        let title: HTML
        let query: [Float]
        if let id = request.query["id"] {
            let side = request.query["side"] == "2" ? 1 : 0
            title = .all([
                .text("Near the \(side == 0 ? "first" : "second") sentence of "),
                Page.link(String(id.prefix(12)), Link("/record", [("id", id)])), .text(", by \(set.teacher)."),
            ])
            guard let vector = try search.vector(of: id, side: side) else {
                return answer(title, [], [:], "The vectors of \(set.teacher) hold none of this record.")
            }
            query = vector
        } else {
            let text = request.query["q"] ?? ""
            title = .all([.text("Near "), TextMarkup.text(text, upTo: 300), .text(", by \(set.teacher).")])
            guard !text.isEmpty else { return answer(.nothing, [], [:], "Write a text to look for.") }
            do { query = try vector(of: text, set, page.folder) } catch {
                return answer(title, [], [:], "\(error)")
            }
        }
        let hits = try search.nearest(to: query, count: 50, except: request.query["id"])
        let (rows, cosines) = try shown(hits, set, part, finder)
        return answer(title, rows, cosines, rows.isEmpty ? "Nothing was found." : nil)
    }

    /// The rows that vectors belong to: they are cut as the shards of `pairs`, or of the first view.
    private static func partOfVectors(_ folder: BrowsedFolder) throws -> FolderPart {
        let views = folder.parts.filter { $0.kind == .view && $0.isReadable }
        let pairs = views.first { $0.key == "data/pairs" } ?? views.first { $0.key.hasPrefix("data/pairs/") }
        return try folder.part((pairs ?? views.first)?.key)
    }

    private func vector(of text: String, _ set: VectorSet, _ folder: BrowsedFolder) throws -> [Float] {
        guard let teacher = folder.manifest.teachers?.first(where: { $0.name == set.teacher }), let embed else {
            throw Diagnostic(
                .error, "a text of its own needs the teacher '\(set.teacher)', which is not at hand",
                hint: "Open a record and look for what is near its sentences; that needs no teacher.")
        }
        return try embed(teacher.name, teacher.identity, text)
    }

    /// Vectors lie in the order of the shards of the same names.
    private func shown(
        _ hits: [VectorSearch.Hit], _ set: VectorSet, _ part: FolderPart, _ finder: RowFinder
    ) throws -> ([NumberedRow], [Int: String]) {
        var starts: [String: Int] = [:]
        var next = 0
        for file in part.files {
            starts[String((file.path.split(separator: "/").last ?? "").prefix { $0 != "." })] = next
            next += file.rows ?? 0
        }
        var numbers: [Int] = []
        var told: [Int: (cosine: String, id: String)] = [:]
        for hit in hits {
            guard let start = starts[set.stems[hit.file]] else { continue }
            numbers.append(start + hit.row)
            let rounded = (Double(hit.cosine) * 1000).rounded() / 1000
            told[start + hit.row] = ("near \(rounded), \(hit.side == 0 ? "first" : "second") sentence", hit.id)
        }
        // A view that leaves records out has other rows there.
        let rows = try finder.rows(numbers, of: part).filter { $0.row.text("id") == told[$0.number]?.id }
        return (rows, told.mapValues(\.cosine))
    }
}
