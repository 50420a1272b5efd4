import COpenSSL

/// SHA-256 of bytes that come in pieces.
public final class SHA256Stream {
    private let context: OpaquePointer
    private var isFinished = false

    /// An empty stream.
    public init() {
        guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
            preconditionFailure("libcrypto offers no SHA-256")
        }
        self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    /// Adds a piece.
    public func update(_ bytes: Span<UInt8>) {
        precondition(!isFinished, "the digest was already taken")
        let outcome = bytes.withUnsafeBytes { EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
        precondition(outcome == 1, "SHA-256 failed")
    }

    /// Adds a piece.
    public func update(_ bytes: [UInt8]) {
        update(bytes.span)
    }

    /// The digest of all pieces as 64 lowercase hexadecimal digits; once, nothing can follow.
    public func finish() -> String {
        precondition(!isFinished, "the digest was already taken")
        isFinished = true
        let digest = [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { buffer, filled in
            var count: UInt32 = 0
            let outcome = EVP_DigestFinal_ex(context, buffer.baseAddress, &count)
            precondition(outcome == 1, "SHA-256 failed")
            filled = Int(count)
        }
        return hexadecimal(digest)
    }
}

private func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
