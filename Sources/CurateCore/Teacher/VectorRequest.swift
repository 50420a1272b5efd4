/// Vectors that a run writes beside its shards.
public struct VectorRequest: Sendable, Hashable, Codable {
    public enum Precision: String, Sendable, Hashable, Codable, CaseIterable { case float16, float32 }

    public var teacher: String
    public var precision: Precision

    public init(teacher: String, precision: Precision) {
        self.teacher = teacher
        self.precision = precision
    }
}
