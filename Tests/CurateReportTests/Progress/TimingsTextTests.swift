import CuratePlan
import CurateReport
import Testing

@Suite struct TimingsTextTests {
    private func part(
        _ phase: String, _ seconds: Double, peak: Int, rows: Int = 0, reused: Int = 0
    ) -> RunTimings.Part {
        RunTimings.Part(
            key: "k", name: phase, phase: phase, seconds: seconds, cpuSeconds: 2 * seconds, peakBytes: peak, rows: rows,
            tasks: 2, reused: reused)
    }

    /// Times of a stage's fragments add up, the memory is the most of them, and rows are counted once.
    @Test func fragmentsAreAddedUpByStage() {
        let timings = RunTimings(
            fingerprint: "f", threads: 2, memoryBytes: 512_000_000,
            parts: [
                part("read", 2, peak: 30_000_000, rows: 5000, reused: 2),
                part("dedup", 1, peak: 80_000_000, rows: 4000),
                part("dedup", 3, peak: 50_000_000, rows: 4000),
            ])
        let lines = TimingsText(timings).text.split(separator: "\n").map { line in
            line.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
        }
        #expect(lines[1] == "read 2.0 s 4.0 s 30.0 MB 5,000 2,500 by an earlier run")
        #expect(lines[2] == "dedup 4.0 s 8.0 s 80.0 MB 4,000 1,000")
        #expect(lines[3] == "all 6.0 s 12 s 80.0 MB")
        #expect(lines[4] == "With 2 threads and a budget of 512.0 MB.")
    }
}
