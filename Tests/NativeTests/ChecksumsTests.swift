import Checksums
import Testing

@Suite struct SHA256Tests {
    @Test func agreesWithTheStandard() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(SHA256.hex(of: [UInt8]("abc")) == abc)
        #expect(SHA256.hex(of: []) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    @Test(arguments: [1, 63, 64, 65, 10_000])
    func streamsAreOnePiece(size: Int) {
        let bytes = [UInt8](pseudoRandom: 10_000)
        let stream = SHA256Stream()
        for start in stride(from: 0, to: bytes.count, by: size) {
            stream.update(Array(bytes[start..<min(start + size, bytes.count)]))
        }
        stream.update([])
        #expect(stream.finish() == SHA256.hex(of: bytes))
    }

    @Test func namesItsLibrary() {
        #expect(SHA256.libraryVersion.hasPrefix("OpenSSL 3"))
    }
}
