internal import CurateCore
internal import Hashing

/// The stage `guard`.
struct HeldOutGuard: Stage {
    /// In order from close to far.
    var levels: [GuardLevel]
    /// Those that do not reject.
    var reported: Set<GuardLevel>
    var bound: SimilarityBound
    var minimum: Int
    var checksSingles: Bool

    var name: String { "guard" }
    var surveys: [any Survey] { [HeldOutSurvey(minimum: minimum)] }

    func processor(_ findings: [Findings], _ environment: StageEnvironment) -> any Processor {
        HeldOutProcessor(
            stage: self, index: HeldOutIndex(findings[0], near: levels.contains(.near) ? bound : nil),
            sources: environment.roster.sources.map(\.name))
    }
}

private struct HeldOutProcessor: Processor {
    let stage: HeldOutGuard
    let index: HeldOutIndex
    let sources: [String]

    func process(_ batch: inout Batch, _ verdicts: [VerdictTable], _ log: inout StageLog) {
        var scratch = Scratch()
        for row in 0..<batch.count {
            if batch.flags[row].contains(.single), !stage.checksSingles { continue }
            for level in stage.levels {
                guard let meeting = meeting(batch, row, level, &scratch) else { continue }
                count(meeting, of: batch.sources[row], level, &log)
                if stage.reported.contains(level) { continue }
                log.reject(row, "held_out_\(level.rawValue)", meeting.values)
                break
            }
        }
    }

    private struct Scratch {
        var probe = NearIndex.Scratch()
        var reader = SentenceReader()
        var sentence = Sentence()
    }

    /// The held-out records that a training record meets.
    private struct Meeting {
        /// The one told in the ledger.
        var owner: HeldOutOwner
        var side: String?
        var similarity: Double?
        var sources: Set<UInt16>

        init?(_ owners: ArraySlice<HeldOutOwner>, side: String? = nil, similarity: Double? = nil) {
            guard let first = owners.min(by: { $0.ordinal < $1.ordinal }) else { return nil }
            owner = first
            self.side = side
            self.similarity = similarity
            sources = Set(owners.map(\.source))
        }

        /// The closer of two meetings, with the sources of both; this one when they are equally close.
        mutating func join(_ other: Meeting) {
            sources.formUnion(other.sources)
            let (mine, theirs) = (similarity ?? 1, other.similarity ?? 1)
            if theirs > mine || (theirs == mine && side == other.side && other.owner.ordinal < owner.ordinal) {
                (owner, side, similarity) = (other.owner, other.side, other.similarity)
            }
        }

        var values: [Rejection.Value] {
            var values: [Rejection.Value] = [.init("held_out", .record(owner.id, owner.ordinal))]
            if let side { values.append(.init("side", .text(side))) }
            if let similarity { values.append(.init("similarity", .similarity(similarity))) }
            return values
        }
    }

    private func meeting(_ batch: Batch, _ row: Int, _ level: GuardLevel, _ scratch: inout Scratch) -> Meeting? {
        let single = batch.flags[row].contains(.single)
        if level == .pair {
            guard !single, let place = index.pairs.find(PairDigest(batch, row, ordered: false).digest.low) else {
                return nil
            }
            return Meeting(index.pairs.owners(place))
        }
        let first = meeting(batch.a, "a", row, level, &scratch)
        guard !single, let second = meeting(batch.b, "b", row, level, &scratch) else { return first }
        guard var both = first else { return second }
        both.join(second)
        return both
    }

    private func meeting(
        _ side: Side, _ name: String, _ row: Int, _ level: GuardLevel, _ scratch: inout Scratch
    ) -> Meeting? {
        let key = side.key.bytes[side.key.range(row)]
        guard Characters.count(key) >= stage.minimum else { return nil }
        if level == .sentence {
            return index.sentences.find(side.digest(row).low).flatMap { place in
                Meeting(index.sentences.owners(place), side: name)
            }
        }
        guard let near = index.near else { return nil }
        scratch.reader.read(key, into: &scratch.sentence)
        var result: Meeting?
        for match in near.matches(scratch.sentence, &scratch.probe) {
            let owners = index.sentences.owners(match.place)
            guard let meeting = Meeting(owners, side: name, similarity: match.similarity) else { continue }
            if result == nil { result = meeting } else { result?.join(meeting) }
        }
        return result
    }

    private func count(_ meeting: Meeting, of source: UInt16, _ level: GuardLevel, _ log: inout StageLog) {
        for heldOut in meeting.sources {
            log.count("leak/\(sources[Int(source)])/\(sources[Int(heldOut)])/\(level.rawValue)")
        }
    }
}
