"""The report on a stored bank, on both databases."""

from __future__ import annotations

from dataclasses import replace

from question_bank.documents import Document
from question_bank.keypoints import KeyPoint, Kind, Pattern, Span
from question_bank.pipeline import Generation
from question_bank.storage.bank_audit import audit_bank
from question_bank.storage.database import Database
from question_bank.storage.generations import save_generation
from question_bank.storage.questions import Content, create_question
from tests.question_bank.storage.library import CHOICE, NOW, RUN, generation, stock, usual


def test_the_report_covers_every_question_and_every_document(database: Database) -> None:
    with database.writer() as session:
        shelf = stock(session)
        save_generation(session, shelf.version_id, with_points(shelf.text), RUN, NOW)
        twin = Content(replace(CHOICE, form="authored", kind=Kind.RIGHT))
        create_question(session, twin, guid="mine", author_id=shelf.author_id, now=NOW)
        session.commit()

    with database.reader() as session:
        report = audit_bank(session, ())

    assert report.figures.questions == 5
    assert report.figures.statuses == {"published": 3, "draft": 1, "review": 1}
    assert [each.title for each in report.documents] == [
        "在另一次会上的讲话",
        "在代表座谈会上的讲话",
    ]
    sections = report.documents[1].sections
    assert sum(section.points for section in sections) == 3
    assert sum(section.published for section in sections) == 1
    assert sum(section.waiting for section in sections) == 1
    assert sum(section.must_without for section in sections) == 1
    assert [section.reasons for section in sections][-1] == {"keypoint.no_candidate": 1}
    assert report.duplicates == ()


def test_questions_asked_twice_are_named_by_guid(database: Database) -> None:
    with database.writer() as session:
        shelf = stock(session)
        first, second, third = usual(shelf.text)
        twin = replace(second, guid="twin", item=replace(second.item, stem=f"{CHOICE.stem}！"))
        save_generation(session, shelf.version_id, generation(first, second, twin, third), RUN, NOW)
        session.commit()

    with database.reader() as session:
        report = audit_bank(session, ())

    assert [set(pair.guids) for pair in report.duplicates] == [{"choice", "twin"}]


def with_points(text: Document) -> Generation:
    """Return the usual run with three key points, the last of which has no question."""
    quotes = ("江山就是人民，人民就是江山", "代表要密切联系人民群众。", "代表要认真调查研究。")
    starts = [text.clean_text.index(quote) for quote in quotes]
    points = tuple(
        KeyPoint(Pattern.NORM, Kind.DUTY, "", Span(start, start + len(quote), quote), section=0)
        for start, quote in zip(starts, quotes, strict=True)
    )
    return replace(generation(*usual(text)), key_points=points)
