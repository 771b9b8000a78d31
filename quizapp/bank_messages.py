"""What the site and the commands say for errors of the question bank; see `quizapp.messages`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from quizapp.languages import mark

DATABASE: Final = {
    "database.bad_url": mark(
        "数据库地址写得不对，应当像 sqlite:///文件 或 postgresql://用户@主机/库名。"
    ),
    "database.unknown_kind": mark("不支持 %(kind)s 数据库，请用 SQLite 或 PostgreSQL。"),
    "database.in_memory": mark("题库要保存在文件里，请在 sqlite:/// 后面写上文件名。"),
    "database.missing": mark("还没有题库 %(place)s，请先运行 quizapp setup。"),
    "database.not_a_file": mark(
        "备份和恢复只用于 SQLite 题库；PostgreSQL 请用 pg_dump 和 pg_restore。"
    ),
    "database.unwritable": mark("不能写入 %(place)s，请检查文件夹和文件的权限。"),
    "database.unreachable": mark(
        "连不上数据库 %(place)s，请检查地址、用户名和密码，以及数据库是否已启动。"
    ),
    "database.damaged": mark("题库文件 %(place)s 已损坏，请用 quizapp restore 恢复最近的备份。"),
    "database.full": mark("磁盘已满，%(place)s 写不下了，请先腾出空间。"),
    "database.busy": mark("题库正忙，请过一会儿再试，没有任何内容被改动。"),
    "database.too_old": mark("题库的数据表还没有更新到这个版本，请运行 quizapp setup。"),
    "database.too_new": mark("题库是用更新的版本建立的（%(revision)s），请先升级程序。"),
    "backup.missing": mark("找不到备份 %(place)s。"),
    "backup.damaged": mark("备份 %(place)s 已损坏或不是题库的备份，题库没有被改动。"),
    "backup.not_a_bank": mark("%(place)s 不是题库的备份，题库没有被改动。"),
    "backup.unwritable": mark("备份写不到 %(place)s，请检查文件夹的权限和剩余空间。"),
}

DOCUMENTS: Final = {
    "document.empty": mark("文件 %(name)s 是空的。"),
    "document.not_text": mark("%(name)s 不是文本文件，请另存为 UTF-8 编码的 .txt 文件再试。"),
    "document.old_word": mark("%(name)s 是旧格式的文档，请另存为 .docx 后再试。"),
    "document.too_large": mark("文件 %(name)s 太大，最多 %(limit)s MB。"),
    "document.too_long": mark("%(name)s 太长，最多 %(limit)s 万字，请分成几个文件。"),
    "document.damaged": mark("打不开 %(name)s，文件可能已损坏，请重新保存后再试。"),
    "document.encrypted": mark("%(name)s 有密码保护，请去掉密码后再试。"),
    "document.scanned": mark("%(name)s 是图片或扫描件，里面没有文字，请换成文字版。"),
    "document.too_complex": mark("%(name)s 太复杂，读不了，请另存为 .txt 文件再试。"),
    "document.no_chinese": mark("%(name)s 里几乎没有中文，出不了题。"),
    "document.not_found": mark("没有编号为 %(id)s 的文件，可能已被移走。"),
    "document.no_repair": mark("这一处修复找不到了，可能已有新版本，请刷新页面。"),
    "document.no_flag": mark("这一处没有存疑的标记，可能已有新版本，请刷新页面。"),
    "document.no_older": mark("第 %(id)s 号文件只有一个版本，没有可以对照的。"),
    "document.no_decision": mark("请选一种处理办法：保留、采用新文字或者停用。"),
    "document.archived": mark("第 %(id)s 号文件已经停用。"),
    "document.not_archived": mark("第 %(id)s 号文件没有停用。"),
    "document.no_point": mark("这处要点已经重新整理过，请刷新页面再点。"),
    "keypoint.no_candidate": mark("这一处没有合适的出题方式。"),
}

WORDS: Final = {
    "words.not_found": mark("没有这个词语或词组，可能已被移走。"),
    "words.term_length": mark("词语应当是 2 到 60 个字。"),
    "words.name_length": mark("名称应当是 2 到 120 个字。"),
    "words.member_length": mark("每个词最多 120 个字。"),
    "words.not_plain": mark("词里不能有换行和看不见的字符。"),
    "words.known": mark("词库里已经有这一条了。"),
    "words.too_many": mark("自己的词条太多了，请先清理不用的。"),
    "words.too_few_members": mark("词太少：易混组至少两个词，同样成立的至少一个。"),
    "words.too_many_members": mark("一组最多 30 个词。"),
    "words.same_members": mark("同一个词写了两遍。"),
    "words.reason": mark("每个说明最多 300 个字。"),
    "words.slots": mark("用【】标出的词要依次出现在提法里，也不能把整句都标上。"),
    "words.no_reason": mark("请给每个词写一句说明，写成“词：说明”。"),
}

QUESTIONS: Final = {
    "question.not_found": mark("没有编号为 %(id)s 的题，可能已被移走。"),
    "refused.not_found": mark("没有采用的题里找不到这一道了：重新出题会换一批。"),
    "question.outdated": mark("第 %(id)s 题的出处在新版本里改了，请先对照新旧文字。"),
    "question.not_outdated": mark("第 %(id)s 题的出处没有改动，或者已经复核过了。"),
    "question.changed_meanwhile": mark(
        "别人刚刚改过第 %(id)s 题，请看过最新内容后再改，您的改动没有保存。"
    ),
    "filter.not_found": mark("这组条件已经删去了。"),
    "question.not_published": mark("第 %(id)s 题还没有发布，不能签发。"),
    "question.cannot_move": mark("第 %(id)s 题现在的状态不能这样改。"),
    "question.reason_needed": mark("不采用一道题要写明理由。"),
    "question.not_undone": mark("第 %(id)s 题后来又有改动，或者不是您处理的，不能撤销了。"),
    "question.blocked": mark("第 %(id)s 题没有通过检查，改好后才能发布。"),
    "question.own": mark("自己出的题要由另一位培训人员发布。"),
    "question.points": mark("分值应当大于 0。"),
    "bulk.not_found": mark("没有这次批量处理，或者不是您做的。"),
    "bulk.not_undone": mark("这次批量处理不能撤销了。"),
    "bulk.incomplete": mark("批量处理缺少原因、标签、内容或难度。"),
    "bulk.already": mark("第 %(id)s 题本来就是这样。"),
    "filter.name": mark("请给这组条件起个名字，最多 %(limit)s 个字。"),
    "filter.too_many": mark("最多记住 %(limit)s 组条件，请先删去不用的。"),
    "question.type_is_fixed": mark("题型定了就不能改，请另出一道新题。"),
    "attempt.unknown": mark("没有这次答题，可能已经结束。"),
    "card.unknown": mark("没有这张卡片，可能已被移走。"),
    "card.nothing_to_undo": mark("没有可以撤销的复习。"),
    "card.not_the_last": mark("只能撤销最近的一次复习。"),
    "card.settings": mark("每天的张数或一天的开始超出了范围，请重新选。"),
    "plan.unknown": mark("没有这个计划，可能已经结束。"),
}

ITEMS: Final = {
    "item.no_stem": mark("题干不能是空的。"),
    "item.unstorable_text": mark("文字里有不能保存的控制字符，请删去后再提交。"),
    "item.difficulty": mark("难度应当是 1 到 5。"),
    "item.numbers": mark("选项或空的编号重复了，请刷新页面再试。"),
    "item.too_few_options": mark("选择题至少要有两个选项。"),
    "item.empty_option": mark("选项不能是空的。"),
    "item.same_options": mark("有两个选项一模一样。"),
    "item.no_right_option": mark("请至少勾选一个正确选项。"),
    "item.several_right_options": mark("单选题只能有一个正确选项。"),
    "item.options_not_expected": mark("这种题型没有选项。"),
    "item.blanks_do_not_fit": mark("题干里的空（____）和答案的数目不一样。"),
    "item.no_blank": mark("填空题的题干里至少要有一个空（____）。"),
    "item.empty_answer": mark("每个空都要有答案。"),
    "item.no_truth": mark("请选择这句话是对还是错。"),
    "item.no_model_answer": mark("简答题要写参考答案。"),
    "item.unordered_not_cloze": mark("只有填空题的答案可以不分先后。"),
}

RESPONSES: Final = {
    "response.option_unknown": mark("提交的选项不在这道题里，请刷新页面再答。"),
    "response.one_option_only": mark("单选题只能选一项，收到了 %(count)s 项。"),
    "response.truth_unknown": mark("请选择正确或错误。"),
    "response.field_repeated": mark("同一个空收到了两个答案，请刷新页面再答。"),
    "response.too_long": mark("答案太长，最多 %(limit)s 个字。"),
    "response.malformed": mark("提交的答案看不懂，请刷新页面再答。"),
}

EXPORT: Final = {
    "export.nothing_to_export": mark("没有可以导出的题，请先发布几道。"),
    "export.bad_deck_name": mark("牌组不能叫“%(name)s”，请换一个名字。"),
    "export.cannot_write": mark("牌组写不到 %(path)s，请检查文件夹的权限。"),
    "export.no_guid": mark("这道题没有固定编号，不能做成卡片。"),
    "export.guid_twice": mark("这道题重复了，只导出一次。"),
    "export.empty_stem": mark("题干是空的，不能做成卡片。"),
    "export.no_answer": mark("没有答案，不能做成卡片。"),
    "export.several_answers": mark("单选题有几个正确选项，不能做成卡片。"),
    "export.too_few_options": mark("选项太少，不能做成卡片。"),
    "export.empty_option": mark("有空的选项，不能做成卡片。"),
    "export.blanks_do_not_match": mark("空和答案的数目不一样，不能做成卡片。"),
    "export.blank_numbers": mark("空的编号不对，不能做成卡片。"),
}

#: Every message id of the bank with its sentence.
BANK: Final[Mapping[str, str]] = (
    DATABASE | DOCUMENTS | WORDS | QUESTIONS | ITEMS | RESPONSES | EXPORT
)
