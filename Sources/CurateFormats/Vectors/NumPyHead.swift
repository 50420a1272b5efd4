/// What stands before an array's numbers.
struct NumPyHead {
    var element: NumPyFile.Element
    var shape: [Int]
    /// Of the whole head.
    var bytes: Int

    /// Why a file is not read.
    struct Fault: Error {
        var message: String
        var hint: String
    }

    init(_ file: Span<UInt8>) throws(Fault) {
        let (start, length) = try Self.dictionary(file)
        let text = String(decoding: (start..<start + length).map { file[$0] }, as: UTF8.self)
        guard let type = Self.between("'descr': '", "'", in: text), let axes = Self.between("'shape': (", ")", in: text)
        else { throw Fault(message: "the head of this NumPy array cannot be read", hint: "Write it anew by np.save.") }
        element = try Self.element(type)
        guard text.contains("'fortran_order': False") else {
            throw Fault(
                message: "this NumPy array lies in Fortran order, column by column",
                hint: "Write it by np.save(path, np.ascontiguousarray(array)).")
        }
        shape = try Self.shape(axes)
        bytes = start + length
    }

    /// Where the dictionary lies. Its length has two bytes in version 1 of the format, four from version 2 on.
    private static func dictionary(_ file: Span<UInt8>) throws(Fault) -> (start: Int, length: Int) {
        let magic = [0x93] + Array("NUMPY".utf8)
        guard file.count >= 10, (0..<6).allSatisfy({ file[$0] == magic[$0] }) else {
            throw Fault(
                message: "this is no NumPy array: it does not begin with the bytes 93 NUMPY",
                hint: "np.save writes such files; np.savez and pickle write others.")
        }
        let digits = file[6] == 1 ? 2 : 4
        guard (1...3).contains(file[6]), file.count >= 8 + digits else {
            throw Fault(
                message: "this NumPy array is of an unknown version, \(file[6]), or has no head",
                hint: "Write it anew by np.save.")
        }
        let length = (0..<digits).reduce(0) { $0 | Int(file[8 + $1]) << (8 * $1) }
        guard length <= file.count - 8 - digits else {
            throw Fault(message: "this NumPy array ends within its head", hint: "Write it anew by np.save.")
        }
        return (8 + digits, length)
    }

    private static func element(_ type: Substring) throws(Fault) -> NumPyFile.Element {
        switch type {
        case "<f2": return .float16
        case "<f4": return .float32
        case ">f2", ">f4":
            throw Fault(
                message: "this NumPy array is big-endian, '\(type)'",
                hint: "Write it by np.save(path, array.astype('<f\(type.suffix(1))')).")
        default:
            if type.hasPrefix("|S"), let count = Int(type.dropFirst(2)), count >= 0 { return .text(count) }
            throw Fault(
                message: "this NumPy array holds '\(type)', not float16, float32 or short texts",
                hint: "Write it by np.save(path, array.astype('<f4')).")
        }
    }

    private static func shape(_ axes: Substring) throws(Fault) -> [Int] {
        let numbers = axes.split(separator: ",").map { Int($0.filter { $0 != " " }) }
        let shape = numbers.compactMap(\.self)
        guard shape.count == numbers.count, shape.allSatisfy({ (0..<1 << 40).contains($0) }),
            shape.reduce(1.0, { $0 * Double($1) }) < 1e15
        else { throw Fault(message: "this NumPy array has no shape that can be: (\(axes))", hint: "Write it anew.") }
        return shape
    }

    private static func between(_ head: String, _ tail: Character, in text: String) -> Substring? {
        guard let start = text.firstRange(of: head)?.upperBound, let end = text[start...].firstIndex(of: tail) else {
            return nil
        }
        return text[start..<end]
    }
}
