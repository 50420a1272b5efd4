import ArgumentParser
import Files
import Foundation

/// Texts that a person gives to a command.
enum TextArguments {
    /// The arguments or, without any, the lines of standard input that are not blank.
    static func lines(_ arguments: [String]) throws -> [String] {
        if !arguments.isEmpty { return arguments }
        var bytes: [UInt8] = []
        while try FileReader.standardInput.read(upTo: 1 << 20, appendingTo: &bytes) > 0 {}
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ValidationError("standard input is not UTF-8 text")
        }
        let lines = text.split(whereSeparator: \.isNewline).map(String.init).filter { !$0.allSatisfy(\.isWhitespace) }
        guard !lines.isEmpty else { throw ValidationError("no text was given, nor is there any on standard input") }
        return lines
    }

    /// Where parts stand in a text, in characters from its start.
    static func spans(_ parts: [String], in text: String) throws -> [Range<Int>] {
        try parts.map { part in
            guard let range = text.range(of: part) else {
                throw ValidationError("'\(part)' of --mask does not occur in '\(text)'")
            }
            let start = text.distance(from: text.startIndex, to: range.lowerBound)
            return start..<start + part.count
        }
    }
}
