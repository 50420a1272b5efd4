public import CurateCore
internal import TextNormalization

/// Makes the keys by which texts are compared.
public struct KeyMaker: KeyMaking {
    private let main: TextNormalizer
    /// For texts that `main` leaves nothing of; nil: their key is empty.
    private let fallback: TextNormalizer?

    /// Keys as the options of `normalize` define them.
    /// - Parameter options: nil for a pipeline without `normalize`: its defaults.
    public init(_ options: Options? = nil) throws {
        let options = options ?? Options(Self.defaults)
        main = try TextNormalizer(NormalizationRules(key: options), for: "normalize")
        fallback = try Self.folding.get()
    }

    private init(main: TextNormalizer) {
        self.main = main
        fallback = nil
    }

    /// The definition by which this field counts duplicates: NFKC, case folding, no punctuation, symbols or space.
    ///
    /// Scripts stay apart, 3.5 equals 35, and texts of nothing but punctuation share the empty key.
    public static func matchKey() throws -> KeyMaker { KeyMaker(main: try TextNormalizer(.matchKey)) }

    public func keys(of text: TextColumn) -> TextColumn {
        let keys = TextColumn(main.normalize(text))
        guard let fallback else { return keys }
        let empty = (0..<text.count).filter { keys.length($0) == 0 && text.length($0) > 0 }
        guard !empty.isEmpty else { return keys }
        return keys.replacing(empty, with: TextColumn(fallback.normalize(text.gather(empty))).withoutSpaces())
    }

    private static let folding = Result { try TextNormalizer(.foldedText) }

    private static var defaults: [String: OptionValue] {
        Dictionary(
            uniqueKeysWithValues: NormalizeStage.keyOptions.compactMap { field in
                field.defaultValue.map { (field.name, $0) }
            })
    }
}

extension NormalizationRules {
    /// What the options of `normalize` do to the key track.
    fileprivate init(key options: Options) {
        let dropsMarks = options.string("key_punctuation") == "drop"
        self.init(
            form: .nfkc, script: options.string("key_script") == "simplified" ? .simplified : .keep,
            caseFolding: .fold, punctuation: dropsMarks ? .drop : .keep,
            protectNumbers: dropsMarks && options.string("key_numbers") == "protect", removeZeroWidth: true,
            removeControl: true, removePrivateUse: true, whitespace: dropsMarks ? .keep : .removeBetweenHan)
    }

    /// A whole text for comparison, its white space made spaces.
    fileprivate static let foldedText = NormalizationRules(
        form: .nfkc, caseFolding: .fold, removeZeroWidth: true, removeControl: true, removePrivateUse: true,
        whitespace: .collapse)
}

extension TextColumn {
    /// The texts without U+0020.
    fileprivate func withoutSpaces() -> TextColumn {
        var result = TextColumn()
        for row in 0..<count {
            result.bytes += bytes[range(row)].lazy.filter { $0 != UInt8(ascii: " ") }
            result.endRow()
        }
        return result
    }
}
