internal import CurateCore

/// Puts `[URL]`, `[EMAIL]`, `[ID]` and `[PHONE]` in the place of contacts.
struct ContactMasker: Sendable {
    private let finder: ContactFinder
    private let keys: any KeyMaking

    init(_ contacts: [Contact], keys: any KeyMaking) {
        finder = ContactFinder(contacts)
        self.keys = keys
    }

    /// Masks the contacts in the texts of `rows` and counts sentences.
    func mask(_ rows: [Int], of batch: inout Batch, _ log: inout StageLog) {
        mask(rows, of: &batch.a, &log)
        mask(rows, of: &batch.b, &log)
    }

    private func mask(_ rows: [Int], of side: inout Side, _ log: inout StageLog) {
        var changed: [Int] = []
        var texts = TextColumn()
        for row in rows {
            let found = side.text.withText(row, finder.find)
            guard !found.isEmpty else { continue }
            changed.append(row)
            append(side.text.bytes[side.text.range(row)], masking: found, to: &texts)
            for contact in Set(found.map(\.contact)) { log.count("masked_" + contact.rawValue) }
        }
        side.replace(changed, with: texts, keys: keys)
    }

    private func append(_ text: ArraySlice<UInt8>, masking found: [FoundContact], to texts: inout TextColumn) {
        var place = text.startIndex
        for contact in found {
            texts.bytes += text[place..<text.startIndex + contact.range.lowerBound]
            texts.bytes += contact.contact.mask.utf8
            place = text.startIndex + contact.range.upperBound
        }
        texts.bytes += text[place...]
        texts.endRow()
    }
}
