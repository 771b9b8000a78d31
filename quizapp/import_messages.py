"""What the site and the commands say of files that somebody imports; see `quizapp.messages`."""

from __future__ import annotations

from typing import Final

from quizapp.languages import mark

#: Why a whole file is refused.
FILES: Final = {
    "import.macros": mark("%(name)s 带有宏，为安全起见不读；请另存为不带宏的 .xlsx 或 .docx 再试。"),
    "import.old_format": mark("%(name)s 是旧格式，请另存为 .xlsx 或 .docx 再试。"),
    "import.entities": mark("%(name)s 里有外部实体声明，为安全起见不读，请由原来的程序重新导出。"),
    "import.too_many_rows": mark("%(name)s 的“%(sheet)s”行数太多，最多 %(limit)s 行，请分成几个文件。"),
    "import.too_many_questions": mark("%(name)s 里的题太多，一次最多 %(limit)s 题，请分成几个文件。"),
    "import.nothing_found": mark("%(name)s 里没有找到题目，请对照模板检查格式。"),
    "import.no_header": mark("%(name)s 里没有认出表头，第一行应当写“题型、题干、选项A、答案”等列名，可下载模板对照。"),
    "import.bad_csv": mark("%(name)s 第 %(row)s 行的引号不成对，请改好再试。"),
    "import.bad_json": mark("%(name)s 不是完整的 JSON，第 %(row)s 行第 %(column)s 个字符处读不下去。"),
    "import.bad_xml": mark("%(name)s 不是完整的 XML，第 %(row)s 行第 %(column)s 个字符处读不下去。"),
    "import.not_utf8": mark("%(name)s 的文字编码不对，请保存为 UTF-8 再试。"),
    "import.not_a_bank": mark("%(name)s 不是本系统导出的题库 JSON。"),
    "import.bank_version": mark("%(name)s 是第 %(version)s 版题库格式，这个程序只认得第 1 版，请先升级。"),
    "import.not_a_quiz": mark("%(name)s 不是 Moodle 题库，最外层应当是 <quiz>。"),
    "import.nothing_sent": mark("请选一个文件，或者把题目粘贴到文本框里。"),
    "import.checking": mark("正在检查：%(done)s / %(total)s 题"),
    "import.storing": mark("正在存入题库"),
    "import.updating": mark("正在更新：%(done)s / %(total)s 题"),
    "import.indexing": mark("已存入，正在编检索：%(done)s / %(total)s 题"),
    "import.done": mark("导入完成：新存入 %(created)s 题，更新 %(updated)s 题。"),
    "import.changed_meanwhile": mark("预览之后有题被别人改过，什么也没有导入，请看过新的预览再确认。"),
    "import.gone": mark("这次导入已经不在了，请重新上传文件。"),
}  # fmt: skip

#: What is wrong at one place of a file.
PLACES: Final = {
    "import.no_answer": mark("没有答案。"),
    "import.answer_unknown": mark("答案“%(answer)s”和选项对不上。"),
    "import.truth_unknown": mark("答案“%(answer)s”看不出是对还是错，请写“正确”或“错误”。"),
    "import.blanks_and_answers": mark("题干有 %(blanks)s 个空，答案的个数不一样；几个空的答案之间用 | 隔开。"),
    "import.options_missing": mark("答案是“%(answer)s”，却没有认出选项，每个选项请写成“A. ……”。"),
    "import.option_gap": mark("选项 %(option)s 空着，后面却还有选项。"),
    "import.mark_unknown": mark("“是否正确”写的是“%(words)s”，请写“是”或“否”。"),
    "import.type_unknown": mark("不认识题型“%(type)s”，请写单选题、多选题、判断题、填空题或简答题。"),
    "import.type_not_ours": mark("这种题型（%(type)s）题库里没有。"),
    "import.embedded_not_ours": mark("嵌入的答案里有不是填写的空，读不了。"),
    "import.bad_weight": mark("答案的权重不是数。"),
    "import.gift_braces": mark("没有找到成对的花括号 { }。"),
    "import.guid_twice": mark("编号 %(guid)s 在文件里出现了两次，只读第一次。"),
    "import.json_misfit": mark("字段 %(field)s 缺少、多余或者不对。"),
    "import.cell_too_long": mark("这一格太长，最多 %(limit)s 个字。"),
    "import.difficulty_unknown": mark("难度“%(words)s”不认识，请写 1 到 5；先按 2 记。"),
    "import.points_unknown": mark("分值“%(words)s”不是大于 0 的数；先按 1 分记。"),
    "import.column_ignored": mark("“%(column)s”这一列不认识，没有读。"),
    "import.sheet_skipped": mark("没有认出表头，这张表没有读。"),
    "import.lines_unread": mark("这几行没有读进任何一道题。"),
    "import.key_unused": mark("第 %(number)s 题的答案没有找到对应的题。"),
    "import.other_type": mark("题库里同一编号的题是另一种题型，不能更新。"),
    "import.was_rejected": mark("题库里这道题已退回不用，请先送复核再更新。"),
}  # fmt: skip

IMPORTS: Final = FILES | PLACES
