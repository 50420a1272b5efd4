import Files
import Glibc
import Testing

@Suite struct FileReaderTests {
    @Test func readsInPieces() throws {
        try withTemporaryFolder { folder in
            let content = [UInt8](pseudoRandom: 100_000)
            try write(content, to: "\(folder)/a")
            let reader = try FileReader(path: "\(folder)/a")
            var bytes: [UInt8] = []
            while try reader.read(upTo: 999, appendingTo: &bytes) > 0 {}
            #expect(bytes == content)
            #expect(try reader.read(upTo: 1, appendingTo: &bytes) == 0)
            #expect(try reader.size == 100_000)
        }
    }

    @Test func readsAtOffsets() throws {
        try withTemporaryFolder { folder in
            try write(Array("0123456789"), to: "\(folder)/a")
            let reader = try FileReader(path: "\(folder)/a")
            #expect(try reader.read(at: 3, count: 4) == Array("3456"))
            #expect(try reader.read(at: 8, count: 4) == Array("89"))
            #expect(try reader.read(at: 99, count: 4).isEmpty)
            #expect(try reader.read(at: 0, count: 0).isEmpty)
        }
    }

    @Test func refusesFolders() throws {
        try withTemporaryFolder { folder in
            let failure = #expect(throws: SystemFailure.self) { try FileReader(path: folder) }
            #expect(failure?.code == EISDIR)
            #expect(failure?.path == folder)
        }
    }

    @Test func tellsWhatIsMissing() {
        let failure = #expect(throws: SystemFailure.self) { try FileReader(path: "/nowhere/x.jsonl") }
        #expect(failure?.description == "opening /nowhere/x.jsonl: No such file or directory (ENOENT 2)")
    }

    @Test func readsPipesToTheirEnd() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/pipe"
            #expect(mkfifo(path, 0o600) == 0)
            let shell = try Shell("(printf one; printf two) > '\(path)'")
            #expect(try FileSystem.readAll(path) == Array("onetwo"))
            #expect(shell.finish() == 0)
        }
    }

    @Test func identityChangesWithContent() throws {
        try withTemporaryFolder { folder in
            try write(Array("a"), to: "\(folder)/a")
            let before = try FileIdentity.of("\(folder)/a")
            #expect(try FileReader(path: "\(folder)/a").identity == before)
            try write(Array("b"), to: "\(folder)/a")
            #expect(try FileIdentity.of("\(folder)/a") != before)
        }
    }
}

@Suite struct FileWriterTests {
    @Test(arguments: [0, 1, (256 << 10) - 1, 256 << 10, (256 << 10) + 1, 3 << 20])
    func writesWhatItIsGiven(count: Int) throws {
        try withTemporaryFolder { folder in
            let content = [UInt8](pseudoRandom: count)
            let writer = try FileWriter(path: "\(folder)/a")
            try writer.write(content.prefix(count / 3))
            try writer.write(content.span.extracting((count / 3)...))
            #expect(writer.bytesWritten == UInt64(count))
            try writer.publish(sync: true)
            #expect(try FileSystem.readAll("\(folder)/a") == content)
        }
    }

    @Test func manySmallWritesKeepTheirOrder() throws {
        try withTemporaryFolder { folder in
            let content = [UInt8](pseudoRandom: 700_000)
            let writer = try FileWriter(path: "\(folder)/a")
            for start in stride(from: 0, to: content.count, by: 7) {
                try writer.write(content[start..<min(start + 7, content.count)])
            }
            try writer.publish(sync: false)
            #expect(try FileSystem.readAll("\(folder)/a") == content)
        }
    }

    @Test func showsNothingBeforePublishing() throws {
        try withTemporaryFolder { folder in
            try write(Array("old"), to: "\(folder)/a")
            let writer = try FileWriter(path: "\(folder)/a")
            try writer.write([UInt8](repeating: 7, count: 1 << 20))
            #expect(try FileSystem.readAll("\(folder)/a") == Array("old"))
            #expect(try FileSystem.list(folder).count == 2)
            #expect(try FileSystem.glob("\(folder)/*") == ["\(folder)/a"])
            try writer.publish(sync: false)
            #expect(try FileSystem.list(folder) == ["a"])
        }
    }

    @Test func leavesNothingWhenAbandoned() throws {
        try withTemporaryFolder { folder in
            let writer = try FileWriter(path: "\(folder)/a")
            try writer.write(Array("x"))
            writer.abandon()
            #expect(try FileSystem.list(folder).isEmpty)
        }
    }

    @Test func leavesNothingWhenForgotten() throws {
        try withTemporaryFolder { folder in
            try FileWriter(path: "\(folder)/a").write([UInt8](repeating: 7, count: 1 << 20))
            #expect(try FileSystem.list(folder).isEmpty)
        }
    }

    @Test func twoWritersOfOneNameDoNotMix() throws {
        try withTemporaryFolder { folder in
            let first = try FileWriter(path: "\(folder)/a")
            let second = try FileWriter(path: "\(folder)/a")
            try first.write(Array("first"))
            try second.write(Array("second"))
            try first.publish(sync: false)
            try second.publish(sync: false)
            #expect(try FileSystem.readAll("\(folder)/a") == Array("second"))
        }
    }

