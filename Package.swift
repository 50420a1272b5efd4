// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// C and C++ shims are optimized in debug builds too: a reader's or normalizer's inner loop lives there.
let optimizedC: [CSetting] = [.unsafeFlags(["-O3"])]
let optimizedCXX: [CXXSetting] = [.unsafeFlags(["-O3"])]

/// A model's inner loops are optimized in debug builds too, so that tests can ask one.
let fast = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The Swift face of a native library: the only place that imports its C half.
func face(_ name: String, in folder: String, over cTargets: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: cTargets, path: "Sources/Native/\(folder)/\(name)", swiftSettings: strict)
}

func suite(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
    name: "curate",
    products: [
        .executable(name: "curate", targets: ["curate"]),
        .library(name: "CurateCore", targets: ["CurateCore"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
    ],
    targets: [
        // Native libraries: a C half (module map or C++ shim) and a Swift face named by its job.
        .target(
            name: "CICU", path: "Sources/Native/ICU/CICU", cxxSettings: optimizedCXX,
            linkerSettings: [.linkedLibrary("icui18n"), .linkedLibrary("icuuc")]),
        face("TextNormalization", in: "ICU", over: ["CICU"]),
        .systemLibrary(
            name: "CXML2", path: "Sources/Native/XML2/CXML2", pkgConfig: "libxml-2.0",
            providers: [.apt(["libxml2-dev"])]),
        face("XMLReading", in: "XML2", over: ["CXML2"]),
        .systemLibrary(
            name: "CZstd", path: "Sources/Native/Zstd/CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(
            name: "CZlib", path: "Sources/Native/Zlib/CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "Compression", dependencies: ["CZstd", "CZlib"], path: "Sources/Native/Compression",
            swiftSettings: strict),
        .target(
            name: "CSimdjson", path: "Sources/Native/Simdjson/CSimdjson", cxxSettings: optimizedCXX,
            linkerSettings: [.linkedLibrary("simdjson")]),
        face("JSONParsing", in: "Simdjson", over: ["CSimdjson"]),
        .target(
            name: "CXXHash", path: "Sources/Native/XXHash/CXXHash", cSettings: optimizedC),
        face("Hashing", in: "XXHash", over: ["CXXHash"]),
        .systemLibrary(
            name: "CSQLite", path: "Sources/Native/SQLite/CSQLite", pkgConfig: "sqlite3",
            providers: [.apt(["libsqlite3-dev"])]),
        face("ContentStore", in: "SQLite", over: ["CSQLite"]),
        .systemLibrary(
            name: "COpenSSL", path: "Sources/Native/OpenSSL/COpenSSL", pkgConfig: "libcrypto",
            providers: [.apt(["libssl-dev"])]),
        face("Checksums", in: "OpenSSL", over: ["COpenSSL"]),
        face("Files", in: "POSIX", over: []),
        .target(name: "CCurl", path: "Sources/Native/Curl/CCurl", cSettings: optimizedC),
        face("HTTPTransfer", in: "Curl", over: ["CCurl"]),
        face("BinaryColumns", in: "Memory", over: []),
        .target(name: "CMemory", path: "Sources/Native/Memory/CMemory"),
        face("ProcessMemory", in: "Memory", over: ["CMemory"]),
        .target(
            name: "CBytes", path: "Sources/Native/Bytes/CBytes", cSettings: optimizedC, cxxSettings: optimizedCXX,
            linkerSettings: [.linkedLibrary("simdjson")]),
        face("ByteScanning", in: "Bytes", over: ["CBytes"]),
        .target(
            name: "CDNN", path: "Sources/Native/OneDNN/CDNN", cxxSettings: optimizedCXX,
            linkerSettings: [.linkedLibrary("dl")]),
        .target(name: "CKernels", path: "Sources/Native/Kernels/CKernels", cxxSettings: optimizedCXX),
        .target(
            name: "LinearAlgebra", dependencies: ["CDNN", "CKernels"], path: "Sources/Native/OneDNN/LinearAlgebra",
            swiftSettings: fast),
        .target(
            name: "CFaiss", dependencies: ["CDNN"], path: "Sources/Native/Faiss/CFaiss",
            cxxSettings: optimizedCXX + [.headerSearchPath("openmp")],
            linkerSettings: [.linkedLibrary("faiss"), .linkedLibrary("gomp")]),
        face("VectorSearch", in: "Faiss", over: ["CFaiss", "LinearAlgebra"]),
        .target(name: "CTensors", path: "Sources/Native/Tensors/CTensors", cSettings: optimizedC),
        face("TensorBytes", in: "Tensors", over: ["CTensors", "CZlib"]),

        // The rooms.
        room("CurateCore", ["BinaryColumns"]),
        room("CuratePlan", ["CurateCore", yams]),
        room(
            "CurateFormats",
            [
                "CurateCore", "TextNormalization", "XMLReading", "Compression", "JSONParsing", "Checksums", "Files",
                "ByteScanning", "TensorBytes",
            ]),
        room(
            "CurateStages",
            [
                "CurateCore", "TextNormalization", "XMLReading", "Hashing", "LinearAlgebra", "VectorSearch",
                "JSONParsing",
            ]),
        .target(
            name: "RoFormer",
            dependencies: ["LinearAlgebra", "TextNormalization", "TensorBytes", "Files", "Checksums"],
            swiftSettings: fast),
        room(
            "CurateTeachers",
            [
                "CurateCore", "CurateFormats", "RoFormer", "ContentStore", "JSONParsing", "Hashing", "Checksums",
                "Files",
                "HTTPTransfer",
            ]),
        room(
            "CurateEngine",
            [
                "CurateCore", "CuratePlan", "CurateFormats", "Hashing", "Checksums", "Compression", "Files",
                "ContentStore", "BinaryColumns", "ByteScanning", "JSONParsing", "ProcessMemory",
            ]),
        room(
            "CurateReport",
            [
                "CurateCore", "CuratePlan", "CurateFormats", "JSONParsing", "Files", "Checksums", "Compression",
                "ByteScanning",
            ]),
        room(
            "CurateExport",
            ["CurateCore", "CurateFormats", "CurateReport", "Hashing", "Checksums", "Compression", "Files"]),
        room(
            "CurateExplain",
            [
                "CurateCore", "CuratePlan", "CurateFormats", "CurateEngine", "CurateReport", "BinaryColumns",
                "ByteScanning", "Checksums", "Files", "Hashing", "JSONParsing",
            ]),
        room("CurateWorkspace", ["CurateCore", "CuratePlan", "CurateEngine", "Files"]),
        room(
            "CurateAudit",
            [
                "CurateCore", "CuratePlan", "CurateFormats", "CurateStages", "CurateWorkspace", "TextNormalization",
                "Hashing", "Files",
            ]),
        room(
            "CurateBrowse",
            [
                "CurateCore", "CurateReport", "CurateStages", "CurateFormats", "JSONParsing", "Files",
                .product(name: "FlyingFox", package: "FlyingFox"),
                .product(name: "FlyingSocks", package: "FlyingFox"),
            ]),
        room("CurateTesting", ["CurateCore", "Hashing", "Files"]),
        .executableTarget(
            name: "curate",
            dependencies: [
                "CurateCore", "CuratePlan", "CurateFormats", "CurateStages", "CurateEngine", "CurateReport",
                "CurateTeachers", "RoFormer", "CurateWorkspace", "CurateAudit", "CurateBrowse", "CurateExport",
                "CurateExplain", "Files", argumentParser,
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "FormatsBenchmark", dependencies: ["CurateCore", "CurateFormats", "ByteScanning", "Files"],
            path: "Tests/Benchmarks/Formats", swiftSettings: strict),
        .executableTarget(
            name: "TeacherBenchmark", dependencies: ["RoFormer", "LinearAlgebra", "Files"],
            path: "Tests/Benchmarks/Teacher", exclude: ["peer.py"], swiftSettings: strict),
        .executableTarget(
            name: "MiningBenchmark", dependencies: ["LinearAlgebra", "VectorSearch", "Files"],
            path: "Tests/Benchmarks/Mining", exclude: ["hard_negatives.py", "peer.py"], swiftSettings: fast),
        .target(
            name: "ReaderFuzzing",
            dependencies: [
                "CurateCore", "CurateFormats", "RoFormer", "TextNormalization", "XMLReading", "Compression", "Files",
            ],
            path: "Tests/Fuzz/ReaderFuzzing", swiftSettings: strict),
        .executableTarget(
            name: "ReaderFuzzer", dependencies: ["ReaderFuzzing", "Files"], path: "Tests/Fuzz/ReaderFuzzer",
            swiftSettings: strict),

        // Tests mirror the rooms.
        suite(
            "NativeTests",
            [
                "TextNormalization", "XMLReading", "Compression", "JSONParsing", "Hashing", "ContentStore", "Checksums",
                "Files", "LinearAlgebra", "VectorSearch", "TensorBytes", "ByteScanning",
            ]),
        suite("CurateCoreTests", ["CurateCore"]),
        suite(
            "CurateFormatsTests",
            ["CurateFormats", "CurateCore", "Compression", "TensorBytes", "Files", "ByteScanning"]),
        suite("CuratePlanTests", ["CurateCore", "CuratePlan"]),
        .testTarget(
            name: "CurateStagesTests", dependencies: ["CurateCore", "CurateStages", "CurateTesting", "LinearAlgebra"],
            exclude: ["Counterfactuals/broken.tsv", "Counterfactuals/judged.tsv"], swiftSettings: strict),
        suite("CurateExportTests", ["CurateExport", "CurateFormats", "CurateReport", "CurateCore", "Files"]),
        suite("CurateExplainTests", ["CurateExplain", "CurateCore", "Files"]),
        suite("CurateReportTests", ["CurateReport", "CuratePlan", "CurateCore", "Files", "Compression"]),
        .testTarget(
            name: "RoFormerTests",
            dependencies: ["RoFormer", "LinearAlgebra", "TextNormalization", "TensorBytes", "Files"],
            exclude: ["Fixtures"], swiftSettings: strict),
        suite(
            "CurateTeachersTests",
            [
                "CurateTeachers", "CurateCore", "CurateFormats", "CurateTesting", "RoFormer", "Files", "Checksums",
                "ToyWorker",
            ]),
        .executableTarget(
            name: "ToyWorker", dependencies: ["CurateCore", "CurateTeachers", "CurateTesting", "Files"],
            path: "Tests/ToyWorker",
            swiftSettings: strict),
        suite("CurateBrowseTests", ["CurateBrowse", "CurateCore", "CurateFormats", "CurateStages", "Files"]),
        suite("CurateAuditTests", ["CurateAudit", "CurateCore", "CurateWorkspace", "Files"]),
        suite(
            "CurateEngineTests", ["CurateEngine", "CurateCore", "CuratePlan", "CurateStages", "CurateTesting", "Files"]),
        suite(
            "CurateWorkspaceTests",
            ["CurateWorkspace", "CurateCore", "CuratePlan", "CurateFormats", "CurateStages", "CurateEngine", "Files"]),
        .testTarget(
            name: "ReaderFuzzingTests", dependencies: ["ReaderFuzzing", "CurateCore", "CurateFormats", "Files"],
            path: "Tests/Fuzz/ReaderFuzzingTests", swiftSettings: strict),
        // These run the built program, and look at what it wrote without its code.
        suite("EndToEndTests", ["curate", "ToyWorker", "CurateCore", "CurateTeachers"]),
    ],
    cxxLanguageStandard: .cxx17
)
