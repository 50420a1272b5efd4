/// Everything about a stage that is not its code; parser, linter, help, docs and schema are made from it.
public struct StageDeclaration: Sendable {
    /// A reason for rejecting a record.
    public struct Rule: Sendable, Hashable {
        public var name: String
        public var summary: String
        public init(_ name: String, _ summary: String) {
            self.name = name
            self.summary = summary
        }
    }

    /// Something a stage counts without rejecting.
    public struct Counter: Sendable, Hashable {
        public var name: String
        public var summary: String
        public init(_ name: String, _ summary: String) {
            self.name = name
            self.summary = summary
        }
    }

    public struct Example: Sendable {
        public var yaml: String
        public var text: String
        public init(_ yaml: String, _ text: String) {
            self.yaml = yaml
            self.text = text
        }
    }

    /// As in a pipeline: `dedup`.
    public var name: String
    /// One line.
    public var summary: String
    /// A paragraph or more.
    public var about: String
    public var options: [OptionField]
    public var rules: [Rule]
    public var counters: [Counter]
    public var examples: [Example]
    /// True when it compares keys, so that `normalize` must have run.
    public var comparesKeys: Bool
    /// Stages that make no sense before this one.
    public var notAfter: [String]

    public init(
        _ name: String, summary: String, about: String, options: [OptionField] = [], rules: [Rule] = [],
        counters: [Counter] = [], examples: [Example] = [], comparesKeys: Bool = false, notAfter: [String] = []
    ) {
        self.name = name
        self.summary = summary
        self.about = about
        self.options = options
        self.rules = rules
        self.counters = counters
        self.examples = examples
        self.comparesKeys = comparesKeys
        self.notAfter = notAfter
    }
}

/// A stage's kind: its declaration and how to make it from options.
///
/// The room's `Catalog.swift` lists them all; adding a stage adds its folder and a line there.
public struct StageKind: Sendable {
    public var declaration: StageDeclaration
    /// Makes the steps a pipeline's entry stands for, in order; `dedup` is two: exact, then near.
    public var make: @Sendable (Options) throws -> [any Stage]

    public init(_ declaration: StageDeclaration, make: @escaping @Sendable (Options) throws -> [any Stage]) {
        self.declaration = declaration
        self.make = make
    }
}
