internal import CXML2

/// libxml2 as a whole.
public enum XMLLibrary {
    /// Its version, such as `2.9.14`.
    public static let version = LIBXML_DOTTED_VERSION

    /// Starts the library once, before any thread uses a parser.
    static let started: Void = xmlInitParser()
}
