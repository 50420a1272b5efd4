import CurateCore
import XMLReading

extension CorpusFile {
    func openXML(_ maker: RecordMaker) throws -> sending Opened {
        guard let record = layout.record, !layout.shape.hasList else {
            throw failure("layout '\(layout.name)' names no record element, or has lists, which XML cannot hold")
        }
        do {
            let columns = try FieldColumns(
                layout, labelled: labelled, hint: "In XML columns are child elements or '@attribute'.")
            let source = try TextSource(path: path, encoding: layout.encoding, purpose: .xml)
            let cutter = try XMLCutter(source, record: record, fields: columns.fields(), limits: limits)
            return (cutter, FieldRecordParser(columns: columns, maker: maker, limits: limits))
        } catch let fault as ColumnFault {
            throw failure(fault.reason, hint: fault.hint)
        } catch {
            throw error.inCorpusFile(path, line: layout.encoding == nil ? 1 : nil)
        }
    }
}

extension FieldColumns {
    /// As the reader of XML wants them.
    fileprivate func fields() throws(ColumnFault) -> [XMLField] {
        var fields: [XMLField] = []
        for name in names {
            do {
                fields.append(try XMLField(name))
            } catch {
                throw ColumnFault(reason: "\(error)")
            }
        }
        return fields
    }
}
