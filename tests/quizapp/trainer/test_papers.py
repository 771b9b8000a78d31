"""A trainer makes a paper, opens it, reads its results, and corrects a key."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from question_bank.questions.values import Item, ItemType
from question_bank.storage import exams, questions
from question_bank.storage.attempts import questions_of
from question_bank.storage.audit import history_of
from question_bank.storage.contents import item_of
from question_bank.storage.database import Database
from question_bank.storage.models import (
    Attempt,
    Group,
    Membership,
    Paper,
    PaperVersion,
    ProblemReport,
)
from question_bank.storage.models.values import (
    AttemptState,
    Audience,
    PaperState,
    ReportKind,
    ReportState,
    Role,
)
from tests import bank
from tests.papers import ASKED, open_paper
from tests.quizapp.conftest import Clock, Visitor
from tests.quizapp.trainer.conftest import words

LIST = "/trainer/papers/"
NEW = "/trainer/papers/new"
#: A sound paper, as a browser sends it.
FORM = {
    "title": "代表法学习测验",
    "rule-0-type": "single",
    "rule-0-count": "2",
    "rule-0-points": "2",
    "rule-0-kind": "",
    "rule-0-difficulty": "",
    "rule-0-document": "",
    "rule-0-tag": "",
    "rule-1-type": "true_false",
    "rule-1-count": "1",
    "rule-1-points": "1.5",
    "scoring_rule": "half",
    "grace": "30",
    "attempts": "1",
    "minutes": "20",
    "answers_shown": "after_submit",
    "audience": "everyone",
    "shuffle_options": "yes",
    "do": "save",
}
MOST_STATEMENTS = 12


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """Collect what the bank carries out, without what begins and ends transactions."""
    engine = app.extensions["quizapp.database"].engine
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN")):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def made(database: Database, clock: Clock) -> Callable[..., Paper]:
    """Return what opens a paper without pages."""

    def make(**settings: Any) -> Paper:
        with database.writer() as session:
            paper = open_paper(session, clock(), **settings)
            session.commit()
            return paper

    return make


def paper_of(database: Database, number: int = 1) -> Paper:
    with database.reader() as session:
        return session.get_one(Paper, number)


def lock(database: Database, number: int = 1, **fields: str) -> dict[str, object]:
    """Return the fields of a deed on the page of a paper."""
    return {"lock_version": str(paper_of(database, number).lock_version), **fields}


def sit(app: Flask, right: dict[ItemType, bool], name: str = "周敏") -> int:
    """Sit the paper of `tests.papers` as somebody new, and return the attempt."""
    deputy = Visitor(app.test_client())
    location = deputy.post("/p/abc234", {"name": name}).location
    found = re.fullmatch(r"/exam/(\d+)/1", location)
    assert found
    for slot, item in enumerate(ASKED, start=1):
        if item.type in right:
            fields = _answer(item, right=right[item.type])
            deputy.post(f"/exam/{found[1]}/{slot}", {"was": "", "do": "next", **fields})
    deputy.post(f"/exam/{found[1]}/submit")
    return int(found[1])


def _answer(item: Item, *, right: bool) -> dict[str, object]:
    if item.type is ItemType.CLOZE:
        texts = [blank.accepted[0] if right else "作风" for blank in item.blanks]
        return {
            f"blank-{blank.number}": text for blank, text in zip(item.blanks, texts, strict=True)
        }
    if item.type is ItemType.TRUE_FALSE:
        return {"truth": str(item.truth is right).lower()}
    ticked = [str(o.number) for o in item.options if o.correct is right]
    return {"option": ticked[:1] if item.type is ItemType.SINGLE else ticked}


# --- writing ----------------------------------------------------------------


@pytest.mark.parametrize("htmx", [False, True])
def test_a_paper_is_made_frozen_and_shared(
    reviewer: Visitor, database: Database, *, htmx: bool
) -> None:
    answer = reviewer.post(NEW, FORM, htmx=htmx)
    location = answer.headers.get("HX-Redirect") or answer.location
    assert location == f"{LIST}1"
    page = words(reviewer.get(location))
    for sentence in ("共 3 题，满分 5.5 分", "20 分钟", "少选得一半", "题目齐了"):
        assert sentence in page
    answer = reviewer.post(f"{LIST}1/freeze", lock(database, seed="0a1b2c3d"), htmx=htmx)
    assert answer.status_code in {200, 303}
    page = reviewer.get(f"{LIST}1").text
    code = paper_of(database).code
    assert f"http://127.0.0.1:8000/p/{code}" in page
    assert "手机扫不开这个码" in page
    picture = reviewer.get(f"{LIST}1/qr.svg")
    assert picture.content_type == "image/svg+xml"
    assert picture.data.startswith(b"<svg")
    assert f"/p/{code}" in reviewer.get(f"{LIST}1/poster").text
    assert "代表法学习测验" in words(reviewer.get(f"/p/{code}"))


def test_the_poster_names_the_office_and_the_paper(
    admin: Visitor, reviewer: Visitor, database: Database
) -> None:
    reviewer.post(NEW, FORM)
    reviewer.post(f"{LIST}1/freeze", lock(database))
    assert "poster__office" not in reviewer.get(f"{LIST}1/poster").text
    admin.post("/trainer/office/", {"name": "江城区人大常委会"})
    assert "江城区人大常委会 代表法学习测验" in words(reviewer.get(f"{LIST}1/poster"))


def test_the_log_leads_to_the_paper(admin: Visitor) -> None:
    admin.post(NEW, FORM)
    assert 'href="/trainer/papers/1"' in admin.get("/trainer/log/?area=paper").text


def test_the_preview_is_what_is_frozen(reviewer: Visitor, database: Database) -> None:
    reviewer.post(NEW, FORM)
    before = re.findall(r"题库编号 (\d+)", reviewer.get(f"{LIST}1/preview?seed=0a1b2c3d").text)
    reviewer.post(f"{LIST}1/freeze", lock(database, seed="0a1b2c3d"))
    assert re.findall(r"题库编号 (\d+)", reviewer.get(f"{LIST}1/preview").text) == before
    assert len(before) == 3


def test_a_paper_of_one_text_has_its_name_and_is_frozen_from_the_preview(
    reviewer: Visitor, database: Database
) -> None:
    assert 'value="《在代表座谈会上的讲话》测验"' in reviewer.get(f"{NEW}?document=1").text
    reviewer.post(NEW, FORM)
    preview = reviewer.get(f"{LIST}1/preview?seed=0a1b2c3d").text
    assert preview.count("就用这一批，定稿") == 2  # above and below
    assert reviewer.post(f"{LIST}1/freeze", lock(database, seed="0a1b2c3d")).status_code == 303
    assert "就用这一批，定稿" not in reviewer.get(f"{LIST}1/preview").text


def test_the_form_says_live_what_is_short(author: Visitor) -> None:
    form = FORM | {"rule-0-count": "9", "fixed-0-numbers": "777", "fixed-0-points": "2"}
    page = words(author.post(f"{LIST}check", form, htmx=True))
    assert "还缺" in page
    assert "够用，符合的有 3 题" in page
    assert "第 777 题没有发布" in page


def test_a_new_paper_asks_for_no_more_than_the_bank_has(reviewer: Visitor) -> None:
    offered = reviewer.get(NEW)
    assert "还缺" not in words(offered)
    counts = re.findall(r'name="(rule-\d+-count)" value="(\d+)"', offered.text)
    types = zip(("single", "multiple", "true_false", "cloze"), range(4), strict=True)
    rules = {f"rule-{at}-type": name for name, at in types} | dict(counts)
    points = {f"rule-{at}-points": "1" for at in range(4)}
    reviewer.post(NEW, {**FORM, "fixed-0-numbers": "", **rules, **points})
    for seed in ("0a1b2c3d", "11111111", "22222222"):
        assert "定稿，开放参加" in words(reviewer.get(f"{LIST}1?seed={seed}"))
    of_another = reviewer.get(f"{NEW}?document=999")
    assert "还缺 10 题" in words(of_another)


def test_a_short_paper_is_not_frozen_and_says_why(reviewer: Visitor, database: Database) -> None:
    reviewer.post(NEW, FORM | {"rule-1-count": "9"})
    page = words(reviewer.get(f"{LIST}1"))
    assert "第 2 条规则：还缺" in page
    assert "定稿，开放参加" not in page
    answer = reviewer.post(f"{LIST}1/freeze", lock(database))
    assert answer.status_code == 422
    assert "题目还不齐，没有定稿" in words(answer)
    assert paper_of(database).state is PaperState.DRAFT


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": ""}, "请写试卷名称"),
        ({"title": "长" * 81}, "请写试卷名称"),
        ({"rule-0-count": "0"}, "题数应当是 1 到 200 的整数"),
        ({"rule-0-count": "9" * 5000}, "题数应当是 1 到 200 的整数"),
        ({"rule-0-points": "-1"}, "每题分值应当大于 0"),
        ({"rule-0-points": "NaN"}, "每题分值应当大于 0"),
        ({"rule-0-points": "1e9"}, "每题分值应当大于 0"),
        ({"rule-0-points": "0.0001"}, "每题分值应当大于 0"),
        ({"rule-0-type": "short_answer"}, "请在列出的选项里选"),
        ({"rule-0-kind": "x"}, "请在列出的选项里选"),
        ({"rule-0-difficulty": "5-1"}, "请在列出的选项里选"),
        ({"rule-0-document": "77"}, "选的文件、标签或小组已经没有了"),
        ({"rule-0-count": "150", "rule-1-count": "150"}, "一份试卷最多 200 题"),
        ({"opens_at": "明天"}, "时间请写成"),
        ({"opens_at": "2026-02-30T09:00"}, "时间请写成"),
        ({"opens_at": "2026-03-05T09:00", "closes_at": "2026-03-05T09:00"}, "截止时间要晚于"),
        ({"minutes": "0"}, "限时请填"),
        ({"grace": "-1"}, "宽限请填"),
        ({"attempts": "１"}, "次数请填"),
        ({"pass_mark": "6"}, "及格分不能高于满分 5.5"),
        ({"scoring_rule": "x"}, "请在列出的选项里选"),
        ({"scoring_rule": "fixed", "part_points": "0"}, "每选对一项的分值应当大于 0"),
        ({"answers_shown": "at_once"}, "请在列出的选项里选"),
        ({"answers_shown": "after_close"}, "就要写明截止时间"),
        ({"audience": "groups"}, "请勾选可以参加的"),
        ({"audience": "groups", "group": "77"}, "选的文件、标签或小组已经没有了"),
        ({"fixed-0-numbers": "777", "fixed-0-points": "2"}, "第 777 题没有发布"),
    ],
)
def test_what_makes_no_sense_is_said_and_stores_nothing(
    author: Visitor, database: Database, fields: dict[str, str], sentence: str
) -> None:
    answer = author.post(NEW, FORM | fields)
    assert answer.status_code == 422
    assert sentence in words(answer)
    with database.reader() as session:
        assert session.scalar(select(func.count()).select_from(Paper)) == 0


def test_rows_are_added_and_removed_without_javascript(author: Visitor) -> None:
    more = author.post(NEW, FORM | {"do": "add_rule"}).text
    assert 'name="rule-2-type"' in more
    fewer = author.post(NEW, FORM | {"do": "remove_rule-0"}).text
    assert 'name="rule-1-type"' not in fewer
    assert 'value="true_false" selected' in fewer
    chosen = author.post(NEW, FORM | {"do": "add_fixed"}).text
    assert 'name="fixed-0-numbers"' in chosen
    assert author.post(NEW, FORM | {"do": "remove_rule-99999999999"}).status_code == 200


@pytest.mark.parametrize("htmx", [False, True])
def test_of_two_trainers_the_second_sees_what_differs(
    author: Visitor, database: Database, *, htmx: bool
) -> None:
    author.post(NEW, FORM)
    seen = lock(database)
    author.post(f"{LIST}1/edit", FORM | seen | {"title": "先改的"})
    answer = author.post(f"{LIST}1/edit", FORM | seen | {"title": "后改的"}, htmx=htmx)
    assert answer.status_code == (422 if htmx else 409)
    page = words(answer)
    assert "被别人改过" in page
    assert "先改的" in page
    assert 'value="后改的"' in answer.text
    assert paper_of(database).title == "先改的"
    retry = FORM | lock(database) | {"title": "后改的"}
    assert author.post(f"{LIST}1/edit", retry, htmx=htmx).status_code in {200, 303}
    assert paper_of(database).title == "后改的"


def test_a_paper_keeps_all_that_was_written(author: Visitor, database: Database) -> None:
    written = FORM | {
        "opens_at": "2026-03-05T09:00",
        "closes_at": "2026年3月6日 18:30",
        "scoring_rule": "fixed",
        "part_points": "0.5",
        "pass_mark": "3",
        "instructions": "请独立完成。",
        "rule-0-difficulty": "1-3",
        "shuffle_questions": "yes",
        "attempts": "",
    }
    assert author.post(NEW, written).status_code == 303
    page = author.get(f"{LIST}1/edit").text
    for value in ("2026-03-05T09:00", "2026-03-06T18:30", "请独立完成。", 'value="0.5"'):
        assert value in page
    assert "2026年3月5日 09:00 到 2026年3月6日 18:30" in words(author.get(f"{LIST}1"))
    paper = paper_of(database)
    assert (paper.attempts_allowed, paper.shuffle_questions, paper.shuffle_options) == (
        None,
        True,
        True,
    )


# --- deeds ------------------------------------------------------------------


def test_authors_write_papers_and_reviewers_decide(
    author: Visitor, sign_in: Callable[[Role], Visitor], database: Database
) -> None:
    author.post(NEW, FORM)
    assert "定稿要由审题人或管理员来做" in words(author.get(f"{LIST}1"))
    for deed in ("freeze", "thaw", "extend", "close", "cancel"):
        assert author.post(f"{LIST}1/{deed}", lock(database)).status_code == 403
    assert sign_in(Role.REVIEWER).post(f"{LIST}1/freeze", lock(database)).status_code == 303


def test_an_open_paper_is_extended_closed_and_copied(
    reviewer: Visitor, made: Callable[..., Paper], database: Database, clock: Clock
) -> None:
    made(time_limit_seconds=600)
    fields = lock(database, closes_at="2026-03-02T12:00", minutes="30")
    assert reviewer.post(f"{LIST}1/extend", fields).status_code == 303
    paper = paper_of(database)
    assert (paper.time_limit_seconds, paper.closes_at) == (1800, clock().replace(hour=4))
    for broken in ({"closes_at": "x"}, {"minutes": "0"}, {"closes_at": "2020-01-01T00:00"}):
        assert reviewer.post(f"{LIST}1/extend", lock(database) | broken).status_code == 422
    clock.advance(minutes=5)
    assert reviewer.post(f"{LIST}1/close", lock(database)).status_code == 303
    assert "已截止" in words(reviewer.get(f"{LIST}1"))
    assert reviewer.post(f"{LIST}1/copy", {"submission": "b" * 24}).location == f"{LIST}2/edit"
    with database.reader() as session:
        actions = [each.action for each in history_of(session, "paper", 1)]
    assert actions[:2] == ["paper.close", "paper.extend"]


def test_a_paper_is_called_off_with_a_reason(
    reviewer: Visitor, made: Callable[..., Paper], database: Database
) -> None:
    made()
    assert reviewer.post(f"{LIST}1/cancel", lock(database)).status_code == 422
    seen = lock(database, reason="发错了")
    assert reviewer.post(f"{LIST}1/cancel", seen).status_code == 303
    assert paper_of(database).state is PaperState.CANCELLED
    assert reviewer.post(f"{LIST}1/cancel", seen).status_code == 409
    assert reviewer.post(f"{LIST}1/cancel", lock(database, reason="再来")).status_code == 422
    assert "已取消" in words(reviewer.get(f"{LIST}?phase=cancelled"))


def test_a_paper_nobody_sat_goes_back_to_a_draft(
    reviewer: Visitor, made: Callable[..., Paper], database: Database, app: Flask
) -> None:
    made()
    assert reviewer.post(f"{LIST}1/thaw", lock(database)).status_code == 303
    assert reviewer.get("/p/abc234").status_code == 404
    assert reviewer.post(f"{LIST}1/freeze", lock(database)).status_code == 303
    with database.reader() as session:
        assert session.scalars(select(PaperVersion.number)).all() == [1, 2]
    sit(app, {ItemType.SINGLE: True})
    assert reviewer.post(f"{LIST}1/thaw", lock(database)).status_code == 422


# --- results ----------------------------------------------------------------


def test_results_name_who_sat_and_collect_what_is_late(
    reviewer: Visitor, made: Callable[..., Paper], app: Flask, clock: Clock, database: Database
) -> None:
    made(time_limit_seconds=600)
    sit(app, {ItemType.SINGLE: True, ItemType.CLOZE: True}, "周敏")
    late = Visitor(app.test_client())
    late.post("/p/abc234", {"name": "李强"})
    page = words(reviewer.get(f"{LIST}1/results"))
    assert "周敏" in page
    assert "5 / 11 分" in page
    assert "正在答" in page
    clock.advance(hours=1)
    page = words(reviewer.get(f"{LIST}1/results?order=score"))
    assert page.index("周敏") < page.index("李强")
    assert "到时收卷" in page
    with database.reader() as session:
        assert set(session.scalars(select(Attempt.state))) == {AttemptState.FINISHED}


def test_the_analysis_shows_facility_and_what_was_chosen(
    reviewer: Visitor, made: Callable[..., Paper], app: Flask
) -> None:
    made()
    sit(app, {ItemType.SINGLE: True, ItemType.TRUE_FALSE: True}, "周敏")
    sit(app, {ItemType.SINGLE: False}, "李强")
    page = words(reviewer.get(f"{LIST}1/items"))
    assert "每人按最好的一次算，共 2 份" in page
    assert "50%" in page
    address = re.search(rf"{LIST}1/items/\d+", reviewer.get(f"{LIST}1/items").text)
    assert address
    page = words(reviewer.get(address[0]))
    assert "权力机关" in page
    assert "1 人，50%" in page
    assert reviewer.get(f"{LIST}1/items/9999").status_code == 404


def test_who_has_not_come_is_listed_for_groups(
    reviewer: Visitor, made: Callable[..., Paper], database: Database, clock: Clock
) -> None:
    with database.writer() as session:
        group = Group(name="第一代表团", created_at=clock())
        session.add(group)
        session.flush()
        session.add(Membership(person_id=1, group_id=group.id, joined_at=clock()))
        session.commit()
    made(audience=Audience.GROUPS, group_ids=(group.id,))
    assert "参考率" in words(reviewer.get(f"{LIST}1/results"))
    page = words(reviewer.get(f"{LIST}1/missing"))
    assert "应参加 1 人，未参加 1 人" in page
    assert "审题人" in page


def test_a_corrected_key_is_shown_before_marks_change(
    reviewer: Visitor, made: Callable[..., Paper], app: Flask, database: Database, clock: Clock
) -> None:
    made()
    attempt = sit(app, {ItemType.SINGLE: False})
    with database.writer() as session:
        number = questions_of(session.get_one(Attempt, attempt))[0].question_id
        row = questions.get_question(session, number)
        item = item_of(row)
        options = tuple(replace(o, correct=o.number == 1) for o in item.options)
        content = questions.Content(replace(item, options=options))
        edit = questions.Edit(number, row.lock_version, content)
        questions.edit_question(session, edit, by_id=1, now=clock())
        session.commit()
    address = f"{LIST}1/items/{number}"
    page = reviewer.get(address)
    assert "1 份答卷的分数会变" in words(page)
    found = re.search(r'name="revision" value="(\d+)"', page.text)
    assert found
    assert reviewer.post(address, {"revision": found[1]}).status_code == 422
    assert reviewer.post(address, {"revision": "1", "reason": "改"}).status_code == 422
    done = reviewer.post(address, {"revision": found[1], "reason": "选项写反了"})
    assert done.status_code == 303
    with database.reader() as session:
        assert session.get_one(Attempt, attempt).score == 2
    log = words(reviewer.get(f"{LIST}1/items"))
    assert "选项写反了" in log
    assert "改动 1 份" in log


def test_accepted_words_of_an_appeal_mark_everybody_anew(
    reviewer: Visitor, made: Callable[..., Paper], app: Flask, database: Database, clock: Clock
) -> None:
    made()
    attempts = [sit(app, {ItemType.CLOZE: False}, name) for name in ("周敏", "李强")]
    with database.writer() as session:
        answer = next(iter(exams.answers_in(session, attempts[0]).values()))
        session.add(
            ProblemReport(
                kind=ReportKind.APPEAL,
                person_id=session.get_one(Attempt, attempts[0]).person_id,
                question_id=answer.question_id,
                revision_id=answer.revision_id,
                answer_id=answer.id,
                text="意思一样",
                created_at=clock(),
            )
        )
        session.commit()
    assert "周敏" in words(reviewer.get(f"{LIST}appeals"))
    address = f"{LIST}appeals/1"
    assert "意思一样" in words(reviewer.get(address))
    for broken in ({}, {"do": "accept"}, {"do": "dismiss"}, {"do": "accept", "blank": "x"}):
        assert reviewer.post(address, broken).status_code == 422
    done = reviewer.post(address, {"do": "accept", "blank": "1", "reply": "可以"})
    assert done.status_code == 303
    assert reviewer.post(address, {"do": "accept", "blank": "1"}).status_code == 409
    with database.reader() as session:
        assert session.get_one(ProblemReport, 1).state is ReportState.FIXED
        assert [session.get_one(Attempt, each).score for each in attempts] == [1, 1]
        blanks = questions.get_question(session, answer.question_id).blanks
    assert blanks[0].accepted == ["作用", "作风"]


# --- figures ----------------------------------------------------------------


def test_no_page_asks_the_bank_more_than_a_dozen_times(
    app: Flask, reviewer: Visitor, made: Callable[..., Paper]
) -> None:
    made()
    for name in ("周敏", "李强"):
        sit(app, {ItemType.SINGLE: True, ItemType.CLOZE: False}, name)
    reviewer.post(NEW, FORM)
    question = re.search(rf"{LIST}1/items/\d+", reviewer.get(f"{LIST}1/items").text)
    assert question
    counts = {}
    for path in (
        LIST,
        NEW,
        f"{LIST}1",
        f"{LIST}2",
        f"{LIST}2/edit",
        f"{LIST}2/preview",
        f"{LIST}1/preview",
        f"{LIST}1/poster",
        f"{LIST}1/results",
        f"{LIST}1/missing",
        f"{LIST}1/items",
        question[0],
        f"{LIST}appeals",
    ):
        with statements(app) as seen:
            assert reviewer.get(path).status_code == 200
        counts[path] = len(seen)
    assert {path: number for path, number in counts.items() if number > MOST_STATEMENTS} == {}


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 20, "٣"])
def test_absurd_pages_and_states_are_the_nearest(
    reviewer: Visitor, made: Callable[..., Paper], page: str
) -> None:
    made()
    for path in (LIST, f"{LIST}1/results", f"{LIST}1/missing", f"{LIST}appeals"):
        assert reviewer.get(f"{path}?page={page}&phase=x&order=x&state=x").status_code == 200


def test_a_flood_of_fields_is_refused(author: Visitor) -> None:
    assert author.post(NEW, FORM | {"instructions": "x" * 1_100_000}).status_code == 413
    assert author.post(NEW, FORM | {"instructions": "长" * 2001}).status_code == 422
    numbers = "、".join(map(str, range(1, 400)))
    many = FORM | {"fixed-0-numbers": numbers, "fixed-0-points": "1"}
    assert author.post(NEW, many).status_code == 422


def test_samples_that_ask_one_fact_are_not_put_together(author: Visitor) -> None:
    both = {"fixed-0-numbers": "1 2 3 4 5 6 7 8 9 10 11 12", "fixed-0-points": "1"}
    page = words(author.post(f"{LIST}check", FORM | both, htmx=True))
    assert "考的是同一个知识点，请去掉一道" in page
    assert bank.RIGHTS_MULTIPLE.quote == bank.LIST_CLOZE.quote
