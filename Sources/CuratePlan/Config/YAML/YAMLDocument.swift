import CurateCore
import Yams

/// A YAML file as a tree of nodes that know their line and column.
///
/// A subset of YAML: one document, keys are plain texts, no key twice, no anchors, no tags. Files in this program
/// are short and read by people, who are better served by a value written twice than by an alias.
struct YAMLDocument: Sendable {
    var root: YAMLNode

    /// The longest text that is looked at.
    static let mostBytes = 4 << 20

    /// - Parameter file: the name that messages use; nothing is opened.
    init(_ text: String, file: String) throws(Diagnostic) {
        guard text.utf8.count <= Self.mostBytes else {
            throw Diagnostic(
                .error, "the file has more than \(Self.mostBytes >> 20) MiB, far too much to be one.", file: file)
        }
        root = try Self.read(text, file)
    }

    private static func read(_ text: String, _ file: String) throws(Diagnostic) -> YAMLNode {
        do {
            // The parser must outlive the conversion: it owns the anchors that nodes refer to weakly.
            let parser = try Parser(yaml: withoutMark(text), resolver: .basic, encoding: .utf8)
            guard let node = try parser.singleRoot() else {
                return YAMLNode(.scalar(YAMLScalar("")), Place(file: file, line: 1, column: 1))
            }
            return try withExtendedLifetime(parser) { try YAMLConversion(file: file).convert(node) }
        } catch let diagnostic as Diagnostic {
            throw diagnostic
        } catch let error as YamlError {
            throw YAMLFailure(error, text, file).diagnostic
        } catch {
            throw Diagnostic(.error, "\(error)", file: file)
        }
    }

    /// Text without a byte order mark, which editors on Windows write.
    private static func withoutMark(_ text: String) -> String {
        text.unicodeScalars.first == "\u{FEFF}"
            ? String(String.UnicodeScalarView(text.unicodeScalars.dropFirst())) : text
    }
}

/// Turns the library's nodes into ours and refuses what the subset leaves out.
private struct YAMLConversion {
    var file: String

    /// Stops at the first anchor, so that a small text cannot grow into a large tree.
    func convert(_ node: Node) throws -> YAMLNode {
        let place = Place(file: file, line: node.mark?.line, column: node.mark?.column)
        try refuseExtras(node, place)
        switch node {
        case .scalar(let scalar):
            return YAMLNode(
                .scalar(YAMLScalar(scalar.string, quoted: scalar.style != .plain || writtenTag(node) == Self.textTag)),
                place)
        case .sequence(let sequence):
            return YAMLNode(.sequence(try sequence.map(convert)), place)
        case .mapping(let mapping):
            return YAMLNode(.mapping(try mapping.map { try entry($0.key, $0.value) }), place)
        case .alias: throw YAMLFailure.anchor(place)
        }
    }

    private func entry(_ key: Node, _ value: Node) throws -> YAMLEntry {
        let place = Place(file: file, line: key.mark?.line, column: key.mark?.column)
        if key.anchor != nil { throw YAMLFailure.anchor(place) }
        guard case .scalar(let scalar) = key else { throw place.diagnostic(.error, "a key must be a plain text.") }
        return YAMLEntry(scalar.string, at: place, try convert(value))
    }

    /// What the parser gives to a scalar in quotes, and what `!!str` means.
    private static let textTag = "tag:yaml.org,2002:str"

    /// As written; asking the node itself would resolve it.
    private func writtenTag(_ node: Node) -> String {
        switch node {
        case .scalar(let scalar): scalar.tag.description
        case .sequence(let sequence): sequence.tag.description
        case .mapping(let mapping): mapping.tag.description
        case .alias: ""
        }
    }

    private func refuseExtras(_ node: Node, _ place: Place) throws {
        if node.anchor != nil {
            throw YAMLFailure.anchor(place)
        }
        let tag = writtenTag(node)
        if !tag.isEmpty, tag != Self.textTag {
            throw place.diagnostic(.error, "tags ('\(tag)') are not supported.", hint: "Leave the tag out.")
        }
    }
}
