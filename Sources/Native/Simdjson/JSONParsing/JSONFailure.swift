import CSimdjson

/// Why a text is not the JSON that was asked for.
public struct JSONFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// The ways in which it can fail.
    public enum Kind: String, CaseIterable, Codable, Sendable {
        /// Not JSON: a token is wrong, missing or left over.
        case malformed
        /// JSON, but not an object.
        case notAnObject
        /// Bytes that are not UTF-8.
        case invalidUTF8
        /// A string with an unknown escape, an unpaired surrogate or a raw control character.
        case badString
        /// A requested key stands twice in the object.
        case duplicateKey
        /// Arrays and objects nest more than 512 deep.
        case tooDeep
        /// Longer than can be indexed: 4 GiB.
        case capacity
        /// JSON, but not an array of strings.
        case notStrings
    }

    /// The kind of failure.
    public let kind: Kind
    /// Bytes from the text's start to where it was noticed; nil where unknown.
    public let offset: Int?
    /// One sentence without the place.
    public let message: String

    /// A failure from its parts.
    public init(kind: Kind, offset: Int?, message: String) {
        self.kind = kind
        self.offset = offset
        self.message = message
    }

    /// The message and the place.
    public var description: String {
        offset.map { "\(message), at byte \($0)" } ?? message
    }
}

extension JSONFailure {
    init(_ failure: cjson_failure) {
        self.init(
            kind: Kind(code: Int(failure.code)), offset: failure.offset == .max ? nil : failure.offset,
            message: failure.message.map { String(cString: $0) } ?? "not valid")
    }
}

extension JSONFailure.Kind {
    fileprivate init(code: Int) {
        switch code {
        case CJSON_NOT_AN_OBJECT: self = .notAnObject
        case CJSON_INVALID_UTF8: self = .invalidUTF8
        case CJSON_BAD_STRING: self = .badString
        case CJSON_DUPLICATE_KEY: self = .duplicateKey
        case CJSON_TOO_DEEP: self = .tooDeep
        case CJSON_CAPACITY: self = .capacity
        case CJSON_NOT_STRINGS: self = .notStrings
        default: self = .malformed
        }
    }
}
