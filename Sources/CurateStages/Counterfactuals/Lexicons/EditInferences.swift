internal import CurateCore

/// What an edit is to its sentence where labels are those of natural language inference: premise and hypothesis.
///
/// Made to be reviewed: a kind that is not here makes no edits of such records. Of each kind 22 edits of OCNLI's premises
/// were read; those here contradict as annotators judge, who take two sentences to speak of one event, nearly always.
///
/// Left out, because both can be true: date (昨天走的 and 前天走的 contradict, 上午有雨 and 下午有雨 do not), place
/// (在上海买的 and 在北京买的; but 深圳发展很快 and 北京发展很快), entity (去买菜 and 去买米; but 妈妈没看病 and 爸爸没看病),
/// order (我比他高 and 他比我高; but 我给他写信 and 他给我写信). Left out, because it is neither true nor false: focus.
enum EditInferences {
    static let labels: [EditKind: NLILabel] = [
        // 是她的 and 不是她的
        .negation: .contradiction,
        // 少了 and 多了
        .antonym: .contradiction,
        // 20岁以上 and 20岁以下
        .comparative: .contradiction,
        // 走了6天 and 走了7天
        .number: .contradiction,
        // 住了4年 and 住了4个月
        .unit: .contradiction,
        // 红色的砖 and 橙色的砖
        .colour: .contradiction,
    ]
}
