"""
The QTI package against the rules of the QTI 2.1 information model.

1EdTech's own schema may not be copied here. The two in ``schemas`` are ours,
written from the published model for what we write; what no schema says, that
names lead somewhere, is checked beside them.
"""

from __future__ import annotations

import io
import zipfile
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from lxml import etree

from question_bank.export.exchange.values import PortableQuestion
from question_bank.export.qti.package import write_qti
from tests.bank import LIST_CLOZE, SAMPLES, SLOGAN_CLOZE
from tests.question_bank.export.banks import BANKS

QTI: Final = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
CP: Final = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
SCHEMAS: Final = Path(__file__).parent / "schemas"


@lru_cache
def schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(file=str(SCHEMAS / name))


def package(bank: list[PortableQuestion]) -> zipfile.ZipFile:
    out = io.BytesIO()
    write_qti(bank, out)
    return zipfile.ZipFile(out)


def items(archive: zipfile.ZipFile) -> list[Any]:
    names = sorted(name for name in archive.namelist() if name.startswith("items/"))
    return [etree.fromstring(archive.read(name)) for name in names]


def assert_valid(element: Any, name: str) -> None:
    checked = schema(name)
    assert checked.validate(element), checked.error_log


def assert_references_hold(item: Any) -> None:
    responses = {e.get("identifier") for e in item.iter(f"{QTI}responseDeclaration")}
    outcomes = {e.get("identifier") for e in item.iter(f"{QTI}outcomeDeclaration")}
    asked = [e.get("responseIdentifier") for e in item.iter() if "responseIdentifier" in e.attrib]
    assert sorted(asked) == sorted(responses)
    for name in ("variable", "correct", "mapResponse"):
        assert {e.get("identifier") for e in item.iter(f"{QTI}{name}")} <= responses
    assert {e.get("identifier") for e in item.iter(f"{QTI}setOutcomeValue")} <= outcomes
    assert {
        e.get("outcomeIdentifier") for e in item.iter() if "outcomeIdentifier" in e.attrib
    } <= outcomes
    choices = [e.get("identifier") for e in item.iter(f"{QTI}simpleChoice")]
    assert len(set(choices)) == len(choices)
    if choices:
        right = {e.text for e in item.iter(f"{QTI}value")} - {"0"}
        assert right <= set(choices)


@given(BANKS)
def test_every_item_follows_the_model_whatever_its_text(bank: list[PortableQuestion]) -> None:
    found = items(package(bank))
    assert len(found) == len(bank)
    for item in found:
        assert_valid(item, "qti_item.xsd")
        assert_references_hold(item)


@pytest.mark.parametrize(
    ("path", "attribute", "value"),
    [
        ("responseDeclaration", "identifier", "1st"),
        ("responseDeclaration", "cardinality", "several"),
        ("outcomeDeclaration", "identifier", "RESPONSE"),
        ("itemBody/choiceInteraction", "maxChoices", "-1"),
        ("responseProcessing/responseCondition/responseIf/match/variable", "style", "bold"),
    ],
)
def test_the_schema_refuses_what_the_model_forbids(path: str, attribute: str, value: str) -> None:
    bank = [PortableQuestion(sample.item, "a-permanent-number") for sample in SAMPLES]
    item = next(
        each for each in items(package(bank)) if each.find(f".//{QTI}choiceInteraction") is not None
    )
    target = item.find("/".join(f"{QTI}{name}" for name in path.split("/")))
    target.set(attribute, value)
    assert not schema("qti_item.xsd").validate(item)


def test_the_manifest_lists_every_file_once() -> None:
    archive = package(
        [PortableQuestion(sample.item, f"a-permanent-guid-{n}") for n, sample in enumerate(SAMPLES)]
    )
    manifest = etree.fromstring(archive.read("imsmanifest.xml"))
    assert_valid(manifest, "qti_manifest.xsd")
    resources = manifest.findall(f"{CP}resources/{CP}resource")
    listed = [resource.get("href") for resource in resources]
    assert sorted(listed) == sorted(set(archive.namelist()) - {"imsmanifest.xml"})
    assert [r.find(f"{CP}file").get("href") for r in resources] == listed


def test_the_words_of_a_question_stand_in_its_item() -> None:
    [item] = items(package([PortableQuestion(SLOGAN_CLOZE.item, "a-permanent-number")]))
    [paragraph] = (
        item.iter(f"{QTI}p")
        if item.find(f"{QTI}modalFeedback") is None
        else [item.find(f"{QTI}itemBody/{QTI}p")]
    )
    assert "".join(paragraph.itertext()) == SLOGAN_CLOZE.item.stem.replace("____", "")
    keys = [entry.get("mapKey") for entry in item.iter(f"{QTI}mapEntry")]
    assert keys == ["作用", "水平", "活力"]


@pytest.mark.parametrize(("sample", "judged_by"), [(LIST_CLOZE, "multiple"), (SLOGAN_CLOZE, "and")])
def test_blanks_without_an_order_are_judged_together(sample: Any, judged_by: str) -> None:
    [item] = items(package([PortableQuestion(sample.item, "a-permanent-number")]))
    assert list(item.iter(f"{QTI}{judged_by}"))


def test_the_same_bank_gives_the_same_bytes() -> None:
    bank = [
        PortableQuestion(sample.item, f"a-permanent-guid-{n}") for n, sample in enumerate(SAMPLES)
    ]
    one, other = io.BytesIO(), io.BytesIO()
    write_qti(bank, one)
    write_qti(bank, other)
    assert one.getvalue() == other.getvalue()
