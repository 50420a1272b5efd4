internal import CXML2

/// A libxml2 push parser whose events go to a collector.
///
/// Events come straight from the parser (SAX), not from `xmlReader`: that reads ahead, and its nodes keep line numbers
/// of 16 bits, while the parser's own line is exact at every event.
final class PushParser {
    private let context: xmlParserCtxtPtr
    private let state: ParserState

    init(collector: RecordCollector, limits: XMLLimits) throws {
        XMLLibrary.started
        var handler = ParserEvents.handler()
        guard let context = xmlCreatePushParserCtxt(&handler, nil, nil, 0, nil) else { throw XMLReadingError.library }
        self.context = context
        self.state = ParserState(collector: collector, limits: limits)
        // Internal entities are replaced by their text. Nothing is loaded, from the network least of all.
        let options = XML_PARSE_NOENT.rawValue | XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue
        xmlCtxtUseOptions(context, Int32(options | XML_PARSE_NOWARNING.rawValue))
        context.pointee._private = Unmanaged.passUnretained(state).toOpaque()
    }

    deinit {
        if let document = context.pointee.myDoc { xmlFreeDoc(document) }
        xmlFreeParserCtxt(context)
    }

    /// Parses the next bytes; what is found and what fails goes to the collector.
    func push(_ chunk: ArraySlice<UInt8>, last: Bool) {
        guard state.collector.failure == nil else { return }
        state.bytesPushed += chunk.count
        XMLLibrary.silence()
        let status = chunk.withUnsafeBytes { bytes in
            let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            return xmlParseChunk(context, start, Int32(bytes.count), last ? 1 : 0)
        }
        // A parser that stopped without telling why must not pass for one that came to the end. One that cannot decode
        // its input stops and still calls the document well-formed.
        let stopped = context.pointee.wellFormed == 0 || context.pointee.disableSAX != 0
        if status != 0 && stopped { state.noteStop(context, status: status) }
    }
}

/// What the events of one parser share.
final class ParserState {
    let collector: RecordCollector
    let limits: XMLLimits
    var bytesPushed = 0

    init(collector: RecordCollector, limits: XMLLimits) {
        self.collector = collector
        self.limits = limits
    }

    func refuse(_ context: xmlParserCtxtPtr, _ message: String) {
        let line = Int(xmlSAX2GetLineNumber(context))
        collector.fail(.malformed(line: line, column: Int(xmlSAX2GetColumnNumber(context)), message: message))
        xmlStopParser(context)
    }

    func noteStop(_ context: xmlParserCtxtPtr, status: Int32) {
        guard collector.failure == nil else { return }
        let error = context.pointee.lastError
        if error.level == XML_ERR_FATAL {
            collector.fail(XMLReadingError(error, fallback: "the parser stopped with code \(status)"))
        } else {
            let isEncoding = status == Int32(XML_ERR_INVALID_ENCODING.rawValue)
            refuse(
                context, isEncoding ? "bytes that the encoding does not have" : "the parser stopped with code \(status)"
            )
        }
    }

    /// Stops a parser that the collector has had enough of, or that entities make say far more than was read.
    func checkLimits(_ context: xmlParserCtxtPtr) {
        if collector.failure != nil {
            xmlStopParser(context)
        } else if collector.textBytes > 1_000_000 + bytesPushed * limits.entityAmplification {
            refuse(context, "entities expand to far more text than was read")
        }
    }
}

extension XMLReadingError {
    /// libxml2's report of what is wrong.
    init(_ error: xmlError, fallback: String) {
        let message = error.message.map { String(cString: $0) } ?? fallback
        let sentence = message.split(whereSeparator: \.isNewline).joined(separator: " ")
        self = .malformed(line: Int(error.line), column: Int(error.int2), message: sentence)
    }
}
