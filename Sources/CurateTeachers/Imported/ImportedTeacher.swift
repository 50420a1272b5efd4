internal import CurateCore
internal import Files
internal import Hashing

/// A teacher whose answers lie in files already, so that no store need keep them a second time.
protocol ImportedTeacher: Teacher {}

/// What files with answers have in common, whatever they hold.
struct ImportedFile: Sendable {
    /// As in the pipeline, for messages.
    let teacher: String
    let path: String

    /// Changes when a byte does.
    /// - Throws: ``TeacherFailure`` for a file that cannot be read.
    func digest() throws -> String {
        try reading { try MappedFile(path: path).withBytes { XXH3.hash128($0) }.description }
    }

    /// Turns what the system says into what a person can act on.
    func reading<Result>(_ body: () throws -> Result) throws -> Result {
        do { return try body() } catch let error as SystemFailure {
            throw TeacherFailure(
                .configuration, teacher: teacher, "\(path) cannot be read: \(error).", hint: "Check its path.")
        }
    }

    /// - Parameter line: from 1; nil: the file as a whole.
    func fault(_ message: String, line: Int? = nil, hint: String? = nil) -> TeacherFailure {
        let place = line.map { "\(path):\($0)" } ?? path
        return TeacherFailure(.configuration, teacher: teacher, "\(place): \(message).", hint: hint)
    }

    /// True for files whose name ends so, in capitals or not.
    func ends(with ending: String) -> Bool { path.lowercased().hasSuffix(ending) }
}
