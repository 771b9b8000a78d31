"""The English catalogue is complete, fits the code, and is compiled."""

from __future__ import annotations

import re

from tools import translations

CATALOGUE = translations.load()
MESSAGES = [message for message in CATALOGUE if message.id]
PLACEHOLDER = re.compile(r"%\(\w+\)[.\d]*[sdf]")
#: Chinese that stays Chinese: it is quoted from questions, or is a name.
QUOTED = re.compile(r"“[^”]*”|(?<=as )\S+|履职学堂|中文|（　　）|、|: \S+$|e\.g\. \S+")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def texts(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list | tuple) else [str(value)]


PAIRS = [(texts(m.id)[0], english) for m in MESSAGES for english in texts(m.string)]


def test_every_marked_sentence_is_in_the_catalogue_and_no_other() -> None:
    known = {m.id[0] if isinstance(m.id, tuple) else m.id for m in MESSAGES}
    wanted = {each[0] if isinstance(each, tuple) else each for each in translations.collect()}

    assert known - wanted == set(), "run `make translations`"
    assert wanted - known == set(), "run `make translations` and write the English"


def test_every_sentence_has_english() -> None:
    assert translations.missing(CATALOGUE) == []


def test_english_mentions_what_the_chinese_mentions() -> None:
    differing = [
        (chinese, english)
        for chinese, english in PAIRS
        if sorted(PLACEHOLDER.findall(chinese)) != sorted(PLACEHOLDER.findall(english))
        or chinese.startswith(" ") != english.startswith(" ")
    ]

    assert PAIRS
    assert differing == []


def test_english_keeps_chinese_only_in_quotations() -> None:
    assert [english for _, english in PAIRS if CHINESE.search(QUOTED.sub("", english))] == []


def test_what_the_site_reads_is_compiled_from_what_people_edit() -> None:
    po = (translations.FOLDER / "messages.po").read_bytes()
    mo = (translations.FOLDER / "messages.mo").read_bytes()

    assert translations.as_mo(po) == mo


def test_collecting_again_changes_nothing() -> None:
    po = (translations.FOLDER / "messages.po").read_bytes()

    assert translations.as_po(translations.updated(translations.load())) == po
