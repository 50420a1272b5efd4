internal import CuratePlan
internal import Files

/// Standard input can be read once; a run reads its inputs for a checksum, then in pieces, and again when it goes on
/// after a stop. So it is copied into the work folder first.
enum StandardInputCopy {
    /// The plan with `-` replaced by the copy.
    static func resolve(_ plan: Plan, work: WorkFolder) throws -> Plan {
        guard let number = plan.inputs.firstIndex(where: { $0.path == "-" }) else { return plan }
        let path = work.path + "/stdin"
        let bytes = try copy(to: path)
        var plan = plan
        plan.inputs[number].path = path
        plan.inputs[number].bytes = bytes
        return plan
    }

    private static func copy(to path: String) throws -> UInt64 {
        let writer = try FileWriter(path: path)
        let reader = FileReader.standardInput
        var piece: [UInt8] = []
        while try reader.read(upTo: 1 << 20, appendingTo: &piece) > 0 {
            try TaskRunner.stopIfAsked()
            try writer.write(piece)
            piece.removeAll(keepingCapacity: true)
        }
        let bytes = writer.bytesWritten
        try writer.publish(sync: false)
        return bytes
    }
}
