extension Checkpoint {
    /// All float tensors of one weights file by their names in it, read; for tests of the readers alone.
    ///
    /// - Throws: ``CheckpointFailure``; `SystemFailure` where the file cannot be read.
    package static func tensors(in path: String, _ format: CheckpointFormat) throws -> [String: [Float]] {
        let tensors =
            switch format {
            case .safetensors: try SafetensorsFile(path: path).tensors
            case .pytorch: try PyTorchFile(path: path).tensors
            case .tensorFlow: try TensorFlowCheckpoint(indexPath: path).tensors
            }
        return Dictionary(try tensors.map { ($0.name, try $0.floats()) }, uniquingKeysWith: { first, _ in first })
    }
}
