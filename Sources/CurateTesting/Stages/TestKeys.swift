public import CurateCore

/// Keys for tests: lower case, letters and digits only.
public struct TestKeys: KeyMaking {
    public init() {}

    public func keys(of text: TextColumn) -> TextColumn {
        TextColumn((0..<text.count).map { Self.key(text.string($0)) })
    }

    public static func key(_ text: String) -> String {
        String(text.lowercased().filter { $0.isLetter || $0.isNumber })
    }
}
