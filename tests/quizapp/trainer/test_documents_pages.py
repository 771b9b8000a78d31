"""Reading a text, judging its flags, its versions, its end: with htmx and without."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event, select, update

from question_bank.documents import Document, Flag, read_document
from question_bank.pipeline import Resources, generate, load_resources
from question_bank.sources import built_in_speech
from question_bank.storage import versions
from question_bank.storage.database import Database
from question_bank.storage.documents import Upload, add_document
from question_bank.storage.generations import RunInfo, save_generation
from question_bank.storage.models import Job, KeyPoint, LoginSession, Question, RefusedCandidate
from question_bank.storage.models.values import Status
from quizapp.trainer.reading_parts import PAGE, part_at, parts_of
from tests.bank import NOW, RIGHTS
from tests.quizapp.conftest import Visitor
from tests.quizapp.trainer.conftest import words

DOCUMENT = "/trainer/documents/1"
RUN = RunInfo("1", "test", publish=True)
#: No trainer's page asks the bank more often.
MOST_STATEMENTS = 12
Statements = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the speech, two flags in it, and all that the generator makes of it."""
    file = tmp_path_factory.mktemp("bank") / "generated.db"
    speech, resources = built_in_speech(), load_resources()
    text = read_document(speech.data, speech.name, title=speech.title)
    start = text.clean_text.index("同志们")
    text = replace(text, flags=(Flag("damage", start, start + 3),))
    database = Database(f"sqlite:///{file}")
    database.upgrade()
    store(database, text, speech.data, resources)
    database.close()
    return file


def store(database: Database, text: Document, data: bytes, resources: Resources) -> None:
    with database.writer() as session:
        version = add_document(session, Upload(text, data), NOW).version
        save_generation(session, version.id, generate(text, resources=resources), RUN, NOW)
        session.commit()


@pytest.fixture
def empty_bank(generated: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(generated, tmp_path / "copy.db"))


@pytest.fixture
def statements(app: Flask) -> Statements:
    """Return what collects the statements that the bank carries out."""
    opened: Database = app.extensions["quizapp.database"]

    @contextmanager
    def collect() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            if not statement.startswith(("PRAGMA", "BEGIN")):
                seen.append(statement)

        event.listen(opened.engine, "before_cursor_execute", note)
        yield seen
        event.remove(opened.engine, "before_cursor_execute", note)

    return collect


@pytest.fixture
def renewed(database: Database) -> Database:
    """The bank after a new version in which one right has another name and a sentence went."""
    return renew(database)


def renew(database: Database) -> Database:
    data = built_in_speech().data.decode("utf-8")
    data = data.replace("质询权", "监督权").replace("保守国家秘密", "保守国家秘密、工作秘密")
    text = read_document(data.encode(), "新版.txt")
    with database.writer() as session:
        versions.add_version(session, 1, Upload(text, data.encode()), NOW)
        session.commit()
    return database


def point_on(database: Database, quote: str) -> int:
    with database.reader() as session:
        query = select(KeyPoint.id).where(KeyPoint.quote.contains(quote)).order_by(KeyPoint.id)
        return session.scalars(query).first() or 0


def link_in(page: str, start: str) -> str:
    found = re.search(rf'href="({start}[^"]*)"', page)
    assert found is not None
    return found[1]


def outdated(database: Database) -> Question:
    rows = all_outdated(database)
    return next(row for row in rows if "监督权" not in row.stem and row.type == "multiple")


def all_outdated(database: Database) -> list[Question]:
    with database.reader() as session:
        query = select(Question).where(Question.outdated_by_id.is_not(None)).order_by(Question.id)
        return list(session.scalars(query))


def quote_elsewhere(database: Database) -> int:
    """Let the explanation of a question quote the rights, which stand in another place."""
    with database.writer() as session:
        query = (
            select(Question).where(Question.source_quote.not_like("%义务%")).order_by(Question.id)
        )
        rows = session.scalars(query)
        row = next(each for each in rows if "权利" not in (each.source_quote or ""))
        row.explanation = RIGHTS
        session.commit()
        return row.id


