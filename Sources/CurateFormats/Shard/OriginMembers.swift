import ByteScanning
import CurateCore
import JSONParsing

/// The members of a row that tell where it comes from and what a teacher thinks of it; none for a record as published
/// that nobody scored.
struct OriginMembers {
    private let teachers: [[UInt8]]

    /// The members that tell a row's corpus and split, with a comma before each.
    static func source(_ source: SourceInfo) -> [UInt8] {
        var text = Array(",\"corpus\":".utf8)
        JSONWriting.appendString(source.corpus, to: &text)
        text += Array(",\"split\":".utf8)
        JSONWriting.appendString(source.split, to: &text)
        return text
    }

    init(_ roster: Roster) {
        teachers = roster.teachers.map { teacher in
            var text = Array(",\"teacher\":".utf8)
            JSONWriting.appendString(teacher.name, to: &text)
            text += Array(",\"teacher_identity\":".utf8)
            JSONWriting.appendString(teacher.identity, to: &text)
            return text
        }
    }

    func append(_ batch: Batch, _ row: Int, to output: inout [UInt8]) {
        let origin = batch.origin(row)
        if origin.kind != .published {
            output += Array(",\"origin\":\"\(origin.kind.name)\",\"parent\":\"\(origin.parent)\"".utf8)
            appendMaking(origin, to: &output)
        }
        let score = batch.score(row)
        guard !score.isNaN else { return }
        output += Array(",\"score\":".utf8)
        JSONWriting.appendFloat(score, to: &output)
    }

    private func appendMaking(_ origin: Origin, to output: inout [UInt8]) {
        if Int(origin.teacher) < teachers.count { output += teachers[Int(origin.teacher)] }
        if let edit = origin.edit { output += Array(",\"edit\":\"\(edit.rawValue)\"".utf8) }
        if origin.kind == .weak {
            output += Array(",\"overlap\":".utf8)
        } else if origin.hasTeacher {
            output += Array(",\"cosine\":".utf8)
        } else {
            return
        }
        JSONWriting.appendFloat(origin.cosine, to: &output)
        // As text: loaders read numbers of 64 bits as something else.
        if origin.hasTeacher { output += Array(",\"seed\":\"\(origin.seed)\"".utf8) }
    }
}
