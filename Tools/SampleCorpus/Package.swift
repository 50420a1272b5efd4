// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "SampleCorpus",
    products: [
        .executable(name: "sample-corpus", targets: ["sample-corpus"]),
        .library(name: "SampleCorpus", targets: ["SampleCorpus"]),
    ],
    targets: [
        .target(name: "SampleCorpus", resources: [.copy("Content")], swiftSettings: strict),
        .executableTarget(name: "sample-corpus", dependencies: ["SampleCorpus"], swiftSettings: strict),
        .testTarget(name: "SampleCorpusTests", dependencies: ["SampleCorpus"], swiftSettings: strict),
    ]
)
