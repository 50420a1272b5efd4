/// How a stream of bytes is compressed.
public enum CompressionFormat: String, CaseIterable, Hashable, Codable, Sendable {
    /// Not at all.
    case none
    /// Members of RFC 1952.
    case gzip
    /// Frames of RFC 8878.
    case zstd

    /// Bytes of a stream's beginning that `detected` needs.
    public static let magicSize = 4

    /// The format that a stream's first bytes tell; `none` where they tell nothing.
    public static func detected(fromMagic magic: Span<UInt8>) -> CompressionFormat {
        func begins(_ bytes: [UInt8]) -> Bool {
            magic.count >= bytes.count && bytes.indices.allSatisfy { magic[$0] == bytes[$0] }
        }
        if begins([0x1f, 0x8b]) { return .gzip }
        if begins([0x28, 0xb5, 0x2f, 0xfd]) { return .zstd }
        let isSkippableFrame = magic.count >= 4 && magic[0] & 0xf0 == 0x50 && magic[1] == 0x2a && magic[2] == 0x4d
        return isSkippableFrame && magic[3] == 0x18 ? .zstd : .none
    }

    /// The format that a file's name tells by its ending: ".gz", ".zst"; `none` for all others.
    public static func forExtension(of path: String) -> CompressionFormat {
        if path.hasSuffix(".gz") { return .gzip }
        return path.hasSuffix(".zst") || path.hasSuffix(".zstd") ? .zstd : .none
    }

    /// What a file name gains: "", ".gz" or ".zst".
    public var fileExtension: String {
        switch self {
        case .none: ""
        case .gzip: ".gz"
        case .zstd: ".zst"
        }
    }
}
