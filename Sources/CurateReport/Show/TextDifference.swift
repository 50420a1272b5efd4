/// Marks what two short texts do not have in common, by a longest common subsequence of their characters.
public enum TextDifference {
    private static let bold = "\u{1B}[1m"
    private static let plain = "\u{1B}[0m"
    /// Above this many characters the table would cost more than the marks are worth.
    private static let longest = 512

    static func marked(_ left: String, _ right: String) -> (String, String) {
        let (a, b) = (Array(left), Array(right))
        guard a.count <= longest, b.count <= longest else { return (left, right) }
        let common = commonPlaces(a, b)
        return (mark(a, Set(common.map(\.0))), mark(b, Set(common.map(\.1))))
    }

    /// A part of a text that the other has too, or has not.
    public struct Piece: Sendable, Hashable {
        public var text: String
        public var isCommon: Bool

        public init(text: String, isCommon: Bool) {
            self.text = text
            self.isCommon = isCommon
        }
    }

    /// Two texts cut where what they have in common begins or ends; one piece each when they are too long to compare.
    public static func pieces(_ left: String, _ right: String) -> (left: [Piece], right: [Piece]) {
        let (a, b) = (Array(left), Array(right))
        guard a.count <= longest, b.count <= longest else {
            return ([Piece(text: left, isCommon: true)], [Piece(text: right, isCommon: true)])
        }
        let common = commonPlaces(a, b)
        return (cut(a, Set(common.map(\.0))), cut(b, Set(common.map(\.1))))
    }

    private static func cut(_ text: [Character], _ common: Set<Int>) -> [Piece] {
        var pieces: [Piece] = []
        for (place, character) in text.enumerated() {
            let isCommon = common.contains(place)
            if pieces.last?.isCommon == isCommon {
                pieces[pieces.count - 1].text.append(character)
            } else {
                pieces.append(Piece(text: String(character), isCommon: isCommon))
            }
        }
        return pieces
    }

    /// Places of a longest common subsequence in both texts.
    static func commonPlaces(_ a: [Character], _ b: [Character]) -> [(Int, Int)] {
        let width = b.count + 1
        var lengths = [Int](repeating: 0, count: (a.count + 1) * width)
        for i in a.indices.reversed() {
            for j in b.indices.reversed() {
                lengths[i * width + j] =
                    a[i] == b[j]
                    ? lengths[(i + 1) * width + j + 1] + 1
                    : max(lengths[(i + 1) * width + j], lengths[i * width + j + 1])
            }
        }
        var (i, j) = (0, 0)
        var places: [(Int, Int)] = []
        while i < a.count, j < b.count {
            if a[i] == b[j] {
                places.append((i, j))
                (i, j) = (i + 1, j + 1)
            } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
                i += 1
            } else {
                j += 1
            }
        }
        return places
    }

    private static func mark(_ text: [Character], _ common: Set<Int>) -> String {
        var result = ""
        var isBold = false
        for (place, character) in text.enumerated() {
            if common.contains(place) == isBold {
                result += isBold ? plain : bold
                isBold.toggle()
            }
            result.append(character)
        }
        return isBold ? result + plain : result
    }
}
