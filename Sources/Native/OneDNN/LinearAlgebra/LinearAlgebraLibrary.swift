internal import CDNN

/// The library below this room.
public enum LinearAlgebraLibrary {
    /// Version of oneDNN, such as "2.6.3".
    public static var version: String {
        let number = cdnn_version()
        return "\(number / 10000).\(number / 100 % 100).\(number % 100)"
    }
}
