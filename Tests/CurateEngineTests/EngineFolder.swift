import CurateCore
import CurateEngine
import CuratePlan
import CurateStages
import Files
import Foundation

/// A corpus of one split in a temporary folder, and runs over it by the engine itself.
final class EngineFolder {
    let path: String
    private var files: [ResolvedSource.File] = []
    private var heldOut: [ResolvedSource.File] = []

    init() throws { path = try FileSystem.createTemporaryDirectory(prefix: "curate-engine-test") }

    deinit { try? FileSystem.remove(path) }

    /// Writes rows of `text, text, label` as a table.
    func write(_ name: String, _ rows: [String]) throws {
        files.removeAll { $0.name == "x/" + name }
        files.append(try table(name, rows))
    }

    /// Writes rows that are held out.
    func writeHeldOut(_ name: String, _ rows: [String]) throws { heldOut.append(try table(name, rows)) }

    private func table(_ name: String, _ rows: [String]) throws -> ResolvedSource.File {
        let file = path + "/" + name
        try Data((rows.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: file))
        return .init(path: file, name: "x/" + name, bytes: try FileIdentity.of(file).size)
    }

    /// Rows of which some are copies of others, in either order.
    static func rows(_ count: Int) -> [String] {
        (0..<count).map { number in
            let pair = number % 7 == 3 ? number - 3 : number
            let (a, b) = ("怎样申请第\(pair)号会员卡", "第\(pair)号会员卡如何申请？")
            return number % 14 == 3 ? "\(b)\t\(a)\t\(pair % 2)" : "\(a)\t\(b)\t\(pair % 2)"
        }
    }

    struct Settings {
        var stages = ["normalize", "clean", "dedup", "shuffle"]
        var threads = 2
        var memory = 256 << 20
        var seed: UInt64 = 1
        var reversedFiles = false
        /// Options of stages by their names, and the teachers that they ask.
        var options: [String: [String: OptionValue]] = [:]
        var teachers: [String: any Teacher] = [:]
        var outputs = [OutputUse(view: "pairs", format: "jsonl", maxRows: 500, maxBytes: 1 << 30)]
        var writeHeldOut = true
    }

    private func plan(_ settings: Settings) throws -> Plan {
        let stages = try settings.stages.map { name in
            guard let kind = StageCatalog.curate[name] else { throw Diagnostic(.error, "no stage \(name)") }
            let defaults = kind.declaration.options.compactMap { field in
                field.defaultValue.map { (field.name, $0) }
            }
            let values = Dictionary(uniqueKeysWithValues: defaults)
                .merging(settings.options[name] ?? [:]) { _, given in given }
            return StageUse(name: name, options: Options(values))
        }
        let pipeline = Pipeline(
            name: "p", seed: settings.seed, corpora: [CorpusUse(use: "x")],
            teachers: settings.teachers.keys.map { name in
                TeacherUse(spec: TeacherSpec(name: name, kind: "test", options: Options([:])))
            }, stages: stages, outputs: settings.outputs, writeHeldOut: settings.writeHeldOut)
        let layout = CorpusLayout(
            name: "table", format: .tsv, encoding: "utf-8",
            columns: [.a: .position(1), .b: .position(2), .label: .position(3)])
        func source(_ files: [ResolvedSource.File], _ split: Split) -> ResolvedSource {
            ResolvedSource(
                info: SourceInfo(
                    corpus: "x", split: split.name, role: split, heldOut: split != .train, scale: .binary,
                    threshold: 0.5, type: "question", priority: 0), layout: layout,
                labels: LabelRules(scale: .binary, values: ["0": 0, "1": 1]), labelled: true, maxRejected: .share(1),
                files: files)
        }
        let sources =
            [source(settings.reversedFiles ? files.reversed() : files, .train)]
            + (heldOut.isEmpty ? [] : [source(heldOut, .dev)])
        return try Planner(catalog: .curate, memoryBytes: settings.memory).plan(
            pipeline, sources: sources, identities: settings.teachers.mapValues(\.identity))
    }

    private struct Teachers: TeacherProviding {
        var teachers: [String: any Teacher]

        func teacher(_ name: String) throws -> any Teacher {
            guard let teacher = teachers[name] else {
                throw TeacherFailure(.configuration, teacher: name, "there is none")
            }
            return teacher
        }
    }

    /// Runs into `output` and returns every file that came out, by path.
    @discardableResult
    func run(into output: String, _ settings: Settings = Settings()) throws -> [String: [UInt8]] {
        let folder = path + "/" + output
        let engine = LocalEngine(
            plan: try plan(settings), catalog: .curate, teachers: Teachers(teachers: settings.teachers), output: folder,
            settings: EngineSettings(threads: settings.threads, memoryBytes: settings.memory),
            listener: SilentListener())
        var fingerprint = ""
        _ = try engine.run(isCurrent: { _ in false }, begin: {}, publish: { fingerprint = $0.fingerprint })
        var found = ["fingerprint": Array(fingerprint.utf8)]
        let roots = settings.outputs.map { "data/" + $0.view } + ["rejected", "review"]
        for root in roots where FileSystem.isDirectory(folder + "/" + root) {
            for name in try FileSystem.list(folder + "/" + root) {
                found[root + "/" + name] = try FileSystem.readAll("\(folder)/\(root)/\(name)")
            }
        }
        return found
    }
}
