internal import CurateCore
internal import CurateFormats
internal import CurateReport

/// A file of an output folder whose rows can be read back.
struct RowFile: Sendable, Hashable, Codable {
    enum Kind: String, Sendable, Codable {
        case view, rejected, review
    }

    var kind: Kind
    /// The view, or the stage.
    var name: String
    /// `train`, `validation`, `test`; of the ledger and of reviews the stage.
    var split: String
    var path: String
    /// nil: nobody counted them.
    var rows: Int?

    var isJSONLines: Bool { path.contains(".jsonl") }

    /// The files of a folder in the order of its manifest, and those that cannot be read back.
    ///
    /// Of a view that is written in several formats all are read: each holds rows.
    static func all(_ manifest: Manifest) -> (files: [RowFile], unreadable: [String]) {
        var files: [RowFile] = []
        var unreadable: [String] = []
        for shard in manifest.shards where shard.view != "vectors" {
            guard FolderRows.File(shard) != nil else {
                unreadable.append(shard.path)
                continue
            }
            files.append(
                RowFile(kind: .view, name: shard.view, split: shard.split, path: shard.path, rows: shard.rows))
        }
        for ledger in manifest.rejected {
            files.append(
                RowFile(
                    kind: .rejected, name: ledger.split, split: ledger.split, path: ledger.path, rows: ledger.rows))
        }
        for list in manifest.files where list.path.hasPrefix("review/") && list.path.hasSuffix(".jsonl") {
            let name = String(list.path.dropFirst("review/".count).dropLast(".jsonl".count))
            files.append(RowFile(kind: .review, name: name, split: name, path: list.path, rows: nil))
        }
        return (files, unreadable)
    }

    /// Whether a row is a record, so that it need not become a line of JSON first.
    var holdsRecords: Bool { !isJSONLines && name == "pairs" }

    /// Its rows as lines of JSON.
    func pieces(in folder: String) throws -> any RowPieces {
        let path = folder + "/" + path
        return isJSONLines ? try LinePieces(path: path) : try ShardPieces(path: path, view: name, teachers: [])
    }
}
