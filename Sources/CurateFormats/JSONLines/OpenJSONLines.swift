import CurateCore

extension CorpusFile {
    func openJSONLines(_ maker: RecordMaker) throws -> sending Opened {
        let parser = JSONLinesParser(try jsonRecords(maker), limits: limits)
        return (LineCutter(try text(segment ?? .whole), limits: limits), parser)
    }

    func openJSONArray(_ maker: RecordMaker) throws -> sending Opened {
        let parser = ElementParser(try jsonRecords(maker), limits: limits)
        return (ElementCutter(try text(.whole), record: layout.record, limits: limits), parser)
    }

    func jsonRecords(_ maker: RecordMaker) throws -> JSONRecords {
        do {
            return JSONRecords(columns: try JSONColumns(layout, labelled: labelled), maker: maker)
        } catch {
            throw failure(error.reason, hint: error.hint)
        }
    }
}
