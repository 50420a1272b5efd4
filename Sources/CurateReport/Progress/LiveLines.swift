internal import CurateCore

/// Lines at the end of a terminal's text that are rewritten in place, under lines that stay.
///
/// Each change is one string, written at once, so that nothing flickers; lines are overwritten, then cleared to their
/// end, never blanked first.
public struct LiveLines: Sendable {
    private var shown: [String] = []

    public init() {}

    /// What to write so that `stays` stand for good and `live` below them.
    ///
    /// - Parameter width: the terminal's now; lines that were written when it was wider take several rows by now.
    public mutating func draw(stays: [String] = [], live: [String], width: Int) -> String {
        guard !(stays.isEmpty && live == shown) else { return "" }
        var text = start(width)
        for line in stays { text += line + "\u{1B}[K\n" }
        text += live.joined(separator: "\u{1B}[K\n")
        // Whatever is left of what was shown before.
        text += live.isEmpty ? "\u{1B}[J" : "\u{1B}[K\u{1B}[J"
        shown = live
        return text
    }

    /// Moves the cursor to the beginning of what is shown.
    private func start(_ width: Int) -> String {
        guard !shown.isEmpty else { return "" }
        let rows = shown.reduce(0) { $0 + max(1, (DisplayWidth.of($1) + max(1, width) - 1) / max(1, width)) }
        return rows > 1 ? "\r\u{1B}[\(rows - 1)A" : "\r"
    }
}
