import Testing

@testable import CurateAudit

struct ArgumentTests {
    @Test(
        arguments: [
            ("lcqmc=/data/LCQMC", AuditArgument.named(corpus: "lcqmc", layout: nil, path: "/data/LCQMC")),
            ("lcqmc:mteb-jsonl=a=b", .named(corpus: "lcqmc", layout: "mteb-jsonl", path: "a=b")),
            ("corpora/mine=x", .named(corpus: "corpora/mine", layout: nil, path: "x")),
            ("/data/LCQMC", .path("/data/LCQMC")),
            ("./a=b", .path("./a=b")), ("there=is", .path("there=is")), ("=x", .path("=x")), ("a:=x", .path("a:=x")),
        ] as [(String, AuditArgument)])
    func forms(text: String, expected: AuditArgument) {
        #expect(AuditArgument(text, exists: { $0 == "there=is" }) == expected)
    }
}
