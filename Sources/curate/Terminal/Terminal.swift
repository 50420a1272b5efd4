import Files
import Foundation

/// Standard output is for results, standard error for everything else.
enum Terminal {
    static func say(_ text: String) { print(text) }

    static func complain(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}
