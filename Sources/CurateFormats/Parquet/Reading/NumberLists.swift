/// Reads a column of lists of numbers in a row group, list after list; of its pages one is in memory.
struct NumberLists {
    private let column: ParquetFooter.Column
    private var stream: PageStream
    private var rowsLeft: Int
    private var dictionary: [Float]?
    // The page at hand: levels of each entry, the values that are there, and how far both are read.
    private var repetitions: [UInt32] = []
    private var definitions: [UInt32] = []
    private var values: [Float] = []
    private var entry = 0
    private var value = 0

    private static let mostEntries = 1 << 28

    init(_ file: ParquetFile, group: ParquetFooter.Group, column: Int) {
        self.column = file.footer.columns[column]
        stream = PageStream(file, group: group, column: column)
        rowsLeft = group.rows
    }

    /// What is wrong with a list: it is missing, or a number in it.
    enum Gap: Error { case list, number }

    /// The next row's list, which may go on in the next page; a failure where it has gaps.
    mutating func next() throws -> Result<[Float], Gap> {
        guard rowsLeft > 0, try fill() else { throw stream.damaged("it has fewer rows than its row group") }
        guard repetitions[entry] == 0 else { throw stream.damaged("a list begins in its middle") }
        rowsLeft -= 1
        var numbers: [Float] = []
        var gap: Gap?
        repeat {
            if definitions[entry] == UInt32(column.nesting.definition) {
                numbers.append(values[value])
                value += 1
            } else if definitions[entry] >= UInt32(column.nesting.entry) {
                gap = .number
            } else if definitions[entry] + 1 < UInt32(column.nesting.entry) {
                gap = .list
            }
            entry += 1
        } while try fill() && repetitions[entry] == 1
        return gap.map(Result.failure) ?? .success(numbers)
    }

    /// False behind the last entry.
    private mutating func fill() throws -> Bool {
        while entry == repetitions.count {
            guard !stream.isAtEnd else { return false }
            let (header, payload) = try stream.next()
            switch header.number(1) {
            case 0: try take(header, payload)
            case 2: try takeDictionary(header, payload)
            case 3: try takeVersion2(header, payload)
            default: continue
            }
        }
        return true
    }

    private mutating func takeDictionary(_ header: ThriftStructure, _ payload: [UInt8]) throws {
        let count = try entries(header.structure(7)?.number(1))
        let bytes = try stream.unpack(payload[...], size: header.number(2))
        dictionary = try plain(bytes[...], count)
    }

    private mutating func take(_ header: ThriftStructure, _ payload: [UInt8]) throws {
        let about = header.structure(5)
        let count = try entries(about?.number(1))
        guard about?.number(3) == 3, about?.number(4) == 3 else {
            throw ParquetFailure.foreign("levels that are bit-packed")
        }
        let bytes = try stream.unpack(payload[...], size: header.number(2))
        var rest = bytes[...]
        repetitions = try levels(try part(&rest), most: 1, count)
        definitions = try levels(try part(&rest), most: column.nesting.definition, count)
        try takeValues(about?.number(2), rest)
    }

    private mutating func takeVersion2(_ header: ThriftStructure, _ payload: [UInt8]) throws {
        let about = header.structure(8)
        let count = try entries(about?.number(1))
        guard let first = about?.number(6), let second = about?.number(5), first >= 0, second >= 0,
            first <= payload.count, second <= payload.count - first, let size = header.number(2),
            size >= first + second
        else { throw stream.damaged("a page cannot be understood") }
        repetitions = try levels(payload[..<first], most: 1, count)
        definitions = try levels(payload[first..<first + second], most: column.nesting.definition, count)
        let packed = payload[(first + second)...]
        let isPlain = about?.number(7) == 0
        let bytes = isPlain ? Array(packed) : try stream.unpack(packed, size: size - first - second)
        try takeValues(about?.number(4), bytes[...])
    }

    private mutating func takeValues(_ encoding: Int?, _ bytes: ArraySlice<UInt8>) throws {
        let there = UInt32(column.nesting.definition)
        let count = definitions.count { $0 == there }
        switch encoding {
        case 0: values = try plain(bytes, count)
        case 2, 8: values = try picked(bytes, count)
        default: throw ParquetFailure.foreign("column '\(column.name)' in the encoding \(encoding ?? -1)")
        }
        (entry, value) = (0, 0)
    }

    private func entries(_ count: Int?) throws -> Int {
        guard let count, (0...Self.mostEntries).contains(count) else {
            throw stream.damaged("a page has no plausible number of values")
        }
        return count
    }

    /// Levels that say themselves how long they are.
    private func part(_ bytes: inout ArraySlice<UInt8>) throws -> ArraySlice<UInt8> {
        guard bytes.count >= 4 else { throw stream.damaged("a page is too short") }
        let length = bytes.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        guard length <= bytes.count - 4 else { throw stream.damaged("a page is too short") }
        let part = bytes.dropFirst(4).prefix(length)
        bytes = bytes.dropFirst(4 + length)
        return part
    }

    private func levels(_ bytes: ArraySlice<UInt8>, most: Int, _ count: Int) throws -> [UInt32] {
        let width = UInt32.bitWidth - UInt32(most).leadingZeroBitCount
        guard let levels = RunLengths.decode(bytes, width: width, count: count), levels.allSatisfy({ $0 <= most })
        else { throw stream.damaged("where its lists begin and end cannot be understood") }
        return levels
    }

    private func picked(_ bytes: ArraySlice<UInt8>, _ count: Int) throws -> [Float] {
        guard let dictionary else { throw stream.damaged("its dictionary is missing") }
        guard count > 0 else { return [] }
        guard let width = bytes.first, width <= 32,
            let picks = RunLengths.decode(bytes.dropFirst(), width: Int(width), count: count),
            picks.allSatisfy({ $0 < dictionary.count })
        else { throw stream.damaged("a page's values are not in its dictionary") }
        return picks.map { dictionary[Int($0)] }
    }

    private func plain(_ bytes: ArraySlice<UInt8>, _ count: Int) throws -> [Float] {
        guard let numbers = PlainValues.numbers(bytes, isDouble: column.type == .double, count: count) else {
            throw stream.damaged("a page has fewer values than it claims")
        }
        return numbers
    }
}
