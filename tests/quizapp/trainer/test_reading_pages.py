"""The overview, the documents, the decks of trainers."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import update

from question_bank import pipeline
from question_bank.documents import read_document
from question_bank.sources import built_in_speech
from question_bank.storage.database import Database
from question_bank.storage.documents import Upload, add_document
from question_bank.storage.generations import RunInfo, save_generation
from question_bank.storage.models import Paper, Question
from question_bank.storage.models.values import PaperState, Status
from tests.bank import NOW, SAMPLES
from tests.papers import open_paper
from tests.quizapp.conftest import Visitor
from tests.quizapp.trainer.conftest import words

DOCUMENT = "/trainer/documents/1"


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the speech and all that the generator makes of it, to be copied."""
    file = tmp_path_factory.mktemp("bank") / "generated.db"
    speech, resources = built_in_speech(), pipeline.load_resources()
    text = read_document(speech.data, speech.name, title=speech.title)
    database = Database(f"sqlite:///{file}")
    database.upgrade()
    with database.writer() as session:
        version = add_document(session, Upload(text, speech.data), NOW).version
        made = pipeline.generate(text, resources=resources)
        save_generation(session, version.id, made, RunInfo("1", "test", publish=True), NOW)
        session.commit()
    database.close()
    return file


def test_the_overview_counts_by_status_kind_and_type(author: Visitor) -> None:
    page = words(author.get("/trainer/"))
    assert f"{len(SAMPLES)} 已发布 " in page
    assert f"{len(SAMPLES) - 2} 已发布，未经签发" in page
    assert "1 待审" in page
    assert "1 草稿" in page
    assert "职责 3 题" in page
    assert "填空 4 题" in page


def test_the_overview_leads_to_what_is_to_be_done(author: Visitor) -> None:
    page = author.get("/trainer/").text
    assert "代表在等答复" not in page
    for address in (
        "/trainer/questions/new",
        "/trainer/review/",
        "/trainer/decks/",
        "/trainer/documents/1",
    ):
        assert f'href="{address}"' in page
        assert author.get(address).status_code == 200


def next_step(page: str) -> str:
    """Return the name of the step that stands out on the overview."""
    found = re.search(r'aria-current="step">(.*?)</li>', page, re.DOTALL)
    assert found is not None
    return re.sub(r"<[^>]+>", "", found[1]).split()[0]


def test_the_overview_names_the_next_of_four_steps(author: Visitor, database: Database) -> None:
    assert next_step(author.get("/trainer/").text) == "2审题下一步"
    with database.writer() as session:
        paper = open_paper(session, NOW)
        session.commit()
    assert next_step(author.get("/trainer/").text) == "4开考下一步"
    with database.writer() as session:
        session.get_one(Paper, paper.id).state = PaperState.CANCELLED
        waits = Question.status == Status.REVIEW
        session.execute(update(Question).where(waits).values(status=Status.DRAFT))
        session.commit()
    assert next_step(author.get("/trainer/").text) == "3组卷下一步"


class TestOfAnEmptyBank:
    """What the pages say before anything was set up."""

    @pytest.fixture
    def empty_bank(self, tmp_path: Path) -> Path:
        database = Database(f"sqlite:///{tmp_path / 'empty.db'}")
        database.upgrade()
        database.close()
        return tmp_path / "empty.db"

    @pytest.mark.parametrize(
        ("address", "told"),
        [
            ("/trainer/", "还没有文件"),
            ("/trainer/documents/", "还没有文件"),
            ("/trainer/questions/", "题库还是空的"),
        ],
    )
    def test_they_say_what_to_do(self, author: Visitor, address: str, told: str) -> None:
        assert told in words(author.get(address))

    def test_there_is_no_deck(self, author: Visitor) -> None:
        assert author.get("/trainer/decks/deck.apkg").status_code == 422


class TestOfTheGeneratedBank:
    """The reading view of the speech as the generator leaves it."""

    @pytest.fixture
    def empty_bank(self, generated: Path, tmp_path: Path) -> Path:
        return Path(shutil.copyfile(generated, tmp_path / "copy.db"))

    def test_the_text_stands_whole_with_its_points_marked(self, author: Visitor) -> None:
        answer = author.get(DOCUMENT)
        page = words(answer).replace(" ", "")
        assert "人大代表享有审议权、表决权、提案权、选举权、质询权等权利" in page
        assert 'class="point point--slogan"' in answer.text
        assert "处要点" in page
        assert "一、强化能力提升，夯实履职基础" in page

    def test_refused_candidates_have_reasons_and_pages(self, author: Visitor) -> None:
        first, second = (words(author.get(f"{DOCUMENT}?page={n}")) for n in (1, 2))
        assert "没有采用的题" in first
        assert "第 1 页" in first
        assert "第 2 页" in second
        assert first.partition("各有原因")[2][:40] != second.partition("各有原因")[2][:40]

    @pytest.mark.parametrize("page", ["0", "-3", "abc", "99999999999999999999"])
    def test_absurd_pages_are_the_nearest(self, author: Visitor, page: str) -> None:
        assert author.get(f"{DOCUMENT}?page={page}").status_code == 200

    def test_htmx_gets_the_refused_candidates_alone(self, author: Visitor) -> None:
        answer = author.get(f"{DOCUMENT}?page=2", htmx=True)
        assert "<html" not in answer.text
        assert "各有原因" in answer.text

    def test_every_question_has_a_page_and_a_form(self, author: Visitor) -> None:
        for number in range(1, 200, 13):
            shown = author.get(f"/trainer/questions/{number}").status_code
            form = author.get(f"/trainer/questions/{number}/edit").status_code
            assert shown == form
            assert shown in {200, 404}


@pytest.mark.parametrize("number", ["0", "9", "99999999999999999999", "abc"])
def test_unknown_documents_are_not_found(author: Visitor, number: str) -> None:
    assert author.get(f"/trainer/documents/{number}").status_code == 404


@pytest.mark.parametrize("query", ["", "?kind=right&type=cloze", "?signed=yes", "?document=1&kind=nothing"])  # fmt: skip
def test_a_deck_is_downloaded(author: Visitor, query: str) -> None:
    answer = author.get(f"/trainer/decks/deck.apkg{query}")
    assert answer.status_code == 200
    assert ".apkg" in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.data)) as deck:
        assert "collection.anki2" in "".join(deck.namelist())


def test_a_choice_without_questions_says_so(author: Visitor) -> None:
    answer = author.get("/trainer/decks/deck.apkg?type=short_answer")
    assert answer.status_code == 422
    assert "这些条件下没有已发布的题" in words(answer)
