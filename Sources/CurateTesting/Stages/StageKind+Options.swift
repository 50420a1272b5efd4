public import CurateCore

extension StageKind {
    /// The stage's options with defaults filled in; traps on a name that it does not declare.
    public func options(_ given: [String: OptionValue] = [:]) -> Options {
        var values: [String: OptionValue] = [:]
        for field in declaration.options { values[field.name] = field.defaultValue }
        for (name, value) in given {
            precondition(
                declaration.options.contains { $0.name == name }, "\(declaration.name) has no option '\(name)'")
            values[name] = value
        }
        return Options(values)
    }

    /// The stages that a pipeline's entry with these options makes.
    public func stages(_ given: [String: OptionValue] = [:]) throws -> [any Stage] { try make(options(given)) }
}
