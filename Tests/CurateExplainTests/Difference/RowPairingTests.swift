import CurateCore
import Testing

@testable import CurateExplain

@Suite struct RowPairingTests {
    private func row(
        _ isSecond: Bool, text: UInt64 = 1, label: UInt64 = 1, values: UInt64 = 1, standing: UInt32 = 0,
        isRejected: Bool = false, place: Int = 0
    ) -> ComparedRow {
        ComparedRow(
            id: RecordID(high: 1, low: 2), texts: text, label: label, values: values, source: 0, standing: standing,
            isSecond: isSecond, isRejected: isRejected, place: RowPlace(file: 0, row: place))
    }

    private func changes(_ rows: [ComparedRow], comparesRejected: Bool = true) -> [FolderDifference.Change] {
        RowPairing(rows.sorted(), comparesRejected: comparesRejected).pairs.map(\.change)
    }

    @Test func tellsWhatBecameOfARow() {
        #expect(changes([row(false), row(true, place: 5)]) == [.same])
        #expect(changes([row(false), row(true, values: 2)]) == [.revalued])
        #expect(changes([row(false), row(true, values: 2, standing: 1)]) == [.moved])
        #expect(changes([row(false), row(true, label: 2)]) == [.relabelled])
        #expect(changes([row(false), row(true, text: 2, label: 2)]) == [.changed])
        #expect(changes([row(false)]) == [.lost])
        #expect(changes([row(true)]) == [.gained])
    }

    @Test func tellsWhereARejectedRowStood() {
        let out = row(true, standing: 7, isRejected: true)
        #expect(changes([row(false), out]) == [.lost])
        #expect(changes([row(false, standing: 7, isRejected: true), row(true)]) == [.gained])
        #expect(changes([row(false, text: 9, standing: 7, isRejected: true), out]) == [.same])
        #expect(changes([row(false, standing: 8, isRejected: true), out]) == [.rejectedOtherwise])
        #expect(changes([out]) == [.rejectedInOne])
        #expect(changes([out], comparesRejected: false) == [])
    }

    /// Equal rows share an id: one stays, the others are duplicates of it.
    @Test func pairsRowsOfOneIdAsOftenAsTheyAreThere() {
        let twins = [
            row(false), row(false, standing: 7, isRejected: true, place: 1),
            row(false, standing: 7, isRejected: true, place: 2), row(true), row(true, standing: 7, isRejected: true),
        ]
        #expect(changes(twins) == [.same, .same, .rejectedInOne])
        #expect(changes([row(false), row(true), row(true, place: 1)]) == [.same, .gained])
    }
}
