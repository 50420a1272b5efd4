import CurateCore

/// Gathers what is wrong with a file while it is read, so that all of it is reported together.
final class Issues {
    private(set) var all: [Diagnostic] = []
    private var settled: Set<Place> = []

    var hasErrors: Bool { all.contains { $0.severity == .error } }

    func error(_ message: String, hint: String? = nil, at place: Place) {
        if settled.contains(place) { return }
        all.append(place.diagnostic(.error, message, hint: hint))
    }

    func warning(_ message: String, hint: String? = nil, at place: Place) {
        all.append(place.diagnostic(.warning, message, hint: hint))
    }

    /// Keeps silent about further errors at a place: they follow from the one just reported.
    func settle(_ place: Place) { settled.insert(place) }

    func add(_ diagnostic: Diagnostic) { all.append(diagnostic) }
    func add(_ diagnostics: [Diagnostic]) { all += diagnostics }

    /// In the order of the file; what has no line comes first.
    var sorted: [Diagnostic] {
        all.enumerated().sorted { left, right in
            (left.element.line ?? 0, left.element.column ?? 0, left.offset)
                < (right.element.line ?? 0, right.element.column ?? 0, right.offset)
        }.map(\.element)
    }

    func throwIfErrors() throws(Diagnostics) {
        if hasErrors { throw Diagnostics(sorted) }
    }
}
