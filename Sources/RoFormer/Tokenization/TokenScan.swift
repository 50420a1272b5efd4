/// Reads a text's code points and gathers its tokens.
struct TokenScan {
    let table: CharacterTable
    let pieces: WordPieces
    let mask: Int32
    var ids: [Int32] = []
    /// For each code point of the text, whether its tokens become the mask; empty where none is hidden.
    var hidden: [Bool] = []

    private var word: [UInt32] = []
    /// Where in the text the word's code points came from.
    private var sources: [Int] = []

    init(table: CharacterTable, pieces: WordPieces, mask: Int32) {
        self.table = table
        self.pieces = pieces
        self.mask = mask
    }

    /// Adds the token of the text's code points in `range`.
    mutating func emit(_ id: Int32, _ range: Range<Int>) {
        ids.append(!hidden.isEmpty && hidden[range].contains(true) ? mask : id)
    }

    /// Adds the tokens of the text in `range`, in which no special token is spelled out.
    mutating func read(_ text: [UInt32], _ range: Range<Int>) {
        let start = ids.count
        for source in range {
            let entry = table.entries[Int(text[source])]
            let value = CharacterTable.value(entry)
            switch CharacterTable.kind(entry) {
            case .dropped: break
            case .space: endWord()
            case .word: extend(value, source)
            case .alone: alone(value, source)
            case .sequence: readSequence(at: Int(value), source)
            case .movable:
                ids.removeLast(ids.count - start)
                return readOrdered(text, range)
            }
        }
        endWord()
    }

    private mutating func readOrdered(_ text: [UInt32], _ range: Range<Int>) {
        word.removeAll()
        sources.removeAll()
        for placed in table.ordered(text.span, range) { readDecomposed(placed.codePoint, placed.source) }
        endWord()
    }

    private mutating func readSequence(at place: Int, _ source: Int) {
        for offset in 1...Int(table.pool[place]) { readDecomposed(table.pool[place + offset], source) }
    }

    /// What decomposition gave is its own decomposition.
    private mutating func readDecomposed(_ codePoint: UInt32, _ source: Int) {
        switch CharacterTable.kind(table.entries[Int(codePoint)]) {
        case .space: endWord()
        case .alone: alone(codePoint, source)
        case .dropped, .word, .sequence, .movable: extend(codePoint, source)
        }
    }

    private mutating func extend(_ codePoint: UInt32, _ source: Int) {
        word.append(codePoint)
        sources.append(source)
    }

    private mutating func alone(_ codePoint: UInt32, _ source: Int) {
        endWord()
        emit(pieces.token(of: codePoint), source..<source + 1)
    }

    private mutating func endWord() {
        if word.isEmpty { return }
        if word.count == 1 {
            emit(pieces.token(of: word[0]), sources[0]..<sources[0] + 1)
        } else {
            var found: [(id: Int32, places: Range<Int>)] = []
            pieces.cut(word) { found.append(($0, $1)) }
            for piece in found { emitPiece(piece.id, piece.places) }
        }
        word.removeAll(keepingCapacity: true)
        sources.removeAll(keepingCapacity: true)
    }

    /// Canonical order may have moved code points: a piece is hidden when any of its own is, not what stands between.
    private mutating func emitPiece(_ id: Int32, _ places: Range<Int>) {
        let isHidden = !hidden.isEmpty && sources[places].contains { hidden[$0] }
        ids.append(isHidden ? mask : id)
    }
}
