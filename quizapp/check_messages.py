"""What each check says of an item; ``%(name)s`` are the parameters of its finding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from quizapp.languages import mark

KEYS: Final = {
    "key.invalid": mark("正确答案不完整：请检查有没有答案、答案个数对不对、空和答案是否一一对应。"),
    "key.only_one_right": mark("多选题只有一个正确选项，请改成单选题，或补上正确选项。"),
    "key.all_right": mark("所有选项都是正确的，全选就能得分，请加一个错误选项。"),
    "key.second_filler": mark(
        "原文同一处还能填“%(text)s”：请把题干写得更具体，或把它也算作正确答案。"
    ),
    "key.repeated": mark("同一个答案要填两次，请确认每个空都只能这样填。"),
    "evidence.quote_differs": mark("引用的出处和原文不一致，不能证明答案。"),
    "evidence.key_missing": mark("答案“%(key)s”不在所引的原文里，请按原文写，或改题。"),
    "evidence.damaged": mark("所引的原文有缺损，不能拿来出题。"),
    "evidence.slip": mark("所引的原文“%(phrase)s”疑为笔误，不能作题干或答案：%(note)s"),
}

OPTIONS: Final = {
    "options.equal": mark("选项“%(option)s”和另一个选项实质相同，请改掉一个。"),
    "options.also_true": mark("选项“%(option)s”在法律上也成立，不能当错误选项。"),
    "options.fills_frame": mark("原文里“%(option)s”也能填进这个题干，不能当错误选项。"),
    "options.all_of_the_above": mark(
        "选项“%(option)s”用了“以上都对”一类的说法或编号，请直接写内容。"
    ),
    "options.key_longest": mark("正确选项明显比其他选项长，容易被猜中。"),
    "options.unlike_length": mark("选项长短相差太大，请写得差不多长。"),
    "options.unlike_class": mark("正确选项和错误选项不是一类词语，容易被猜中。"),
    "options.shared_words": mark("题干和正确选项都有“%(words)s”，错误选项都没有，容易被猜中。"),
    "options.label_shows": mark("题干和正确选项共有“%(words)s”，一看就能配上。"),
    "options.contained": mark("选项“%(option)s”包含在另一个选项里，请确认只有一个成立。"),
    "options.absolute": mark("“%(word)s”这样绝对的词只出现在错误选项里，容易被猜中。"),
    "options.numbers_unordered": mark("数字选项没有按大小排列。"),
    "options.full_stop": mark("选项末尾多了标点，请去掉。"),
}

WORDING: Final = {
    "stem.empty": mark("题干除了空和标点什么也没有，请把要问的话写出来。"),
    "stem.dangling": mark("题干里的“%(word)s”离开上下文就不知道指谁，请写明。"),
    "stem.lost": mark("单看这句话，不知道是谁、对什么（“%(word)s”），请在题干里补上。"),
    "stem.long": mark("题干超过 %(limit)s 个字，请精简。"),
    "stem.short": mark("题干除空以外不到 %(limit)s 个字，线索太少。"),
    "stem.unfinished": mark("题干像是没有写完，请补全句子。"),
    "stem.double_negative": mark("题干有双重否定，请改成直接的问法。"),
    "stem.negative_plain": mark("“不属于”“不正确”这类否定词请用 ** 括起来加粗，免得看漏。"),
    "stem.shows_key": mark("答案“%(key)s”在题干里已经出现了。"),
    "blanks.share": mark("挖空的字超过全句的三成，线索太少。"),
    "blanks.first": mark("题干一开头就是空，请先给出线索。"),
    "blanks.adjacent": mark("两个空紧挨着，中间没有字，请合成一个空或隔开。"),
    "blanks.many": mark("空超过 %(limit)s 个，请少挖几个。"),
    "blanks.long": mark("有的空要填 %(limit)s 个字以上，太长。"),
    "blanks.function_word": mark("“%(word)s”是虚词，不值得挖空。"),
    "blanks.praise": mark("“%(word)s”可以换成许多近义词，不适合挖空。"),
    "topic.passing": mark("问的是一次会议、一期学习班的纪律和安排，过后没有用处，请换一处出题。"),
    "wording.unpaired": mark("引号、括号或书名号没有成对。"),
    "wording.half_width": mark("汉字之间有半角标点，请改成全角。"),
    "wording.noise": mark("混进了网页里的文字“%(text)s”，请删掉。"),
    "wording.vague": mark("“%(word)s”意思含糊，原文里没有，请去掉或写具体。"),
}

PHRASES: Final = {
    "phrase.misquoted": mark("“%(text)s”与规范表述“%(canonical)s”不一致，请照规范写。"),
    "phrase.source_differs": mark(
        "原文作“%(text)s”，现行规范表述是“%(canonical)s”：照引原文，请留意。"
    ),
    "phrase.altered": mark("不能改动“%(canonical)s”来编错误的说法，请换一处出题。"),
    "phrase.national_conditions": mark("原文用语与通行提法不同：%(note)s"),
    "phrase.suggestion_order": mark("次序与法律规定不同：%(note)s"),
}

#: The note itself comes from the lexicon, which dates it; here is what kind of note it is.
LAW: Final = {
    "law.composition_not_part": mark("用词与法律不同：%(note)s"),
    "law.words_and_acts": mark("原文疑有笔误：%(note)s"),
    "law.mechanism_meaning": mark("原文疑有笔误：%(note)s"),
    "law.assist_government": mark("现行法律没有这一项：%(note)s"),
    "law.supervised_by_units": mark("原文比法律窄：%(note)s"),
    "law.supervision_commission_missing": mark("原文没有列全：%(note)s"),
    "law.promote_without_supervision": mark("原文没有列全：%(note)s"),
    "law.one_government_two_courts": mark("提法已经更新：%(note)s"),
    "law.three_confidences": mark("提法已经更新：%(note)s"),
    "law.whole_process_democracy": mark("提法已经更新：%(note)s"),
    "law.deputy_article_rights_old": mark("条文序号已经变动：%(note)s"),
    "law.deputy_article_obligations_old": mark("条文序号已经变动：%(note)s"),
    "law.town_deputies_bill": mark("人数与法律不同：%(note)s"),
    "law.state_secret": mark("用词与法律不同：%(note)s"),
    "law.direct_handling": mark("做法与法律不同：%(note)s"),
    "law.master_of_house": mark("写法与规范不同：%(note)s"),
    "law.suggestion_deadline_half_year": mark("期限与法律不同：%(note)s"),
    "law.deputies_supervise_individually": mark("职权主体与法律不同：%(note)s"),
    "law.deputies_decide": mark("职权主体与法律不同：%(note)s"),
    "law.special_protection_immunity": mark("说法与法律不同：%(note)s"),
}

SELECTION: Final = {
    "selection.twin": mark("和另一道更好的题问的是同一处，没有收进题库。"),
    "selection.fact": mark("同一个知识点的题已经够多，没有收进题库。"),
    "selection.of_one_sort": mark("同样改法、同一列举的题已经够多，没有收进题库。"),
    "selection.surplus": mark("待审的题已经够多，这一道排在后面，没有收进题库。"),
}

#: The name of each check with its sentence.
CHECKS: Final[Mapping[str, str]] = KEYS | OPTIONS | WORDING | PHRASES | LAW | SELECTION

#: What each check is called in lists and filters, in a few words.
NAMES: Final[Mapping[str, str]] = {
    "key.invalid": mark("答案不完整"),
    "key.only_one_right": mark("多选只有一个正确"),
    "key.all_right": mark("选项全对"),
    "key.second_filler": mark("还有别的答案"),
    "key.repeated": mark("答案重复"),
    "evidence.quote_differs": mark("出处与原文不符"),
    "evidence.key_missing": mark("答案不在出处里"),
    "evidence.damaged": mark("原文有缺损"),
    "evidence.slip": mark("原文疑有笔误"),
    "options.equal": mark("选项相同"),
    "options.also_true": mark("错误选项也成立"),
    "options.fills_frame": mark("错误选项合原文"),
    "options.all_of_the_above": mark("以上都对"),
    "options.key_longest": mark("正确选项偏长"),
    "options.unlike_length": mark("选项长短悬殊"),
    "options.unlike_class": mark("选项不同类"),
    "options.shared_words": mark("题干提示答案"),
    "options.label_shows": mark("名称提示答案"),
    "options.contained": mark("选项互相包含"),
    "options.absolute": mark("绝对化用词"),
    "options.numbers_unordered": mark("数字未排序"),
    "options.full_stop": mark("选项带句号"),
    "stem.empty": mark("题干没有内容"),
    "stem.dangling": mark("指代不明"),
    "stem.lost": mark("缺主语或对象"),
    "stem.long": mark("题干过长"),
    "stem.short": mark("题干过短"),
    "stem.unfinished": mark("题干未写完"),
    "stem.double_negative": mark("双重否定"),
    "stem.negative_plain": mark("否定词未加粗"),
    "stem.shows_key": mark("题干含答案"),
    "blanks.share": mark("挖空太多"),
    "blanks.first": mark("空在开头"),
    "blanks.adjacent": mark("空挨着空"),
    "blanks.many": mark("空数太多"),
    "blanks.long": mark("空太长"),
    "blanks.function_word": mark("挖了虚词"),
    "blanks.praise": mark("挖了泛泛的词"),
    "topic.passing": mark("只管一时一会"),
    "wording.unpaired": mark("标点不成对"),
    "wording.half_width": mark("半角标点"),
    "wording.noise": mark("网页杂字"),
    "wording.vague": mark("用词含糊"),
    "phrase.misquoted": mark("引错提法"),
    "phrase.source_differs": mark("原文与提法不同"),
    "phrase.altered": mark("改动了规范表述"),
    "phrase.national_conditions": mark("“我国国情”"),
    "phrase.suggestion_order": mark("建议、批评和意见的次序"),
    "law.composition_not_part": mark("法律：组成人员"),
    "law.words_and_acts": mark("原文：言行"),
    "law.mechanism_meaning": mark("原文：引文不通"),
    "law.assist_government": mark("法律：推行工作"),
    "law.supervised_by_units": mark("法律：受谁监督"),
    "law.supervision_commission_missing": mark("法律：监察委员会"),
    "law.promote_without_supervision": mark("法律：依法监察"),
    "law.one_government_two_courts": mark("提法：一府一委两院"),
    "law.three_confidences": mark("提法：四个自信"),
    "law.whole_process_democracy": mark("提法：全过程人民民主"),
    "law.deputy_article_rights_old": mark("条文：代表法第七条"),
    "law.deputy_article_obligations_old": mark("条文：代表法第八条"),
    "law.town_deputies_bill": mark("法律：联名人数"),
    "law.state_secret": mark("法律：国家秘密"),
    "law.direct_handling": mark("法律：不直接处理"),
    "law.master_of_house": mark("写法：当家作主"),
    "law.suggestion_deadline_half_year": mark("法律：答复期限"),
    "law.deputies_supervise_individually": mark("法律：监督权"),
    "law.deputies_decide": mark("法律：决定权"),
    "law.special_protection_immunity": mark("法律：特别保护"),
    "selection.twin": mark("与好题重复"),
    "selection.fact": mark("知识点已够多"),
    "selection.of_one_sort": mark("同类题已够多"),
    "selection.surplus": mark("待审已够多"),
}
