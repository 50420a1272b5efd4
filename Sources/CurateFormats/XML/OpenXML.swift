import CurateCore

extension CorpusFile {
    func openXML(_ maker: RecordMaker) throws -> sending Opened {
        guard let record = layout.record, !layout.shape.hasList else {
            throw failure("layout '\(layout.name)' names no record element, or has lists, which XML cannot hold")
        }
        do {
            let columns = try XMLColumns(layout, labelled: labelled)
            let source = try TextSource(path: path, encoding: layout.encoding, purpose: .xml)
            let cutter = try XMLCutter(source, record: record, fields: columns.fields(), limits: limits)
            return (cutter, XMLRecordParser(columns: columns, maker: maker, limits: limits))
        } catch let fault as ColumnFault {
            throw failure(fault.reason, hint: fault.hint)
        } catch {
            throw error.inCorpusFile(path, line: layout.encoding == nil ? 1 : nil)
        }
    }
}
