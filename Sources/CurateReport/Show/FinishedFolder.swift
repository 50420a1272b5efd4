internal import CurateCore
public import CuratePlan
import Foundation
internal import Files

/// What commands that look at an output folder ask of it.
public enum FinishedFolder {
    /// - Throws: ``Diagnostic`` when there is no manifest or it cannot be understood.
    public static func manifest(of folder: String) throws -> Manifest {
        guard FileSystem.exists(folder + "/manifest.json") else {
            throw Diagnostic(
                .error, "\(folder) has no manifest.json: it is not an output folder, or its run did not finish",
                hint: "Run the pipeline again; it goes on where it stopped.")
        }
        do {
            return try Publication.manifest(of: folder)
        } catch is DecodingError {
            throw Diagnostic(
                .error, "this is no manifest; it was damaged or written by another program",
                hint: "Run the pipeline again; it makes the manifest anew.", file: folder + "/manifest.json")
        }
    }

    /// What the folder's run took; nil where it is not on record, as in an export or where the work folder was removed.
    public static func timings(of folder: String, _ manifest: Manifest) -> RunTimings? {
        guard manifest.export == nil, let bytes = try? FileSystem.readAll(folder + "/.curate/timings.json"),
            let timings = try? JSONDecoder().decode(RunTimings.self, from: Data(bytes)),
            timings.format == RunTimings.currentFormat, timings.fingerprint == manifest.fingerprint
        else { return nil }
        return timings
    }

    /// - Throws: ``Diagnostic`` when there are no statistics or they cannot be understood.
    public static func statistics(of folder: String) throws -> RunStatistics {
        do {
            return try JSONDecoder().decode(
                RunStatistics.self, from: Data(try FileSystem.readAll(folder + "/stats.json")))
        } catch is DecodingError {
            throw Diagnostic(
                .error, "\(folder)/stats.json is not what this program writes",
                hint: "Run the pipeline again; it makes the file anew.")
        }
    }
}
