import Glibc

extension ProcessUsage {
    /// Processors this process may run on: its affinity, and the quota of its control group, at least 1.
    public static var availableProcessors: Int {
        let allowed = statusValue("Cpus_allowed_list:").map(countProcessors) ?? 0
        let processors = allowed > 0 ? allowed : sysconf(Int32(_SC_NPROCESSORS_ONLN))
        return max(1, min(processors, processorQuota() ?? processors))
    }

    /// Memory this process may use, in bytes: that of the machine, or of its control group where that is less.
    public static var physicalMemoryBytes: UInt64 {
        let machine = UInt64(sysconf(Int32(_SC_PHYS_PAGES))) * UInt64(sysconf(Int32(_SC_PAGESIZE)))
        let limits = groupFolders().compactMap { lines(of: "\($0)/memory.max").first.flatMap { UInt64($0) } }
        return limits.reduce(machine, min)
    }

    /// Counts a list such as "0-3,8".
    static func countProcessors(_ list: Substring) -> Int {
        list.split(separator: ",").reduce(0) { total, range in
            let ends = range.split(separator: "-").compactMap { Int($0) }
            guard let first = ends.first, let last = ends.last else { return total }
            return total + last - first + 1
        }
    }

    /// Whole processors that the least quota among the groups pays for, rounded up.
    private static func processorQuota() -> Int? {
        groupFolders().compactMap { folder in
            let parts = lines(of: "\(folder)/cpu.max").first?.split(separator: " ").compactMap { Int($0) } ?? []
            guard parts.count == 2, parts[1] > 0 else { return nil }
            return max(1, (parts[0] + parts[1] - 1) / parts[1])
        }.min()
    }

    /// Folders of the process's control group (version 2) and of those above it.
    private static func groupFolders() -> [String] {
        let root = "/sys/fs/cgroup"
        guard let line = lines(of: "/proc/self/cgroup").first(where: { $0.hasPrefix("0::") }) else { return [root] }
        let parts = line.dropFirst(3).split(separator: "/")
        return (0...parts.count).map { ([root] + parts.prefix($0).map(String.init)).joined(separator: "/") }
    }
}
