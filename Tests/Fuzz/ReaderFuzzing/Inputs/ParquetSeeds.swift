import CurateCore
import CurateFormats
import Foundation

/// Small Parquet files: our own writer's, and pyarrow's in the packings and encodings that ours does not write.
enum ParquetSeeds {
    /// Rows of `pairs`; in several row groups, and with the columns of a teacher.
    static let pairs: [[UInt8]] = [
        shard(PairsTable(Roster(sources: roster.sources)), groupRows: 5), shard(PairsTable(roster), groupRows: 100),
    ]

    /// Rows of `sentences`, which hold lists.
    static let lists: [[UInt8]] = [shard(SentencesTable(), groupRows: 7, singles)]

    /// Rows of `contrastive`, some without the most negatives that they may have.
    static let contrastive: [[UInt8]] = [
        shard(ContrastiveTable(NegativeCount(2, isExact: false), roster), groupRows: 4, heads),
        shard(ContrastiveTable(NegativeCount(2, isExact: true), Roster(sources: roster.sources)), groupRows: 4, heads),
    ]

    /// Columns `sentence1`, `sentence2` and `label`, some values missing, statistics left out.
    static let foreign = [
        plainUncompressed, dictionarySnappy, dictionaryUncompressed, flagsGzip, textZstd,
    ]

    private static let roster = Roster(
        sources: [
            SourceInfo(corpus: "one", split: "train", role: .train, heldOut: false, scale: .binary),
            SourceInfo(corpus: "two", split: "train", role: .train, heldOut: false, scale: .ordinal),
        ], teachers: [TeacherInfo(name: "demo", identity: "embedded:1")])

    private static func shard(_ table: some TableMaking, groupRows: Int, _ batch: Batch = batch) -> [UInt8] {
        var encoder = ParquetShard(table, groupRows: groupRows)
        var bytes: [UInt8] = []
        try? encoder.append(batch, rows: 0..<batch.count, roster: roster, into: &bytes)
        try? encoder.finish(into: &bytes)
        return bytes
    }

    private static let batch: Batch = {
        var batch = Batch()
        for (number, pair) in Texts.pairs.enumerated() {
            let label = [Label(.binary, 0), Label(.binary, 1), .unlabelled, Label(.ordinal, 2.5)][number % 4]
            batch.append(
                id: RecordID(high: 0x0123_4567_89AB_CDEF, low: UInt64(number)), ordinal: Ordinal(packed: 0),
                source: label.scale == .ordinal ? 1 : 0, split: .train, label: label, a: Array(pair.a.utf8)[...],
                b: Array(pair.b.utf8)[...], flags: [])
            if number % 3 == 0 { batch.setScore(0.5, of: number) }
        }
        return batch
    }()

    /// A row and two negatives each.
    private static let heads: Batch = {
        var heads = batch
        for row in 0..<heads.count where row % 3 > 0 { heads.flags[row] = .follows }
        return heads
    }()

    private static let singles: Batch = {
        var singles = Batch()
        for (number, pair) in Texts.pairs.enumerated() {
            var tally = SentenceTally()
            for source in 0...UInt16(number % 2) { tally.add(source) }
            singles.append(
                id: RecordID(high: 1, low: UInt64(number)), ordinal: Ordinal(packed: 0), source: 0, split: .train,
                label: .unlabelled, a: Array(pair.a.utf8)[...], b: tally.bytes[...], flags: .single)
        }
        return singles
    }()

    private static let plainUncompressed = bytes(
        """
        UEFSMRUAFZYBFZYBLBUKFQAVBhUGHAAAAAIAAAAKAQwAAADmgI7kuYjpgIDnpagMAAAA6Zuo5YGc5LqG5ZCXDAAAAOWHoOeCueWPkei9\
        pgwAAADmgI7kuYjpgIDnpagBAAAAYRUAFXYVdiwVChUAFQYVBhwAAAACAAAAAx0MAAAA5aaC5L2V6YCA56WoDAAAAOWHoOeCueWIsOer\
        mQwAAADpgIDnpajmtYHnqIsBAAAAYhUAFUwVTCwVChUAFQYVBhwAAAACAAAAAxcBAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABAAAAAAAA\
        ABUEGUw1ABgGc2NoZW1hFQYAFQwlAhgJc2VudGVuY2UxJQBMHAAAABUMJQIYCXNlbnRlbmNlMiUATBwAAAAVBCUCGAVsYWJlbAAWChkc\
        GTwmABwVDBklBgAZGAlzZW50ZW5jZTEVABYKFsABFsABJghJHBUAFQAVAgA8FmIZBhkmAAoAAAAmABwVDBklBgAZGAlzZW50ZW5jZTIV\
        ABYKFpwBFpwBJsgBSRwVABUAFQIAPBZKGQYZJgIIAAAAJgAcFQQZJQYAGRgFbGFiZWwVABYKFnIWcibkAkkcFQAVABUCADwpBhkmAggA\
        AAAWzgMWCiYIFs4DACggcGFycXVldC1jcHAtYXJyb3cgdmVyc2lvbiAyNi4wLjEZPBwAABwAABwAAAAkAQAAUEFSMQ==
        """)

