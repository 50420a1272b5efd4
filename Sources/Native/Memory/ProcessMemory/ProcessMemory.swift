internal import CMemory

/// How this process keeps memory that it no longer uses.
public enum ProcessMemory {
    /// Gives freed memory back to the system at once rather than keep it for later; for processes with little to use.
    ///
    /// Costs time: what is needed again must be mapped and cleared again.
    public static func returnFreed() { cmemory_return_freed() }
}
