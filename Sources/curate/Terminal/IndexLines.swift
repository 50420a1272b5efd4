import CurateCore
import CurateExplain
import Foundation
import Synchronization

/// Tells of the making of an index, where that takes long.
struct IndexLines: Sendable {
    let folder: String
    /// Tells only what went wrong.
    var isQuiet = false

    /// Fewer rows are read before anybody wonders.
    private static let few = 200_000

    func heard(_ event: IndexEvent) {
        switch event {
        case .began(let rows) where rows >= Self.few && !isQuiet:
            Terminal.complain("making the index of \(folder), once: \(Numbers.grouped(rows)) rows to read")
        case .notKept(let reason):
            Terminal.complain("the index cannot be kept in \(folder) and is made for this call alone: \(reason)")
        case .began, .read: break
        }
    }
}
