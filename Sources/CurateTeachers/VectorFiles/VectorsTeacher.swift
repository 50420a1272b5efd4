internal import CurateCore
internal import Hashing

/// A teacher that gives vectors out of files.
final class VectorsTeacher: ImportedTeacher {
    let identity: String
    let abilities: Set<TeacherAbility> = [.embed]

    private let options: VectorsOptions
    private let table: any VectorTable

    /// - Throws: ``TeacherFailure`` for files that do not fit.
    init(_ options: VectorsOptions, keys: (any KeyMaking)?) throws {
        self.options = options
        identity = try options.identity()
        table =
            if let texts = options.texts {
                try ArrayTable(options.vectors, texts: texts, keys)
            } else if options.isParquet {
                try RowTable(options.vectors, options.columns, keys)
            } else {
                try LineTable(options.vectors, keys)
            }
    }

    func paraphrase(_ requests: [ParaphraseRequest]) throws -> [[Paraphrase]] {
        throw TeacherFailure(
            .configuration, teacher: options.vectors.teacher, "it holds vectors and cannot paraphrase.",
            hint: "Name another teacher there; 'scorer' of 'paraphrase' may be this one.")
    }

    func lacking(_ texts: [String]) throws -> Set<Int> {
        guard options.missing == .leaveOut else { return [] }
        return Set(texts.indices.filter { table.row(of: texts[$0]) == nil })
    }

    func embed(_ texts: [String]) throws -> SentenceVectors {
        var values: [Float] = []
        values.reserveCapacity(texts.count * table.dimensions)
        for text in texts {
            if let row = table.row(of: text) {
                values += try unit(table.vector(row), row, text)
            } else if options.missing == .leaveOut {
                values += [Float](repeating: 0, count: table.dimensions)
            } else {
                throw missing(text)
            }
        }
        return SentenceVectors(dimensions: table.dimensions, values: values)
    }

    private func unit(_ vector: [Float], _ row: Int, _ text: String) throws -> [Float] {
        if let unit = Vectors.unit(vector) { return unit }
        let isNumber = vector.allSatisfy(\.isFinite)
        throw options.vectors.fault(
            "the vector of '\(JSONLine.excerpt(text))', row \(row) from 0, "
                + (isNumber ? "is all zeros and has no direction" : "holds a value that is no number"),
            hint: "Compute it anew; half precision overflows above 65,504.")
    }

    private func missing(_ text: String) -> TeacherFailure {
        let file = options.texts ?? options.vectors
        return file.fault(
            "it does not hold '\(JSONLine.excerpt(text))'",
            hint: "Compute its vector too, or set missing: leave_out.")
    }
}

/// Vectors and the texts they are of.
protocol VectorTable: Sendable {
    var dimensions: Int { get }
    /// nil: it does not hold the text.
    func row(of text: String) -> Int?
    func vector(_ row: Int) -> [Float]
}

extension Digest128 {
    init(ofText bytes: ArraySlice<UInt8>) { self = XXH3.hash128(bytes.span) }
    init(ofText text: String) { self.init(ofText: Array(text.utf8)[...]) }
}
