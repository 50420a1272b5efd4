import Testing
import TextNormalization

/// The table and ICU must give the same bytes and name the same changes.
struct NormalizationAgreementTests {
    @Test(arguments: RuleSets.all)
    func everyCodePointAloneAndAmongHan(_ set: RuleSet) throws {
        let normalizer = try TextNormalizer(set.rules)
        try compare(Self.alone, with: normalizer)
        try compare(Self.amongHan, with: normalizer)
    }

    @Test(arguments: RuleSets.all)
    func randomTexts(_ set: RuleSet) throws {
        let byTable = try compare(Self.random, with: TextNormalizer(set.rules))
        #expect(byTable > Self.random.ends.count / 10, "too few texts went by the table")
    }

    /// Every code point but the unassigned ones of planes 4 to 13 and the inside of the large uniform ranges.
    private static let scalars = (UInt32(0)...0x10FFFF).compactMap(Unicode.Scalar.init).filter { scalar in
        let value = scalar.value
        let empty = 0x40000..<0xE0000 ~= value && value & 0xFFFF < 0xFFFE
        let uniform = 0x17000..<0x1AF00 ~= value || 0x20400..<0x2F700 ~= value || 0x30400..<0x3FFFE ~= value
        let privateUse = value > 0xF0010 && value & 0xFFFF < 0xFFF0
        return !empty && !uniform && !privateUse
    }

    private static let alone = Column(scalars.map { Array(String($0).utf8) })
    private static let amongHan = Column(scalars.map { Array("中".utf8) + Array(String($0).utf8) + Array("文".utf8) })

    private static let random: Column = {
        var texts = RandomTexts(seed: 20_210_719)
        return Column((0..<60_000).map { _ in texts.next() })
    }()

    /// Compares both ways and the result's own normal form; returns how many texts the table decided.
    @discardableResult
    private func compare(_ column: Column, with normalizer: TextNormalizer) throws -> Int {
        let fast = normalizer.normalize(bytes: column.bytes, ends: column.ends)
        let slow = normalizer.normalize(bytes: column.bytes, ends: column.ends, icuOnly: true)
        #expect(slow.textsThroughICU == column.ends.count)
        report(column, fast, slow, "the table and ICU differ")
        let again = normalizer.normalize(bytes: fast.bytes, ends: fast.ends)
        report(fast.column, again, fast, "normalizing twice is not normalizing once", kinds: false)
        return column.ends.count - fast.textsThroughICU
    }

    private func report(
        _ input: Column, _ left: NormalizedColumn, _ right: NormalizedColumn, _ what: Comment, kinds: Bool = true
    ) {
        if left.bytes == right.bytes && left.ends == right.ends && (!kinds || left.changes == right.changes) { return }
        var start = 0
        for row in input.ends.indices {
            let text = input.bytes[start..<Int(input.ends[row])]
            start = Int(input.ends[row])
            let same = left.bytes[left.range(row)] == right.bytes[right.range(row)]
            if same && (!kinds || left.changes[row] == right.changes[row]) { continue }
            let shown = "\(scalars(text)): \(scalars(left.bytes[left.range(row)])) \(left.changes[row].rawValue), "
            Issue.record("\(what) \(shown)\(scalars(right.bytes[right.range(row)])) \(right.changes[row].rawValue)")
            return
        }
    }

    private func scalars(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self).unicodeScalars.map { String($0.value, radix: 16) }.joined(separator: " ")
    }
}
