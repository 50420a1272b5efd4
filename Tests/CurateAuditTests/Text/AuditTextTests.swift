import Foundation
import CurateAudit
import Foundation
import Testing

struct AuditTextTests {
    @Test func findingsThenTables() throws {
        let corpora = try AuthoredCorpora()
        try corpora.write("LCQMC/dev.txt", Defects.dev)
        try corpora.write("LCQMC/test.txt", Defects.test)
        let text = AuditText(try corpora.report(examples: 1)).text.replacingOccurrences(of: corpora.folder, with: "F")
        #expect(
            text.hasPrefix(
                """
                1 corpus, 2 splits, 16 rows. Key 'field': NFKC, case folded, without punctuation, white space and \
                symbols.

                What would bite
                  Evaluation data that stand elsewhere too
                    lcqmc dev × test: 2 shared pairs (36.4 % of dev, 50.0 % of test), 5 shared sentences
                      - F/LCQMC/dev.txt:6  [0] 我能退款吗 | 我不能退款吗
                        F/LCQMC/test.txt:2  [1] 我能退款吗 | 我不能退款吗

                """))
        #expect(
            text.contains(
                """
                Shared between splits, by unordered pair
                  splits            pairs  of first  of second  same label  mixed  other  unlabelled  other scale  sentences
                  lcqmc dev × test      2    36.4 %     50.0 %           ·      1      1           ·            ·          5
                """))
        #expect(
            text.contains(
                "  lcqmc, all splits                                                                        4"))
    }

    @Test func hiddenCharactersAreSpelledOut() throws {
        let corpora = try AuthoredCorpora()
        try corpora.write("LCQMC/dev.txt", ["红\u{1B}[31m字\t红\u{200D}字\t1"])
        let text = AuditText(try corpora.report(examples: 1)).text
        #expect(text.contains("红<U+001B>[31m字 | 红<U+200D>字"))
        #expect(!text.unicodeScalars.contains("\u{1B}"))
    }
}
