public import CurateCore

extension TeacherKind {
    /// A teacher of this kind with defaults filled in; traps on an option that is not declared or lacking.
    public func spec(_ name: String, _ given: [String: OptionValue] = [:]) -> TeacherSpec {
        var values: [String: OptionValue] = [:]
        for field in declaration.options {
            values[field.name] = given[field.name] ?? field.defaultValue
            precondition(!field.required || values[field.name] != nil, "'\(field.name)' must be given")
        }
        for name in given.keys {
            precondition(
                declaration.options.contains { $0.name == name }, "\(declaration.name) has no option '\(name)'")
        }
        return TeacherSpec(name: name, kind: declaration.name, options: Options(values))
    }
}
