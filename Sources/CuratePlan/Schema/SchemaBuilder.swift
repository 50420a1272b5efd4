import CurateCore

/// Puts the schema of pipelines together.
struct SchemaBuilder {
    let stages: [StageDeclaration]
    let outputs: [OutputKind]
    let teachers: [TeacherKind.Declaration]

    typealias Members = OptionSchema.Members

    var schema: JSONText {
        let head: Members = [
            ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
            ("$id", .text("pipeline.schema.json")),
            ("title", .text("A pipeline of curate")),
            ("description", .text("What to read, what to do with it in which order, and what to write.")),
        ]
        return .object(head + map(PipelineKeys.root) + [("$defs", definitions)])
    }

    private func map(_ keys: [DocumentKey]) -> Members {
        let required = keys.filter(\.required).map { JSONText.text($0.name) }
        return OptionSchema.type("object") + [
            ("additionalProperties", .bool(false)),
            ("required", .array(required)),
            ("properties", .object(keys.map { ($0.name, property($0)) })),
        ]
    }

    private func property(_ key: DocumentKey) -> JSONText {
        if case .option(let kind) = key.shape {
            return OptionSchema.property(kind, default: key.defaultValue, key.summary)
        }
        var members: Members = [("description", .text(key.summary))]
        if let value = key.defaultValue { members.append(("default", OptionSchema.json(value))) }
        return .object(members + shape(key.shape))
    }

    private func shape(_ shape: DocumentKey.Shape) -> Members {
        switch shape {
        case .option(let kind): OptionSchema.schema(kind)
        case .byteSize: Self.byteSize
        case .list(let item): OptionSchema.type("array") + [("items", .object(self.shape(item)))]
        case .map(let keys): map(keys)
        case .either(let shapes): [("anyOf", .array(shapes.map { .object(self.shape($0)) }))]
        case .stage: [("$ref", .text("#/$defs/stage"))]
        case .teachers:
            OptionSchema.type("object") + [
                teachers.isEmpty
                    ? ("maxProperties", .integer(0))
                    : ("additionalProperties", .object([("anyOf", .array(teachers.map(teacher)))]))
            ]
        case .view: OptionSchema.schema(.choice(Self.unique(outputs.map(\.view))))
        case .format: OptionSchema.schema(.choice(Self.unique(outputs.map(\.format))))
        case .layout: OptionSchema.schema(.choice(Self.unique(outputs.compactMap(\.layout))))
        }
    }

    private static let byteSize: Members = [
        (
            "anyOf",
            .array([
                .object(OptionSchema.type("integer") + [("minimum", .integer(1))]),
                .object(
                    OptionSchema.type("string") + [
                        ("pattern", .text("^[0-9]+([.][0-9]+)? *([kKmMgG]([iI]?[bB])?|[bB])?$"))
                    ]),
                OptionSchema.reference,
            ])
        )
    ]

    private static func unique(_ names: [String]) -> [String] {
        var result: [String] = []
        for name in names where !result.contains(name) { result.append(name) }
        return result
    }

    private var definitions: JSONText {
        .object([
            (
                "reference",
                .object(OptionSchema.type("string") + [("pattern", .text("[$][{][A-Za-z_][A-Za-z0-9_]*(:-.*)?[}]"))])
            ),
            ("stage", stage),
        ])
    }

    /// A name alone, or a map with one key.
    private var stage: JSONText {
        let alone = stages.filter { !$0.options.contains(where: \.required) }
        let names = JSONText.object([("enum", .array(alone.map { .text($0.name) }))])
        let map: Members =
            OptionSchema.type("object") + [
                ("minProperties", .integer(1)), ("maxProperties", .integer(1)),
                ("additionalProperties", .bool(false)),
                ("properties", .object(stages.map { ($0.name, options(of: $0)) })),
            ]
        return .object([("anyOf", .array([names, .object(map)]))])
    }

    private func teacher(_ kind: TeacherKind.Declaration) -> JSONText {
        let properties = kind.options.map { field in
            (field.name, OptionSchema.property(field.kind, default: field.defaultValue, field.summary))
        }
        let word: (String, JSONText) = ("kind", .object([("enum", .array([.text(kind.name)]))]))
        return .object([
            ("description", .text(kind.summary)), ("type", .text("object")), ("additionalProperties", .bool(false)),
            ("required", .array((["kind"] + kind.options.filter(\.required).map(\.name)).map(JSONText.text))),
            ("properties", .object([word] + properties)),
        ])
    }

    private func options(of stage: StageDeclaration) -> JSONText {
        let required = stage.options.filter(\.required).map { JSONText.text($0.name) }
        let properties = stage.options.map { field in
            (field.name, OptionSchema.property(field.kind, default: field.defaultValue, field.summary))
        }
        let types: JSONText = required.isEmpty ? .array([.text("object"), .text("null")]) : .text("object")
        return .object([
            ("description", .text(stage.summary)), ("type", types), ("additionalProperties", .bool(false)),
            ("required", .array(required)), ("properties", .object(properties)),
        ])
    }
}
