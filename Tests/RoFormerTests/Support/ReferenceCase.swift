import Foundation

/// One sentence and what the reference computes for it.
struct ReferenceCase: Decodable {
    var source: [Int32]
    var target: [Int32]
    var pooled: [Float]
    var hidden: [Float]
    var hiddenWithTarget: [Float]
    /// Of the token after the target.
    var nextLogits: [Float]
    /// Of the token after the source.
    var firstLogits: [Float]
    var greedy: [Int32]
    var logLikelihood: Double

    static func read(_ path: String) throws -> [ReferenceCase] {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode([ReferenceCase].self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    }

    static func tiny() throws -> [ReferenceCase] {
        try read(URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/../Fixtures/tiny.json")
    }
}

/// The largest distance between two lists; infinite when their lengths differ or one holds no number.
func largestDifference(_ left: some Collection<Float>, _ right: some Collection<Float>) -> Float {
    guard left.count == right.count else { return .infinity }
    return zip(left, right).reduce(0) { most, pair in
        let difference = abs(pair.0 - pair.1)
        return difference.isNaN ? .infinity : max(most, difference)
    }
}