class TestOfReading:
    def test_key_points_lead_to_what_is_on_them(self, author: Visitor, database: Database) -> None:
        page = author.get(DOCUMENT).text
        number = point_on(database, RIGHTS.rstrip("。"))
        address = f"{DOCUMENT}/points/{number}"
        assert f'hx-get="{address}"' in page
        whole, part = author.get(address), author.get(address, htmx=True)
        assert "<html" in whole.text
        assert "<html" not in part.text
        for answer in (whole, part):
            assert "这处要点" in words(answer)
            assert re.search(r'href="/trainer/questions/\d+"', answer.text)
        assert "一、强化能力提升" in words(whole)

    def test_a_question_is_begun_from_a_key_point_or_a_refused_candidate(
        self, author: Visitor, database: Database
    ) -> None:
        page = author.get(f"{DOCUMENT}/points/{point_on(database, RIGHTS.rstrip('。'))}")
        types = author.get(html.unescape(link_in(page.text, r"/trainer/questions/new\?source=")))
        form = author.get(
            html.unescape(link_in(types.text, r"/trainer/questions/new\?type=single"))
        )
        assert re.search(r'name="source" value="1-\d+-\d+"', form.text)
        assert RIGHTS.rstrip("。") in words(form)
        with database.reader() as session:
            refused = session.scalars(select(RefusedCandidate)).first()
        assert refused is not None
        assert f"/trainer/questions/new?refused={refused.id}" in author.get(DOCUMENT).text
        taken = author.get(f"/trainer/questions/new?refused={refused.id}")
        assert refused.source_quote in words(taken)
        assert "没有采用" in words(taken)
        missing = author.get("/trainer/questions/new?refused=999999")
        assert missing.status_code == 404
        assert "重新出题会换一批" in words(missing)

    def test_its_head_leads_straight_to_reviewing_its_questions(self, author: Visitor) -> None:
        page = author.get(DOCUMENT)
        assert re.search(r"去审这 \d+ 道题", words(page))
        assert 'href="/trainer/review/?document=1"' in page.text
        assert 'href="#refused"' in page.text
        assert "待审的题 · 在代表座谈会上的讲话" in words(author.get("/trainer/review/?document=1"))

    def test_questions_are_made_again_on_demand_once_at_a_time(
        self, author: Visitor, database: Database
    ) -> None:
        assert "重新出题" in words(author.get(DOCUMENT))
        for _time in range(2):
            answer = author.post(f"{DOCUMENT}/generate")
            assert answer.location == "/trainer/documents/jobs"
        with database.reader() as session:
            [job] = session.scalars(select(Job).where(Job.kind == "document.generate"))
            assert job.parameters["version_id"] == 1

    def test_a_repair_is_put_back_by_a_job_if_it_is_still_the_newest_version(
        self, author: Visitor, database: Database
    ) -> None:
        page = author.get(f"{DOCUMENT}?repairs=all").text
        places = re.findall(r'name="place" value="(\d+)"', page)
        sent = {"version": "1", "place": places[-1]}
        for stale in ({"version": "2"}, {"place": "99999"}, {"place": "0"}, {"place": "x"}):
            assert author.post(f"{DOCUMENT}/repairs", sent | stale).status_code == 404
        assert author.post(f"{DOCUMENT}/repairs", sent).location == "/trainer/documents/jobs"
        with database.reader() as session:
            [job] = session.scalars(select(Job))
        assert job.parameters["place"] == int(places[-1]) - 1
        assert "改回原样" in words(author.get("/trainer/documents/jobs"))

    def test_slips_and_what_the_law_says_otherwise_are_told(
        self, author: Visitor, database: Database
    ) -> None:
        said = "请牢记“为民服务解难题办实事”这八个字。人大代表是国家权力机关的组成部分。请保守国家机密。"
        data = f"在培训班上的讲话\n{said * 3}".encode()
        with database.writer() as session:
            stored = add_document(session, Upload(read_document(data, "讲话.txt"), data), NOW)
            number = stored.version.document_id
            session.commit()
        page = author.get(f"/trainer/documents/{number}")
        told = words(page)
        assert "原文说“8个字”，引号里有 10 个字。 只作提示" in told
        assert re.search("疑为笔误：不作题干和答案。 *不用来出题", told)
        assert re.search("法律用语是“保守国家秘密”.* 用到它的题要人工审", told)
        assert f"/trainer/documents/{number}?at=" in page.text
        assert "笔误和与法律不一致的地方" in words(author.get(DOCUMENT))

    def test_a_kind_can_be_read_alone(self, author: Visitor) -> None:
        page = author.get(f"{DOCUMENT}?kind=right").text
        text = page[page.index('class="reading"') :]
        assert "point--right" in text
        assert "point--duty" not in text
        assert 'aria-current="true"' in page
        assert author.get(f"{DOCUMENT}?kind=nonsense").status_code == 200

    def test_small_repairs_are_shown_when_asked_for(self, author: Visitor) -> None:
        few, all_of_them = (
            author.get(f"{DOCUMENT}{query}").text.count('class="repair__tip"')
            for query in ("", "?repairs=all")
        )
        assert few < all_of_them

    def test_sections_say_what_has_no_question_and_why(self, author: Visitor) -> None:
        page = words(author.get(DOCUMENT))
        assert re.search(r"\d+ / \d+ 处要点有题", page)
        assert re.search(r"\d+ 处没有题", page)

    def test_a_sentence_that_is_a_point_in_several_ways_is_listed_once(
        self, author: Visitor, database: Database
    ) -> None:
        with database.writer() as session:
            session.execute(update(Question).values(status=Status.RETIRED))
            session.commit()
            points = session.scalars(select(KeyPoint).order_by(KeyPoint.position)).all()
        page = author.get(DOCUMENT).text
        listed = re.findall(r'hx-get="[^"]*/points/([0-9]+)">', page)
        told = [int(each) for each in re.findall(r'small">([0-9]+) 处</span>', page)]
        summed = [int(each) for each in re.findall(r"<summary>([0-9]+) 处没有题", page)]

        assert told
        assert min(told) > 1
        assert len(listed) == len(set(listed)) < len(points)
        assert sum(summed) == len(listed) + sum(told) - len(told)

    def test_a_point_whose_questions_went_out_of_use_has_none(
        self, author: Visitor, database: Database
    ) -> None:
        with database.writer() as session:
            session.execute(update(Question).values(status=Status.RETIRED))
            session.commit()
        page = words(author.get(DOCUMENT))
        assert "出过的题已经退回或停用" in page
        assert re.search(r"[1-9]\d* / \d+ 处要点有题", page) is None

    @pytest.mark.parametrize("query", ["?part=99", "?part=x", "?at=99999999999999999999", "?at=5"])
    def test_absurd_places_are_the_nearest(self, author: Visitor, query: str) -> None:
        assert author.get(f"{DOCUMENT}{query}").status_code == 200

    @pytest.mark.parametrize("number", ["0", "999999", "9" * 30])
    def test_a_key_point_that_has_gone_is_not_found(self, author: Visitor, number: str) -> None:
        assert author.get(f"{DOCUMENT}/points/{number}").status_code == 404

    @pytest.mark.parametrize(
        "address",
        ["/trainer/documents/", DOCUMENT, f"{DOCUMENT}?page=2", f"{DOCUMENT}/edit"],
    )
    def test_no_page_asks_the_bank_often(
        self, author: Visitor, statements: Statements, address: str
    ) -> None:
        with statements() as seen:
            assert author.get(address).status_code == 200
        assert 0 < len(seen) <= MOST_STATEMENTS

    def test_a_point_asks_the_bank_little(
        self, author: Visitor, database: Database, statements: Statements
    ) -> None:
        number = point_on(database, RIGHTS.rstrip("。"))
        for htmx in (True, False):
            with statements() as seen:
                author.get(f"{DOCUMENT}/points/{number}", htmx=htmx)
            assert 0 < len(seen) <= MOST_STATEMENTS


