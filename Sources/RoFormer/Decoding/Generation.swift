internal import Synchronization

extension RoFormerModel {
    /// Generates sentences for every request by UniLM decoding: the source, then a target that sees the source and
    /// itself.
    ///
    /// Threads take requests as sequences end, so memory is bounded by the sequences in flight, not by the number of
    /// requests.
    /// - Returns: for each request its samples in order.
    /// - Throws: ``RoFormerFailure`` for a source that is empty, too long, or not of this vocabulary, and for options
    ///   without sense.
    public func generate(_ requests: [GenerationRequest]) throws -> [[GeneratedSequence]] {
        for (number, request) in requests.enumerated() { try configuration.check(request, number: number) }
        let queue = RequestQueue(requests)
        let lanes = min(threads, max(1, requests.count))
        try Chunks.forEach(lanes, threads: lanes) { _ in
            try workspaces.lend { workspace in
                let lane = DecodingLane(network: network, workspace: workspace, queue: queue, lanes: lanes)
                try lane.run()
            }
        }
        return queue.results()
    }
}
