import Foundation
import Testing

/// Examples in `docs` and `README.md` do what they say: commands run, pipelines pass `curate check`, JSON is JSON.
@Suite(.serialized)
struct DocumentationTests {
    /// `README.md` may be missing; the pages of `docs` may not.
    private static let pages: [Page] = {
        let docs = Program.repository + "/docs/"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: docs)) ?? []
        let paths =
            names.filter { $0.hasSuffix(".md") }.sorted().map { docs + $0 } + [Program.repository + "/README.md"]
        return paths.compactMap { try? Page(path: $0) }
    }()

    private static func blocks(_ language: String) -> [Block] {
        pages.flatMap(\.blocks).filter { $0.language == language }
    }

    @Test func thePagesAreFound() {
        #expect(Self.pages.count >= 5)
        #expect(Self.blocks("sh").count >= 4)
        #expect(Self.blocks("yaml").count > 20)
    }

    @Test func everyBlockSaysWhatItIs() {
        let unknown = Self.pages.flatMap(\.blocks).filter { !["sh", "yaml", "json", "text"].contains($0.language) }
        #expect(unknown.map(\.place) == [], "write ```sh, ```yaml, ```json or ```text")
    }

    // MARK: Commands

    @Test func commandsRun() throws {
        for page in Self.pages {
            let scratch = try workplace()
            for block in page.blocks where block.language == "sh" && block.reasonNotToRun == nil {
                for line in Self.commands(block) {
                    let outcome = try Program.shell("set -o pipefail; " + line, in: scratch.path)
                    #expect(outcome.code == 0, "\(block.place): \(line)\n\(outcome.errors)")
                }
            }
        }
    }

    /// A folder like the repository's root, to write into; nothing in it leads back but the corpora, pipelines and models.
    private func workplace() throws -> Scratch {
        let scratch = try Scratch()
        for name in ["pipelines", "data-schemas", "models"] {
            try FileManager.default.copyItem(atPath: Program.repository + "/" + name, toPath: scratch / name)
        }
        // What `curate browse` writes when something is marked.
        try scratch.write("out/lcqmc.review.jsonl", "")
        return scratch
    }

    /// The lines in which `curate` is run, those continued with a backslash joined.
    private static func commands(_ block: Block) -> [String] {
        block.text.replacingOccurrences(of: "\\\n", with: " ").split(separator: "\n").map(String.init).filter {
            $0.range(of: #"^([A-Za-z_]+=\S+ )*([a-z]+ .*\| )?curate "#, options: .regularExpression) != nil
        }
    }

    @Test func everyCommandAndOptionIsExplained() throws {
        let words = Self.pages.map(\.text).joined(separator: "\n")
        for command in try Self.subcommands() {
            #expect(words.contains("curate " + command), "no page shows 'curate \(command)'")
            let help = try Program.run(command.split(separator: " ").map(String.init) + ["--help"])
            #expect(help.code == 0)
            let options = Self.matches(#"--[a-z][a-z-]+"#, in: help.output).subtracting(["--help", "--version"])
            for option in options {
                let isExplained = words.range(of: option + #"(?![a-z-])"#, options: .regularExpression) != nil
                #expect(isExplained, "no page explains \(option) of 'curate \(command)'")
            }
        }
    }

    /// As `curate --help` and `curate corpora --help` list them.
    private static func subcommands() throws -> [String] {
        func names(_ arguments: [String]) throws -> [String] {
            let help = try Program.run(arguments + ["--help"]).output
            guard let start = help.range(of: "SUBCOMMANDS:") else { return [] }
            let lines = help[start.upperBound...].split(separator: "\n")
            return lines.compactMap { line in
                let isEntry = line.hasPrefix("  ") && !line.hasPrefix("   ")
                return isEntry ? line.split(separator: " ").first.map(String.init) : nil
            }.filter { $0 != "See" && $0 != "help" }
        }
        let top = try names([])
        #expect(top.count >= 8)
        return try top.flatMap { name in
            let inner = try names([name])
            return inner.isEmpty ? [name] : inner.map { name + " " + $0 }
        }
    }

    private static func matches(_ pattern: String, in text: String) -> Set<String> {
        guard let expression = try? NSRegularExpression(pattern: pattern) else { return [] }
        let all = expression.matches(in: text, range: NSRange(text.startIndex..., in: text))
        return Set(all.compactMap { Range($0.range, in: text).map { String(text[$0]) } })
    }

    // MARK: Pipelines, stages, JSON

    @Test func pipelinesAndStagesPassTheCheck() throws {
        let scratch = try workplace()
        for block in Self.blocks("yaml") where block.reasonNotToRun == nil {
            let arguments = try Self.check(block, scratch)
            let outcome = try Program.run(["check"] + arguments, in: scratch.path)
            #expect(outcome.code == 0, "\(block.place)\n\(outcome.output)\(outcome.errors)")
        }
    }

    /// Writes what `check` is to look at: a pipeline or a part of one, tests of `pipelines/lcqmc-plain.yaml`, or an entry
    /// of `stages`.
    private static func check(_ block: Block, _ scratch: Scratch) throws -> [String] {
        if block.text.hasPrefix("tests:") {
            try scratch.write("pipelines/lcqmc-plain.test.yaml", block.text)
            return ["pipelines/lcqmc-plain.yaml"]
        }
        if block.text.contains("\nstages:") {
            try scratch.write("block.yaml", block.text)
            return ["block.yaml", "--no-tests"]
        }
        if ["outputs:", "then:"].contains(where: block.text.hasPrefix) {
            let outputs = block.text.hasPrefix("then:") ? "outputs: [{view: pairs, format: jsonl}]" : ""
            try scratch.write(
                "block.yaml",
                """
                name: example
                seed: 1
                corpora: [{use: lcqmc, path: sample}]
                stages: [normalize]
                \(outputs)
                \(block.text)

                """)
            return ["block.yaml", "--no-tests"]
        }
        if block.text.hasPrefix("teachers:") {
            try scratch.write(
                "block.yaml",
                """
                name: example
                seed: 1
                corpora: [{use: lcqmc, path: sample}]
                \(block.text)
                stages: [normalize]
                outputs: [{view: pairs, format: jsonl}]

                """)
            return ["block.yaml", "--no-tests"]
        }
        let entry = block.text.trimmingCharacters(in: .whitespacesAndNewlines)
        let before = entry.hasPrefix("normalize") ? "" : "  - normalize\n"
        // What was not in the corpora must be guarded.
        let invents = ["paraphrase", "counterfactuals", "rewordings"].contains(where: entry.hasPrefix)
        let after = invents ? "\n  - guard" : ""
        try scratch.write(
            "block.yaml",
            """
            name: example
            seed: 1
            corpora: [{use: lcqmc, path: sample}, {use: cnsd-snli, path: sample}, {use: sts-b-zh, path: sample}]
            held_out: [lcqmc/dev]
            stages:
            \(before)  - \(entry.replacingOccurrences(of: "\n", with: "\n    "))\(after)
            outputs: [{view: pairs, format: jsonl}]

            """)
        return ["block.yaml", "--no-tests"]
    }

    @Test func jsonIsJSONAndRowsFitTheirSchema() throws {
        let schema = try JSONSchema(file: Program.repository + "/data-schemas/record/pairs.schema.json")
        var rows = 0
        for block in Self.blocks("json") {
            let value = try JSONSerialization.jsonObject(with: Data(block.text.utf8))
            guard let row = value as? [String: Any], row["sentence1"] != nil, row["rejected"] == nil else { continue }
            #expect(schema.problems(row) == [], "\(block.place)")
            rows += 1
        }
        #expect(rows > 0)
    }

    @Test func linksLeadSomewhere() throws {
        for page in Self.pages {
            let folder = (page.path as NSString).deletingLastPathComponent
            for link in Self.matches(#"\]\([^)#\s]+"#, in: page.text).map({ String($0.dropFirst(2)) })
            where !link.contains("://") {
                #expect(FileManager.default.fileExists(atPath: folder + "/" + link), "\(page.name): \(link)")
            }
        }
    }
}

/// A page of documentation.
private struct Page {
    var path: String
    var text: String
    var blocks: [Block] = []

    var name: String { (path as NSString).lastPathComponent }

    init(path: String) throws {
        self.path = path
        text = try String(contentsOfFile: path, encoding: .utf8)
        var open: Block?
        var comment = ""
        for (number, line) in text.components(separatedBy: "\n").enumerated() {
            if !line.hasPrefix("```") {
                if open != nil { open?.text += line + "\n" } else if !line.isEmpty { comment = line }
            } else if let block = open {
                blocks.append(block)
                (open, comment) = (nil, "")
            } else {
                open = Block(
                    place: "\(name):\(number + 1)", language: String(line.dropFirst(3)), text: "",
                    reasonNotToRun: Self.reason(comment))
            }
        }
    }

    /// `<!-- not run: reason -->` in the line before a block.
    private static func reason(_ line: String) -> String? {
        guard line.hasPrefix("<!-- not run: "), line.hasSuffix("-->") else { return nil }
        let reason = line.dropFirst(14).dropLast(3).trimmingCharacters(in: .whitespaces)
        return reason.isEmpty ? nil : reason
    }
}

/// A fenced block of a page.
private struct Block {
    var place: String
    var language: String
    var text: String
    var reasonNotToRun: String?
}
