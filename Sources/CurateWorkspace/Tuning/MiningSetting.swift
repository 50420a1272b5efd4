public import CurateCore

/// Options of `mine_negatives` to try beside a pipeline's own.
public struct MiningSetting: Sendable, Hashable, Codable {
    /// What a table calls it.
    public var name: String
    /// Options that differ from the pipeline's, as `--set` takes their values.
    public var options: [String: String]

    public init(name: String, options: [String: String]) {
        self.name = name
        self.options = options
    }

    /// Reads `ranks=[4,100] lexical=0`, which is its name as well.
    ///
    /// - Throws: `Diagnostic` where something is not `OPTION=VALUE`.
    public init(_ text: String) throws(Diagnostic) {
        name = text
        options = [:]
        for part in Self.parts(text) {
            guard let equals = part.firstIndex(of: "="), equals != part.startIndex else {
                throw Diagnostic(
                    .error, "'\(part)' in --setting '\(text)' is no OPTION=VALUE",
                    hint: "Write for example --setting 'ranks=[4,100] lexical=0'; spaces separate options.")
            }
            options[String(part[..<equals])] = String(part[part.index(after: equals)...])
        }
        guard !options.isEmpty else {
            throw Diagnostic(.error, "a --setting names no option", hint: "Write for example --setting 'lexical=0'.")
        }
    }

    /// Spaces separate, but not within brackets.
    private static func parts(_ text: String) -> [String] {
        var parts = [""]
        var depth = 0
        for character in text {
            if character == "[" { depth += 1 }
            if character == "]" { depth -= 1 }
            if character == " ", depth <= 0 { parts.append("") } else { parts[parts.count - 1].append(character) }
        }
        return parts.filter { !$0.isEmpty }
    }

    /// What a user would compare a pipeline's options with: what each rule is worth, and the rules of other miners.
    ///
    /// The others' rules, on the same vectors: the nearest sentences as they come; FlagEmbedding's `hn_mine.py`, ranks 2
    /// to 200 drawn without looking at cosines; sentence-transformers' `mine_hard_negatives` with the values its
    /// documentation recommends, ranks 10 to 100 and at most 0.95 of the positive's cosine.
    ///
    /// - Parameter perAnchor: negatives of an anchor; a window must hold so many.
    public static func usual(perAnchor: Int) -> [MiningSetting] {
        func others(_ name: String, _ ranks: String, _ more: [String: String] = [:]) -> MiningSetting {
            MiningSetting(name: name, options: bare.merging(more) { $1 }.merging(["ranks": ranks]) { $1 })
        }
        return [
            MiningSetting(name: "the pipeline's", options: [:]),
            MiningSetting(name: "vectors alone", options: ["lexical": "0"]),
            MiningSetting(name: "nearer: ranks 4 to 100", options: ["ranks": "[4,100]"]),
            MiningSetting(name: "further: ranks 20 to 200", options: ["ranks": "[20,200]"]),
            MiningSetting(name: "at most 0.9 of the positive", options: ["max_of_positive": "0.9"]),
            MiningSetting(name: "no reciprocal neighbours (10)", options: ["reciprocal": "10"]),
            MiningSetting(name: "labelled negatives' whole band", options: ["quantiles": "[0,1]"]),
            others("the nearest, no rule", "[1,\(max(1, perAnchor))]"),
            others("FlagEmbedding's rule", "[2,200]"),
            others("sentence-transformers' rules", "[10,100]", ["max_of_positive": "0.95"]),
        ]
    }

    /// Sentences at some ranks as they come: no rule but that known positives are none.
    ///
    /// - Parameters:
    ///   - rank: the first, from 1.
    ///   - count: how many follow each other.
    public static func plain(from rank: Int, count: Int) -> MiningSetting {
        let last = rank + count - 1
        return MiningSetting(
            name: "plain ranks \(rank) to \(last), nearest mean",
            options: bare.merging(["ranks": "[\(rank),\(last)]"]) { $1 })
    }

    /// Every rule switched off that can be.
    private static let bare = [
        "lexical": "0", "max_of_positive": "1", "margin": "0", "quantiles": "[0,1]", "near": "1",
        "closure": "false", "reciprocal": "0", "uses": "1000000", "cosine": "[-1,1]",
    ]
}
