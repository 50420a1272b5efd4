import Foundation

/// All authored content: the intents of every domain.
public struct Content: Sendable {
    /// The intents in a fixed order: files by name, then as written.
    public let intents: [Intent]
    /// Sentences that only serve as one very long row.
    public let longTexts: [String]
    /// Characters with one traditional form.
    public let traditional: [Character: Character]
    /// Characters whose traditional form depends on the word, so that no sentence with them is converted.
    public let ambiguous: Set<Character>
    /// The template of the page beside the corpus.
    public let page: String

    /// Words that may stand for each other; none in the sample corpus' content.
    let synonyms: Synonyms

    /// The content that the sample corpus is made from.
    public static func bundled() throws -> Content {
        try load(bundledFolder(), domains: ["Domains"], slots: ["Slots"], synonyms: "")
    }

    /// The sample corpus' content first, then the much wider content that only groups of paraphrases are made from.
    public static func wide() throws -> Content {
        let folder = try bundledFolder()
        return try load(
            folder, domains: ["Domains", "Wide/Domains"], slots: ["Slots", "Wide/Slots"],
            synonyms: folder.text("Wide/synonyms.txt"))
    }

    private static func bundledFolder() throws -> ContentFolder {
        guard let root = Bundle.module.url(forResource: "Content", withExtension: nil) else {
            throw ContentError(file: "Content", line: 0, message: "the package's resources are missing")
        }
        return ContentFolder(root: root)
    }

    private static func load(
        _ folder: ContentFolder, domains: [String], slots: [String], synonyms: String
    ) throws -> Content {
        let lists = try slots.flatMap(folder.files).reduce(into: [String: SlotList]()) { lists, file in
            try lists.merge(SlotParser.lists(file.text, file: file.name)) { _, _ in
                throw ContentError(file: file.name, line: 0, message: "a list of this file exists in another file")
            }
        }
        let intents = try domains.flatMap(folder.files).flatMap { file in
            try DomainParser.parse(file.text, file: file.name, lists: lists)
        }
        let scripts = try ScriptTable(folder.text("traditional.txt"))
        return Content(
            intents: intents, longTexts: ContentLines.read(try folder.text("long.txt")).map { String($0.line) },
            traditional: scripts.forms, ambiguous: scripts.ambiguous, page: try folder.text("page.md"),
            synonyms: Synonyms(synonyms))
    }
}

/// The folder with the content files.
struct ContentFolder {
    let root: URL

    func text(_ name: String) throws -> String {
        try String(contentsOf: root.appending(path: name), encoding: .utf8)
    }

    func files(in folder: String) throws -> [(name: String, text: String)] {
        let names = try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)
        return try names.filter { $0.hasSuffix(".txt") }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            .map { ($0, try text("\(folder)/\($0)")) }
    }
}
