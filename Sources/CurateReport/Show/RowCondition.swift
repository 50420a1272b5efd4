internal import CurateCore

/// A condition on rows, such as `label == 0 and cosine > 0.9 and corpus == lcqmc`.
///
/// Comparisons are `==`, `!=`, `<`, `<=`, `>`, `>=` and `~` (contains), joined by `and`, `or`, `not` and parentheses.
/// A field that a row does not have fulfils only `!=`.
public indirect enum RowCondition: Sendable, Hashable {
    case comparison(field: String, Comparison, FolderRow.Value)
    case and(RowCondition, RowCondition)
    case or(RowCondition, RowCondition)
    case not(RowCondition)

    public enum Comparison: String, Sendable, CaseIterable {
        case equal = "=="
        case different = "!="
        case atMost = "<="
        case atLeast = ">="
        case below = "<"
        case above = ">"
        case contains = "~"
    }

    /// - Throws: ``Diagnostic`` that says what was expected, and where.
    public init(_ text: String) throws {
        var parser = RowConditionParser(text)
        self = try parser.parse()
    }

    public func holds(for row: FolderRow) -> Bool {
        switch self {
        case .and(let left, let right): left.holds(for: row) && right.holds(for: row)
        case .or(let left, let right): left.holds(for: row) || right.holds(for: row)
        case .not(let condition): !condition.holds(for: row)
        case .comparison(let field, let comparison, let value): comparison.holds(row[field], value)
        }
    }
}

extension RowCondition.Comparison {
    fileprivate func holds(_ left: FolderRow.Value, _ right: FolderRow.Value) -> Bool {
        switch (left, right) {
        case (.none, _): self == .different
        case (.number(let left), .number(let right)): ordered(left, right)
        case (.text(let left), .text(let right)): self == .contains ? left.contains(right) : ordered(left, right)
        case (.text(let left), .number(let right)): Double(left).map { ordered($0, right) } ?? (self == .different)
        case (.number, _), (_, .none): self == .different
        }
    }

    private func ordered<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
        switch self {
        case .equal: left == right
        case .different: left != right
        case .atMost: left <= right
        case .atLeast: left >= right
        case .below: left < right
        case .above: left > right
        case .contains: false
        }
    }
}
