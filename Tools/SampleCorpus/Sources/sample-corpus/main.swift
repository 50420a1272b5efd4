import Foundation
import SampleCorpus

do {
    let command = try Command(Array(CommandLine.arguments.dropFirst()))
    print(try command.run())
} catch let error as UsageError {
    FileHandle.standardError.write(Data("sample-corpus: \(error.message)\n\n\(Command.usage)\n".utf8))
    exit(2)
} catch {
    FileHandle.standardError.write(Data("sample-corpus: \(error)\n".utf8))
    exit(3)
}
