/// A text file that an option names: small, written by people, part of the plan as if it stood in the pipeline.
///
/// A pipeline's file gives the path; the loader puts the content beside it, so that stages need no files, a worker on
/// another machine has it, and the plan's fingerprint changes with it.
public struct OptionFile: Sendable, Hashable {
    /// The path as the pipeline gives it, or only its last part once the content is here: where a file lies does not
    /// matter.
    public var name: String
    /// nil: not read yet.
    public var content: String?

    public init(name: String, content: String?) {
        self.name = name
        self.content = content
    }

    private static let nameKey = "name"
    private static let contentKey = "content"
    private static let checksumKey = "sha256"

    /// Reads an option's value; nil for one that is no file.
    public init?(_ value: OptionValue) {
        switch value {
        case .string(let path): self.init(name: path, content: nil)
        case .map(let entries):
            guard case .string(let name)? = entries.first(where: { $0.key == Self.nameKey })?.value,
                case .string(let content)? = entries.first(where: { $0.key == Self.contentKey })?.value
            else { return nil }
            self.init(name: name, content: content)
        default: return nil
        }
    }

    /// What stands in a plan.
    public var value: OptionValue {
        guard let content else { return .string(name) }
        return .map([.init(Self.nameKey, .string(name)), .init(Self.contentKey, .string(content))])
    }

    /// The most bytes that a file may have.
    public static let mostBytes = 64 << 20

    /// The options with a checksum in the place of each file's content, as a manifest tells them.
    public static func withoutContents(_ options: Options, checksum: (String) -> String) -> Options {
        Options(
            options.values.mapValues { value in
                guard case .map = value, let file = OptionFile(value), let content = file.content else { return value }
                return .map([
                    .init(nameKey, .string(file.name)), .init(checksumKey, .string(checksum(content))),
                ])
            })
    }
}
