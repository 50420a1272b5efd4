import ContentStore
import Files
import Testing

private func key(_ number: Int, count: Int = 16) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * ($0 % 8))) }
}

@Suite struct ContentStoreTests {
    @Test func givesBackWhatWasPut() throws {
        try withTemporaryFolder { folder in
            let store = try ContentStore(path: "\(folder)/store.db")
            let values: [[UInt8]] = [[], [0], [0, 1, 0], [UInt8](pseudoRandom: 3_000_000)]
            for (index, value) in values.enumerated() { try store.put(key(index), value) }
            for (index, value) in values.enumerated() {
                let found = try store.get(key(index))
                #expect(found == value)
            }
            #expect(try store.get(key(99)) == nil)
            #expect(try store.get([key(2), key(99), key(0)]) == [[0, 1, 0], nil, []])
            #expect(try store.count == 4)
        }
    }

    @Test func laterValuesReplaceEarlierOnes() throws {
        try withTemporaryFolder { folder in
            let store = try ContentStore(path: "\(folder)/store.db")
            try store.put([(key: key(1), value: [1]), (key: key(1), value: [2])])
            #expect(try store.get(key(1)) == [2])
            #expect(try store.count == 1)
        }
    }

    @Test func keysOfAllLengthsAreDifferent() throws {
        try withTemporaryFolder { folder in
            let store = try ContentStore(path: "\(folder)/store.db")
            try store.put([UInt8](repeating: 0, count: 16), [1])
            try store.put([UInt8](repeating: 0, count: 32), [2])
            #expect(try store.get([UInt8](repeating: 0, count: 16)) == [1])
            #expect(try store.get([UInt8](repeating: 0, count: 32)) == [2])
        }
    }

    @Test func staysWhenOpenedAgain() throws {
        try withTemporaryFolder { folder in
            try ContentStore(path: "\(folder)/store.db").put(key(1), [7])
            #expect(try ContentStore(path: "\(folder)/store.db").get(key(1)) == [7])
        }
    }

    @Test func twoConnectionsAndManyThreadsShareIt() throws {
        try withTemporaryFolder { folder in
            let stores = try (0..<2).map { _ in try ContentStore(path: "\(folder)/store.db") }
            try Workers.run(4) { worker in
                for number in 0..<50 {
                    try stores[worker % 2].put(key(worker * 1000 + number), [UInt8(number)])
                }
            }
            #expect(try stores[0].count == 200)
            #expect(try stores[1].get(key(3049)) == [49])
        }
    }

    @Test func processesCreatingItAtOnceAgree() throws {
        try withTemporaryFolder { folder in
            try Workers.run(4) { worker in
                try ContentStore(path: "\(folder)/store.db").put(key(worker), [UInt8(worker)])
            }
            #expect(try ContentStore(path: "\(folder)/store.db").count == 4)
        }
    }

    @Test func textIsNotAStore() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/store.db"
            try write([UInt8](repeating: UInt8(ascii: "x"), count: 5000), to: path)
            let failure = #expect(throws: SQLiteFailure.self) { try ContentStore(path: path) }
            #expect(failure?.isNotAStore == true)
            #expect(failure?.description == "opening \(path): file is not a database (SQLite 26)")
            #expect(try FileSystem.readAll(path).count == 5000)
        }
    }

    @Test(.enabled(if: FileSystem.exists("/usr/bin/sqlite3"), "needs the sqlite3 tool"))
    func anotherProgramsDatabaseIsLeftAlone() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/other.db"
            let other = try Shell("sqlite3 '\(path)' 'CREATE TABLE other (x)'")
            #expect(other.finish() == 0)
            let failure = #expect(throws: SQLiteFailure.self) { try ContentStore(path: path) }
            #expect(failure?.isNotAStore == true)
            #expect(failure?.message == "the database belongs to another program")
        }
    }

    @Test func aMissingFolderIsToldAsSuch() {
        let failure = #expect(throws: SQLiteFailure.self) { try ContentStore(path: "/nowhere/store.db") }
        #expect(failure?.code == 14)
        #expect(failure?.doing == "opening")
    }

    @Test(.enabled(if: FileSystem.exists("/usr/bin/sqlite3"), "needs the sqlite3 tool"))
    func aLockThatStaysIsBusy() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/store.db"
            let store = try ContentStore(path: path, busySeconds: 0.01)
            try store.put(key(1), [1])
            let other = try Shell("(printf 'BEGIN IMMEDIATE;\\n.print x\\n'; cat) | sqlite3 '\(path)'")
            try #require(other.waitForByte() == UInt8(ascii: "x"))
            let failure = #expect(throws: SQLiteFailure.self) { try store.put(key(2), [2]) }
            #expect(failure?.isBusy == true)
            #expect(try store.get(key(1)) == [1])
            other.finish()
            try store.put(key(2), [2])
        }
    }
}
