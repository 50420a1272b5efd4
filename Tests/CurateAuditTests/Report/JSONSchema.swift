import Foundation
import Testing

/// As much of JSON Schema as this project's schemas use.
struct JSONSchema {
    private let root: [String: Any]

    init(file: String) throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: file))
        root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    /// What is wrong with a value, each with its place.
    func faults(_ value: Any) -> [String] { faults(value, root, at: "$") }

    /// The words that a definition's property may have, sorted.
    func enumeration(_ definition: String, _ property: String) -> [String] {
        (self.property(definition, property)["enum"] as? [String] ?? []).sorted()
    }

    /// The members that a definition's property may have, sorted.
    func members(_ definition: String, _ property: String) -> [String] {
        (self.property(definition, property)["properties"] as? [String: Any] ?? [:]).keys.sorted()
    }

    private func definition(_ name: String) -> [String: Any] {
        (root["$defs"] as? [String: Any])?[name] as? [String: Any] ?? [:]
    }

    private func property(_ definition: String, _ name: String) -> [String: Any] {
        (self.definition(definition)["properties"] as? [String: Any])?[name] as? [String: Any] ?? [:]
    }

    private func faults(_ value: Any, _ schema: [String: Any], at place: String) -> [String] {
        var found: [String] = []
        if let reference = schema["$ref"] as? String {
            found += faults(value, definition(reference.replacingOccurrences(of: "#/$defs/", with: "")), at: place)
        }
        if let type = schema["type"] as? String, !Self.isOf(type, value) { return ["\(place): not \(type)"] }
        if let constant = schema["const"] as? NSObject, constant != value as? NSObject {
            found.append("\(place): const")
        }
        if let words = schema["enum"] as? [String], !words.contains(value as? String ?? "") {
            found.append("\(place): '\(value)' is not among the values")
        }
        return found + bounds(value, schema, place) + object(value, schema, place) + array(value, schema, place)
    }

    private static func isOf(_ type: String, _ value: Any) -> Bool {
        switch type {
        case "object": return value is [String: Any]
        case "array": return value is [Any]
        case "string": return value is String
        case "boolean": return value is Bool
        case "number": return value is NSNumber
        default: return (value as? NSNumber).map { $0.doubleValue == $0.doubleValue.rounded() } ?? false
        }
    }

    private func bounds(_ value: Any, _ schema: [String: Any], _ place: String) -> [String] {
        if let text = value as? String, let least = schema["minLength"] as? Int, text.count < least {
            return ["\(place): too short"]
        }
        guard let number = value as? NSNumber else { return [] }
        if let least = schema["minimum"] as? NSNumber, number.doubleValue < least.doubleValue {
            return ["\(place): too small"]
        }
        if let most = schema["maximum"] as? NSNumber, number.doubleValue > most.doubleValue {
            return ["\(place): too large"]
        }
        return []
    }

    private func object(_ value: Any, _ schema: [String: Any], _ place: String) -> [String] {
        guard let members = value as? [String: Any] else { return [] }
        let known = schema["properties"] as? [String: Any] ?? [:]
        let missing = (schema["required"] as? [String] ?? []).filter { members[$0] == nil }
        let faults = members.sorted { $0.key < $1.key }.flatMap { key, member -> [String] in
            if let schema = known[key] as? [String: Any] { return self.faults(member, schema, at: place + "." + key) }
            if let schema = schema["additionalProperties"] as? [String: Any] {
                return self.faults(member, schema, at: place + "." + key)
            }
            return schema["additionalProperties"] as? Bool == false ? ["\(place): '\(key)' is unknown"] : []
        }
        return missing.map { "\(place): '\($0)' is missing" } + faults
    }

    private func array(_ value: Any, _ schema: [String: Any], _ place: String) -> [String] {
        guard let items = value as? [Any] else { return [] }
        if let least = schema["minItems"] as? Int, items.count < least { return ["\(place): too few items"] }
        guard let itemSchema = schema["items"] as? [String: Any] else { return [] }
        return items.enumerated().flatMap { faults($1, itemSchema, at: "\(place)[\($0)]") }
    }
}
