/// Gathers records from the events of a parser. Knows nothing of libxml2.
final class RecordCollector {
    private let element: [UInt8]
    private let fields: [Field]
    private let limits: XMLLimits

    /// Complete records not yet taken.
    private(set) var records: [XMLRecord] = []
    /// The first thing that went wrong.
    private(set) var failure: XMLReadingError?
    /// Bytes of text that the parser delivered, those of expanded entities included.
    private(set) var textBytes = 0

    private var open: OpenRecord?
    /// How deep the parser is inside the open record: 0 on the record element itself.
    private var depth = 0

    private struct Field {
        let name: [UInt8]
        let occurrence: Int
        let isAttribute: Bool
    }

    private struct OpenRecord {
        let line: Int
        let column: Int
        var values: [[UInt8]?]
        /// How many children of each field's name have begun.
        var seen: [Int]
        /// Indices of the fields that the open child fills.
        var filling: [Int] = []
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
        _ name: XMLName, position: () -> (line: Int, column: Int), attributes: () -> [(name: XMLName, value: [UInt8])]
    ) {
        guard open == nil else { return startInside(name) }
        guard name.matches(element) else { return }
        let (line, column) = position()
        open = OpenRecord(
            line: line, column: column, values: Array(repeating: nil, count: fields.count),
            seen: Array(repeating: 0, count: fields.count))
        depth = 0
        if fields.contains(where: \.isAttribute) { setAttributes(attributes()) }
    }

    func end() {
        guard let record = open else { return }
        if depth == 0 {
            records.append(XMLRecord(line: record.line, column: record.column, fields: record.values))
            open = nil
            return
        }
        if depth == 1 { open?.filling.removeAll(keepingCapacity: true) }
        depth -= 1
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        textBytes += bytes.count
        guard let filling = open?.filling, !filling.isEmpty else { return }
        for index in filling {
            open?.values[index]?.append(contentsOf: bytes)
            checkLength(of: index)
        }
    }

    private func startInside(_ name: XMLName) {
        depth += 1
        guard depth == 1 else { return }
        for (index, field) in fields.enumerated() where !field.isAttribute && name.matches(field.name) {
            open?.seen[index] += 1
            guard open?.seen[index] == field.occurrence else { continue }
            open?.values[index] = []
            open?.filling.append(index)
        }
    }

    private func setAttributes(_ attributes: [(name: XMLName, value: [UInt8])]) {
        for (index, field) in fields.enumerated() where field.isAttribute {
            open?.values[index] = attributes.first { $0.name.matches(field.name) }?.value
            checkLength(of: index)
        }
    }

    private func checkLength(of index: Int) {
        guard let record = open, let count = record.values[index]?.count, count > limits.fieldBytes else { return }
        fail(.fieldTooLong(line: record.line, limit: limits.fieldBytes))
    }
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
