internal import CurateCore

extension TeacherKind {
    /// `vectors`: vectors that another program computed.
    static let vectors = TeacherKind(
        Declaration(
            "vectors", summary: "sentence vectors of any model, from files",
            about: """
                Gives vectors that another program wrote, so that every stage that asks for vectors can use any \
                sentence encoder. `path` is an array as `np.save` writes it, of shape (sentences, dimensions), float16 \
                or float32, which is mapped, not read; `texts` names its sentences in the same order: a text file, a \
                sentence a line, or JSON lines with the field `text`. The view `sentences` writes such a file of all \
                sentences of a pipeline. Or `path` is a file of JSON lines with `text` and `vector`, or a Parquet file with \
                a column of texts and one of lists of float32 or float64, of fixed size or not; these are held in memory.

                A text finds its vector by its bytes or, where no sentence of the file has these, by the form in which \
                `normalize` compares by default: width, case, punctuation and white space aside. One that is not there \
                is a failure that names it; with `missing: leave_out` stages go without it and count it, `mine_negatives` and \
                `weak_pairs` as `no_vector`, `score` as `unscored`, and the stage `embed` writes zeros. Vectors are \
                scaled to length 1.
                """,
            options: [
                OptionField("path", .string, required: true, "The vectors: a file ending in .npy, .jsonl or .parquet."),
                OptionField("texts", .string, "The sentences of an array, in its order: .txt or .jsonl."),
                OptionField("text_column", .string, "The column of texts of a Parquet file; `text` when left out."),
                OptionField("vector_column", .string, "The column of its vectors; `vector` when left out."),
                OptionField(
                    "missing", .choice(VectorsOptions.Missing.allCases.map(\.rawValue)), default: "fail",
                    "What happens when a text has no vector."),
            ],
            examples: [
                .init(
                    """
                    teachers:
                      bge:
                        kind: vectors
                        path: vectors/bge.npy
                        texts: vectors/sentences.txt
                    """, "What a sentence encoder made of each line of a text file."),
                .init(
                    """
                    teachers:
                      bge:
                        kind: vectors
                        path: vectors/bge.parquet
                        text_column: sentence
                        vector_column: embedding
                    """, "A table of sentences and their vectors, as `datasets` writes it."),
            ]),
        identify: { spec, _ in try VectorsOptions(spec).identity() },
        open: { spec, surroundings in try VectorsTeacher(VectorsOptions(spec), keys: surroundings.keys()) })
}

/// The options of a teacher of kind `vectors`.
struct VectorsOptions: Sendable {
    enum Missing: String, Sendable, CaseIterable {
        case fail
        case leaveOut = "leave_out"
    }

    var vectors: ImportedFile
    /// nil: the texts stand beside the vectors.
    var texts: ImportedFile?
    /// Of a Parquet file.
    var columns: RowTable.Columns
    var missing: Missing

    /// - Throws: ``TeacherFailure`` for options that do not go together.
    init(_ spec: TeacherSpec) throws {
        vectors = ImportedFile(teacher: spec.name, path: spec.options.string("path"))
        if spec.options.has("texts") { texts = ImportedFile(teacher: spec.name, path: spec.options.string("texts")) }
        missing = Missing(rawValue: spec.options.string("missing")) ?? .fail
        func column(_ option: String, _ usual: String) -> String {
            spec.options.has(option) ? spec.options.string(option) : usual
        }
        columns = RowTable.Columns(text: column("text_column", "text"), vector: column("vector_column", "vector"))
        guard isArray || isParquet || vectors.ends(with: ".jsonl") else {
            throw vectors.fault(
                "vectors are read from .npy, .jsonl and .parquet files", hint: "Write them by np.save(path, array).")
        }
        if !isParquet, spec.options.has("text_column") || spec.options.has("vector_column") {
            throw vectors.fault(
                "'text_column' and 'vector_column' go with a Parquet file, and this is none", hint: "Leave them out.")
        }
        if isArray, texts == nil {
            throw vectors.fault(
                "an array does not say whose vectors it holds",
                hint: "Name the file of its sentences, in the same order, in 'texts'.")
        }
        if !isArray, let texts {
            throw texts.fault("'texts' goes with an array, and \(vectors.path) is none", hint: "Leave 'texts' out.")
        }
    }

    var isArray: Bool { vectors.ends(with: ".npy") }
    var isParquet: Bool { vectors.ends(with: ".parquet") }

    /// What is left out is part of it: with the same files, answers differ.
    func identity() throws -> String {
        let digests = try [vectors.digest()] + (texts.map { [try $0.digest()] } ?? [])
        let chosen = isParquet ? ":\(columns.text):\(columns.vector)" : ""
        return "vectors:xxh128:\(digests.joined(separator: ":")):\(missing.rawValue)\(chosen)"
    }
}