class TestOfFlags:
    @pytest.mark.parametrize("htmx", [False, True])
    def test_a_flag_found_wrong_has_the_text_worked_on_again(
        self, author: Visitor, database: Database, *, htmx: bool
    ) -> None:
        page = author.get(DOCUMENT)
        assert "疑有缺字、乱码或打码" in words(page)
        found = re.search(r'name="start" value="(\d+)"', page.text)
        assert found
        flag = {"start": found[1], "end": str(int(found[1]) + 3), "usable": "yes"}
        answer = author.post(f"{DOCUMENT}/flags", flag, htmx=htmx)
        assert answer.status_code == (200 if htmx else 303)
        assert "已放行" in words(answer if htmx else author.get(DOCUMENT))
        with database.reader() as session:
            [job] = session.scalars(select(Job))
        assert job.kind == "document.generate"

    @pytest.mark.parametrize("start", ["", "x", "-1", "9", "9" * 40])
    def test_only_flags_are_judged(self, author: Visitor, start: str) -> None:
        flag = {"start": start, "end": "12", "usable": "yes"}
        assert author.post(f"{DOCUMENT}/flags", flag).status_code == 404


class TestOfVersions:
    def test_the_first_version_has_nothing_to_compare(self, author: Visitor) -> None:
        assert author.get(f"{DOCUMENT}/changes").status_code == 404
        assert "都复核完了" in words(author.get(f"{DOCUMENT}/outdated"))

    def test_a_newer_version_must_be_a_newer_file(self, author: Visitor, renewed: Database) -> None:
        assert renewed.is_sqlite
        text = built_in_speech().data.decode("utf-8")
        answer = author.post(f"{DOCUMENT}/version", {"text": text})
        assert answer.status_code == 422

    def test_what_changed_stands_side_by_side(self, author: Visitor, renewed: Database) -> None:
        assert renewed.is_sqlite
        answer = author.get(f"{DOCUMENT}/changes")
        page = words(answer)
        assert "第 2 版改了什么" in page
        assert "<del>质询</del>" in answer.text
        assert "<ins>监督</ins>" in answer.text
        assert "等您复核" in page
        assert "逐题对照" in words(author.get(DOCUMENT))

    def test_questions_on_changed_words_are_out_of_use_until_decided(
        self, author: Visitor, renewed: Database
    ) -> None:
        row = outdated(renewed)
        assert row.status is Status.REVIEW
        page = words(author.get(f"{DOCUMENT}/outdated"))
        assert f"第 {row.id} 号题" in page
        assert "出处有了新版本，退回复核" in words(author.get(f"/trainer/questions/{row.id}"))

    @pytest.mark.parametrize("htmx", [False, True])
    def test_a_reviewer_keeps_a_question_on_its_new_source(
        self,
        reviewer: Visitor,
        renewed: Database,
        row_of: Callable[[int], Question],
        *,
        htmx: bool,
    ) -> None:
        row = outdated(renewed)
        answer = reviewer.post(*decision(row, do="keep"), htmx=htmx)
        assert answer.status_code == (200 if htmx else 303)
        kept = row_of(row.id)
        assert (kept.status, kept.outdated_by_id) == (Status.PUBLISHED, None)
        assert kept.document_version_id != row.document_version_id
        assert kept.stem == row.stem

    def test_nobody_publishes_a_kept_question_of_their_own_where_two_sign(
        self, reviewer: Visitor, renewed: Database, row_of: Callable[[int], Question]
    ) -> None:
        row = outdated(renewed)
        with renewed.writer() as session:
            own = session.scalar(select(LoginSession.person_id))
            session.execute(update(Question).where(Question.id == row.id).values(author_id=own))
            session.commit()
        reviewer.post(*decision(row, do="keep"))
        kept = row_of(row.id)
        assert (kept.status, kept.outdated_by_id) == (Status.REVIEW, None)

    def test_an_author_takes_the_new_words_for_a_reviewer_to_sign(
        self, author: Visitor, renewed: Database, row_of: Callable[[int], Question]
    ) -> None:
        row = outdated(renewed)
        assert author.post(*decision(row, do="accept")).status_code == 303
        changed = row_of(row.id)
        assert (changed.status, changed.outdated_by_id) == (Status.REVIEW, None)
        said = changed.explanation + "".join(option.text for option in changed.options)
        assert "监督权" in said
        assert "质询权" not in said

    def test_what_a_question_quotes_of_another_place_is_shown_and_changed_with_it(
        self, author: Visitor, database: Database, row_of: Callable[[int], Question]
    ) -> None:
        quoting = quote_elsewhere(database)
        row = next(each for each in all_outdated(renew(database)) if each.id == quoting)
        page = words(author.get(f"{DOCUMENT}/outdated"))
        assert "选项或解析里还引用了这一处：" in page
        assert author.post(*decision(row, do="accept")).status_code == 303
        changed = row_of(quoting)
        assert (changed.source_quote, changed.outdated_by_id) == (row.source_quote, None)
        assert changed.explanation.endswith("选举权、监督权等权利。")

    def test_a_reviewer_retires_a_question_with_a_reason(
        self, reviewer: Visitor, renewed: Database, row_of: Callable[[int], Question]
    ) -> None:
        row = outdated(renewed)
        assert reviewer.post(*decision(row, do="retire")).status_code == 422
        address, form = decision(row, do="retire")
        assert reviewer.post(address, form | {"reason": "已改"}).status_code == 303
        assert row_of(row.id).status is Status.RETIRED
        assert reviewer.post(address, form | {"reason": "已改"}).status_code == 404

    def test_whoever_saw_an_older_state_changes_nothing(
        self, reviewer: Visitor, renewed: Database, row_of: Callable[[int], Question]
    ) -> None:
        row = outdated(renewed)
        address, form = decision(row, do="keep")
        for stale in ("0", "", "x", "9" * 40):
            assert reviewer.post(address, form | {"lock_version": stale}).status_code == 409
        assert row_of(row.id).outdated_by_id == row.outdated_by_id

    def test_nobody_publishes_a_question_whose_old_source_went_unseen(
        self, reviewer: Visitor, renewed: Database, row_of: Callable[[int], Question]
    ) -> None:
        row = outdated(renewed)
        version = {"lock_version": str(row.lock_version)}
        queue, page = reviewer.get("/trainer/review/"), f"/trainer/questions/{row.id}"
        assert f"{DOCUMENT}/outdated" in queue.text
        assert "发布并签发" not in words(reviewer.get(page))
        assert f"{DOCUMENT}/outdated" in reviewer.get(page).text
        told = reviewer.post(f"/trainer/review/{row.id}/accept", version)
        assert "请先对照新旧文字" in words(told)
        assert reviewer.post(f"{page}/publish", version).status_code == 422
        assert row_of(row.id).status is Status.REVIEW
        assert f"第 {row.id} 号题" not in words(reviewer.get(f"/trainer/review/?at={row.id}"))

    def test_whoever_changes_an_outdated_question_has_the_new_words_beside_the_form(
        self, author: Visitor, renewed: Database
    ) -> None:
        form = author.get(f"/trainer/questions/{outdated(renewed).id}/edit")
        assert re.search(r'name="source" value="2-\d+-\d+"', form.text)
        assert "这里已换成新的原文" in words(form)
        assert "监督权" in words(form)

    def test_authors_may_not_retire(self, author: Visitor, renewed: Database) -> None:
        address, form = decision(outdated(renewed), do="retire")
        assert author.post(address, form | {"reason": "已改"}).status_code == 403
        assert author.post(address, form | {"do": "dance"}).status_code == 422

    @pytest.mark.parametrize("page", ["changes", "outdated", "version", "edit"])
    def test_no_page_asks_the_bank_often(
        self, author: Visitor, renewed: Database, statements: Statements, page: str
    ) -> None:
        assert renewed.is_sqlite
        with statements() as seen:
            assert author.get(f"{DOCUMENT}/{page}").status_code == 200
        assert 0 < len(seen) <= MOST_STATEMENTS