    @Test func aFullDiskIsToldAsSuch() throws {
        let writer = try FileWriter(path: "/dev/full")
        try writer.write(Array("x"))
        let failure = #expect(throws: SystemFailure.self) { try writer.publish(sync: false) }
        #expect(failure?.isDiskFull == true)
        #expect(failure?.description == "writing /dev/full: No space left on device (ENOSPC 28)")
        #expect(FileSystem.exists("/dev/full"))
    }

    @Test func refusesAFolderAsTarget() throws {
        try withTemporaryFolder { folder in
            let failure = #expect(throws: SystemFailure.self) { try FileWriter(path: folder) }
            #expect(failure?.code == EISDIR)
        }
    }

    @Test func namesTheTargetWhenItsFolderIsMissing() throws {
        try withTemporaryFolder { folder in
            let failure = #expect(throws: SystemFailure.self) { try FileWriter(path: "\(folder)/none/a") }
            #expect(failure == SystemFailure(code: ENOENT, doing: "creating", path: "\(folder)/none/a"))
        }
    }

    @Test(.disabled(if: geteuid() == 0, "permissions do not bind the superuser"))
    func refusesAReadOnlyFolder() throws {
        try withTemporaryFolder { folder in
            chmod(folder, 0o500)
            let failure = #expect(throws: SystemFailure.self) { try FileWriter(path: "\(folder)/a") }
            #expect(failure?.code == EACCES)
            chmod(folder, 0o700)
        }
    }
}

@Suite struct FileSystemTests {
    @Test func createsListsAndRemovesFolders() throws {
        try withTemporaryFolder { folder in
            try FileSystem.createDirectories("\(folder)/x/y/z/")
            try FileSystem.createDirectories("\(folder)/x/y/z")
            try write(Array("12345"), to: "\(folder)/x/y/b")
            try write(Array("678"), to: "\(folder)/x/y/z/.hidden")
            #expect(try FileSystem.list("\(folder)/x/y") == ["b", "z"])
            #expect(try FileSystem.totalSize("\(folder)/x") == 8)
            try FileSystem.remove("\(folder)/x")
            #expect(try FileSystem.list(folder).isEmpty)
            try FileSystem.remove("\(folder)/x")
        }
    }

    @Test func removesLinksAndNotWhatTheyMean() throws {
        try withTemporaryFolder { folder in
            try FileSystem.createDirectories("\(folder)/kept")
            try write(Array("k"), to: "\(folder)/kept/file")
            try FileSystem.createDirectories("\(folder)/gone")
            #expect(symlink("\(folder)/kept", "\(folder)/gone/link") == 0)
            try FileSystem.remove("\(folder)/gone")
            #expect(FileSystem.exists("\(folder)/kept/file"))
        }
    }

    @Test func aFileInTheWayOfAFolderFails() throws {
        try withTemporaryFolder { folder in
            try write([], to: "\(folder)/a")
            let failure = #expect(throws: SystemFailure.self) { try FileSystem.createDirectories("\(folder)/a/b") }
            #expect(failure == SystemFailure(code: EEXIST, doing: "creating folder", path: "\(folder)/a"))
        }
    }

    @Test func globSortsBytewise() throws {
        try withTemporaryFolder { folder in
            for name in ["b.txt", "a.txt", "é.txt", "Z.txt", "c.csv"] { try write([], to: "\(folder)/\(name)") }
            let names = ["Z", "a", "b", "é"].map { "\(folder)/\($0).txt" }
            #expect(try FileSystem.glob("\(folder)/*.txt") == names)
            #expect(try FileSystem.glob("\(folder)/*.none").isEmpty)
            #expect(try FileSystem.glob("\(folder)/a.txt/*").isEmpty)
            #expect(try FileSystem.glob("\(folder)/none/*").isEmpty)
        }
    }

    @Test func renames() throws {
        try withTemporaryFolder { folder in
            try write(Array("a"), to: "\(folder)/a")
            try FileSystem.rename("\(folder)/a", to: "\(folder)/b")
            #expect(try FileSystem.list(folder) == ["b"])
            #expect(throws: SystemFailure.self) { try FileSystem.rename("\(folder)/a", to: "\(folder)/c") }
        }
    }

    @Test func absolutePathsAreSpeltOut() throws {
        #expect(try FileSystem.absolute("/a//b/./c/../d/") == "/a/b/d")
        #expect(try FileSystem.absolute("/../..") == "/")
        #expect(try FileSystem.absolute("x").hasSuffix("/x"))
        #expect(try FileSystem.absolute("x").hasPrefix("/"))
    }

    @Test func tellsFreeBytes() throws {
        #expect(try FileSystem.freeBytes(at: "/") > 0)
        #expect(throws: SystemFailure.self) { try FileSystem.freeBytes(at: "/nowhere") }
    }
}

