internal import CurateCore
internal import CuratePlan
internal import CurateReport

/// Which stages two pipelines do not have in common.
enum PipelineDifference {
    /// By kind and by how often the kind came before; options that differ are told.
    static func stages(_ first: Manifest, _ second: Manifest) -> [FolderDifference.StageChange] {
        let (left, right) = (entries(first.pipeline), entries(second.pipeline))
        let names = left.map(\.name) + right.map(\.name).filter { name in !left.contains { $0.name == name } }
        return names.compactMap { name in
            let before = left.first { $0.name == name }?.options
            let after = right.first { $0.name == name }?.options
            guard before != after else { return nil }
            guard let before, let after else {
                return .init(stage: name, before: before.map(told), after: after.map(told))
            }
            let changed = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
            return .init(
                stage: name, before: told(before.filter { changed.contains($0.key) }),
                after: told(after.filter { changed.contains($0.key) }))
        }
    }

    static func inputs(_ first: Manifest, _ second: Manifest) -> [FolderDifference.InputChange] {
        let (left, right) = (checksums(first), checksums(second))
        return Set(left.keys).union(right.keys).sorted().compactMap { path in
            left[path] == right[path] ? nil : .init(path: path, before: left[path], after: right[path])
        }
    }

    private static func checksums(_ manifest: Manifest) -> [String: String] {
        Dictionary(manifest.inputs.map { ($0.path, $0.sha256) }) { first, _ in first }
    }

    private static func told(_ options: [String: String]) -> String {
        options.keys.sorted().map { "\($0): \(options[$0] ?? "")" }.joined(separator: ", ")
    }

    private static func entries(_ pipeline: [StageEntry]) -> [(name: String, options: [String: String])] {
        var seen: [String: Int] = [:]
        return pipeline.map { entry in
            seen[entry.kind, default: 0] += 1
            let number = seen[entry.kind] ?? 1
            return (number == 1 ? entry.kind : "\(entry.kind) (\(number))", options(entry))
        }
    }

    private static func options(_ entry: StageEntry) -> [String: String] { entry.options.values.mapValues(\.yaml) }
}
