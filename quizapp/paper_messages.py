"""What the site says for errors about papers and exams; see `quizapp.messages`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from quizapp.languages import mark

PAPERS: Final[Mapping[str, str]] = {
    "paper.not_found": mark("没有这份试卷，可能已被移走。"),
    "paper.changed_meanwhile": mark(
        "别人刚刚改过这份试卷，请看过最新内容后再来，您的改动没有保存。"
    ),
    "paper.question_unusable": mark("第 %(id)s 题没有发布，或者是简答题，不能放进试卷。"),
    "paper.choice_gone": mark("选的文件、标签或小组已经没有了，请刷新页面重新选。"),
    "paper.is_draft": mark("这份试卷还是草稿，请先定稿。"),
    "paper.is_frozen": mark("这份试卷已经定稿，不能再改；要改请先退回草稿，或者复制成新试卷。"),
    "paper.is_cancelled": mark("这份试卷已经取消，不能再改；可以复制成新试卷。"),
    "paper.has_no_question": mark("试卷里一道题也没有，不能定稿。"),
    "paper.was_sat": mark("已经有人开始答题，不能退回草稿；可以复制成新试卷。"),
    "paper.never_frozen": mark("这份试卷还没有定稿，看不到成绩。"),
    "paper.ends_too_early": mark("截止时间要在现在以后，也要晚于开放时间。"),
    "paper.is_not_open": mark("这份试卷现在没有开放，不用截止。"),
    "exam.unknown": mark("没有这场考试，请检查链接，或者问一问工作人员。"),
    "exam.upcoming": mark("还没到开放时间，请到时候再来。"),
    "exam.closed": mark("这场考试已经截止。"),
    "exam.cancelled": mark("这场考试取消了，不用再参加。"),
    "exam.no_attempt_left": mark("这场考试最多答 %(count)s 次，您的次数已经用完。"),
    "sheet.code_shape": mark("答题卡编号是 %(length)s 位数字，印在二维码下面，请再看一遍。"),
    "sheet.code_check": mark("编号有一位输错了（校验位对不上），请照着答题卡再输一次。"),
    "sheet.unknown": mark("没有这个编号的答题卡，请照着答题卡再输一次。"),
    "sheet.name_missing": mark("这是一张空白答题卡，请填写卡上手写的姓名。"),
    "sheet.several_people": mark(
        "名单里不止一位%(name)s，请选代表团；同一个团里也有重名的，请先在“人员”里区分。"
    ),
    "sheet.nobodys": mark("这是试卷的卷号，不是某个人的答题卡，不能录入答案。"),
    "sheet.entered": mark("这张答题卡（%(name)s）已经录入过了。"),
    "sheet.no_attempt_left": mark("%(name)s 的答题次数已经用完，不能再录入一份。"),
    "sheet.too_long": mark("答案太长，最多 %(limit)s 个字符。"),
    "sheet.too_few": mark("要输 %(wanted)s 题的答案，只读到 %(count)s 题；没答的题请输“-”。"),
    "sheet.too_many": mark(
        "只有 %(wanted)s 题要输，后面多出 %(count)s 个字符，请检查多选题之间有没有空格。"
    ),
    "sheet.no_option": mark("第 %(slot)s 题的选项到 %(last)s 为止，读到的是“%(typed)s”。"),
    "sheet.letter_twice": mark(
        "第 %(slot)s 题读到“%(typed)s”，有字母重复；多选题的答案之间要空一格。"
    ),
    "sheet.no_truth": mark(
        "第 %(slot)s 题是判断题，请输 √ 或 ×（也可以输 T 或 F），读到的是“%(typed)s”。"
    ),
    "sheet.nobody_in_group": mark("这个代表团或小组里还没有人，没有答题卡可印。"),
    "sheet.too_many_people": mark("一次最多印 %(most)s 人的答题卡，请选小一些的代表团或小组。"),
    "appeal.unknown": mark("没有这条申诉，可能已被移走。"),
    "appeal.decided": mark("这条申诉别人已经处理过了。"),
    "regrade.reason_needed": mark("请写明为什么重算分数。"),
    "regrade.not_on_paper": mark("这道题不在这份试卷里。"),
    "regrade.other_parts": mark(
        "这道题后来增减过选项或空，不能按它重算；请把选项或空改回原来的再试。"
    ),
}
