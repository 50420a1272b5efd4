import CurateCore
import Testing

@testable import CurateReport

@Suite struct RowConditionTests {
    private let row = FolderRow(
        json: [],
        values: [
            "label": .number(0), "corpus": .text("lcqmc"), "sentence1": .text("今天(天气)不错"), "cosine": .number(0.92),
            "id": .text("018b41"),
        ])

    @Test(arguments: [
        "label == 0", "label=0", "label==0 and cosine>0.9 and corpus==lcqmc", "cosine >= 0.92", "cosine <= 0.92",
        "not label == 1", "!(label == 1)", "label == 1 or corpus != bq", "label == 1 or label == 0 and corpus == lcqmc",
        "sentence1 ~ 天气", "sentence1 ~ '(天气)'", "corpus < m", "teacher != demo", "id ~ 018b",
        "(label == 1 || corpus == 'lcqmc') && cosine < 1",
    ])
    func holds(_ condition: String) throws {
        #expect(try RowCondition(condition).holds(for: row))
    }

    @Test(arguments: [
        "label == 1", "cosine > 0.92", "corpus == bq", "teacher == demo", "not corpus == lcqmc", "sentence1 ~ 明天",
        "(label == 0 or label == 1) and corpus == bq", "label == x",
    ])
    func doesNotHold(_ condition: String) throws {
        #expect(try !RowCondition(condition).holds(for: row))
    }

    @Test(arguments: [
        ("labl == 0", "column 1: no row has a field 'labl'. Did you mean 'label'?"),
        ("label 0", "column 7: expected one of ==, !=, <, <=, >, >=, ~, found '0'."),
        ("label ==", "column 9: expected a value, found the end."),
        ("(label == 0", "column 12: expected ')', found the end."),
        ("label == 0 corpus", "column 12: expected 'and', 'or' or the end, found 'corpus'."),
        ("sentence1 ~ '天", "column 13: the quotation is not closed"),
        ("", "column 1: expected a field, found the end."),
    ])
    func saysWhatIsWrong(_ condition: String, _ message: String) {
        let failure = #expect(throws: Diagnostic.self) { try RowCondition(condition) }
        #expect(failure?.description.contains("--where, " + message) == true, "\(failure?.description ?? "")")
    }
}
