"""A trainer prints a paper, types what came back, and takes the results out."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import zxingcpp
from docx import Document
from PIL import Image
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from question_bank.export.word_paper.bundle import DOCX
from question_bank.questions.values import ItemType
from question_bank.storage import exams, groups, papers, people, questions
from question_bank.storage.attempts import questions_of
from question_bank.storage.audit import history_of
from question_bank.storage.contents import item_from_json, item_of
from question_bank.storage.database import Database
from question_bank.storage.drawn import Drawn
from question_bank.storage.models import (
    Answer,
    Attempt,
    Paper,
    PaperSheet,
    Person,
    Question,
    Revision,
)
from question_bank.storage.models import Document as Text
from question_bank.storage.models.values import AttemptState, Role
from tests import bank
from tests.papers import content, open_paper
from tests.quizapp.conftest import Clock, Visitor
from tests.quizapp.trainer.conftest import words

PRINT = "/trainer/papers/1/print"
ENTER = "/trainer/papers/entry"
NAMES = ("王建国", "李秀英", "张伟")


@pytest.fixture
def paper(database: Database, clock: Clock) -> Paper:
    """A frozen paper, and a group of three people that is asked to sit it."""
    with database.writer() as session:
        for name in NAMES:
            people.add_person(session, people.Listed(name, "", "第一代表团", ""), clock())
        paper = open_paper(session, clock(), title="代表法学习测验", time_limit_seconds=3600)
        session.commit()
        return paper


@pytest.fixture
def group_id(database: Database, paper: Paper) -> str:
    """The number of the group, once its paper is open."""
    assert paper.id == 1
    with database.reader() as session:
        return str(groups.group_tree(session)[0].id)


@pytest.fixture
def printed(reviewer: Visitor, group_id: str) -> None:
    """Everybody's sheet of the one variant."""
    reviewer.post(PRINT, {"variants": "1", "key": "nowhere", "group": group_id})


def test_what_is_printed_tells_the_document_once_as_it_was_frozen(
    reviewer: Visitor, database: Database, paper: Paper
) -> None:
    with database.writer() as session:
        session.execute(update(Text).values(title="后来的标题"))
        session.commit()

    file = reviewer.post(PRINT, {"variants": "1", "key": "nowhere"}).data
    text = "\n".join(each.text for each in Document(io.BytesIO(file)).paragraphs)
    page = words(reviewer.get(f"/trainer/papers/{paper.id}/preview")).replace(" ", "")

    assert text.count("各题均出自《在代表座谈会上的讲话》") == 1
    assert page.count("出自《在代表座谈会上的讲话》") == 1
    assert "后来的标题" not in text + page


def sheet_of(database: Database, name: str) -> PaperSheet:
    with database.reader() as session:
        wanted = select(PaperSheet).where(PaperSheet.person_id == person_id(database, name))
        return session.scalars(wanted).one()


def person_id(database: Database, name: str) -> int:
    with database.reader() as session:
        return next(
            person.id
            for person, _belonging in people.all_people(session, people.PeopleFilter())
            if person.name == name
        )


