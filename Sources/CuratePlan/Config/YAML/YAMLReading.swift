import CurateCore

// Reads a node as what it should be, or says what it should have been and returns nil.
extension YAMLNode {
    func readText(_ name: String, _ issues: Issues) -> String? {
        guard let scalar, !isNull else { return refuse(name, "a text", issues) }
        return scalar.text
    }

    func readBool(_ name: String, _ issues: Issues) -> Bool? {
        if case .bool(let value)? = scalar?.typed { return value }
        return refuse(name, "true or false", issues)
    }

    func readInteger(_ name: String, in range: ClosedRange<Int>, _ issues: Issues) -> Int? {
        if case .integer(let value)? = scalar?.typed, range.contains(value) { return value }
        return refuse(name, NumberRange.words(range), issues)
    }

    func readNumber(_ name: String, in range: ClosedRange<Double>, _ issues: Issues) -> Double? {
        if let value = scalar?.number, range.contains(value) { return value }
        return refuse(name, NumberRange.words(range), issues)
    }

    func readChoice(_ name: String, among choices: [String], _ issues: Issues) -> String? {
        guard let text = readText(name, issues) else { return nil }
        if choices.contains(text) { return text }
        let hint = Spelling.nearest(to: text, among: choices).map { "Did you mean '\($0)'?" }
        issues.error(
            "'\(name)' must be one of \(choices.joined(separator: ", ")), not '\(text)'.", hint: hint, at: place)
        return nil
    }

    /// One value or a list of them.
    func readList<Item>(_ read: (YAMLNode) -> Item?) -> [Item] { (sequence ?? [self]).compactMap(read) }

    func readTexts(_ name: String, _ issues: Issues) -> [String] { readList { $0.readText(name, issues) } }

    func readTolerance(_ name: String, _ issues: Issues) -> Tolerance? {
        if let value = scalar?.optionValue, let tolerance = Tolerance(value) { return tolerance }
        return refuse(name, "a count such as 200 or a share such as 1% or 0.01", issues)
    }

    func refuse<Value>(_ name: String, _ wanted: String, _ issues: Issues) -> Value? {
        issues.error("'\(name)' must be \(wanted), not \(kindInWords).", at: place)
        return nil
    }
}

extension YAMLScalar {
    /// A number, whether it was written with a decimal point or not.
    var number: Double? {
        switch typed {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    /// nil for null.
    var optionValue: OptionValue? {
        switch typed {
        case .null: nil
        case .bool(let value): .bool(value)
        case .integer(let value): .integer(value)
        case .number(let value): .number(value)
        case .text(let value): .string(value)
        }
    }
}

/// Ranges in words, for messages and documentation.
enum NumberRange {
    /// `an integer from 1 to 9`, `an integer of at least 1` or `an integer`.
    static func words(_ range: ClosedRange<Int>) -> String {
        words(
            "an integer", range.lowerBound == .min ? nil : "\(range.lowerBound)",
            range.upperBound == .max ? nil : "\(range.upperBound)")
    }

    /// `a number from 0 to 1`, `a number of at least 0` or `a number`.
    static func words(_ range: ClosedRange<Double>) -> String {
        let (low, high) = (range.lowerBound, range.upperBound)
        return words("a number", unbounded(low) ? nil : text(low), unbounded(high) ? nil : text(high))
    }

    /// `0.5`, but `2` rather than `2.0`.
    static func text(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
    }

    static func unbounded(_ value: Double) -> Bool { value.magnitude >= Double.greatestFiniteMagnitude }

    private static func words(_ noun: String, _ low: String?, _ high: String?) -> String {
        switch (low, high) {
        case (let low?, let high?): "\(noun) from \(low) to \(high)"
        case (let low?, nil): "\(noun) of at least \(low)"
        case (nil, let high?): "\(noun) of at most \(high)"
        case (nil, nil): noun
        }
    }
}
