/// Gathers records from the events of a parser. Knows nothing of libxml2.
final class RecordCollector {
    private let element: [UInt8]
    private let fields: [Field]
    private let hasAttributes: Bool
    private let limits: XMLLimits

    /// Complete records not yet taken.
    private(set) var records: [XMLRecord] = []
    /// The first thing that went wrong.
    private(set) var failure: XMLReadingError?
    /// Bytes of text that the parser delivered, those of expanded entities included.
    private(set) var textBytes = 0

    // The open record. Kept apart from one another so that a piece of text is appended in place.
    private var isOpen = false
    private var line = 0
    private var column = 0
    private var offset: Int?
    private var values: [[UInt8]?] = []
    /// How many children of each field's name have begun.
    private var seen: [Int] = []
    /// Indices of the fields that the open child fills.
    private var filling: [Int] = []
    /// How deep the parser is inside the open record: 0 on the record element itself.
    private var depth = 0

    private struct Field {
        let name: [UInt8]
        let occurrence: Int
        let isAttribute: Bool
    }

    init(element: String, fields: [XMLField], limits: XMLLimits) {
        self.element = Array(element.utf8)
        self.fields = fields.map { field in
            switch field {
            case .attribute(let name): Field(name: Array(name.utf8), occurrence: 1, isAttribute: true)
            case .child(let name, let occurrence):
                Field(name: Array(name.utf8), occurrence: occurrence, isAttribute: false)
            }
        }
        self.hasAttributes = self.fields.contains(where: \.isAttribute)
        self.seen = Array(repeating: 0, count: fields.count)
        self.limits = limits
    }

    func take() -> [XMLRecord] {
        defer { records.removeAll(keepingCapacity: true) }
        return records
    }

    func fail(_ error: XMLReadingError) {
        if failure == nil { failure = error }
    }

    /// A start tag. `position` and `attributes` are asked for only where a record begins.
    func start(
        _ name: XMLName, position: () -> XMLPosition, attributes: () -> [(name: XMLName, value: [UInt8])]
    ) {
        if isOpen { return startInside(name) }
        guard name.matches(element) else { return }
        let start = position()
        (line, column, offset) = (start.line, start.column, start.offset)
        isOpen = true
        depth = 0
        values = Array(repeating: nil, count: fields.count)
        for index in seen.indices { seen[index] = 0 }
        if hasAttributes { setAttributes(attributes()) }
    }

    /// An end tag; `offset` is asked for only where a record ends.
    func end(offset end: () -> Int?) {
        guard isOpen else { return }
        if depth == 0 {
            let place = offset.flatMap { start in end().map { start..<max(start, $0) } }
            records.append(XMLRecord(line: line, column: column, place: place, fields: values))
            values = []
            isOpen = false
            return
        }
        if depth == 1 { filling.removeAll(keepingCapacity: true) }
        depth -= 1
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        textBytes += bytes.count
        for position in filling.indices {
            let index = filling[position]
            values[index]?.append(contentsOf: bytes)
            checkLength(of: index)
        }
    }

    private func startInside(_ name: XMLName) {
        depth += 1
        guard depth == 1 else { return }
        for index in fields.indices where !fields[index].isAttribute && name.matches(fields[index].name) {
            seen[index] += 1
            guard seen[index] == fields[index].occurrence else { continue }
            values[index] = []
            filling.append(index)
        }
    }

    private func setAttributes(_ attributes: [(name: XMLName, value: [UInt8])]) {
        for (index, field) in fields.enumerated() where field.isAttribute {
            values[index] = attributes.first { $0.name.matches(field.name) }?.value
            checkLength(of: index)
        }
    }

    private func checkLength(of index: Int) {
        guard let count = values[index]?.count, count > limits.fieldBytes else { return }
        fail(.fieldTooLong(line: line, limit: limits.fieldBytes))
    }
}

/// Where a tag begins.
struct XMLPosition {
    var line: Int
    var column: Int
    /// In bytes of the input as UTF-8; nil inside an entity.
    var offset: Int?
}

/// A name as a tag has it, compared without building a string: by its local part, or with its prefix.
struct XMLName {
    let local: UnsafeBufferPointer<UInt8>
    let prefix: UnsafeBufferPointer<UInt8>?

    func matches(_ wanted: [UInt8]) -> Bool {
        if local.elementsEqual(wanted) { return true }
        guard let prefix, wanted.count == prefix.count + 1 + local.count else { return false }
        return wanted.starts(with: prefix) && wanted[prefix.count] == UInt8(ascii: ":")
            && wanted.dropFirst(prefix.count + 1).elementsEqual(local)
    }
}
