"""Tables of a talk, and the items on their rows."""

from __future__ import annotations

from collections.abc import Callable

from question_bank.keypoints import KeyPoint, Pattern
from question_bank.pipeline import Generation

Points = Callable[..., list[KeyPoint]]
Bank = Callable[[str], Generation]

TABLE = (
    "事项\u3000县级代表\u3000乡级代表\n提出议案\u3000十人以上联名\u3000五人以上联名\n"
    "提出质询案\u3000十人以上联名\u3000十人以上联名\n"
    "提出罢免案\u3000十分之一以上代表联名\u3000五分之一以上代表联名\n议案应当有案由、案据和方案。"
)


def test_rows_whose_cells_differ_are_found_under_the_columns_names(points: Points) -> None:
    motion, recall = points(TABLE, Pattern.TABLE)

    assert (motion.topic, recall.topic) == ("提出议案", "提出罢免案")
    assert [slot.text for slot in motion.slots] == ["十人以上联名", "五人以上联名"]
    assert [m.label.text for m in motion.members if m.label] == ["县级代表", "乡级代表"]


def test_a_table_of_bare_numbers_distributes_and_is_not_asked(points: Points) -> None:
    text = "单位\u3000代表数\u3000述职\n滨江街道\u300046\u300020\n槐园街道\u300052\u300024\n代表应当述职。"

    assert points(text, Pattern.TABLE) == []


def test_a_row_waits_with_cells_of_other_rows_to_tap(bank: Bank) -> None:
    [row, *_] = [q for q in bank(TABLE).to_review if "的表格中" in q.item.stem]

    assert row.item.stem.endswith("“提出议案”一项列明：县级代表——____；乡级代表——____。")
    assert row.item.keys == ("十人以上联名", "五人以上联名")
    assert set(row.item.word_bank) == {
        *row.item.keys,
        "十分之一以上代表联名",
        "五分之一以上代表联名",
    }
