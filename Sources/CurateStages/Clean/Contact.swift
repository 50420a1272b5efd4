/// What leads to a person or a place on the web.
enum Contact: String, Sendable, CaseIterable {
    // In the order in which they are looked for: digits of an address are no phone number.
    case url, email, id, phone

    /// The name of the option that says what happens to it.
    var option: String { rawValue + "s" }
    /// What stands in its place when it is masked.
    var mask: String { "[" + rawValue.uppercased() + "]" }
}

/// A contact in a text.
struct FoundContact: Equatable {
    var contact: Contact
    /// In bytes.
    var range: Range<Int>
}

/// Finds contacts in UTF-8 texts, from left to right, without overlap.
struct ContactFinder: Sendable {
    private let contacts: [Contact]

    init(_ contacts: some Sequence<Contact>) {
        let wanted = Set(contacts)
        self.contacts = Contact.allCases.filter(wanted.contains)
    }

    func find(_ text: Span<UInt8>) -> [FoundContact] {
        var found: [FoundContact] = []
        guard !contacts.isEmpty else { return found }
        var place = 0
        while place < text.count {
            if text[place].isASCIIWord || text[place] == UInt8(ascii: "+"), let contact = contact(text, at: place) {
                found.append(contact)
                place = contact.range.upperBound
            } else {
                place += 1
            }
        }
        return found
    }

    private func contact(_ text: Span<UInt8>, at start: Int) -> FoundContact? {
        for contact in contacts {
            if let end = end(of: contact, text, start), end > start {
                return FoundContact(contact: contact, range: start..<end)
            }
        }
        return nil
    }

    private func end(of contact: Contact, _ text: Span<UInt8>, _ start: Int) -> Int? {
        switch contact {
        case .url: text.endOfURL(from: start)
        case .email: text.endOfEmail(from: start)
        case .id: text.endOfIdentity(from: start)
        case .phone: text.endOfPhone(from: start)
        }
    }
}

extension UInt8 {
    var isDigit: Bool { UInt8(ascii: "0") <= self && self <= UInt8(ascii: "9") }
    var isASCIILetter: Bool { UInt8(ascii: "a") <= self | 0x20 && self | 0x20 <= UInt8(ascii: "z") }
    var isASCIIWord: Bool { isDigit || isASCIILetter }
}
