/// The lines of a content file that carry something: comments and empty lines are left out, numbers kept.
enum ContentLines {
    static func read(_ text: String) -> [(number: Int, line: Substring)] {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
            let line = line.trimmingBlanks
            return line.isEmpty || line.hasPrefix("#") ? nil : (index + 1, line)
        }
    }
}

extension Substring {
    /// The text without blanks at its ends.
    var trimmingBlanks: Substring {
        var text = self
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return text
    }
}
