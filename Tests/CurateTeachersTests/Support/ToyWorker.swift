import Files

/// The worker program of `Tests/ToyWorker`, which the build puts beside the test bundle.
enum ToyWorker {
    static let path: String = {
        let bundle = (try? FileSystem.absolute(CommandLine.arguments[0])) ?? CommandLine.arguments[0]
        return bundle.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
            + "/ToyWorker"
    }()
}
