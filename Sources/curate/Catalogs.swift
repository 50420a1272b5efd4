import Checksums
import Compression
import ContentStore
import CurateCore
import CurateFormats
import CuratePlan
import CurateStages
import CurateTeachers
import TextNormalization
import XMLReading

/// Everything this program can do, joined here and nowhere else.
enum Catalogs {
    static let stages: StageCatalog = .curate
    static let teachers: TeacherCatalog = .curate
    static let outputs: [OutputKind] =
        ViewCatalog.available.map { OutputKind(view: $0.view, format: $0.format) }
        + LayoutCatalog.available.map { OutputKind(view: $0.view, format: $0.format, layout: $0.layout) }

    /// Versions of the libraries whose behaviour can change a result.
    static var libraries: [String: String] {
        [
            "icu": UnicodeVersions.icu, "unicode": UnicodeVersions.unicode, "zstd": CompressionLibraries.zstdVersion,
            "zlib": CompressionLibraries.zlibVersion,
        ]
    }
}
