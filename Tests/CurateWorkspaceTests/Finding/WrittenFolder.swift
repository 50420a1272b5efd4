import Files

/// A folder that a test wrote, gone with its owner.
final class WrittenFolder {
    let path: String

    init(_ files: [String: String] = [:]) throws {
        path = try FileSystem.createTemporaryDirectory(prefix: "curate-workspace")
        for (name, text) in files { try write(name, text) }
    }

    deinit { try? FileSystem.remove(path) }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        try write(name, Array(text.utf8))
    }

    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        let whole = path + "/" + name
        if let slash = whole.lastIndex(of: "/") { try FileSystem.createDirectories(String(whole[..<slash])) }
        let writer = try FileWriter(path: whole)
        try writer.write(bytes)
        try writer.publish(sync: false)
        return whole
    }
}

/// A corpus of a user's own: two layouts, a sample, a mirror.
enum OwnCorpus {
    static func declaration(named name: String = "shop-questions") -> String {
        """
        corpus: \(name)
        title: Questions to a shop
        home: https://example.org/shop
        licence: "all rights with the shop"
        licence_class: unclear
        language: zh-Hans
        type: question
        labels:
          scale: binary
          values: {"0": 0, "1": 1}
        layouts:
          - name: table
            about: three columns
            format: tsv
            encoding: utf-8
            header: false
            shape: pair
            columns: {a: 1, b: 2, label: 3}
            columns_count: 3
            splits:
              train: ["train.txt", "shop/train.txt"]
              dev: ["dev.txt"]
          - name: lines
            about: JSON lines
            format: jsonl
            encoding: utf-8
            shape: pair
            columns: {a: q1, b: q2, label: same}
            splits:
              train: ["train*.jsonl"]
              dev: ["dev.jsonl"]
        """
    }

    static let row = "怎么退货\t退货流程是什么\t1\n"
    static let line = "{\"q1\": \"能开发票吗\", \"q2\": \"开不开发票\", \"same\": 1}\n"

    /// The corpus' folder as a user has it, data beside the declaration.
    static func folder() throws -> WrittenFolder {
        try WrittenFolder([
            "shop-questions/corpus.yaml": declaration(),
            "shop-questions/sample/train.txt": row,
            "shop-questions/sample/dev.txt": row,
            "shop-questions/mirrors/lines/sample/train.jsonl": line,
            "data/train.txt": row,
            "data/part/train-1.jsonl": line,
            "data/part/train-2.jsonl": line,
        ])
    }
}