def decision(row: Question, **form: str) -> tuple[str, dict[str, str]]:
    return f"{DOCUMENT}/outdated/{row.id}", {"lock_version": str(row.lock_version), **form}


class TestOfWhatIsSaid:
    ABOUT = {"title": "新标题", "genre": "report", "dated_on": "2026-03-05", "source_note": "某网"}  # noqa: RUF012

    @pytest.mark.parametrize("htmx", [False, True])
    def test_it_can_be_changed(self, author: Visitor, *, htmx: bool) -> None:
        answer = author.post(f"{DOCUMENT}/edit", self.ABOUT, htmx=htmx)
        assert answer.status_code == (200 if htmx else 303)
        page = words(author.get(DOCUMENT))
        for said in ("新标题", "报告", "2026-03-05", "某网"):
            assert said in page

    @pytest.mark.parametrize("wrong", [{"title": " "}, {"genre": ""}, {"dated_on": "2026-13-01"}])
    def test_what_makes_no_sense_is_named(self, author: Visitor, wrong: dict[str, str]) -> None:
        answer = author.post(f"{DOCUMENT}/edit", self.ABOUT | wrong)
        assert answer.status_code == 422
        assert "有 1 处需要改正" in words(answer)
        assert "新标题" not in words(author.get(DOCUMENT))

    def test_a_document_goes_out_of_use_and_comes_back(self, reviewer: Visitor) -> None:
        assert reviewer.post(f"{DOCUMENT}/archive", {"reason": " "}).status_code == 422
        assert reviewer.post(f"{DOCUMENT}/archive", {"reason": "过时"}).status_code == 303
        assert "还没有文件" in words(reviewer.get("/trainer/documents/"))
        assert DOCUMENT in reviewer.get("/trainer/documents/?archived=1").text
        assert "这个文件已停用" in words(reviewer.get(DOCUMENT))
        assert reviewer.post(f"{DOCUMENT}/archive", {"reason": "过时"}).status_code == 409

        assert reviewer.post(f"{DOCUMENT}/restore").status_code == 303
        assert DOCUMENT in reviewer.get("/trainer/documents/").text

    def test_authors_may_not_take_it_out_of_use(self, author: Visitor) -> None:
        assert author.post(f"{DOCUMENT}/archive", {"reason": "过时"}).status_code == 403
        assert author.post(f"{DOCUMENT}/restore").status_code == 403


