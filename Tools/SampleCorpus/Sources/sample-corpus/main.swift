import Foundation
import SampleCorpus

do {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.first == "groups" {
        print(try GroupsCommand(Array(arguments.dropFirst())).run())
    } else {
        print(try Command(arguments).run())
    }
} catch let error as UsageError {
    FileHandle.standardError.write(Data("sample-corpus: \(error.message)\n\n\(Command.usage)\n".utf8))
    exit(2)
} catch {
    FileHandle.standardError.write(Data("sample-corpus: \(error)\n".utf8))
    exit(3)
}
