internal import CuratePlan
internal import Files

/// Runs a task of any fragment unless its file is there.
struct FragmentTask {
    let context: RunContext

    func run(_ fragment: Int, _ partition: Int) throws {
        switch context.plan.fragments[fragment].kind {
        case .ledger: try LedgerTask(context: context).write(partition, fragment: fragment)
        case .shards(let settled):
            let task = ShardTask(context: context, settled: settled)
            try task.write(try task.planned()[partition], fragment: fragment, number: partition)
        case .reviews: try ReviewTask(context: context).write(partition, fragment: fragment)
        case .vectors(let settled):
            let task = VectorTask(context: context, settled: settled)
            try task.write(try task.planned()[partition], fragment: fragment, number: partition)
        default:
            guard !FileSystem.exists(WorkFolder.task(context.folder(fragment), partition)) else { return }
            try TaskRunner(context: context).run(fragment: fragment, partition: partition)
        }
    }
}
