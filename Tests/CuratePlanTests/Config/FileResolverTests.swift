import CurateCore
import Testing

@testable import CuratePlan

struct FileResolverTests {
    private static func layout(_ name: String, _ splits: [CorpusLayout.SplitFiles]) -> CorpusLayout {
        CorpusLayout(name: name, format: .tsv, splits: splits)
    }

    private static let corpus = CorpusDeclaration(
        name: "c", title: "", home: "", licence: "", licenceClass: "open", cite: nil, type: "mixed",
        labels: LabelRules(scale: .binary),
        layouts: [
            layout(
                "first",
                [
                    .init(split: "train", patterns: ["train.txt", "C/train.txt"]),
                    .init(split: "dev", patterns: ["dev.txt"]),
                    .init(split: "test", patterns: ["test.txt"], labelled: false),
                ]),
            layout(
                "second",
                [.init(split: "train", patterns: ["part-*.tsv"]), .init(split: "dev", patterns: ["valid.tsv"])]),
            layout(
                "variants",
                [
                    .init(split: "x/train", patterns: ["X/rows.txt"]),
                    .init(split: "y/train", patterns: ["Y/rows.txt"]),
                ]),
        ], defects: [], relations: [], notes: nil, folder: "corpora/c")

    /// A file system of these files.
    private static func view(_ files: [String]) -> FolderView {
        func children(_ folder: String) -> Set<String> {
            let prefix = folder == "." ? "" : folder == "/" ? "/" : folder + "/"
            return Set(
                files.filter { $0.hasPrefix(prefix) }.compactMap { file in
                    file.dropFirst(prefix.count).split(separator: "/").first.map(String.init)
                })
        }
        let isFolder = { (path: String) in !children(path).isEmpty }
        return FolderView(
            exists: { files.contains($0) || isFolder($0) }, isDirectory: isFolder, list: { children($0).reversed() })
    }

    private func resolve(
        _ path: String, _ files: [String], layout: String? = nil, splits: SplitChoice = .training
    ) -> String {
        do {
            return try FileResolver(Self.corpus, view: Self.view(files))
                .resolve(path: path, layout: layout, splits: splits)
                .map { "\($0.split)=\($0.layout.name)\($0.labelled ? "" : "?"):\($0.files.joined(separator: "+"))" }
                .joined(separator: " ")
        } catch { return error.description }
    }

    @Test func folder() {
        #expect(resolve("d", ["d/train.txt", "d/dev.txt"]) == "train=first:d/train.txt")
        #expect(resolve("d", ["d/C/train.txt"]) == "train=first:d/C/train.txt")
    }

