internal import CXML2

/// libxml2 as a whole.
public enum XMLLibrary {
    /// Its version, such as `2.9.14`.
    public static let version = LIBXML_DOTTED_VERSION

    /// Starts the library once, before any thread uses a parser.
    static let started: Void = xmlInitParser()

    /// Keeps what has no parser, such as failures to decode, from being printed; holds for the thread that calls it.
    static func silence() { cxml2_silence() }
}
