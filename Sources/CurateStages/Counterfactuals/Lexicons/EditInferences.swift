internal import CurateCore

/// What an edit is to its sentence where labels are those of natural language inference: premise and hypothesis.
///
/// Made to be reviewed: a kind that is not here makes no edits of such records. Of each kind 22 edits of OCNLI's premises
/// were read; those here contradict as annotators judge, who take two sentences to speak of one event, nearly always.
///
/// Left out, because both can be true: date (昨天走的 and 前天走的 contradict, 上午总是短促 and 下午总是短促 do not), place
/// (在上海买的 and 在北京买的; but 深圳发展很快 and 北京发展很快), entity (去烧午饭 and 去烧早饭; but 妈妈没看病 and 爸爸没看病),
/// order (我比他高 and 他比我高; but 我给他写信 and 他给我写信). Left out, because it is neither true nor false: focus.
enum EditInferences {
    static let labels: [EditKind: NLILabel] = [
        // 是她的 and 不是她的
        .negation: .contradiction,
        // 有所减少 and 有所增加
        .antonym: .contradiction,
        // 200项以上 and 200项以下
        .comparative: .contradiction,
        // 先后进行6轮 and 先后进行7轮
        .number: .contradiction,
        // 任职4年 and 任职4个月
        .unit: .contradiction,
        // 锈红色的砖 and 锈橙色的砖
        .colour: .contradiction,
    ]
}
