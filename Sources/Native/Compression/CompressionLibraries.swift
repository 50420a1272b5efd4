import CZlib
import CZstd

/// The libraries that do the work.
public enum CompressionLibraries {
    /// Version of zlib, such as "1.2.13".
    public static var zlibVersion: String { String(cString: CZlib.zlibVersion()) }

    /// Version of zstd, such as "1.5.4".
    public static var zstdVersion: String { String(cString: ZSTD_versionString()) }
}