    private static let dictionarySnappy = bytes(
        """
        UEFSMRUEFWAVYEwVBhUAEgAAMDwMAAAA5oCO5LmI6YCA56WoARAs6Zuo5YGc5LqG5ZCXARAs5Yeg54K55Y+R6L2mFQAVFBUYLBUGFRAV\
        BhUGHAAAAAokAgAAAAYBAgMkABUEFUAVQEwVBBUAEgAAIDwMAAAA5aaC5L2V6YCA56WoBRAoh6DngrnliLDnq5kVABUSFRYsFQYVEBUG\
        FQYcAAAACSACAAAAAwUBAwIVBBUgFSRMFQQVABIAABA8AAAAAAAA8D8AAAAAAAAAABUAFRIVFiwVBhUQFQYVBhwAAAAJIAIAAAAGAQED\
        BhUEFSoVLkwVBBUAEgAAFVAMAAAA5oCO5LmI6YCA56WoAQAAAGEVABUSFRYsFQQVEBUGFQYcAAAACSACAAAABAEBAwIVBBUqFS5MFQQV\
        ABIAABVQDAAAAOmAgOelqOa1geeoiwEAAABiFQAVEhUWLBUEFRAVBhUGHAAAAAkgAgAAAAQBAQMCFQQVEBUUTBUCFQASAAAIHAAAAAAA\
        APA/FQAVEhUWLBUEFRAVBhUGHAAAAAkgAgAAAAMCAQIAFQQZTDUAGAZzY2hlbWEVBgAVDCUCGAlzZW50ZW5jZTElAEwcAAAAFQwlAhgJ\
        c2VudGVuY2UyJQBMHAAAABUKJQIYBWxhYmVsABYKGSwZPCYAHBUMGTUABhAZGAlzZW50ZW5jZTEVAhYGFrYBFroBJoQBJggpLBUEFQAV\
        AgAVABUQFQIAPBZIGQYZJgAGAAAAJgAcFQwZNQAGEBkYCXNlbnRlbmNlMhUCFgYWlAEWmAEmngImwgEpLBUEFQAVAgAVABUQFQIAPBYw\
        GQYZJgIEAAAAJgAcFQoZNQAGEBkYBWxhYmVsFQIWBhZ0FnwmmgMm2gIpLBUEFQAVAgAVABUQFQIAPCkGGSYABgAAABa+AxYGJggWzgMA\
        GTwmABwVDBk1AAYQGRgJc2VudGVuY2UxFQIWBBZ+FoYBJqAEJtYDKSwVBBUAFQIAFQAVEBUCADwWGhkGGSYABAAAACYAHBUMGTUABhAZ\
        GAlzZW50ZW5jZTIVAhYEFn4WhgEmpgUm3AQpLBUEFQAVAgAVABUQFQIAPBYaGQYZJgAEAAAAJgAcFQoZNQAGEBkYBWxhYmVsFQIWBBZk\
        FmwmkgYm4gUpLBUEFQAVAgAVABUQFQIAPCkGGSYCAgAAABbgAhYEJtYDFvgCACggcGFycXVldC1jcHAtYXJyb3cgdmVyc2lvbiAyNi4w\
        LjEZPBwAABwAABwAAAAPAgAAUEFSMQ==
        """)

