/// What the head of a file says of its encoding.
public struct DetectedEncoding: Sendable, Equatable {
    /// What spoke for the encoding.
    public enum Evidence: String, Sendable, CaseIterable {
        /// A byte-order mark.
        case byteOrderMark
        /// NUL bytes at every other place.
        case nulPattern
        /// Well-formed UTF-8 (ASCII included).
        case wellFormed
        /// Letter statistics.
        case statistics
        /// Nothing.
        case none
    }

    /// A name that ``EncodingConverter`` takes; nil where no encoding fits.
    public let name: String?
    /// From 0, nothing, to 100, certain.
    public let confidence: Int
    /// The length of the byte-order mark in bytes; 0 without one.
    public let byteOrderMarkLength: Int
    /// What spoke for it.
    public let evidence: Evidence
}
