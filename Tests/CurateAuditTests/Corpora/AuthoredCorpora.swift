import CurateAudit
import CurateCore
import CurateWorkspace
import Foundation
import Testing

/// A folder of corpora that a test wrote, gone with the test.
final class AuthoredCorpora {
    let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "curate-audit-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Writes lines, each ended.
    @discardableResult
    func write(_ path: String, _ lines: [String]) throws -> String {
        let whole = folder + "/" + path
        let parent = (whole as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        try Data(lines.map { $0 + "\n" }.joined().utf8).write(to: URL(fileURLWithPath: whole))
        return whole
    }

    func inputs(_ arguments: String...) throws -> AuditInputs {
        try AuditInputs(arguments.map { AuditArgument($0) }, library: Self.library)
    }

    func inputs() throws -> AuditInputs { try inputs(folder) }

    func report(key: AuditKey = .field, threads: Int = 2, examples: Int = 0) throws -> AuditReport {
        let inputs = try inputs()
        return try Audit(
            sources: inputs.sources, declarations: inputs.declarations, key: key, threads: threads, examples: examples
        ).run()
    }

    /// The repository's own declarations.
    static let library = CorpusLibrary(roots: [repository + "/data-schemas/corpora"])

    static let repository: String = {
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        return folder.path
    }()
}

extension AuditReport {
    func split(_ name: String) throws -> SplitReport { try #require(splits.first { $0.name == name }) }
    func overlap(_ a: String, _ b: String) throws -> OverlapReport {
        try #require(overlaps.first { ($0.a, $0.b) == (a, b) || ($0.a, $0.b) == (b, a) })
    }
}

/// Two splits with one of every defect.
enum Defects {
    static let dev = [
        "今天天气怎么样\t今天天气如何\t1",
        "今天天气怎么样？\t今天天气如何\t1",
        "今天天气如何\t今天天气怎么样\t0",
        "苹果多少钱一斤\t苹果多少钱一斤！\t1",
        "香蕉多少钱\t香蕉多少钱。\t0",
        "我能退款吗\t我不能退款吗\t0",
        "先洗手再吃饭\t先吃饭再洗手\t1",
        "这一行只有两列\t没有标签",
        "怎么办理银行卡\t银行卡怎么办\t1",
        "银行卡怎么办\t如何开银行卡\t1",
        "怎么办理银行卡\t如何开银行卡\t0",
        "ＡＢＣ是什么\tabc是什么\t1",
    ]
    static let test = [
        "今天天气如何\t今天天气怎么样。\t1",
        "我能退款吗\t我不能退款吗\t1",
        "电话\u{200B}号码***是谁\t 谁的號碼\t0",
        "如何开银行卡\t&lt;银行卡&gt;怎么开\t1",
    ]
}
