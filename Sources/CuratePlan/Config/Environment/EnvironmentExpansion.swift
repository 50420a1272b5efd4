import CurateCore

/// Puts the environment's values in place of `${NAME}` and `${NAME:-default}` inside values; `$$` stands for `$`.
///
/// As in a shell, a default is taken where the variable is unset or empty. Keys are left alone.
struct EnvironmentExpansion {
    let environment: [String: String]
    let issues: Issues

    func expand(_ node: YAMLNode) -> YAMLNode {
        switch node.value {
        case .scalar(let scalar):
            return scalar.text.contains("$") ? YAMLNode(.scalar(expand(scalar, node.place)), node.place) : node
        case .sequence(let items):
            return YAMLNode(.sequence(items.map(expand)), node.place)
        case .mapping(let entries):
            return YAMLNode(.mapping(entries.map { YAMLEntry($0.key, at: $0.keyPlace, expand($0.value)) }), node.place)
        }
    }

    /// What becomes empty is an empty text, not "nothing given", unless an empty default says so.
    private func expand(_ scalar: YAMLScalar, _ place: Place) -> YAMLScalar {
        let text = expand(scalar.text, place)
        return YAMLScalar(text, quoted: scalar.quoted || text.isEmpty && !scalar.text.contains(":-}"))
    }

    private func expand(_ text: String, _ place: Place) -> String {
        var result = ""
        var rest = Substring(text)
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[rest.index(after: dollar)...]
            switch rest.first {
            case "$":
                result.append("$")
                rest.removeFirst()
            case "{": result += takeReference(&rest, place)
            default: result.append("$")
            }
        }
        return result + rest
    }

    /// Takes `{NAME}` or `{NAME:-default}`.
    private func takeReference(_ rest: inout Substring, _ place: Place) -> String {
        guard let end = rest.firstIndex(of: "}") else {
            let reference = "$" + rest
            rest = ""
            return refuse(reference, "'\(reference)' has no closing '}'.", "Write '$$' for a dollar sign.", place)
        }
        let body = rest[..<end].dropFirst()
        rest = rest[rest.index(after: end)...]
        let name = body.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        let tail = body.dropFirst(name.count)
        guard !name.isEmpty, name.first?.isNumber == false, tail.isEmpty || tail.hasPrefix(":-") else {
            let hint = "Write ${NAME} or ${NAME:-default}, and '$$' for a dollar sign."
            return refuse("${\(body)}", "'${\(body)}' is not a variable.", hint, place)
        }
        return value(of: String(name), default: tail.isEmpty ? nil : String(tail.dropFirst(2)), place)
    }

    private func value(of name: String, default fallback: String?, _ place: Place) -> String {
        let value = environment[name]
        if let fallback { return value.flatMap { $0.isEmpty ? nil : $0 } ?? fallback }
        if let value { return value }
        return refuse(
            "${\(name)}", "the environment variable '\(name)' is not set.",
            "Set it (export \(name)=...) or give a default: ${\(name):-...}.", place)
    }

    /// Leaves the reference as it is, so that what reads the value need not complain again.
    private func refuse(_ reference: String, _ message: String, _ hint: String, _ place: Place) -> String {
        issues.error(message, hint: hint, at: place)
        issues.settle(place)
        return reference
    }
}