    private static let dictionaryUncompressed = bytes(
        """
        UEFSMRUEFWoVakwVCBUAEgAADAAAAOaAjuS5iOmAgOelqAwAAADpm6jlgZzkuoblkJcMAAAA5Yeg54K55Y+R6L2mAQAAAGEVBhUMFQxc\
        FQoVABUKFRAVBBUAEhwAAAAKAQIDJAMVBBVqFWpMFQgVABIAAAwAAADlpoLkvZXpgIDnpagMAAAA5Yeg54K55Yiw56uZDAAAAOmAgOel\
        qOa1geeoiwEAAABiFQYVDBUMXBUKFQIVChUQFQQVABIcAAAAAx0CA+QAFQQVEBUQTBUEFQASAAABAAAAAAAAABUGFQoVClwVChUCFQoV\
        EBUEFQASHAAAAAMXAQMGFQQVHhUeTBUGFQASAAABAAAAeAEAAAB5AQAAAHoVBhUSFRJcFQwVBBUKFRAVBhUEEhwAAAADEAPHDwIDJAAV\
        BBl8NQAYBnNjaGVtYRUIABUMJQIYCXNlbnRlbmNlMSUATBwAAAAVDCUCGAlzZW50ZW5jZTIlAEwcAAAAFQIlAhgFbGFiZWwANQIYBHRh\
        Z3MVAhUGTDwAAAA1BBgEbGlzdBUCABUMJQIYB2VsZW1lbnQlAEwcAAAAFgoZHBlMJgAcFQwZNQAGEBkYCXNlbnRlbmNlMRUAFgoWwgEW\
        wgEmjgEmCCksFQQVABUCABUAFRAVAgA8FmIZBhkmAAoAAAAmABwVDBk1AAYQGRgJc2VudGVuY2UyFQAWChbCARbCASbQAibKASksFQQV\
        ABUCABUAFRAVAgA8FkoZBhkmAggAAAAmABwVAhk1AAYQGRgFbGFiZWwVABYKFmYWZia4AyaMAyksFQQVABUCABUAFRAVAgA8KQYZJgII\
        AAAAJgAcFQwZNQAGEBk4BHRhZ3MEbGlzdAdlbGVtZW50FQAWDBZ8FnwmrAQm8gMpLBUEFQAVAgAVABUQFQIAPBYIGSYKAhlGAgIACAAA\
        ABbmBBYKJggW5gQAKCBwYXJxdWV0LWNwcC1hcnJvdyB2ZXJzaW9uIDI2LjAuMRlMHAAAHAAAHAAAHAAAAMQBAABQQVIx
        """)

    private static let flagsGzip = bytes(
        """
        UEFSMRUGFY4BFY4BXBUKFQAVChUAFQQVABIcAAAACgEMAAAA5oCO5LmI6YCA56WoDAAAAOmbqOWBnOS6huWQlwwAAADlh6Dngrnlj5Ho\
        vaYMAAAA5oCO5LmI6YCA56WoAQAAAGEVBhVuFW5cFQoVAhUKFQAVBBUAEhwAAAADHQwAAADlpoLkvZXpgIDnpagMAAAA5Yeg54K55Yiw\
        56uZDAAAAOmAgOelqOa1geeoiwEAAABiFQYVEBUQXBUKFQIVChUGFQQVABIcAAAAAxcCAAAAAwkVBBlMNQAYBnNjaGVtYRUGABUMJQIY\
        CXNlbnRlbmNlMSUATBwAAAAVDCUCGAlzZW50ZW5jZTIlAEwcAAAAFQAlAhgFbGFiZWwAFgoZHBk8JgAcFQwZJQYAGRgJc2VudGVuY2Ux\
        FQQWChbCARbCASYISRwVABUAFQIAPBZiGQYZJgAKAAAAJgAcFQwZJQYAGRgJc2VudGVuY2UyFQQWChaeARaeASbKAUkcFQAVABUCADwW\
        ShkGGSYCCAAAACYAHBUAGRUGGRgFbGFiZWwVBBYKFkAWQCboAkkcFQAVBhUCADwpBhkmAggAAAAWoAMWCiYIFqADACggcGFycXVldC1j\
        cHAtYXJyb3cgdmVyc2lvbiAyNi4wLjEZPBwAABwAABwAAAAjAQAAUEFSMQ==
        """)

