import Glibc

/// How large the terminal is that a standard stream leads to.
public enum TerminalSize {
    /// Columns; nil where the stream leads elsewhere or the terminal does not tell.
    public static func columns(of stream: StandardStreams.Stream) -> Int? {
        var size = winsize()
        guard ioctl(stream.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }
}
