internal import CXML2

/// What is done with the parts of a page as its parser comes to them.
protocol HTMLTextHandler: AnyObject {
    func start(_ element: String)
    func end(_ element: String)
    func append(_ bytes: UnsafeBufferPointer<UInt8>)
}

/// libxml2's HTML parser, of whose events only the text is kept.
enum HTMLEvents {
    /// The text of the document, or nil where libxml2 cannot parse it: out of memory, or more than 2 GiB.
    static func text(of html: [UInt8]) -> [UInt8]? {
        let gatherer = HTMLGatherer()
        return run(html, gatherer) ? gatherer.text : nil
    }

    /// Tells `handler` of the document's elements and text; false where libxml2 cannot parse it.
    static func run(_ html: [UInt8], _ handler: any HTMLTextHandler) -> Bool {
        XMLLibrary.started
        guard html.count < Int(Int32.max) - opening.count, let context = htmlNewParserCtxt() else { return false }
        defer { htmlFreeParserCtxt(context) }
        let receiver = Receiver(handler)
        context.pointee.sax.pointee = self.handler()
        context.pointee._private = Unmanaged.passUnretained(receiver).toOpaque()
        withExtendedLifetime(receiver) { parse(html, context) }
        if let document = context.pointee.myDoc { xmlFreeDoc(document) }
        context.pointee.myDoc = nil
        return true
    }

    private final class Receiver {
        let handler: any HTMLTextHandler
        init(_ handler: any HTMLTextHandler) { self.handler = handler }
    }

    /// Put before the text: at the top of a document libxml2 skips spaces and makes up paragraphs.
    private static let opening = Array("<html><body>".utf8)

    private static func parse(_ text: [UInt8], _ context: htmlParserCtxtPtr) {
        let html = opening + text
        let options =
            HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
            | HTML_PARSE_NONET.rawValue | HTML_PARSE_NOIMPLIED.rawValue | HTML_PARSE_IGNORE_ENC.rawValue
        html.withUnsafeBytes { bytes in
            let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            _ = htmlCtxtReadMemory(context, start, Int32(bytes.count), nil, "UTF-8", Int32(options))
        }
    }

    private static func handler() -> xmlSAXHandler {
        var handler = xmlSAXHandler()
        handler.startElement = { context, name, _ in HTMLEvents.gatherer(context)?.start(HTMLEvents.element(name)) }
        handler.endElement = { context, name in HTMLEvents.gatherer(context)?.end(HTMLEvents.element(name)) }
        handler.characters = { context, text, count in
            HTMLEvents.gatherer(context)?.append(UnsafeBufferPointer(start: text, count: Int(count)))
        }
        handler.ignorableWhitespace = handler.characters
        handler.cdataBlock = { _, _, _ in }
        return handler
    }

    private static func gatherer(_ context: UnsafeMutableRawPointer?) -> (any HTMLTextHandler)? {
        guard let state = context?.assumingMemoryBound(to: xmlParserCtxt.self).pointee._private else { return nil }
        return Unmanaged<Receiver>.fromOpaque(state).takeUnretainedValue().handler
    }

    private static func element(_ name: UnsafePointer<xmlChar>?) -> String {
        name.map { String(cString: $0) } ?? ""
    }
}

/// Gathers text, with one space where elements part it.
private final class HTMLGatherer: HTMLTextHandler {
    private(set) var text: [UInt8] = []
    private var isParted = false
    private var silence = 0

    func start(_ element: String) {
        if HTMLNames.silent.contains(element) { silence += 1 }
        if HTMLNames.separators.contains(element) { isParted = true }
    }

    func end(_ element: String) {
        if HTMLNames.silent.contains(element) { silence -= 1 }
        if HTMLNames.separators.contains(element) { isParted = true }
    }

    func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard silence == 0, let first = bytes.first else { return }
        if isParted && !text.isEmpty && !endsInSpace && !isSpace(first) { text.append(0x20) }
        isParted = false
        text.append(contentsOf: bytes)
    }

    private var endsInSpace: Bool { text.last.map(isSpace) ?? false }

    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
