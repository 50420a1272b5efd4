import CurateCore
import Foundation
import FoundationXML

/// Counts the outermost record elements.
struct XMLOracle: Oracle {
    func problems(_ bytes: [UInt8], _ layout: CorpusLayout, _ labels: LabelRules, _ found: ReadOutcome) -> [String] {
        // Foundation's parser crashes on, or loses, text that is not UTF-8.
        guard found.failure == nil, let record = layout.record, String(validating: bytes, as: UTF8.self) != nil else {
            return []
        }
        let counter = ElementCounter(record)
        let parser = XMLParser(data: Data(bytes))
        parser.delegate = counter
        guard parser.parse(), counter.count != found.rows else { return [] }
        return ["\(counter.count) records were read as \(found.rows)"]
    }
}

private final class ElementCounter: NSObject, XMLParserDelegate {
    private let record: String
    private var depth = 0
    private(set) var count = 0

    init(_ record: String) { self.record = record }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        guard depth > 0 || name.split(separator: ":").last.map(String.init) == record else { return }
        if depth == 0 { count += 1 }
        depth += 1
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        if depth > 0 { depth -= 1 }
    }
}