def files_in(data: bytes) -> dict[str, str]:
    """Return the words of each Word file of an archive, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: words_of(archive.read(name)) for name in archive.namelist()}


def words_of(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def right_line(database: Database, sheet: PaperSheet, *, skip: ItemType | None = None) -> str:
    """Return the right answers of a sheet, as a trainer types them."""
    typed = []
    with database.reader() as session:
        for drawn in map(Drawn.from_data, sheet.layout):
            item = item_from_json(session.get_one(Revision, drawn.revision_id).item)
            if item.type is ItemType.CLOZE:
                continue
            if item.type is skip:
                typed.append("-")
            elif item.type is ItemType.TRUE_FALSE:
                typed.append("T" if item.truth else "F")
            else:
                right = {option.number for option in item.options if option.correct}
                order = drawn.options or tuple(option.number for option in item.options)
                typed.append("".join(chr(65 + at) for at, n in enumerate(order) if n in right))
    return " ".join(typed)


def blanks_of(sheet: PaperSheet) -> dict[str, str]:
    """Return the fields of the one cloze, filled in rightly."""
    slot = next(
        place
        for place, each in enumerate(sheet.layout, start=1)
        if Drawn.from_data(each).points == 3  # only the cloze earns three points
    )
    blanks = bank.SLOGAN_CLOZE.item.blanks
    return {f"q{slot}-{blank.number}": blank.accepted[0] for blank in blanks}


def enter(visitor: Visitor, code: str, line: str, **fields: str) -> Any:
    """Look at what was typed, then store it as a browser would."""
    data = {"code": code, "answers": line, **fields}
    looked = visitor.post(ENTER, {**data, "do": "check"})
    seen = re.search(r'name="seen" value="([^"]+)"', looked.text)
    return visitor.post(ENTER, {**data, "do": "save", "seen": seen[1] if seen else ""})


@pytest.mark.usefixtures("paper")
def test_a_paper_and_its_key_come_as_two_word_files(author: Visitor) -> None:
    answer = author.post(PRINT, {"variants": "1", "key": "apart", "group": ""})

    assert answer.status_code == 200
    assert answer.mimetype == "application/zip"
    found = files_in(answer.data)
    assert list(found) == ["代表法学习测验.docx", "代表法学习测验参考答案及解析.docx"]
    printed, key = found.values()
    assert "一、单项选择题（每题2分，共2分）" in printed
    assert "时间 60 分钟" in printed
    assert "【答案】" not in printed
    assert "【解析】" in key
    assert "【出处】《" in key


@pytest.mark.usefixtures("paper")
def test_one_file_alone_is_no_archive(author: Visitor) -> None:
    answer = author.post(PRINT, {"variants": "1", "key": "after_each"})

    assert answer.mimetype == DOCX
    assert words_of(answer.data).count("【答案】") == 4


@pytest.mark.usefixtures("paper")
def test_each_variant_has_its_paper_and_its_key(author: Visitor) -> None:
    found = files_in(author.post(PRINT, {"variants": "3", "key": "apart"}).data)

    assert len(found) == 6
    assert "（B 卷）" in found["代表法学习测验（B卷）.docx"]
    assert "C 卷" in found["代表法学习测验（C卷）参考答案及解析.docx"]


def test_what_was_printed_once_is_printed_the_same_again(
    author: Visitor, database: Database, group_id: str
) -> None:
    wish = {"variants": "2", "key": "nowhere", "group": group_id}

    first = files_in(author.post(PRINT, wish).data)
    second = files_in(author.post(PRINT, wish).data)

    assert first == second
    with database.reader() as session:
        assert session.scalar(select(func.count()).select_from(PaperSheet)) == 2 + len(NAMES)


def test_neighbours_get_different_variants_and_numbers(
    author: Visitor, database: Database, group_id: str
) -> None:
    answer = author.post(PRINT, {"variants": "2", "key": "nowhere", "group": group_id})

    sheets = [sheet_of(database, name) for name in NAMES]
    assert {sheet.variant for sheet in sheets} == {"A", "B"}
    assert len({sheet.check_code for sheet in sheets}) == 3
    card = files_in(answer.data)["代表法学习测验 答题卡1-3.docx"]
    for name, sheet in zip(NAMES, sheets, strict=True):
        assert name in card
        assert f"{sheet.check_code[:4]} {sheet.check_code[4:]}" in card


@pytest.mark.usefixtures("paper", "office_of_one")
def test_a_corrected_key_is_the_key_that_is_printed(reviewer: Visitor, database: Database) -> None:
    with database.reader() as session:
        row = questions.get_question(session, _true_false(session))
        item, version = item_of(row), row.lock_version
    with database.writer() as session:
        row = questions.get_question(session, _true_false(session))
        turned = questions.Content(replace(item, truth=not item.truth, explanation="改过的解析"))
        questions.edit_question(
            session, questions.Edit(row.id, version, turned), by_id=1, now=bank.NOW
        )
        questions.sign_question(session, row.id, by_id=1, now=bank.NOW)
        number = row.id
        session.commit()
    page = reviewer.get(f"/trainer/papers/1/items/{number}")
    revision = re.search(r'name="revision" value="(\d+)"', page.text)
    assert revision
    reviewer.post(
        f"/trainer/papers/1/items/{number}", {"reason": "答案反了", "revision": revision[1]}
    )

    key = words_of(reviewer.post(PRINT, {"key": "after_each"}).data)

    assert f"【答案】{'×' if item.truth else '√'}" in key
    assert "改过的解析" in key


def _true_false(session: Session) -> int:
    return session.scalars(
        select(Question.id).where(Question.stem == bank.DUTY_TRUE.item.stem)
    ).one()


def test_a_draft_is_not_printed(author: Visitor, database: Database, clock: Clock) -> None:
    with database.writer() as session:
        papers.create_paper(session, content(session), code="x", by_id=1, now=clock())
        session.commit()

    assert "定稿以后才能打印" in words(author.get(PRINT))
    refused = author.post(PRINT, {"variants": "1"})
    assert refused.status_code == 422
    assert "这份试卷还是草稿，请先定稿" in refused.text


@pytest.mark.parametrize("group", ["999", "9" * 30, "x", "-1"])
@pytest.mark.usefixtures("paper")
def test_a_group_that_is_none_prints_no_sheets(author: Visitor, group: str) -> None:
    answer = author.post(PRINT, {"variants": "7", "key": "nonsense", "group": group})

    assert answer.status_code in {200, 422}
    if answer.status_code == 422:
        assert "没有答题卡可印" in answer.text


def test_typed_answers_are_shown_beside_the_questions_before_anything_is_stored(
    reviewer: Visitor, database: Database, group_id: str
) -> None:
    reviewer.post(PRINT, {"variants": "2", "key": "nowhere", "group": group_id})
    sheet = sheet_of(database, "李秀英")

    line = right_line(database, sheet, skip=ItemType.SINGLE)
    page = reviewer.post(ENTER, {"code": sheet.check_code, "answers": line, "do": "check"})

    assert page.status_code == 200
    text = words(page)
    assert "请核对：李秀英" in text
    assert "没答" in text
    assert "照这样得 6 分，满分 11 分" in text
    with database.reader() as session:
        assert session.scalar(select(func.count()).select_from(Attempt)) == 0


def test_a_sheet_is_stored_once_with_its_marks(
    reviewer: Visitor, database: Database, group_id: str
) -> None:
    reviewer.post(PRINT, {"variants": "2", "key": "nowhere", "group": group_id})
    sheet = sheet_of(database, "李秀英")
    line, blanks = right_line(database, sheet), blanks_of(sheet)

    stored = enter(reviewer, sheet.check_code, line, **blanks)
    told = words(reviewer.get(ENTER))
    again = enter(reviewer, sheet.check_code, line, **blanks)

    assert stored.status_code == 303
    assert "已录入 李秀英：11 分" in told
    assert again.status_code == 422
    assert "这张答题卡（李秀英）已经录入过了" in again.text
    with database.reader() as session:
        attempt = session.scalars(select(Attempt)).one()
        assert attempt.sheet_id == sheet.id
        assert attempt.state is AttemptState.FINISHED
        assert attempt.score == attempt.max_score == 11
        assert len(questions_of(attempt)) == 4
        assert session.scalar(select(func.count()).select_from(Answer)) == 4
        assert "paper.enter_sheet" in [e.action for e in history_of(session, "paper", 1)]
        assert len(exams.answers_in(session, attempt.id)) == 4
    assert "李秀英" in words(reviewer.get("/trainer/papers/1/results"))


def test_what_was_changed_after_the_look_is_looked_at_again(
    reviewer: Visitor, database: Database, group_id: str
) -> None:
    reviewer.post(PRINT, {"variants": "1", "key": "nowhere", "group": group_id})
    code = sheet_of(database, "张伟").check_code

    answer = reviewer.post(
        ENTER, {"code": code, "answers": "- - -", "do": "save", "seen": "of something else"}
    )

    assert answer.status_code == 422
    assert "请再核对一遍" in answer.text
    with database.reader() as session:
        assert session.scalar(select(func.count()).select_from(Attempt)) == 0


def test_a_scanned_code_opens_the_sheet(
    reviewer: Visitor, database: Database, group_id: str
) -> None:
    reviewer.post(PRINT, {"variants": "1", "key": "nowhere", "group": group_id})
    code = sheet_of(database, "张伟").check_code

    assert f'value="{code}"' in reviewer.get(f"{ENTER}?code={code}").text
    typed = f"https://example.org{ENTER}?code={code}"
    page = reviewer.post(ENTER, {"code": typed, "answers": "---", "do": "check"})
    assert "请核对：张伟" in words(page)


@pytest.mark.parametrize(
    ("code", "line", "sentence"),
    [
        ("", "", "答题卡编号是 8 位数字"),
        ("1234567", "", "答题卡编号是 8 位数字"),
        ("wrong", "A", "有一位输错了"),
        ("unknown", "A", "没有这个编号的答题卡"),
        ("variant", "A", "不是某个人的答题卡"),
        ("right", "", "只读到 0 题"),
        ("right", "A", "只读到 1 题"),
        ("right", "A AB T T", "后面多出 1 个字符"),
        ("right", "Z AB T", "第 1 题的选项到"),
        ("right", "A ABA T", "有字母重复"),
        ("right", "A AB A", ""),
        ("right", "A AB Q", "第 3 题是判断题"),
        ("right", "<script>", "第 1 题的选项到"),
        ("right", "A" * 3000, "答案太长"),
        ("right", "\x00\ud7ff", "第 1 题的选项到"),
    ],
)
@pytest.mark.usefixtures("printed")
def test_what_is_typed_wrong_is_said_in_one_sentence(
    reviewer: Visitor, database: Database, code: str, line: str, sentence: str
) -> None:
    right = sheet_of(database, "张伟").check_code
    with database.reader() as session:
        variant = session.scalars(
            select(PaperSheet.check_code).where(PaperSheet.person_id.is_(None))
        ).one()
    wrong = right[:-1] + str((int(right[-1]) + 1) % 10)
    named = {"right": right, "wrong": wrong, "variant": variant, "unknown": "00000000"}

    answer = reviewer.post(ENTER, {"code": named.get(code, code), "answers": line, "do": "check"})

    assert answer.status_code == (422 if sentence else 200)
    assert sentence in words(answer)


def test_somebody_who_sat_it_on_a_phone_cannot_be_entered_too(
    reviewer: Visitor, database: Database, group_id: str, clock: Clock
) -> None:
    reviewer.post(PRINT, {"variants": "1", "key": "nowhere", "group": group_id})
    sheet = sheet_of(database, "王建国")
    with database.writer() as session:
        session.add(
            Attempt(
                person_id=sheet.person_id,
                kind="exam",
                paper_version_id=sheet.paper_version_id,
                layout=sheet.layout,
                state=AttemptState.FINISHED,
                started_at=clock(),
                finished_at=clock(),
                finish_reason="submitted",
                score=0,
                max_score=11,
            )
        )
        session.commit()

    answer = enter(reviewer, sheet.check_code, "- - -")

    assert answer.status_code == 422
    assert "王建国 的答题次数已经用完" in words(answer)


@pytest.mark.usefixtures("paper")
def test_authors_may_print_but_not_enter(sign_in: Callable[[Role], Visitor]) -> None:
    author = sign_in(Role.AUTHOR)

    assert author.get(PRINT).status_code == 200
    assert "录入要由审题人或管理员来做" in words(author.get(ENTER))
    assert author.post(ENTER, {"code": "1", "do": "check"}).status_code == 403


def pictures_in(data: bytes) -> list[str]:
    """Return what the QR codes of a Word file say, in their order, read as a phone would."""
    parts = Document(io.BytesIO(data)).part.package.iter_parts()
    named = sorted((part.partname, part.blob) for part in parts if part.content_type == "image/png")
    return [
        each.text
        for _name, blob in named
        for each in zxingcpp.read_barcodes(Image.open(io.BytesIO(blob)).convert("L"))
    ]


def test_the_qr_codes_of_sheets_are_read_as_their_numbers(
    reviewer: Visitor, database: Database, group_id: str
) -> None:
    wish = {"variants": "1", "key": "nowhere", "group": group_id, "blanks": "2"}
    answer = reviewer.post(PRINT, wish)

    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        read = pictures_in(archive.read("代表法学习测验 答题卡1-5.docx"))

    with database.reader() as session:
        stored = session.scalars(select(PaperSheet.check_code).order_by(PaperSheet.id)).all()
    # The first one is the paper's own number.
    assert sorted(read) == sorted(stored[1:])
    assert len(set(read)) == len(NAMES) + 2


@pytest.fixture
def spare(reviewer: Visitor, database: Database, group_id: str) -> PaperSheet:
    """A sheet without a name; everybody of the list has one, too."""
    wish = {"variants": "1", "key": "nowhere", "group": group_id, "blanks": "1"}
    reviewer.post(PRINT, wish)
    with database.reader() as session:
        return session.scalars(select(PaperSheet).order_by(PaperSheet.id.desc()).limit(1)).one()


def test_a_spare_sheet_counts_for_whoever_wrote_their_name_on_it(
    reviewer: Visitor, database: Database, spare: PaperSheet
) -> None:
    looked = reviewer.post(ENTER, {"code": spare.check_code, "answers": "- - -", "do": "check"})
    assert looked.status_code == 422
    assert "请填写卡上手写的姓名" in looked.text
    before = count_people(database)

    stored = enter(reviewer, spare.check_code, "- - -", name="李秀英")
    again = enter(reviewer, spare.check_code, "- - -", name="王建国")

    assert stored.status_code == 303
    assert "已经录入过了" in again.text
    assert count_people(database) == before
    with database.reader() as session:
        attempt = session.scalars(select(Attempt)).one()
        assert attempt.person_id == person_id(database, "李秀英")
    # And this person's own sheet is not entered besides.
    own = enter(reviewer, sheet_of(database, "李秀英").check_code, "- - -")
    assert "李秀英 的答题次数已经用完" in words(own)


def test_somebody_in_no_list_is_added_with_the_answers(
    reviewer: Visitor, database: Database, spare: PaperSheet, group_id: str
) -> None:
    before = count_people(database)
    data = {"code": spare.check_code, "answers": "- - -", "name": " 赵 六 ", "group": group_id}
    assert "请核对：赵六" in words(reviewer.post(ENTER, {**data, "do": "check"}))
    assert count_people(database) == before

    assert (
        enter(reviewer, spare.check_code, "- - -", name="赵六", group=group_id).status_code == 303
    )

    assert count_people(database) == before + 1
    results = words(reviewer.get("/trainer/papers/1/results"))
    assert "赵六" in results


def test_of_two_people_with_one_name_the_group_tells_which(
    reviewer: Visitor, database: Database, spare: PaperSheet, group_id: str, clock: Clock
) -> None:
    with database.writer() as session:
        people.add_person(session, people.Listed("张伟", "", "第二代表团", ""), clock())
        session.commit()

    unsure = enter(reviewer, spare.check_code, "- - -", name="张伟")
    sure = enter(reviewer, spare.check_code, "- - -", name="张伟", group=group_id)

    assert "名单里不止一位张伟" in unsure.text
    assert sure.status_code == 303
    with database.reader() as session:
        attempt = session.scalars(select(Attempt)).one()
    assert attempt.person_id == sheet_of(database, "张伟").person_id


@pytest.mark.parametrize("name", ["\x00", "a" * 200, " "])
def test_a_name_that_is_none_enters_nothing(
    reviewer: Visitor, database: Database, spare: PaperSheet, name: str
) -> None:
    answer = enter(reviewer, spare.check_code, "- - -", name=name, group="9" * 30)

    assert answer.status_code == 422
    with database.reader() as session:
        assert session.scalar(select(func.count()).select_from(Attempt)) == 0


@pytest.mark.usefixtures("paper")
@pytest.mark.parametrize(("sent", "made"), [("3", 3), ("9999", 50), ("-1", 0), ("x", 0)])
def test_no_more_spare_sheets_are_made_than_fit(
    author: Visitor, database: Database, sent: str, made: int
) -> None:
    author.post(PRINT, {"variants": "2", "key": "nowhere", "blanks": sent})

    with database.reader() as session:
        assert session.scalar(select(func.count()).select_from(PaperSheet)) == 2 + made


def count_people(database: Database) -> int:
    with database.reader() as session:
        return session.scalar(select(func.count()).select_from(Person)) or 0
