import CurateCore
import Foundation
import Testing

@testable import CuratePlan

extension NSDictionary {
    fileprivate func at(_ path: String...) -> Any? {
        path.reduce(self as Any?) { value, key in (value as? NSDictionary)?[key] }
    }
}

struct PipelineSchemaTests {
    private let text = PipelineSchema.json(
        stages: [Catalog.clean, Catalog.every].map(\.declaration), outputs: Catalog.outputs)

    private func member(_ path: [String]) throws -> NSDictionary {
        var value = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary)
        for key in path { value = try #require(value[key] as? NSDictionary, "\(key)") }
        return value
    }

    private func optionOfEvery(_ name: String) throws -> NSDictionary {
        let stage = try member(["$defs", "stage"])
        let forms = try #require(stage["anyOf"] as? [NSDictionary])
        return try #require(forms[1].at("properties", "every", "properties", name) as? NSDictionary)
    }

    @Test func sameBytesEachTime() {
        #expect(
            text
                == PipelineSchema.json(
                    stages: [Catalog.clean, Catalog.every].map(\.declaration), outputs: Catalog.outputs))
        #expect(text.hasPrefix("{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"))
        #expect(text.hasSuffix("}\n"))
    }

    @Test func documentKeys() throws {
        let root = try member([])
        #expect(root["required"] as? [String] == ["name", "corpora"])
        #expect(root["additionalProperties"] as? Bool == false)
        let keys = try member(["properties"]).allKeys as? [String]
        #expect(Set(keys ?? []) == Set(PipelineKeys.root.map(\.name)))
        let output = try member(["properties", "outputs", "items"])
        #expect(output["required"] as? [String] == ["view", "format"])
        #expect(output.at("properties", "view", "enum") as? [String] == ["pairs", "contrastive"])
        #expect(output.at("properties", "format", "enum") as? [String] == ["jsonl", "jsonl.gz", "tsv"])
        #expect(output.at("properties", "max_rows", "default") as? Int == 50_000)
    }

    @Test func stagesByNameOrWithOptions() throws {
        let forms = try #require(try member(["$defs", "stage"])["anyOf"] as? [NSDictionary])
        #expect(forms[0]["enum"] as? [String] == ["clean", "every"])
        #expect(forms[1]["maxProperties"] as? Int == 1)
        let clean = try #require(forms[1].at("properties", "clean") as? NSDictionary)
        #expect(clean["description"] as? String == "takes out texts that are too short or too long")
        #expect(clean["additionalProperties"] as? Bool == false)
        #expect(clean["type"] as? [String] == ["object", "null"])
    }

    /// The schema of each kind, before `${NAME}` is allowed beside it.
    @Test(arguments: [
        ("flag", #"{"type":"boolean"}"#), ("count", #"{"type":"integer","minimum":1,"maximum":9}"#),
        ("share", #"{"type":"number","minimum":0,"maximum":1}"#), ("form", #"{"enum":["nfc","nfkc"]}"#),
        (
            "levels",
            #"{"anyOf":[{"enum":["pair","sentence","near"]},{"type":"array","items":{"enum":["pair","sentence","near"]},"uniqueItems":true}]}"#
        ),
        ("cosine", #"{"type":"array","items":{"type":"number","minimum":0,"maximum":1},"minItems":2,"maxItems":2}"#),
        ("weights", #"{"type":"object","additionalProperties":{"type":"number"}}"#),
        ("spellings", #"{"type":"object","additionalProperties":{"type":["string","number"]}}"#),
    ])
    func kinds(_ name: String, _ expected: String) throws {
        let forms = try #require(try optionOfEvery(name)["anyOf"] as? [NSDictionary])
        #expect(forms[0] == (try JSONSerialization.jsonObject(with: Data(expected.utf8)) as? NSDictionary))
        #expect(forms[1] == ["$ref": "#/$defs/reference"])
    }

    @Test func textsAndDefaults() throws {
        #expect(try optionOfEvery("word") == ["description": "A text.", "type": "string"])
        #expect(try optionOfEvery("cosine")["default"] as? [Double] == [0.8, 0.99])
        #expect(try optionOfEvery("most")["default"] as? String == "1%")
    }

    @Test func requiredOptionsForbidTheBareName() throws {
        let stage = StageDeclaration(
            "score", summary: "scores", about: "", options: [OptionField("teacher", .string, required: true, "Who.")])
        let schema = PipelineSchema.json(stages: [stage], outputs: [])
        #expect(schema.contains(#""required": ["teacher"]"#))
        #expect(schema.contains(#""enum": []"#) == true)
    }
}

struct JSONTextTests {
    @Test func escapes() throws {
        let text = "\" \\ \n \t \u{1} \u{1F} 中 😀 /"
        let json = JSONText.array([.text(text)]).pretty
        #expect(try JSONDecoder().decode([String].self, from: Data(json.utf8)) == [text])
    }

    @Test func layout() {
        let json = JSONText.object([
            ("b", .array([.integer(1), .number(0.5), .number(2), .bool(true), .null])), ("a", .object([])),
            ("c", .array([.object([("x", .text("y"))])])),
        ])
        #expect(
            json.pretty == """
                {
                  "b": [1, 0.5, 2, true, null],
                  "a": {},
                  "c": [
                    {
                      "x": "y"
                    }
                  ]
                }

                """)
    }
}
