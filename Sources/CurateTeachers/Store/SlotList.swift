internal import Synchronization

/// Places that are filled once each, in any order and from any thread.
final class SlotList<Value: Sendable>: Sendable {
    private let slots: Mutex<[Value?]>

    init(_ count: Int) { slots = Mutex(Array(repeating: nil, count: count)) }

    func fill(_ place: Int, _ value: Value) {
        slots.withLock { slots in
            precondition(slots[place] == nil, "a request was answered twice")
            slots[place] = value
        }
    }

    /// The value of a place; traps where it is missing.
    subscript(_ place: Int) -> Value {
        slots.withLock { slots in
            guard let value = slots[place] else { preconditionFailure("a request was not answered") }
            return value
        }
    }

    /// The places not filled yet, in order.
    var open: [Int] { slots.withLock { slots in slots.indices.filter { slots[$0] == nil } } }

    /// All values; traps where one is missing.
    func all() -> [Value] {
        slots.withLock { slots in
            slots.map { value in
                guard let value else { preconditionFailure("a request was not answered") }
                return value
            }
        }
    }
}
