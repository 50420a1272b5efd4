internal import CurateCore
internal import Hashing
internal import TextNormalization

/// A sentence that may become half of a weak pair.
struct WeakSentence: Sendable {
    var text: ArraySlice<UInt8>
    var key: ArraySlice<UInt8>
    /// The answer it is of; sentences of a passage are each of their own.
    var part: Int
    var digest: Digest
    var isQuestion: Bool
    /// The characters that overlap counts: distinct, ascending, without light words.
    var characters: [UInt32]
    var facts: Facts

    init(text: ArraySlice<UInt8>, key: ArraySlice<UInt8>, part: Int, digest: Digest) {
        self.text = text
        self.key = key
        self.part = part
        self.digest = digest
        var scalars: [UInt32] = []
        Characters.read(key, into: &scalars)
        isQuestion = SentenceType.isQuestion(text: text, key: key)
        var rest: [UInt32] = []
        LightWords.strip(scalars, into: &rest)
        characters = Array(Set(rest)).sorted()
        facts = Facts(String(decoding: key, as: UTF8.self))
    }

    /// Jaccard's index of the two sentences' characters.
    func overlap(_ other: WeakSentence) -> Double {
        var (first, second, shared) = (0, 0, 0)
        while first < characters.count, second < other.characters.count {
            let (left, right) = (characters[first], other.characters[second])
            if left == right { shared += 1 }
            if left <= right { first += 1 }
            if right <= left { second += 1 }
        }
        let either = characters.count + other.characters.count - shared
        return either == 0 ? 1 : Double(shared) / Double(either)
    }
}

/// Cuts the texts of records into sentences.
struct SentenceCutter: Sendable {
    /// What parts the answers of a question in a record's second text; U+23CE, the return symbol.
    static let separator: [UInt8] = [0xE2, 0x8F, 0x8E]
    /// Sentences of one record that are compared with each other.
    static let most = 200

    let keys: any KeyMaking
    let length: ClosedRange<Int>

    /// The sentences of a passage, or of a list of answers, that have the right length, each wording once, and how
    /// many there were beyond the first ``most``.
    /// - Throws: `SegmentationError`.
    func sentences(_ text: ArraySlice<UInt8>, areAnswers: Bool) throws -> (sentences: [WeakSentence], beyond: Int) {
        var side = Side()
        var parts: [Int] = []
        for (number, answer) in (areAnswers ? Self.answers(text) : [text]).enumerated() {
            let bytes = Array(answer)
            for range in try TextProperties.sentenceRanges(bytes) {
                let sentence = bytes[range].trimmed(where: { $0 <= 0x20 })
                guard length.contains(Characters.count(sentence)) else { continue }
                side.text.append(sentence)
                parts.append(areAnswers ? number : parts.count)
            }
        }
        side.key = keys.keys(of: side.text)
        return (distinct(side, parts), max(0, parts.count - Self.most))
    }

    private func distinct(_ side: Side, _ parts: [Int]) -> [WeakSentence] {
        var seen: Set<Digest> = []
        return parts.indices.prefix(Self.most).compactMap { row in
            let digest = side.digest(row)
            guard seen.insert(digest).inserted else { return nil }
            return WeakSentence(
                text: side.text.bytes[side.text.range(row)], key: side.compared(row), part: parts[row], digest: digest)
        }
    }

    /// The parts of a text between separators.
    static func answers(_ text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var answers: [ArraySlice<UInt8>] = []
        var start = text.startIndex
        var place = start
        while place + 3 <= text.endIndex {
            guard text[place] == separator[0], text[place..<place + 3].elementsEqual(separator) else {
                place += 1
                continue
            }
            answers.append(text[start..<place])
            place += 3
            start = place
        }
        return answers + [text[start...]]
    }
}
