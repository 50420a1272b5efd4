import CurateReport
import Files

/// What this program is.
enum Program {
    static let version = "0.1.0"

    static var manifestEntry: Manifest.Program {
        Manifest.Program(version: version, libraries: Catalogs.libraries)
    }
}
