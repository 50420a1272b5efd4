internal import CICU

/// The versions that decide what normalization and segmentation do; a manifest names them.
public enum UnicodeVersions {
    /// ICU's version, such as `72.1`.
    public static let icu = String(cString: cicu_icu_version())
    /// The version of Unicode that ICU's data follow, such as `15.0`.
    public static let unicode = String(cString: cicu_unicode_version())
}
