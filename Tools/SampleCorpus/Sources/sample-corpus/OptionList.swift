import Foundation

/// Options of the form `--name value` or `--flag`.
enum OptionList {
    static func parse(_ arguments: [String], flags: Set<String>, values: Set<String>) throws -> [String: String] {
        var options: [String: String] = [:]
        var rest = arguments[...]
        while let name = rest.popFirst() {
            if flags.contains(name) {
                options[name] = ""
            } else if values.contains(name) {
                guard let value = rest.popFirst() else { throw UsageError(message: "\(name) needs a value") }
                options[name] = value
            } else {
                throw UsageError(message: "unknown option \(name)")
            }
        }
        return options
    }

    /// A whole number, at least 0; nil where the option is not given.
    static func number<Number: FixedWidthInteger>(_ options: [String: String], _ name: String) throws -> Number? {
        guard let text = options[name] else { return nil }
        guard let number = Number(text), number >= 0 else {
            throw UsageError(message: "\(name) needs a whole number, not '\(text)'")
        }
        return number
    }
}

extension FileHandle {
    /// A new, empty file; what was there is gone.
    static func created(at path: String) throws -> FileHandle {
        try Data().write(to: URL(fileURLWithPath: path))
        return try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    }
}
