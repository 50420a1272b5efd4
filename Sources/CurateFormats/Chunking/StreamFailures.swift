import Compression

extension Error {
    /// A failure of reading or unpacking in terms of the corpus file; others pass as they are.
    func inCorpusFile(_ source: TextSource, afterLine line: Int) -> any Error {
        guard let failure = self as? CompressionFailure else { return self }
        let compression = source.compression.rawValue
        let place = line > 0 ? "after line \(line)" : "before the end of line 1"
        let hint = "Fetch the file again; '\(compression) -t' tells whether a copy is whole."
        let reason =
            switch failure {
            case .truncated(let offset): "the \(compression) stream ends \(place), at compressed byte \(offset)"
            case .corrupt(let why, let offset):
                "the \(compression) stream is corrupt \(place), near compressed byte \(offset): \(why)"
            case .unsupported(let why): "the \(compression) stream cannot be read \(place): \(why)"
            }
        return CorpusFileFailure(path: source.path, line: line + 1, reason: reason, hint: hint)
    }
}
