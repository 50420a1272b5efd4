internal import CDNN

/// The library below this room. It is opened when it is first needed.
public enum LinearAlgebraLibrary {
    /// Version of oneDNN, such as "2.6.3"; nil when it cannot be opened.
    public static var version: String? {
        let number = cdnn_version()
        return number == 0 ? nil : "\(number / 10000).\(number / 100 % 100).\(number % 100)"
    }
}
