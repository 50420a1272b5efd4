/// What is looked for on the surface of a text.
enum SurfaceKind: String, Sendable, CaseIterable {
    /// Full-width ASCII or the ideographic space.
    case fullWidth = "full_width"
    /// One of `, ? ! ; :`; the full stop is left out, it stands in numbers and addresses.
    case asciiPunctuation = "ascii_punctuation"
    /// Two or more `*` or `＊`.
    case mask
    /// Zero-width, direction and join marks, soft hyphens, variation selectors; without U+FEFF.
    case zeroWidth = "zero_width"
    /// U+FEFF inside a text.
    case byteOrderMark = "byte_order_mark"
    /// Control characters but white space.
    case control
    /// U+FFFD.
    case replacement
    case privateUse = "private_use"
    case htmlEntity = "html_entity"
    case htmlTag = "html_tag"
    /// The whole text is NS, N/A, NULL, NaN or None.
    case placeholder
    /// Has characters that only traditional text has.
    case traditional
    /// White space at an end.
    case outerSpace = "outer_space"
    /// Two white-space characters in a row, not at an end.
    case doubleSpace = "double_space"
    /// No text, or nothing but white space.
    case empty
    /// Not empty, but its key is.
    case marksOnly = "marks_only"

    var bit: SurfaceKinds { SurfaceKinds(rawValue: 1 << UInt32(index)) }

    private var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// What people read.
    var title: String {
        switch self {
        case .fullWidth: "full-width characters"
        case .asciiPunctuation: "ASCII punctuation"
        case .mask: "masks (***)"
        case .zeroWidth: "zero-width characters"
        case .byteOrderMark: "byte order marks inside"
        case .control: "control characters"
        case .replacement: "replacement characters (U+FFFD)"
        case .privateUse: "private-use characters"
        case .htmlEntity: "HTML entities"
        case .htmlTag: "HTML tags"
        case .placeholder: "placeholders (NS, NULL, ...)"
        case .traditional: "traditional characters"
        case .outerSpace: "white space at an end"
        case .doubleSpace: "double white space"
        case .empty: "empty texts"
        case .marksOnly: "nothing but punctuation"
        }
    }
}

extension SurfaceKind {
    /// The head of a narrow column.
    var column: String {
        switch self {
        case .fullWidth: "full width"
        case .asciiPunctuation: "ASCII ,?!"
        case .mask: "***"
        case .zeroWidth: "zero width"
        case .byteOrderMark: "U+FEFF"
        case .control: "control"
        case .replacement: "U+FFFD"
        case .privateUse: "private"
        case .htmlEntity: "entity"
        case .htmlTag: "HTML tag"
        case .placeholder: "NS"
        case .traditional: "traditional"
        case .outerSpace: "outer space"
        case .doubleSpace: "double"
        case .empty: "empty"
        case .marksOnly: "marks only"
        }
    }
}

/// Several ``SurfaceKind``.
struct SurfaceKinds: OptionSet, Sendable {
    let rawValue: UInt32

    static let fullWidth = SurfaceKind.fullWidth.bit
    static let asciiPunctuation = SurfaceKind.asciiPunctuation.bit
    static let mask = SurfaceKind.mask.bit
    static let zeroWidth = SurfaceKind.zeroWidth.bit
    static let byteOrderMark = SurfaceKind.byteOrderMark.bit
    static let control = SurfaceKind.control.bit
    static let replacement = SurfaceKind.replacement.bit
    static let privateUse = SurfaceKind.privateUse.bit
    static let htmlEntity = SurfaceKind.htmlEntity.bit
    static let htmlTag = SurfaceKind.htmlTag.bit
    static let placeholder = SurfaceKind.placeholder.bit
    static let traditional = SurfaceKind.traditional.bit
    static let outerSpace = SurfaceKind.outerSpace.bit
    static let doubleSpace = SurfaceKind.doubleSpace.bit
    static let empty = SurfaceKind.empty.bit
    static let marksOnly = SurfaceKind.marksOnly.bit

    var members: [SurfaceKind] { isEmpty ? [] : SurfaceKind.allCases.filter { contains($0.bit) } }
}
