import Files
import Foundation
import ReaderFuzzing

/// What the command line asks for.
struct FuzzCommand {
    static let usage = """
        usage: ReaderFuzzer [--seconds N] [--seed N] [--only NAME] [--first NUMBER] [--keep FOLDER]

        Reads damaged inputs until the time is over, shared among all readers or those whose name begins with NAME.
        What is found is printed and kept in FOLDER. A crash or a hang leaves the input that caused it there.
        """

    var seconds = 60.0
    var seed: UInt64 = 1
    var only = ""
    var first = 0
    var keep = ".build/fuzz"

    init?(_ arguments: [String]) {
        var rest = arguments[...]
        while let name = rest.popFirst() {
            guard let value = rest.popFirst(), set(name, value) else { return nil }
        }
    }

    private mutating func set(_ name: String, _ value: String) -> Bool {
        switch name {
        case "--seconds": seconds = Double(value) ?? -1
        case "--seed": seed = UInt64(value) ?? 0
        case "--only": only = value
        case "--first": first = Int(value) ?? -1
        case "--keep": keep = value
        default: return false
        }
        return seconds > 0 && first >= 0
    }

    var targets: [any FuzzTarget] { FuzzTargets.all.filter { $0.name.hasPrefix(only) } }

    /// True when nothing was found.
    func run() throws -> Bool {
        try FileSystem.createDirectories(keep)
        Watchdog.limitMemory(bytes: 4 << 30)
        let share = Duration.seconds(seconds / Double(max(1, targets.count)))
        var found = 0
        for target in targets { found += try run(target, until: .now + share) }
        return found == 0
    }

    private func run(_ target: any FuzzTarget, until end: ContinuousClock.Instant) throws -> Int {
        var (number, found) = (first, 0)
        let current = "\(keep)/current-\(target.name)"
        repeat {
            let input = FuzzInput(target, seed: seed, number: number)
            try write(input.bytes, to: current)
            Watchdog.start(seconds: 60)
            let problems = input.problems()
            if !problems.isEmpty {
                found += 1
                try report(input, problems)
            }
            number += 1
        } while ContinuousClock.now < end && found < 10
        Watchdog.stop()
        try FileSystem.remove(current)
        say("\(target.name): \(number - first) inputs, \(found) findings")
        return found
    }

    private func report(_ input: FuzzInput, _ problems: [String]) throws {
        Watchdog.stop()
        say("\(input): \(problems.joined(separator: "; "))")
        let small = input.minimized()
        let path = "\(keep)/\(input.target.name)-\(input.seed)-\(input.number)"
        try write(small.bytes, to: path)
        say("    kept as \(path), \(small.bytes.count) bytes: \(small.problems().joined(separator: "; "))")
    }

    private func write(_ bytes: [UInt8], to path: String) throws {
        let writer = try FileWriter(path: path)
        try writer.write(bytes)
        try writer.publish(sync: false)
    }
}

/// Ends the program when one input takes far too long or asks for far too much.
enum Watchdog {
    /// What is asked for beyond it fails, which ends the program.
    static func limitMemory(bytes: UInt) {
        var limit = rlimit(rlim_cur: bytes, rlim_max: bytes)
        setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
    }

    static func start(seconds: UInt32) { alarm(seconds) }
    static func stop() { alarm(0) }
}

/// Prints at once, so that nothing is lost in a crash.
private func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
