import Foundation

/// Checks JSON values against the parts of JSON Schema 2020-12 that this project's schemas use.
///
/// A keyword it does not know is a failure, so a schema cannot ask for something that is not checked.
struct JSONSchema {
    private let root: [String: Any]

    init(file: String) throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: file))
        root = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    }

    /// What is wrong with the value; empty when it fits.
    func problems(_ value: Any) -> [String] { check(value, root, "$") }

    private static let annotations: Set<String> = [
        "$schema", "$id", "title", "description", "default", "examples", "$defs",
    ]

    private func check(_ value: Any, _ schema: [String: Any], _ path: String) -> [String] {
        schema.keys.sorted().flatMap { keyword -> [String] in
            guard let rule = schema[keyword], !Self.annotations.contains(keyword) else { return [] }
            return check(value, keyword, rule, schema, path)
        }
    }

    private func check(
        _ value: Any, _ keyword: String, _ rule: Any, _ schema: [String: Any], _ path: String
    ) -> [String] {
        switch keyword {
        case "type": isType(value, rule) ? [] : ["\(path): is not of type \(rule)"]
        case "enum": contains(rule, value) ? [] : ["\(path): is none of \(rule)"]
        case "const": contains([rule], value) ? [] : ["\(path): is not \(rule)"]
        case "pattern": matches(value, rule) ? [] : ["\(path): does not match \(rule)"]
        case "minimum": number(value).map { $0 >= number(rule) ?? 0 } ?? true ? [] : ["\(path): is below \(rule)"]
        case "maximum": number(value).map { $0 <= number(rule) ?? 0 } ?? true ? [] : ["\(path): is above \(rule)"]
        case "anyOf": anyOf(value, rule, path)
        case "items": items(value, rule, path)
        case "properties": properties(value, rule, path)
        case "required": required(value, rule, path)
        case "additionalProperties": additional(value, rule, schema, path)
        default: ["\(path): the schema uses '\(keyword)', which this checker does not know"]
        }
    }

    private func anyOf(_ value: Any, _ rule: Any, _ path: String) -> [String] {
        let all = (rule as? [[String: Any]] ?? []).map { check(value, $0, path) }
        if all.contains(where: \.isEmpty) { return [] }
        return ["\(path): fits none of \(all.count) forms (\(all.map { $0.first ?? "" }.joined(separator: "; ")))"]
    }

    private func items(_ value: Any, _ rule: Any, _ path: String) -> [String] {
        guard let list = value as? [Any], let rule = rule as? [String: Any] else { return [] }
        return list.enumerated().flatMap { check($1, rule, "\(path)[\($0)]") }
    }

    private func properties(_ value: Any, _ rule: Any, _ path: String) -> [String] {
        guard let object = value as? [String: Any], let rules = rule as? [String: [String: Any]] else { return [] }
        return rules.flatMap { name, rule in object[name].map { check($0, rule, "\(path).\(name)") } ?? [] }
    }

    private func required(_ value: Any, _ rule: Any, _ path: String) -> [String] {
        guard let object = value as? [String: Any], let names = rule as? [String] else { return [] }
        return names.filter { object[$0] == nil }.map { "\(path): has no '\($0)'" }
    }

    private func additional(_ value: Any, _ rule: Any, _ schema: [String: Any], _ path: String) -> [String] {
        guard let object = value as? [String: Any] else { return [] }
        let known = Set((schema["properties"] as? [String: Any] ?? [:]).keys)
        let others = object.keys.filter { !known.contains($0) }.sorted()
        if let rule = rule as? [String: Any] {
            return others.flatMap { check(object[$0] ?? NSNull(), rule, "\(path).\($0)") }
        }
        return isTrue(rule) ? [] : others.map { "\(path): '\($0)' is not allowed" }
    }

    // MARK: Values

    private func isType(_ value: Any, _ rule: Any) -> Bool {
        if let names = rule as? [String] { return names.contains { isType(value, $0) } }
        switch rule as? String {
        case "null": return value is NSNull
        case "string": return value is String
        case "object": return value is [String: Any]
        case "array": return value is [Any]
        case "boolean": return isBoolean(value)
        case "integer": return !isBoolean(value) && (number(value).map { $0 == $0.rounded() } ?? false)
        case "number": return !isBoolean(value) && number(value) != nil
        default: return false
        }
    }

    private func number(_ value: Any) -> Double? { (value as? NSNumber)?.doubleValue }

    private func isBoolean(_ value: Any) -> Bool {
        (value as? NSNumber).map { String(cString: $0.objCType) == "c" || String(cString: $0.objCType) == "B" } ?? false
    }

    private func isTrue(_ value: Any) -> Bool { (value as? NSNumber)?.boolValue ?? false }

    private func contains(_ list: Any, _ value: Any) -> Bool {
        (list as? [Any] ?? []).contains { ($0 as? NSObject)?.isEqual(value) ?? false }
    }

    private func matches(_ value: Any, _ rule: Any) -> Bool {
        guard let text = value as? String, let pattern = rule as? String else { return true }
        return text.range(of: pattern, options: .regularExpression) != nil
    }
}
