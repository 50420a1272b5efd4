/// Characters that turn a sentence into its opposite when one takes the other's place: 大 and 小, 买 and 卖.
enum Opposites {
    /// One list for each direction; any two characters of a list are opposites.
    static let lists = [
        "大小", "多少", "高低", "高矮", "长短", "上下", "左右", "前后", "内外", "里外", "进出", "来去", "开关", "买卖", "借还",
        "增减", "升降", "涨跌", "男女", "早晚", "东南西北", "冷热", "快慢", "好坏", "好差", "新旧", "真假", "正反", "输赢", "胜败",
        "存取", "加减", "父母", "爸妈", "公母", "有无", "强弱", "轻重", "深浅", "宽窄", "胖瘦", "粗细", "软硬", "干湿", "明暗",
        "黑白", "生死", "收发", "收付", "贷还", "装卸", "穿脱", "推拉", "吃吐", "哭笑", "爱恨", "得失", "盈亏", "赚赔", "赚亏",
        "夫妻", "公婆", "兄弟", "姐妹", "哥弟", "旱涝", "阴阳", "雌雄", "始终", "首尾", "甲乙", "春夏秋冬", "日夜", "昼夜",
    ]

    static let table: [UInt32: Set<UInt32>] = {
        var table: [UInt32: Set<UInt32>] = [:]
        for list in lists {
            let characters = Set(list.unicodeScalars.map(\.value))
            for character in characters { table[character, default: []].formUnion(characters.subtracting([character])) }
        }
        return table
    }()
}
