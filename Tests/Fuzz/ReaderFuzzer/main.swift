import Foundation

// Searches for inputs that readers handle badly: make fuzz SECONDS=60 SEED=1.

guard let command = FuzzCommand(Array(CommandLine.arguments.dropFirst())), !command.targets.isEmpty else {
    FileHandle.standardError.write(Data((FuzzCommand.usage + "\n").utf8))
    exit(2)
}
exit(try command.run() ? 0 : 1)
