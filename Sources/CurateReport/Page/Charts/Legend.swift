/// Names of colours beside a chart.
enum Legend {
    static func html(_ entries: [(style: String, name: String)]) -> String {
        let items = entries.map { entry in
            "<span><svg class=\"key\" viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect class=\"\(entry.style)\""
                + " width=\"10\" height=\"10\"/></svg>\(Markup.escaped(entry.name))</span>"
        }
        return "<p class=\"legend\">\(items.joined(separator: " "))</p>"
    }
}
