internal import CurateCore
internal import Hashing

/// Makes records of a sentence and what a teacher made of it.
///
/// Record `n` of a record numbered `r` in its row gets the number `r + 64 n`: rows of up to 64 records may have 63 each.
struct GeneratedRecords: Sendable {
    static let spacing = 64
    static let most = Ordinal.mostPerRow / spacing - 1

    let environment: StageEnvironment
    let teacher: UInt16

    /// False for records whose children's ordinals would be those of others.
    static func fits(_ ordinal: Ordinal) -> Bool { ordinal.sub < spacing }

    /// A pair to make of a record.
    struct Draft {
        var parent: Int
        var source: ArraySlice<UInt8>
        var text: String
        var kind: OriginKind
        var cosine: Float
        var seed: UInt64
        /// From 1, counted over all pairs made of the record.
        var number: Int
        /// nil: as pairs of the kind are labelled.
        var label: Label?
    }

    /// Adds pairs to `log`, with keys where the batch has them.
    func add(_ drafts: [Draft], of batch: Batch, to log: inout StageLog) {
        guard !drafts.isEmpty else { return }
        let first = log.generated.count
        for draft in drafts { append(draft, of: batch, to: &log.generated) }
        guard batch.hasKeys else { return }
        let rows = Array(first..<log.generated.count)
        let texts = (log.generated.a.text.gather(rows), log.generated.b.text.gather(rows))
        log.generated.a.key.append(contentsOf: environment.keys.keys(of: texts.0))
        log.generated.b.key.append(contentsOf: environment.keys.keys(of: texts.1))
    }

    private func append(_ draft: Draft, of batch: Batch, to generated: inout Batch) {
        let row = draft.parent
        let text = Array(draft.text.utf8)
        generated.append(
            id: id(of: batch.ids[row], draft, text),
            ordinal: Ordinal(packed: batch.ordinals[row].packed + UInt64(draft.number * Self.spacing)),
            source: batch.sources[row], split: .train, label: draft.label ?? Self.label(of: draft.kind),
            a: draft.source, b: text[...], flags: .generated)
        generated.setOrigin(
            Origin(draft.kind, teacher: teacher, cosine: draft.cosine, parent: batch.ids[row], seed: draft.seed),
            of: generated.count - 1)
    }

    /// What is made to mean the same, is made to differ, or is said by nobody.
    private static func label(of kind: OriginKind) -> Label {
        switch kind {
        case .paraphrase, .rewording: Label(.binary, 1)
        case .weak, .published: .unlabelled
        case .changedFact, .mined, .lexical, .counterfactual: Label(.binary, 0)
        }
    }

    /// From the parent, what was said and how: equal parents have equal children.
    private func id(of parent: RecordID, _ draft: Draft, _ text: [UInt8]) -> RecordID {
        let source = Array(draft.source)
        let digest = Digest(high: parent.high, low: parent.low)
            .followed(by: Digest(of: source.span))
            .followed(by: Digest(of: text.span))
            .mixed(with: UInt64(draft.kind.rawValue))
        return RecordID(high: digest.high, low: digest.low)
    }
}
