import CurateCore
import CuratePlan
import Files
import Foundation

/// Plans stored as JSON.
enum PlanFile {
    /// - Throws: `Diagnostic` when the file is not a plan of this program's version.
    static func read(_ path: String) throws -> Plan {
        do {
            let bytes = try FileSystem.readAll(path)
            let plan = try JSONDecoder().decode(Plan.self, from: Data(bytes))
            guard plan.version == Plan.currentVersion else {
                throw Diagnostic(
                    .error, "the plan has version \(plan.version), this program reads \(Plan.currentVersion)",
                    hint: "Make it again with curate plan --json.", file: path)
            }
            return plan
        } catch is DecodingError {
            throw Diagnostic(
                .error, "this is not a stored plan", hint: "Make one with curate plan --json.", file: path)
        } catch let failure as SystemFailure {
            throw Diagnostic(
                .error, "the plan cannot be read: \(failure.message)", hint: "Make one with curate plan --json.",
                file: path)
        }
    }
}
