/// What stands around the words of a row's texts: a serial number, thanks, a mark at the end.
struct Frame {
    let isWide: Bool
    let serial: Int?
    /// Which of the ways to put a serial number.
    let style: Int

    /// How many ways there are to put a serial number.
    static let styles = 4

    /// Writes what comes before the words.
    func open(into block: inout [UInt8]) {
        guard let serial, style == 0 else { return }
        block += Frame.ticket
        Frame.write(serial, into: &block)
        block += isWide ? Frame.wideComma : Frame.blank
    }

    /// Writes what comes after the words.
    func close(mustMark: Bool, _ draw: inout Dice, into block: inout [UInt8]) {
        if let serial, style > 0 { append(serial, into: &block) }
        let share = draw.below(1000)
        if share < 60 { block += isWide ? Frame.wideThanks : Frame.thanks }
        if mustMark || share >= 500 { block += isWide ? Frame.wideMark : Frame.mark }
    }

    private func append(_ serial: Int, into block: inout [UInt8]) {
        switch style {
        case 1:
            block += isWide ? Frame.wideOrder : Frame.order
            Frame.write(serial, into: &block)
        case 2:
            block += isWide ? Frame.wideNumber : Frame.number
            Frame.write(serial, into: &block)
            block += isWide ? Frame.wideEnd : Frame.end
        default:
            block += isWide ? Frame.wideCard : Frame.card
            Frame.write(serial, into: &block)
        }
    }

    /// Writes eight digits.
    private static func write(_ serial: Int, into block: inout [UInt8]) {
        var scale = 10_000_000
        while scale > 0 {
            block.append(UInt8(ascii: "0") + UInt8(serial / scale % 10))
            scale /= 10
        }
    }

    private static let ticket = Array("工单".utf8)
    private static let blank = Array(" ".utf8)
    private static let wideComma = Array("，".utf8)
    private static let order = Array(" 订单号".utf8)
    private static let wideOrder = Array("，订单号".utf8)
    private static let number = Array("(编号".utf8)
    private static let wideNumber = Array("（编号".utf8)
    private static let end = Array(")".utf8)
    private static let wideEnd = Array("）".utf8)
    private static let card = Array(" 我的卡号".utf8)
    private static let wideCard = Array("，我的卡号".utf8)
    private static let thanks = Array(" 谢谢".utf8)
    private static let wideThanks = Array("，谢谢".utf8)
    private static let mark = Array("?".utf8)
    private static let wideMark = Array("？".utf8)
}
