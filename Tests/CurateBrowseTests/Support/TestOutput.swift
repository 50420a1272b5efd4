import CurateBrowse
import CurateCore
import CurateFormats
import CurateStages
import Files
import Foundation

/// An output folder written by hand, gone when the test is.
final class TestOutput {
    static let token = "5f0c5f0c5f0c5f0c5f0c5f0c5f0c5f0c"

    struct Row: Sendable {
        var a: String
        var b: String
        var label = 1
        var scale = "binary"
        var extra: [String: any Sendable] = [:]
    }

    /// Texts that could do something to a page.
    static let hostile = [
        "<script>document.title='owned'</script>", "\"><img src=x onerror=alert(1)>", "'><svg/onload=alert(1)>",
        "&lt;b&gt;&amp;", "</td></table></main><h1>外面", "\u{202E}turned\u{202C} \u{2066}x", "a\u{0}b\u{1}\u{7F}\u{85}",
        "\u{FEFF}\u{200B}零宽\u{200D}", String(repeating: "长", count: 100_000), "\u{2028}\u{2029}\n\r\t",
        "e" + String(repeating: "\u{301}", count: 5000), "javascript:alert(1)", "{{7*7}} ${7*7}",
    ]

    let scratch: String
    var path: String { scratch + "/out" }
    var review: String { scratch + "/out.review.jsonl" }

    init(
        _ rows: [Row], rejected: [Row] = [], shards: Int = 1, vectors: [[Float]] = [], format: String = "jsonl"
    ) throws {
        scratch = try FileSystem.createTemporaryDirectory(prefix: "browse-test")
        var entries: [[String: Any]] = []
        var files: [[String: Any]] = []
        for shard in 0..<shards {
            let part = rows.count * shard / shards..<rows.count * (shard + 1) / shards
            let path = "data/pairs/train-0000\(shard)-of-0000\(shards).\(format)"
            let lines = try part.map { number in try Self.line(rows[number], number) }
            try write(path, lines.joined())
            entries.append(Self.entry("pairs", "train", path, part.count))
            if !vectors.isEmpty { files += try write(vectors, of: part, shard, shards) }
        }
        let losses = try rejected.enumerated().map { try Self.line($0.element, 1000 + $0.offset) }
        try write("rejected/guard.jsonl", losses.joined())
        let manifest: [String: Any] = [
            "format": 1, "name": "hand<made>", "fingerprint": "0123456789abcdef", "seed": 7,
            "program": ["name": "curate", "version": "1", "libraries": ["icu": "72"]], "inputs": [],
            "stages": [
                [
                    "name": "guard", "entered": rows.count + losses.count, "rejected": ["held_out_pair": losses.count],
                    "generated": 0, "left": rows.count,
                ] as [String: Any]
            ], "shards": entries,
            "rejected": losses.isEmpty ? [] : [Self.entry("rejected", "guard", "rejected/guard.jsonl", losses.count)],
            "files": files, "pipeline": [], "corpora": [],
            "teachers": [["name": "demo", "kind": "embedded", "identity": "one"]],
        ]
        try write(
            "manifest.json", String(decoding: try JSONSerialization.data(withJSONObject: manifest), as: UTF8.self))
    }

    /// As the stage `embed` writes them; element `2 * row + side` is the vector of a sentence.
    private func write(
        _ vectors: [[Float]], of rows: Range<Int>, _ shard: Int, _ shards: Int
    ) throws -> [[String: Any]] {
        let stem = "vectors/demo-float32/train-0000\(shard)-of-0000\(shards)"
        var bytes = NumPyArray.head(shape: [rows.count, 2, vectors[0].count], .float32)
        for value in vectors[2 * rows.lowerBound..<2 * rows.upperBound].joined() {
            NumPyArray.append(value, .float32, to: &bytes)
        }
        try write(stem + ".npy", Data(bytes))
        try write(stem + ".ids.npy", Data(NumPyArray.head(ids: rows.count)) + Data(rows.map(Self.id).joined().utf8))
        return [".npy", ".ids.npy"].map { ["path": stem + $0, "bytes": 1, "sha256": ""] }
    }

    deinit { try? FileSystem.remove(scratch) }

    static func id(_ number: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 32 - digits.count) + digits
    }

    private static func line(_ row: Row, _ number: Int) throws -> String {
        var object: [String: Any] = [
            "id": id(number), "sentence1": row.a, "sentence2": row.b, "label": row.label, "scale": row.scale,
            "corpus": "lcqmc", "split": "train", "copies": 1,
        ]
        object.merge(row.extra.mapValues { $0 as Any }) { $1 }
        return String(
            decoding: try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys]), as: UTF8.self)
            + "\n"
    }

    private static func entry(_ view: String, _ split: String, _ path: String, _ rows: Int) -> [String: Any] {
        ["view": view, "split": split, "path": path, "rows": rows, "bytes": 1, "raw_bytes": 1, "sha256": ""]
    }

    func write(_ name: String, _ text: String) throws { try write(name, Data(text.utf8)) }

    private func write(_ name: String, _ data: Data) throws {
        let url = URL(fileURLWithPath: path + "/" + name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: url)
    }

    func browser(by: String = "小王", embed: Browser.Embedding? = nil) throws -> TestBrowser {
        try TestBrowser(self, by: by, embed)
    }

    /// The review file as it lies there.
    func marks() throws -> [ReviewMark] {
        guard FileSystem.exists(review) else { return [] }
        return try ReviewMarks(content: FileSystem.readAll(review), name: "review").marks
    }

    /// Every file of the folder with its bytes.
    func files() throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in FileManager.default.enumerator(atPath: path)?.compactMap({ $0 as? String }) ?? [] {
            if let data = FileManager.default.contents(atPath: path + "/" + name) { files[name] = data }
        }
        return files
    }
}

/// The application over a folder that stays as long as it does.
final class TestBrowser {
    private static let host = ["Host": "127.0.0.1:8650"]
    private let output: TestOutput
    private let browser: Browser

    init(_ output: TestOutput, by: String, _ embed: Browser.Embedding?) throws {
        self.output = output
        let file = try ReviewFile(path: output.review, by: by, outside: output.path)
        browser = try Browser(folder: output.path, review: file, token: TestOutput.token, embed: embed)
    }

    func respond(to request: BrowseRequest) -> BrowseResponse { browser.respond(to: request) }

    func get(_ target: String) -> BrowseResponse { respond(to: BrowseRequest(.get, target, headers: Self.host)) }

    func text(_ target: String) -> String { String(decoding: get(target).body, as: UTF8.self) }

    func post(_ form: String, headers: [String: String] = ["Origin": "http://127.0.0.1:8650"]) -> BrowseResponse {
        respond(to: BrowseRequest(.post, "/mark", headers: Self.host.merging(headers) { $1 }, body: form))
    }
}
