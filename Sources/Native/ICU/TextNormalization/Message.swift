internal import CICU

/// A shim's message as text.
func text(of message: cicu_message) -> String {
    withUnsafeBytes(of: message.text) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
}
