/// One harmless particle more.
enum Particles {
    /// The text with 啊 or 呢 at its end; nil where a particle would not suit.
    static func added(to text: String) -> String? {
        let mark = text.last.flatMap { "？?".contains($0) ? $0 : nil }
        let words = mark == nil ? text : String(text.dropLast())
        guard SentenceType.of(words) == .wh, let last = words.last, !"啊呢呀吗吧么了急谢解等忙。！".contains(last) else { return nil }
        return words + (words.count % 2 == 0 ? "啊" : "呢") + (mark.map(String.init) ?? "")
    }
}
