internal import CurateCore
internal import CuratePlan
internal import Files

/// Reads the files that stages' options name, such as a review file, into the pipeline.
struct OptionFiles {
    let catalog: StageCatalog

    /// - Throws: `Diagnostic` for a file that cannot be read, at the stage's place, or that the stage cannot understand.
    func read(_ pipeline: Pipeline, file: String) throws -> Pipeline {
        var pipeline = pipeline
        for index in pipeline.stages.indices {
            let use = pipeline.stages[index]
            do { pipeline.stages[index].options = try read(use) } catch let diagnostic as Diagnostic {
                throw diagnostic.placed(file: file, line: use.line, column: use.column)
            }
        }
        return pipeline
    }

    private func read(_ use: StageUse) throws -> Options {
        guard let kind = catalog[use.name] else { return use.options }
        let names = kind.declaration.options.filter { if case .file = $0.kind { true } else { false } }.map(\.name)
        var values = use.options.values
        for name in names {
            guard let value = values[name], let file = OptionFile(value), file.content == nil else { continue }
            values[name] = try Self.read(file.name, for: "\(use.name).\(name)").value
        }
        guard !names.isEmpty else { return use.options }
        let options = Options(values)
        _ = try kind.make(options)
        return options
    }

    private static func read(_ path: String, for option: String) throws -> OptionFile {
        let bytes: [UInt8]
        do {
            let size = try FileIdentity.of(path).size
            guard size <= OptionFile.mostBytes else {
                throw Diagnostic(
                    .error, "'\(option)': \(path) has \(size) bytes, more than the \(OptionFile.mostBytes) allowed",
                    hint: "It becomes part of the plan and must be small.")
            }
            bytes = try FileSystem.readAll(path)
        } catch let failure as SystemFailure {
            throw Diagnostic(
                .error, "'\(option)': \(path) cannot be read: \(failure.message)",
                hint: "Check the path; it counts from the folder that the program is started in.")
        }
        guard let content = String(validating: bytes, as: UTF8.self) else {
            throw Diagnostic(.error, "'\(option)': \(path) is not UTF-8 text", hint: "Save it as UTF-8.")
        }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return OptionFile(name: name, content: content)
    }
}
