import CurateCore

/// Knows the vocabularies of the models in a folder by name; makes no tokens.
struct FolderTokenizers: TokenizerProviding {
    let names: Set<String>

    func identity(_ vocabulary: String) throws -> String {
        guard names.contains(vocabulary) else { throw Diagnostic(.error, "there is no vocabulary '\(vocabulary)'") }
        return "sha256:" + vocabulary
    }

    func tokenizer(_ vocabulary: String) throws -> any TextTokenizing {
        throw Diagnostic(.error, "nothing is cut into tokens here")
    }
}
