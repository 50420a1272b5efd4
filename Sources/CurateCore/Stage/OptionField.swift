/// One option, declared once: parsing, checking, help, documentation and the JSON schema follow from it.
public struct OptionField: Sendable {
    public enum Kind: Sendable {
        case bool
        case integer(ClosedRange<Int>)
        case number(ClosedRange<Double>)
        case string
        case choice([String])
        /// One value or a list of them; the resolved value is always a list.
        case list(of: [String]?)
        /// One text or a list of them, in which the same may stand twice: a command and its arguments.
        case words
        /// Two numbers `[low, high]`.
        case interval(ClosedRange<Double>)
        /// A count such as 200, or a share such as `1%` or 0.01; see ``Tolerance``.
        case tolerance
        /// Names to numbers, for example ratios.
        case numbers
        /// Names to texts or numbers, for example label spellings.
        case mapping
        /// The path of a text file; what it holds goes into the plan, so that a changed file changes the fingerprint.
        case file
    }

    public var name: String
    public var kind: Kind
    /// nil: must be given.
    public var defaultValue: OptionValue?
    public var required: Bool
    /// One sentence for help, docs and schema.
    public var summary: String

    /// - Parameters:
    ///   - defaultValue: nil with `required` false means "off unless given".
    public init(
        _ name: String, _ kind: Kind, default defaultValue: OptionValue? = nil, required: Bool = false,
        _ summary: String
    ) {
        self.name = name
        self.kind = kind
        self.defaultValue = defaultValue
        self.required = required
        self.summary = summary
    }
}

/// A limit given as a count or as a share of what was read.
public enum Tolerance: Sendable, Hashable {
    case count(Int)
    case share(Double)

    /// Reads `200`, `1%`, `0.5 %` or 0.01; a number below 1 with a decimal point is a share.
    ///
    /// A count may be quoted: `"${MOST:-200}"` must be, inside braces.
    public init?(_ value: OptionValue) {
        switch value {
        case .integer(let count) where count >= 0: self = .count(count)
        case .number(let share) where (0...1).contains(share): self = .share(share)
        case .string(let text):
            if let count = Int(text), count >= 0 {
                self = .count(count)
                return
            }
            guard text.hasSuffix("%"), let percent = Double(String(text.dropLast().filter { $0 != " " })),
                (0...100).contains(percent)
            else { return nil }
            self = .share(percent / 100)
        default: return nil
        }
    }

    /// The most that is tolerated of `total`.
    public func limit(of total: Int) -> Int {
        switch self {
        case .count(let count): count
        case .share(let share): Int((share * Double(total)).rounded(.down))
        }
    }
}

/// A stage's options with defaults filled in, as its initializer gets them.
///
/// Asking for an option that the stage did not declare, or in another kind, is a bug and traps.
public struct Options: Sendable, Hashable {
    public let values: [String: OptionValue]

    public init(_ values: [String: OptionValue]) { self.values = values }

    /// True when the option was given or has a default.
    public func has(_ name: String) -> Bool { values[name] != nil }

    public func bool(_ name: String) -> Bool {
        guard case .bool(let value) = values[name] else { return bug(name, "a boolean") }
        return value
    }

    public func integer(_ name: String) -> Int {
        guard case .integer(let value) = values[name] else { return bug(name, "an integer") }
        return value
    }

    public func number(_ name: String) -> Double { values[name]?.asNumber ?? bug(name, "a number") }

    public func string(_ name: String) -> String {
        guard case .string(let value) = values[name] else { return bug(name, "a string") }
        return value
    }

    public func strings(_ name: String) -> [String] {
        guard case .list(let items) = values[name] else { return bug(name, "a list") }
        return items.map { if case .string(let text) = $0 { text } else { $0.yaml } }
    }

    public func interval(_ name: String) -> ClosedRange<Double> {
        guard case .list(let items) = values[name], items.count == 2, let low = items[0].asNumber,
            let high = items[1].asNumber, low <= high
        else { return bug(name, "an interval") }
        return low...high
    }

    public func tolerance(_ name: String) -> Tolerance {
        values[name].flatMap(Tolerance.init) ?? bug(name, "a tolerance")
    }

    public func entries(_ name: String) -> [OptionValue.Entry] {
        guard case .map(let entries) = values[name] else { return bug(name, "a mapping") }
        return entries
    }

    /// The file that the option names.
    public func file(_ name: String) -> OptionFile { values[name].flatMap(OptionFile.init) ?? bug(name, "a file") }

    private func bug<Value>(_ name: String, _ kind: String) -> Value {
        preconditionFailure("option '\(name)' was not declared as \(kind)")
    }
}
