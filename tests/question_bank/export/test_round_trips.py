"""What goes out comes back: all that a format has room for, whatever the text."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import UTC, datetime

import jsonschema
from hypothesis import given

from question_bank.export.bank_json.fitting import misfit
from question_bank.export.bank_json.reading import read_bank_json, schema
from question_bank.export.bank_json.writing import bank_json_pieces
from question_bank.export.excel.grid import read_workbook
from question_bank.export.excel.reading import read_sheets
from question_bank.export.excel.writing import write_workbook
from question_bank.export.exchange.finishing import finished
from question_bank.export.exchange.merging import renumbered
from question_bank.export.exchange.transport import reading_from_json, reading_to_json
from question_bank.export.exchange.values import Format, Found, PortableQuestion, Problem
from question_bank.export.gift.reading import read_gift
from question_bank.export.gift.writing import can_be_gift, gift_pieces
from question_bank.export.moodle.reading import read_moodle_xml
from question_bank.export.moodle.writing import moodle_pieces
from tests.question_bank.export.banks import BANKS, silent

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def come_back(read: tuple[list[Found], list[Problem]]) -> list[PortableQuestion]:
    found, problems = read
    assert [problem for problem in problems if problem.is_fatal] == []
    return [silent(each.question) for each in found]


def without_inner(question: PortableQuestion) -> PortableQuestion:
    """Return a question without what only the bank's own format has room for."""
    return replace(question, item=renumbered(question.item), fact="", status_reason="")


def without_source(question: PortableQuestion) -> PortableQuestion:
    return replace(without_inner(question), source=None, status="")


@given(BANKS)
def test_json_loses_nothing(bank: list[PortableQuestion]) -> None:
    data = b"".join(bank_json_pieces(bank, NOW))
    assert come_back(read_bank_json(data)) == list(map(silent, bank))


@given(BANKS)
def test_what_is_written_as_json_fits_the_published_schema(bank: list[PortableQuestion]) -> None:
    written = json.loads(b"".join(bank_json_pieces(bank, NOW)))
    jsonschema.Draft202012Validator(schema()).validate(written)
    assert misfit(written, schema(), schema()["$defs"]) is None


@given(BANKS)
def test_a_workbook_loses_only_form_fact_numbers_and_why_it_was_withdrawn(
    bank: list[PortableQuestion],
) -> None:
    out = io.BytesIO()
    write_workbook(bank, out)
    expected = [
        silent(
            replace(
                without_inner(question),
                item=renumbered(replace(question.item, form="authored")),
                source=replace(question.source, sha256="", start=0) if question.source else None,
            )
        )
        for question in bank
    ]
    assert come_back(read_sheets(read_workbook(out.getvalue()))) == expected


@given(BANKS)
def test_moodle_xml_loses_only_source_status_fact_numbers_and_word_bank(
    bank: list[PortableQuestion],
) -> None:
    data = b"".join(moodle_pieces(bank))
    expected = [
        silent(without_source(replace(each, item=replace(each.item, word_bank=()))))
        for each in bank
    ]
    assert come_back(read_moodle_xml(data)) == expected


@given(BANKS)
def test_gift_loses_besides_only_clozes_with_several_blanks(
    bank: list[PortableQuestion],
) -> None:
    text = b"".join(gift_pieces(bank)).decode()
    expected = [
        silent(without_source(replace(each, item=replace(each.item, word_bank=()))))
        for each in bank
        if can_be_gift(each)
    ]
    assert come_back(read_gift(text)) == expected


@given(BANKS)
def test_a_reading_survives_the_way_from_the_child(bank: list[PortableQuestion]) -> None:
    reading = finished(Format.JSON, [Found(question) for question in bank], [], most=10)
    sent = json.loads(json.dumps(reading_to_json(reading)))
    assert reading_from_json(sent) == reading
