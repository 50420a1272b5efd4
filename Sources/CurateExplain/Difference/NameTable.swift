import Synchronization

/// Numbers for names that many rows share.
final class NameTable: Sendable {
    private let known = Mutex<(numbers: [String: UInt32], names: [String])>(([:], []))

    func number(_ name: String) -> UInt32 {
        known.withLock { known in
            if let number = known.numbers[name] { return number }
            let number = UInt32(known.names.count)
            known.numbers[name] = number
            known.names.append(name)
            return number
        }
    }

    func name(_ number: UInt32) -> String { known.withLock { $0.names[Int(number)] } }
}
