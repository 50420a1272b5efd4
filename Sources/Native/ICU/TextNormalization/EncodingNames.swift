internal import CICU

/// The names by which encodings are known.
enum EncodingNames {
    /// Every name and alias of ICU's converters.
    static let all: [String] = {
        final class Names {
            var list: [String] = []
        }
        let names = Names()
        cicu_converter_names(Unmanaged.passUnretained(names).toOpaque()) { context, name in
            guard let context, let name else { return }
            Unmanaged<Names>.fromOpaque(context).takeUnretainedValue().list.append(String(cString: name))
        }
        return names.list
    }()

    /// Up to three names that differ least from `name`, the nearest first; none that has little to do with it.
    static func nearest(to name: String) -> [String] {
        let wanted = Array(name.lowercased().utf8)
        let limit = max(2, wanted.count / 2)
        let scored = all.map { (distance: distance(wanted, Array($0.lowercased().utf8)), name: $0) }
        let near = scored.filter { $0.distance <= limit }.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
        var seen: Set<String> = []
        return Array(near.map(\.name).filter { seen.insert($0.lowercased()).inserted }.prefix(3))
    }

    /// The number of insertions, deletions and substitutions between the two.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (index, byte) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in right.indices {
                let substituted = diagonal + (byte == right[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(substituted, row[column] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
