/// One part of a path with `*`, `?` and `[abc]`, `[a-z]` or `[!abc]`, matched as a shell does.
struct GlobPattern {
    private let parts: [Part]

    private enum Part {
        case one(Character)
        case any
        case anyRun
        case oneOf([ClosedRange<Character>], negated: Bool)
    }

    init(_ text: some StringProtocol) {
        var parts: [Part] = []
        var rest = Substring(text)
        while let first = rest.popFirst() {
            switch first {
            case "*": parts.append(.anyRun)
            case "?": parts.append(.any)
            case "[": parts.append(Self.takeSet(&rest) ?? .one("["))
            default: parts.append(.one(first))
            }
        }
        self.parts = parts
    }

    static func hasWildcard(_ text: some StringProtocol) -> Bool { text.contains { "*?[".contains($0) } }

    /// A set after its `[`; nil, and nothing taken, where no `]` closes it.
    private static func takeSet(_ rest: inout Substring) -> Part? {
        let negated = rest.first == "!" || rest.first == "^"
        let body = rest.dropFirst(negated ? 1 : 0)
        guard let end = body.dropFirst().firstIndex(of: "]") else { return nil }
        let members = Array(body[..<end])
        rest = rest[rest.index(after: end)...]
        return .oneOf(ranges(members), negated: negated)
    }

    private static func ranges(_ members: [Character]) -> [ClosedRange<Character>] {
        var ranges: [ClosedRange<Character>] = []
        var index = 0
        while index < members.count {
            let low = members[index]
            let isRange = index + 2 < members.count && members[index + 1] == "-" && low <= members[index + 2]
            ranges.append(low...(isRange ? members[index + 2] : low))
            index += isRange ? 3 : 1
        }
        return ranges
    }

    /// Goes back to the last `*` where it fails, so time is at most length times length.
    func matches(_ name: some StringProtocol) -> Bool {
        let text = Array(name)
        var (at, part) = (0, 0)
        var retry: (at: Int, part: Int)?
        while at < text.count {
            if part < parts.count, case .anyRun = parts[part] {
                retry = (at, part)
                part += 1
            } else if part < parts.count, accepts(parts[part], text[at]) {
                (at, part) = (at + 1, part + 1)
            } else if let last = retry {
                retry = (last.at + 1, last.part)
                (at, part) = (last.at + 1, last.part + 1)
            } else {
                return false
            }
        }
        return parts[part...].allSatisfy { if case .anyRun = $0 { true } else { false } }
    }

    private func accepts(_ part: Part, _ character: Character) -> Bool {
        switch part {
        case .one(let expected): expected == character
        case .any: true
        case .oneOf(let ranges, let negated): ranges.contains { $0.contains(character) } != negated
        case .anyRun: false
        }
    }
}
