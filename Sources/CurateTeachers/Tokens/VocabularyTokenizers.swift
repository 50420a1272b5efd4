internal import Checksums
public import CurateCore
internal import Files
internal import RoFormer
import Synchronization

/// Tokenizers by their vocabulary: a `vocab.txt`, or the folder or name of a model that has one. Each is opened once.
public final class VocabularyTokenizers: TokenizerProviding {
    private let modelFolders: [String]
    private let opened = Mutex<[String: VocabularyTokenizer]>([:])

    private static let file = "vocab.txt"
    private static let family = "roformer-sim-"

    /// - Parameter modelFolders: in which a model named without a path is looked for.
    public init(modelFolders: [String]) { self.modelFolders = modelFolders }

    public func identity(_ vocabulary: String) throws -> String {
        let bytes = try Self.read(try path(vocabulary))
        return "sha256:\(SHA256.hex(of: bytes.span)) unicode=\(Tokenizer.unicodeVersion)"
    }

    public func tokenizer(_ vocabulary: String) throws -> any TextTokenizing {
        try opened.withLock { opened in
            if let known = opened[vocabulary] { return known }
            let path = try path(vocabulary)
            let bytes = try Self.read(path)
            do {
                let tokenizer = VocabularyTokenizer(
                    tokenizer: try Tokenizer(vocabulary: try Vocabulary(reading: bytes)))
                opened[vocabulary] = tokenizer
                return tokenizer
            } catch let failure as VocabularyFailure {
                throw Diagnostic(
                    .error, "the vocabulary \(path) cannot be used: \(failure)",
                    hint: "It must be the vocab.txt of a BERT or RoFormer model.")
            }
        }
    }

    private func path(_ vocabulary: String) throws -> String {
        let names = vocabulary.contains("/") ? [] : [vocabulary, Self.family + vocabulary]
        let folders = [vocabulary] + modelFolders.flatMap { folder in names.map { "\(folder)/\($0)" } }
        let places = folders.map { "\($0)/\(Self.file)" }
        if FileSystem.exists(vocabulary), !FileSystem.isDirectory(vocabulary) { return vocabulary }
        if let found = places.first(where: FileSystem.exists) { return found }
        throw Diagnostic(
            .error, "there is no vocabulary '\(vocabulary)'",
            hint:
                "Looked for \(([vocabulary] + places).joined(separator: ", ")); give a vocab.txt or the folder that has it."
        )
    }

    private static func read(_ path: String) throws -> [UInt8] {
        do { return try FileSystem.readAll(path) } catch let failure as SystemFailure {
            throw Diagnostic(.error, "the vocabulary \(path) cannot be read: \(failure.message)")
        }
    }
}

/// The model's tokenizer as outputs ask it.
struct VocabularyTokenizer: TextTokenizing {
    let tokenizer: Tokenizer

    var start: Int32 { tokenizer.special.start }
    var end: Int32 { tokenizer.special.end }
    var unknown: Int32 { tokenizer.special.unknown }

    func tokens(_ text: String) -> [Int32] { Array(tokenizer.encode(text, maxLength: .max).dropFirst().dropLast()) }
}
