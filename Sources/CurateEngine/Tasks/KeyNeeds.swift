internal import CurateCore
internal import CuratePlan

/// Whether stored records need their keys.
///
/// Keys take as much room as texts, so they are stored only where a later fragment of the plan reads them. Where a
/// changed plan reads keys of records that were stored without, they are made again from the texts.
struct KeyNeeds {
    private let maker: (any KeyMaking)?

    /// - Parameters:
    ///   - base: the fragment whose records are read.
    ///   - steps: run on them.
    ///   - watching: surveys that observe what comes out.
    ///   - reader: the fragment that reads them.
    init(_ context: RunContext, base: Int, steps: Range<Int>, watching: [SurveyPlace], reader: Int) {
        let stored = context.plan.fragments[base].steps?.upperBound ?? 0
        let areMade = context.keyStep.map { $0 < stored } ?? false
        let areRead =
            Self.areRead(context, steps) || Self.areRead(context, watching) || Self.areGathered(context, by: reader)
        maker = areMade && areRead ? context.environment.keys : nil
    }

    /// The records of a block, with keys where they are read.
    func records(_ block: StoredBlock) throws -> Batch {
        var offset = 0
        var batch = try BatchCodec.decode(try block.read(), at: &offset)
        if let maker, !batch.hasKeys {
            batch.a.key = maker.keys(of: batch.a.text)
            batch.b.key = maker.keys(of: batch.b.text)
        }
        return batch
    }

    /// True when a fragment that reads the records of `fragment` reads their keys.
    static func isRead(_ context: RunContext, after fragment: Int) -> Bool {
        context.plan.fragments.contains { later in
            later.base == fragment
                && (areRead(context, later.steps ?? 0..<0) || areRead(context, later.observes)
                    || areGathered(context, by: later))
        }
    }

    /// True when the fragment settles records that a view brings together by their sentences.
    private static func areGathered(_ context: RunContext, by fragment: Fragment) -> Bool {
        guard case .settle = fragment.kind else { return false }
        return context.plan.arrangements.contains { $0.negatives != nil || $0.gathersSentences }
    }

    private static func areGathered(_ context: RunContext, by fragment: Int) -> Bool {
        areGathered(context, by: context.plan.fragments[fragment])
    }

    private static func areRead(_ context: RunContext, _ steps: Range<Int>) -> Bool {
        steps.contains { context.stages[$0].readsKeys }
    }

    private static func areRead(_ context: RunContext, _ places: [SurveyPlace]) -> Bool {
        places.contains { context.stages[$0.step].surveys[$0.survey].readsKeys }
    }
}
