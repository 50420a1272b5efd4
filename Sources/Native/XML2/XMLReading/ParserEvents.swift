internal import CXML2

/// libxml2's callbacks. Each finds its parser's state behind the context that libxml2 hands over.
enum ParserEvents {
    /// libxml2's own handler, which keeps the entities a document declares, with our events in it.
    static func handler() -> xmlSAXHandler {
        var handler = xmlSAXHandler()
        xmlSAXVersion(&handler, 2)
        handler.startElementNs = { context, name, prefix, _, _, _, count, _, attributes in
            ParserEvents.start(context, name, prefix, count, attributes)
        }
        handler.endElementNs = { context, _, _, _ in
            guard let (parser, state) = ParserEvents.state(context) else { return }
            state.collector.end { parser.pointee.input.flatMap { ParserEvents.offset(of: $0.pointee.cur, in: parser) } }
        }
        handler.characters = { context, text, count in ParserEvents.text(context, text, count) }
        handler.cdataBlock = { context, text, count in ParserEvents.text(context, text, count) }
        handler.ignorableWhitespace = { context, text, count in ParserEvents.text(context, text, count) }
        handler.entityDecl = { context, name, type, publicID, systemID, content in
            ParserEvents.declare(context, name, type, publicID, systemID, content)
        }
        handler.resolveEntity = { _, _, _ in nil }
        handler.externalSubset = nil
        handler.comment = nil
        handler.processingInstruction = nil
        handler.reference = nil
        handler.serror = { context, error in ParserEvents.error(context, error) }
        return handler
    }

    private static func state(_ context: UnsafeMutableRawPointer?) -> (xmlParserCtxtPtr, ParserState)? {
        guard let parser = context?.assumingMemoryBound(to: xmlParserCtxt.self),
            let state = parser.pointee._private
        else { return nil }
        return (parser, Unmanaged<ParserState>.fromOpaque(state).takeUnretainedValue())
    }

    private static func start(
        _ context: UnsafeMutableRawPointer?, _ name: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?,
        _ count: Int32, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        guard let (parser, state) = state(context), let name else { return }
        state.collector.start(
            XMLName(name, prefix: prefix), position: { position(parser) },
            attributes: { values(attributes, count: Int(count)) })
        state.checkLimits(parser)
    }

    private static func text(_ context: UnsafeMutableRawPointer?, _ text: UnsafePointer<xmlChar>?, _ count: Int32) {
        guard let (parser, state) = state(context) else { return }
        state.collector.text(UnsafeBufferPointer(start: text, count: Int(count)))
        state.checkLimits(parser)
    }

    /// Keeps internal general entities and refuses the others, so that nothing is ever loaded.
    private static func declare(
        _ context: UnsafeMutableRawPointer?, _ name: UnsafePointer<xmlChar>?, _ type: Int32,
        _ publicID: UnsafePointer<xmlChar>?, _ systemID: UnsafePointer<xmlChar>?,
        _ content: UnsafeMutablePointer<xmlChar>?
    ) {
        guard let (parser, state) = state(context) else { return }
        guard type == Int32(XML_INTERNAL_GENERAL_ENTITY.rawValue) else {
            let entity = name.map { String(cString: $0) } ?? ""
            return state.refuse(parser, "external and parameter entities are refused: \(entity)")
        }
        xmlSAX2EntityDecl(context, name, type, publicID, systemID, content)
    }

    private static func error(_ context: UnsafeMutableRawPointer?, _ error: xmlErrorPtr?) {
        // Warnings and namespace errors do not end a document.
        guard let (parser, state) = state(context), let error, error.pointee.level == XML_ERR_FATAL else { return }
        // libxml2 says "extra content at the end" of a file that ends too early, too.
        if error.pointee.code == Int32(XML_ERR_DOCUMENT_END.rawValue), parser.pointee.instate != XML_PARSER_EPILOG {
            return state.refuse(parser, "the file ends before the document does")
        }
        state.collector.fail(XMLReadingError(error.pointee, fallback: "libxml2 error \(error.pointee.code)"))
    }

    /// Where the start tag begins that the parser has just read to its end. libxml2 keeps the whole tag in its buffer
    /// while reading it, and a tag holds no other `<`.
    private static func position(_ parser: xmlParserCtxtPtr) -> XMLPosition {
        guard let input = parser.pointee.input?.pointee, let base = input.base, let end = input.cur else {
            return XMLPosition(line: Int(xmlSAX2GetLineNumber(parser)), column: 1)
        }
        var at = end
        var lines = 0
        while at > base {
            at -= 1
            if at.pointee == UInt8(ascii: "\n") { lines += 1 }
            if at.pointee == UInt8(ascii: "<") { break }
        }
        let behind = max(1, Int(input.col) - (end - at))
        return XMLPosition(
            line: Int(input.line) - lines, column: column(of: at, from: base) ?? behind,
            offset: offset(of: at, in: parser))
    }

    /// What has left the buffer, and what is before `at` in it; nil inside an entity, which has a parser of its own.
    private static func offset(of at: UnsafePointer<xmlChar>?, in parser: xmlParserCtxtPtr) -> Int? {
        let isInEntity = parser.pointee.depth > 0 || parser.pointee.inputNr != 1
        guard !isInEntity, let input = parser.pointee.input?.pointee, let base = input.base, let at else { return nil }
        return Int(input.consumed) + (at - base)
    }

    /// The column, or nil where the line's start has left the buffer.
    private static func column(of at: UnsafePointer<xmlChar>, from base: UnsafePointer<xmlChar>) -> Int? {
        var column = 1
        var before = at
        while before > base {
            before -= 1
            if before.pointee == UInt8(ascii: "\n") { return column }
            if before.pointee & 0xC0 != 0x80 { column += 1 }
        }
        return nil
    }

    /// libxml2 gives five pointers for each attribute: local name, prefix, namespace, start and end of the value.
    private static func values(
        _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, count: Int
    ) -> [(name: XMLName, value: [UInt8])] {
        guard let attributes else { return [] }
        return (0..<count).compactMap { index in
            let parts = attributes + index * 5
            guard let name = parts[0], let start = parts[3], let end = parts[4] else { return nil }
            let value = Array(UnsafeBufferPointer(start: start, count: end - start))
            return (XMLName(name, prefix: parts[1]), value)
        }
    }
}

extension XMLName {
    fileprivate init(_ name: UnsafePointer<xmlChar>, prefix: UnsafePointer<xmlChar>?) {
        local = UnsafeBufferPointer(start: name, count: Int(xmlStrlen(name)))
        self.prefix = prefix.map { UnsafeBufferPointer(start: $0, count: Int(xmlStrlen($0))) }
    }
}
