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
    "appeal.unknown": mark("没有这条申诉，可能已被移走。"),
    "appeal.decided": mark("这条申诉别人已经处理过了。"),
    "regrade.reason_needed": mark("请写明为什么重算分数。"),
    "regrade.not_on_paper": mark("这道题不在这份试卷里。"),
    "regrade.other_parts": mark(
        "这道题后来增减过选项或空，不能按它重算；请把选项或空改回原来的再试。"
    ),
}
