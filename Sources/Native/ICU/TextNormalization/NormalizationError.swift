/// Why rules cannot be used.
public enum NormalizationError: Error, Equatable, CustomStringConvertible {
    /// The rules contradict themselves, in words for their author.
    case rules(String)
    /// ICU failed, in ICU's words.
    case library(String)

    /// The reason, in one sentence.
    public var description: String {
        switch self {
        case .rules(let reason): "These normalization rules cannot be used: \(reason)."
        case .library(let reason): "ICU failed to build the normalizer: \(reason)."
        }
    }
}