@pytest.fixture(scope="module")
def long_text() -> Document:
    """A text of some eighty thousand characters."""
    chapters = (
        f"第{number}部分 履职要求\n" + f"代表要走访第{number}选区的选民，听取意见。\n" * 60
        for number in range(1, 60)
    )
    return read_document("\n".join(chapters).encode(), "长.txt", title="长文")


class TestOfLongTexts:
    def test_pages_are_all_of_it_and_none_is_long(self, long_text: Document) -> None:
        parts = parts_of(long_text)
        assert len(parts) > 5
        assert parts[0].start == 0
        assert parts[-1].end == len(long_text.clean_text)
        for one, other in pairwise(parts):
            assert one.end == other.start
        assert all(0 < each.end - each.start <= 2 * PAGE for each in parts)
        assert part_at(parts, 10**9) == parts[-1]
        assert all(part_at(parts, each.start) == each for each in parts)

    def test_a_text_without_breaks_is_cut_too(self) -> None:
        text = read_document(("代表要认真履行职责，" * 4000).encode(), "墙.txt", title="墙")
        assert all(0 < each.end - each.start <= 2 * PAGE for each in parts_of(text))

    def test_each_page_shows_its_own_part(
        self, author: Visitor, database: Database, long_text: Document
    ) -> None:
        with database.writer() as session:
            upload = Upload(long_text, long_text.clean_text.encode())
            number = add_document(session, upload, NOW).version.document_id
            session.commit()
        address = f"/trainer/documents/{number}"
        first, last = author.get(address), author.get(f"{address}?part=99")
        assert "第1选区" in words(first)
        assert "第59选区" not in words(first)
        assert "第59选区" in words(last)
        assert len(last.text) < 400_000
        position = long_text.clean_text.index("第30选区")
        assert "第30选区" in words(author.get(f"{address}?at={position}"))
