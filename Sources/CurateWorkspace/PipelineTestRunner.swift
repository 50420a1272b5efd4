internal import CurateCore
internal import CurateEngine
internal import CuratePlan
import Foundation
internal import Files

/// Runs a pipeline's tests: the real engine on the records of a test, in a temporary folder.
public struct PipelineTestRunner: Sendable {
    /// What came of one test.
    public struct Result: Sendable, Codable {
        public var name: String
        /// What differs from what was expected; empty when the test passed.
        public var problems: [String]
        public var passed: Bool { problems.isEmpty }
    }

    private let loader: PipelineLoader

    public init(loader: PipelineLoader) { self.loader = loader }

    /// - Parameters:
    ///   - pipeline: the pipeline's file.
    ///   - tests: the file with its tests.
    public func run(_ pipeline: String, tests path: String) throws -> [Result] {
        let text = String(decoding: try FileSystem.readAll(path), as: UTF8.self)
        return try PipelineTests.read(text, file: path).tests.map { test in
            Result(name: test.name, problems: try problems(test, pipeline))
        }
    }

    private func problems(_ test: PipelineTest, _ path: String) throws -> [String] {
        var pipeline = try loader.read(path, overrides: test.overrides).pipeline
        pipeline.outputs = [OutputUse(view: "pairs", format: "jsonl", maxRows: 1 << 20, maxBytes: 1 << 30)]
        let folder = try FileSystem.createTemporaryDirectory(prefix: "curate-check")
        defer { try? FileSystem.remove(folder) }
        let sources = try TestSources(pipeline: pipeline, library: loader.library, folder: folder).write(test.records)
        let plan = try loader.plan(pipeline, sources: sources, file: path, memoryBytes: 64 << 20)
        let output = folder + "/out"
        let engine = LocalEngine(
            plan: plan, catalog: loader.catalog,
            teachers: try loader.teachers.provide(plan.teachers.map(\.spec), folder + "/answers"), output: output,
            settings: EngineSettings(threads: 1, memoryBytes: 64 << 20), listener: SilentListener())
        _ = try engine.run(isCurrent: { _ in false }, begin: {}, publish: { _ in })
        return try TestComparison(test: test, output: output).problems()
    }
}

/// The records of a test as files, one for each split.
private struct TestSources {
    let pipeline: Pipeline
    let library: CorpusLibrary
    let folder: String

    func write(_ records: [PipelineTest.Input]) throws -> [ResolvedSource] {
        var sources: [ResolvedSource] = []
        for (priority, use) in pipeline.corpora.enumerated() {
            for split in splits(of: use.label, records) where !isHeldOut(use.label, split) {
                sources.append(try source(use.use, use.label, split, records, heldOut: false, priority))
            }
        }
        for use in pipeline.heldOut {
            for split in splits(of: use.label, records) where Self.includes(use.choice, split) {
                sources.append(try source(use.use, use.label, split, records, heldOut: true, pipeline.corpora.count))
            }
        }
        return sources
    }

    private func label(of record: PipelineTest.Input) -> String {
        record.corpus ?? pipeline.corpora.first?.label ?? ""
    }

    private func splits(of corpus: String, _ records: [PipelineTest.Input]) -> [String] {
        var seen: Set<String> = []
        return records.filter { label(of: $0) == corpus }.map(\.split).filter { seen.insert($0).inserted }
    }

    private func isHeldOut(_ corpus: String, _ split: String) -> Bool {
        pipeline.heldOut.contains { $0.label == corpus && Self.includes($0.choice, split) }
    }

    private static func includes(_ choice: SplitChoice, _ split: String) -> Bool {
        switch choice {
        case .named(let names): names.contains(split)
        case .all: true
        case .training: split.split(separator: "/").last == "train"
        case .heldOut: split.split(separator: "/").last != "train"
        }
    }

    private func source(
        _ use: String, _ corpus: String, _ split: String, _ records: [PipelineTest.Input], heldOut: Bool,
        _ priority: Int
    ) throws -> ResolvedSource {
        let declaration = try library.corpus(use)
        let path = "\(folder)/\(corpus)-\(split.split(separator: "/").joined(separator: "-")).jsonl"
        let mine = records.filter { label(of: $0) == corpus && $0.split == split }
        let labelled = mine.contains { $0.label != nil }
        let lines = try mine.map { record in
            var row = ["sentence1": record.sentence1, "sentence2": record.sentence2 ?? ""]
            if let label = record.label { row["label"] = label }
            return try JSONSerialization.data(withJSONObject: row, options: [.sortedKeys])
        }
        let writer = try FileWriter(path: path)
        for line in lines { try writer.write(Array(line) + [10]) }
        try writer.publish(sync: false)
        let layout = CorpusLayout(
            name: "test", format: .jsonl, encoding: "utf-8",
            columns: [.a: .name("sentence1"), .b: .name("sentence2"), .label: .name("label")])
        return ResolvedSource(
            info: SourceInfo.of(
                declaration, label: corpus, split: split, layout: layout, heldOut: heldOut, priority: priority),
            layout: layout, labels: declaration.labels, labelled: labelled, maxRejected: .share(1),
            files: [.init(path: path, name: "\(corpus)/\(split)", bytes: try FileIdentity.of(path).size)])
    }
}
