/// What a pickle of tensors may hold. Containers are places in ``PickleHeap``: nothing nests, nothing is copied.
enum PickleValue {
    case none
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    /// `module name`, one of ``PickleGlobals``.
    case global(String)
    case tuple(Int)
    case list(Int)
    case dictionary(Int)
    case storage(Int)
    case tensor(Int)
}

/// The containers, storages and tensors of a pickle.
struct PickleHeap {
    /// Numbers in the file that tensors are views of.
    struct Storage {
        /// `torch FloatStorage` and its like.
        var type: String
        var key: String
        var count: Int
    }

    struct Tensor {
        var storage: Int
        /// Numbers before its first.
        var offset: Int
        var shape: [Int]
        var strides: [Int]
    }

    var tuples: [[PickleValue]] = []
    var lists: [[PickleValue]] = []
    var dictionaries: [[(key: PickleValue, value: PickleValue)]] = []
    var storages: [Storage] = []
    var tensors: [Tensor] = []
}

/// The names that a pickle may use. None of them is called: they say what the arguments mean.
enum PickleGlobals {
    static let tensor = "torch._utils _rebuild_tensor_v2"
    static let parameter = "torch._utils _rebuild_parameter"
    static let dictionary = "collections OrderedDict"
    static let storages = ["torch FloatStorage", "torch HalfStorage", "torch BFloat16Storage"]

    static let all = Set([tensor, parameter, dictionary] + storages)
}

/// Why a pickle is not read.
struct PickleFailure: Error {
    /// It is right, but holds something that is no tensor; or it is damaged.
    var isRefused: Bool
    var message: String

    static func refused(_ message: String) -> PickleFailure { PickleFailure(isRefused: true, message: message) }
    static func damaged(_ message: String) -> PickleFailure { PickleFailure(isRefused: false, message: message) }
}
