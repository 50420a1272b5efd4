import COpenSSL

/// SHA-256, for names and checks that must hold against anyone.
public enum SHA256 {
    /// The digest of `bytes` as 64 lowercase hexadecimal digits.
    public static func hex(of bytes: Span<UInt8>) -> String {
        let stream = SHA256Stream()
        stream.update(bytes)
        return stream.finish()
    }

    /// The digest of `bytes` as 64 lowercase hexadecimal digits.
    public static func hex(of bytes: [UInt8]) -> String {
        hex(of: bytes.span)
    }

    /// Version of the library, such as "OpenSSL 3.0.11 19 Sep 2023".
    public static var libraryVersion: String {
        OpenSSL_version(OPENSSL_VERSION).map { String(cString: $0) } ?? "unknown"
    }
}