@Suite struct FolderLockTests {
    @Test func oneHolderAtATime() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/lock"
            do {
                let lock = try FolderLock.acquire(path)
                #expect(lock != nil)
                #expect(try FolderLock.acquire(path) == nil)
                #expect(FolderLock.holder(path) == getpid())
                withExtendedLifetime(lock) {}
            }
            #expect(try FolderLock.acquire(path) != nil)
        }
    }

    @Test func anotherProcessKeepsItUntilItDies() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/lock"
            let shell = try Shell("exec 9>'\(path)'; flock 9 && printf x; read ignored")
            try #require(shell.waitForByte() == UInt8(ascii: "x"))
            #expect(try FolderLock.acquire(path) == nil)
            shell.finish()
            #expect(try FolderLock.acquire(path) != nil)
        }
    }

    @Test func aMissingFolderIsAFailure() {
        #expect(throws: SystemFailure.self) { try FolderLock.acquire("/nowhere/lock") }
    }
}

@Suite struct MappedFileTests {
    @Test(arguments: [0, 1, 4096, 100_001])
    func lendsTheContent(count: Int) throws {
        try withTemporaryFolder { folder in
            let content = [UInt8](pseudoRandom: count)
            try write(content, to: "\(folder)/a")
            let file = try MappedFile(path: "\(folder)/a")
            #expect(file.count == count)
            let same = file.withBytes { bytes in
                bytes.count == count && content.indices.allSatisfy { bytes[$0] == content[$0] }
            }
            #expect(same)
        }
    }

    @Test func refusesFolders() throws {
        let failure = #expect(throws: SystemFailure.self) { try MappedFile(path: "/") }
        #expect(failure?.code == EISDIR)
    }
}

@Suite struct ProcessUsageTests {
    @Test func countsWhatIsUsed() {
        let current = ProcessUsage.currentResidentBytes
        #expect(current > 1 << 20)
        #expect(ProcessUsage.peakResidentBytes >= current)
        #expect(ProcessUsage.cpuSeconds > 0)
    }

    @Test func knowsTheMachine() {
        #expect(ProcessUsage.availableProcessors >= 1)
        #expect(ProcessUsage.physicalMemoryBytes > ProcessUsage.currentResidentBytes)
    }
}

/// Each in a process of its own: signals and their handlers belong to the whole process.
@Suite struct InterruptionTests {
    @Test func theFirstSignalIsAWishTheSecondAnOrder() async {
        await #expect(processExitsWith: .success) {
            Interruption.install()
            let before = Interruption.requested
            raiseHere(SIGTERM)
            var action = sigaction()
            sigaction(SIGINT, nil, &action)
            let backToDefault = action.__sigaction_handler.sa_handler == nil
            let holds = !before && Interruption.requested && Interruption.signal == SIGTERM && backToDefault
            exit(holds ? 0 : 1)
        }
    }

    @Test func aClosedPipeIsAFailureNotAnEnd() async {
        await #expect(processExitsWith: .success) {
            Interruption.ignoreBrokenPipe()
            var ends: [Int32] = [0, 0]
            guard pipe(&ends) == 0 else { exit(1) }
            close(ends[0])
            exit(Glibc.write(ends[1], "x", 1) == -1 && errno == EPIPE ? 0 : 1)
        }
    }
}

/// Raises `signal` in this thread, where the test runner may have blocked it.
private func raiseHere(_ signal: Int32) {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, signal)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    raise(signal)
}

@Suite struct WorkersTests {
    @Test func everyWorkerRunsOnce() throws {
        try withTemporaryFolder { folder in
            try Workers.run(8) { index in try write([], to: "\(folder)/\(index)") }
            #expect(try FileSystem.list(folder) == (0..<8).map { "\($0)" })
        }
    }

    @Test func theLowestFailureIsThrown() {
        struct Failure: Error, Equatable { let index: Int }
        #expect(throws: Failure(index: 2)) {
            try Workers.run(6) { index in if index >= 2 { throw Failure(index: index) } }
        }
    }

    @Test func stacksAreDeep() throws {
        @Sendable func depth(_ levels: Int) -> Int {
            levels == 0
                ? 0
                : withUnsafeTemporaryAllocation(byteCount: 1024, alignment: 1) { room in
                    room[0] = 1
                    return depth(levels - 1) + Int(room[0])
                }
        }
        try Workers.run(2, stackBytes: 64 << 20) { _ in #expect(depth(20_000) == 20_000) }
    }

    @Test func aThreadThatCannotStartIsAFailure() {
        #expect(throws: SystemFailure.self) { try Workers.run(1, stackBytes: 1 << 50) { _ in } }
    }
}

@Suite struct ClockTests {
    @Test func timestampsAreISO8601() {
        #expect(Clock.timestamp(secondsSince1970: 0) == "1970-01-01T00:00:00Z")
        #expect(Clock.timestamp(secondsSince1970: 951_827_696) == "2000-02-29T12:34:56Z")
        #expect(Clock.timestamp.utf8.count == 20)
    }

    @Test func monotonicTimeDoesNotGoBack() {
        let first = Clock.monotonicSeconds
        #expect(Clock.monotonicSeconds >= first)
    }
}