    @Test func firstLayoutWithAFileWinsForEachSplit() {
        let files = ["d/valid.tsv", "d/test.txt", "d/train.txt", "d/part-1.tsv"]
        #expect(
            resolve("d", files, splits: .all)
                == "train=first:d/train.txt dev=second:d/valid.tsv test=first?:d/test.txt")
        #expect(resolve("d", files, splits: .heldOut) == "dev=second:d/valid.tsv test=first?:d/test.txt")
    }

    @Test func filesOfAPatternAreSorted() {
        #expect(
            resolve("d", ["d/part-2.tsv", "d/part-10.tsv", "d/part-1.tsv"])
                == "train=second:d/part-1.tsv+d/part-10.tsv+d/part-2.tsv")
    }

    @Test func compressedFiles() {
        #expect(resolve("d", ["d/train.txt.gz"]) == "train=first:d/train.txt.gz")
        #expect(resolve("d", ["d/part-1.tsv.zst"]) == "train=second:d/part-1.tsv.zst")
        #expect(resolve("d/train.txt.gz", ["d/train.txt.gz"]) == "train=first:d/train.txt.gz")
    }

    @Test func forcedLayout() {
        let files = ["d/train.txt", "d/part-1.tsv"]
        #expect(resolve("d", files, layout: "second") == "train=second:d/part-1.tsv")
        #expect(
            resolve("d", files, layout: "secnd")
                == "error: the corpus 'c' has no layout 'secnd'. Did you mean 'second'?")
    }

    @Test func sample() {
        #expect(resolve("sample", ["corpora/c/sample/train.txt"]) == "train=first:corpora/c/sample/train.txt")
        #expect(
            resolve("sample", []) == "error: the corpus 'c' has no sample. Give the path of its files with 'path:'.")
    }

    @Test func namedSplits() {
        let files = ["d/train.txt", "d/X/rows.txt"]
        #expect(resolve("d", files, splits: .named(["x/train"])) == "x/train=variants:d/X/rows.txt")
        #expect(resolve("d", files) == "train=first:d/train.txt x/train=variants:d/X/rows.txt")
        #expect(
            resolve("d", files, splits: .named(["tran"]))
                == "error: the corpus 'c' has no split 'tran'. Did you mean 'train'?")
        #expect(
            resolve("d", files, splits: .named(["train", "dev"]))
                == "error: no file of the corpus 'c' for the split 'dev' in 'd'. Looked for dev.txt, valid.tsv. The folder holds X/, train.txt. 'splits: [train, x/train]' takes what is there."
        )
    }

    @Test func nothingFound() {
        #expect(
            resolve("d", ["d/a", "d/.hidden", "d/b.txt"])
                == "error: no file of the corpus 'c' for a split in 'd'. Looked for train.txt, C/train.txt, part-*.tsv, X/rows.txt, Y/rows.txt. The folder holds a, b.txt."
        )
        #expect(
            resolve("e", ["d/a"])
                == "error: there is no file or folder 'e' for the corpus 'c'. Give the folder of the corpus, or 'sample' for its own sample."
        )
    }

    @Test func oneFile() {
        #expect(resolve("some/train.txt", ["some/train.txt"]) == "train=first:some/train.txt")
        #expect(resolve("part-7.tsv", ["part-7.tsv"]) == "train=second:part-7.tsv")
        #expect(resolve("/d/X/rows.txt", ["/d/X/rows.txt"]) == "x/train=variants:/d/X/rows.txt")
    }

    @Test func fileOfAnotherName() {
        #expect(
            resolve("mine.txt", ["mine.txt"])
                == "error: the name of 'mine.txt' fits no layout of the corpus 'c'. Name one with 'layout:': first, second, variants."
        )
        #expect(resolve("mine.txt", ["mine.txt"], layout: "second") == "train=second:mine.txt")
        #expect(resolve("mine.txt", ["mine.txt"], layout: "first", splits: .named(["test"])) == "test=first?:mine.txt")
    }

    @Test func fileThatCouldBeEither() {
        #expect(
            resolve("rows.txt", ["rows.txt"])
                == "error: 'rows.txt' could be any of variants x/train, variants y/train of 'c'. Give the folder above it instead."
        )
    }

    @Test func fileOfASplitNotAskedFor() {
        #expect(
            resolve("dev.txt", ["dev.txt"])
                == "error: 'dev.txt' is the split 'dev' of 'c', which is not asked for. Write 'splits: [dev]' if it is meant."
        )
        #expect(resolve("dev.txt", ["dev.txt"], splits: .named(["dev"])) == "dev=first:dev.txt")
    }

    @Test func glob() {
        let files = ["d/part-2.tsv", "d/part-1.tsv", "d/train.txt", "e/part-3.tsv"]
        #expect(resolve("d/part-*.tsv", files) == "train=second:d/part-1.tsv+d/part-2.tsv")
        #expect(resolve("*/part-[13].tsv", files) == "train=second:d/part-1.tsv+e/part-3.tsv")
        #expect(resolve("d/*.json", files).hasPrefix("error: there is no file or folder 'd/*.json'"))
    }

    @Test func standardInput() {
        #expect(resolve("-", [], layout: "first") == "train=first:-")
        #expect(resolve("-", [], layout: "first", splits: .named(["dev"])) == "dev=first:-")
        #expect(
            resolve("-", [])
                == "error: standard input does not tell which layout of 'c' it is in. Name one with 'layout:': first, second, variants."
        )
    }
}

struct GlobPatternTests {
    @Test(arguments: [
        ("*", "a", true), ("a*c", "abbc", true), ("a*c", "abcb", false), ("?", "中", true), ("?", "", false),
        ("*.txt", ".txt", true), ("[ab]c", "bc", true), ("[!ab]c", "bc", false), ("[a-c]", "b", true), ("[", "[", true),
        ("a[b", "a[b", true), ("**", "", true), ("*a*b*", "xaxxbx", true), ("*a*b*", "xbxa", false), ("", "", true),
    ])
    func matches(_ pattern: String, _ name: String, _ expected: Bool) {
        #expect(GlobPattern(pattern).matches(name) == expected)
    }

    @Test func manyStarsDoNotTakeForEver() {
        let pattern = String(repeating: "*a", count: 50) + "b"
        #expect(!GlobPattern(pattern).matches(String(repeating: "a", count: 2000)))
    }
}
