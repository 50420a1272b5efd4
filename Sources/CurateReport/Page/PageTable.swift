/// A table of the report; cells are HTML.
struct PageTable {
    private let heads: [(name: String, isNumber: Bool)]
    private var rows: [[String]] = []

    /// - Parameter columns: a name that begins with `#` heads numbers.
    init(_ columns: [String]) {
        heads = columns.map { $0.hasPrefix("#") ? (String($0.dropFirst()), true) : ($0, false) }
    }

    mutating func add(_ cells: [String]) { rows.append(cells) }

    var isEmpty: Bool { rows.isEmpty }

    var html: String {
        let head = heads.map { "<th scope=\"col\"\(style($0.isNumber))>\(Markup.escaped($0.name))</th>" }.joined()
        let body = rows.map { row in
            "<tr>" + zip(row, heads).map { "<td\(style($1.isNumber))>\($0)</td>" }.joined() + "</tr>"
        }
        return "<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>\(head)</tr></thead><tbody>"
            + body.joined(separator: "\n") + "</tbody></table></div>"
    }

    private func style(_ isNumber: Bool) -> String { isNumber ? " class=\"n\"" : "" }
}