    private static let textZstd = bytes(
        """
        UEFSMRUEFUAVUkwVBBUAEgAAKLUv/SAgAQEADAAAAOaAjuS5iOmAgOelqAwAAADpm6jlgZzkuoblkJcVABUSFSQsFQQVEBUGFQYcAAAA\
        KLUv/SAJSQAAAgAAAAQBAQMCFQQVIBUyTBUCFQASAAAotS/9IBCBAAAMAAAA5aaC5L2V6YCA56WoFQAVEhUkLBUEFRAVBhUGHAAAACi1\
        L/0gCUkAAAIAAAADAQECABUEFRQVJkwVBBUAEgAAKLUv/SAKUQAAAQAAADEBAAAAMBUAFRIVJCwVBBUQFQYVBhwAAAAotS/9IAlJAAAC\
        AAAABAEBAwIVBBVAFVJMFQQVABIAACi1L/0gIAEBAAwAAADlh6Dngrnlj5HovaYMAAAA5oCO5LmI6YCA56WoFQAVEhUkLBUEFRAVBhUG\
        HAAAACi1L/0gCUkAAAIAAAAEAQEDAhUEFUAVUkwVBBUAEgAAKLUv/SAgAQEADAAAAOWHoOeCueWIsOermQwAAADpgIDnpajmtYHnqIsV\
        ABUSFSQsFQQVEBUGFQYcAAAAKLUv/SAJSQAAAgAAAAQBAQMCFQQVChUcTBUCFQASAAAotS/9IAUpAAABAAAAMBUAFRIVJCwVBBUQFQYV\
        BhwAAAAotS/9IAlJAAACAAAAAwEBAgAVBBUKFRxMFQIVABIAACi1L/0gBSkAAAEAAABhFQAVEhUkLBUCFRAVBhUGHAAAACi1L/0gCUkA\
        AAIAAAACAQECABUEFQoVHEwVAhUAEgAAKLUv/SAFKQAAAQAAAGIVABUSFSQsFQIVEBUGFQYcAAAAKLUv/SAJSQAAAgAAAAIBAQIAFQQV\
        ChUcTBUCFQASAAAotS/9IAUpAAABAAAAMRUAFRIVJCwVAhUQFQYVBhwAAAAotS/9IAlJAAACAAAAAgEBAgAVBBlMNQAYBnNjaGVtYRUG\
        ABUMJQIYCXNlbnRlbmNlMSUATBwAAAAVDCUCGAlzZW50ZW5jZTIlAEwcAAAAFQwlAhgFbGFiZWwlAEwcAAAAFgoZPBk8JgAcFQwZNQAG\
        EBkYCXNlbnRlbmNlMRUMFgQWlAEWuAEmdiYIKSwVBBUAFQIAFQAVEBUCADwWMBkGGSYABAAAACYAHBUMGTUABhAZGAlzZW50ZW5jZTIV\
        DBYEFnQWmAEmjgImwAEpLBUEFQAVAgAVABUQFQIAPBYYGQYZJgICAAAAJgAcFQwZNQAGEBkYBWxhYmVsFQwWBBZoFowBJpoDJtgCKSwV\
        BBUAFQIAFQAVEBUCADwWBBkGGSYABAAAABbwAhYEJggW3AMAGTwmABwVDBk1AAYQGRgJc2VudGVuY2UxFQwWBBaUARa4ASbSBCbkAyks\
        FQQVABUCABUAFRAVAgA8FjAZBhkmAAQAAAAmABwVDBk1AAYQGRgJc2VudGVuY2UyFQwWBBaUARa4ASaKBiacBSksFQQVABUCABUAFRAV\
        AgA8FjAZBhkmAAQAAAAmABwVDBk1AAYQGRgFbGFiZWwVDBYEFl4WggEmjAcm1AYpLBUEFQAVAgAVABUQFQIAPBYCGQYZJgICAAAAFoYD\
        FgQm5AMW8gMAGTwmABwVDBk1AAYQGRgJc2VudGVuY2UxFQwWAhZeFoIBJo4IJtYHKSwVBBUAFQIAFQAVEBUCADwWAhkGGSYAAgAAACYA\
        HBUMGTUABhAZGAlzZW50ZW5jZTIVDBYCFl4WggEmkAkm2AgpLBUEFQAVAgAVABUQFQIAPBYCGQYZJgACAAAAJgAcFQwZNQAGEBkYBWxh\
        YmVsFQwWAhZeFoIBJpIKJtoJKSwVBBUAFQIAFQAVEBUCADwWAhkGGSYAAgAAABaaAhYCJtYHFoYDACggcGFycXVldC1jcHAtYXJyb3cg\
        dmVyc2lvbiAyNi4wLjEZPBwAABwAABwAAADoAgAAUEFSMQ==
        """)

    private static func bytes(_ text: String) -> [UInt8] { Data(base64Encoded: text).map(Array.init) ?? [] }
}
