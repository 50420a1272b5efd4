package import CurateCore

/// Something that reads bytes of any kind, and what must hold whatever they are.
package protocol FuzzTarget: Sendable {
    var name: String { get }
    /// Small sound and unsound inputs to start from.
    var seeds: [[UInt8]] { get }
    /// Pieces that mean something to what is read.
    var tokens: [[UInt8]] { get }

    /// Damages one of the seeds.
    func mutate(_ bytes: inout [UInt8], _ random: inout KeyedRandom)

    /// What does not hold for these bytes; the random numbers choose where they are cut.
    func problems(_ bytes: [UInt8], _ random: inout KeyedRandom) throws -> [String]
}

extension FuzzTarget {
    package func mutate(_ bytes: inout [UInt8], _ random: inout KeyedRandom) {
        Mutation(tokens: tokens, others: seeds)(&bytes, &random)
    }
}

extension KeyedRandom {
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}
