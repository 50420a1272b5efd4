import Compression
import TextNormalization

extension Error {
    /// A failure of reading, unpacking or decoding in terms of the corpus file; others pass as they are.
    func inCorpusFile(_ source: TextSource, afterLine line: Int) -> any Error {
        let place = line > 0 ? "after line \(line)" : "before the end of line 1"
        if let failure = self as? CompressionFailure {
            let compression = source.compression.rawValue
            return CorpusFileFailure(
                path: source.path, line: line + 1, reason: failure.reason(compression, place),
                hint:
                    "The rows before it were read. Fetch the file again; '\(compression) -t' tells whether it is whole."
            )
        }
        guard let failure = self as? EncodingError else { return self }
        return CorpusFileFailure(
            path: source.path, line: line + 1, reason: "the text cannot be decoded \(place): \(failure)",
            hint: "Declare another encoding for the layout.")
    }

    /// What an encoding that no converter has means for the corpus file; others pass as they are.
    ///
    /// - Parameter line: where the file names the encoding, if it does.
    func inCorpusFile(_ path: String, line: Int? = nil) -> any Error {
        guard case .unknownName(let name, let nearest) = self as? EncodingError else { return self }
        let hint = nearest.isEmpty ? nil : "Names like it: \(nearest.joined(separator: ", "))."
        return CorpusFileFailure(path: path, line: line, reason: "no encoding is called '\(name)'", hint: hint)
    }
}

extension CompressionFailure {
    fileprivate func reason(_ compression: String, _ place: String) -> String {
        switch self {
        case .truncated(let offset): "the \(compression) stream ends too early, \(place), at compressed byte \(offset)"
        case .corrupt(let why, let offset):
            "the \(compression) stream is corrupt \(place), near compressed byte \(offset): \(why)"
        case .unsupported(let why): "the \(compression) stream cannot be read \(place): \(why)"
        }
    }
}
