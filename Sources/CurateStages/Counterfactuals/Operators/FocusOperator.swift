internal import CurateCore

/// Lets a question ask for something else.
struct FocusOperator: EditOperator {
    private struct Change {
        var asked: String
        var instead: String
        /// What must not follow, or must not stand before.
        var notBehind: [String] = []
        var notBefore: [String] = []
    }

    private static let particles = ["的", "啊", "呢", "呀", "？", "?", "了", "，", ",", "。", " ", "有", "吧", "好", "哦"]

    private static let changes = [
        Change(
            asked: "什么时候", instead: "为什么",
            notBehind: particles + ["能", "可以", "才", "是", "恢复", "开始", "出", "再", "回", "结束", "上线", "到", "会", "在"],
            notBefore: ["是", "到", "在", "从", "都"]),
        Change(
            asked: "在哪里", instead: "什么时候",
            notBehind: particles + ["能", "可以", "看", "下载", "见", "找", "设置", "查", "玩", "是", "工作", "住", "上班", "上学"],
            notBefore: ["现", "都", "存", "放", "是"]),
        Change(
            asked: "怎么", instead: "为什么要",
            notBehind: [
                "办", "样", "了", "回事", "会", "才", "还", "不", "没", "能", "可以", "都", "就", "总", "一", "这", "那", "老", "说", "啊",
                "呢", "看", "也", "是", "有", "又", "突然", "我", "你", "他", "她", "写", "用", "做", "弄", "走", "读", "画", "念", "死",
                "治", "算", "来", "个", "？", "?", "想", "变", "评价", "知道", "要", "解决", "处理", "收费", "得", "称呼", "叫",
            ], notBefore: ["不管", "无论", "该", "是", "不", "能", "要", "么", "可以", "想", "道", "教", "应", "我", "你"]),
        Change(
            asked: "如何", instead: "为什么要",
            notBehind: ["是", "？", "?", "才", "能", "可以", "看待", "评价", "解决", "处理", "得", "称呼", "做", "会", "写", "用", "理解"],
            notBefore: ["知道", "该", "要", "无论", "不管", "可以", "教", "应", "效果", "质量", "我", "你", "感觉"]),
        Change(asked: "多少钱", instead: "多长时间", notBehind: ["一", "的", "每", "1", "买", "卖", "可以", "人"], notBefore: []),
    ]

    /// What takes both money and time: only then can a question for the one become one for the other.
    private static let needs = ["要", "需要", "花", "得花", "需", "大概要", "要花"]

    func edits(_ sentence: EditableSentence) -> [Edit] {
        Self.changes.flatMap { change -> [Edit] in
            let places = sentence.places(of: change.asked)
            guard places.count == 1, let range = places.first, fits(sentence, range, change) else { return [] }
            return [sentence.replacing(range, with: change.instead, .focus)]
        }
    }

    private func fits(_ sentence: EditableSentence, _ range: Range<Int>, _ change: Change) -> Bool {
        // Another question word would have to change with it.
        let others = EditableSentence.questionWords.reduce(0) { $0 + sentence.places(of: $1).count }
        guard others <= EditableSentence.questionWords.reduce(0, { $0 + (change.asked.contains($1) ? 1 : 0) }) else {
            return false
        }
        if change.asked == "多少钱" {
            guard Self.needs.contains(where: { sentence.has($0, before: range.lowerBound) }) else { return false }
        } else if range.upperBound >= sentence.count {
            return false
        }
        // 怎么贷不了 and 怎么消失了 ask why already.
        if change.asked == "怎么" || change.asked == "如何" {
            let rest = sentence.text(range.upperBound..<sentence.count)
            if ["不", "没", "了", "无法", "失败"].contains(where: rest.contains) { return false }
        }
        return !change.notBehind.contains { sentence.has($0, at: range.upperBound) }
            && !change.notBefore.contains { sentence.has($0, before: range.lowerBound) }
    }
}
