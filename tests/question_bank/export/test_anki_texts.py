"""Text of any kind on its way into a field."""

from __future__ import annotations

import html
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.export.anki.texts import escape, is_blank, set_bold, tag, writer_for

#: Written by hand a second time, and not in the way of the code.
DROPPED = {*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000), *range(0xFDD0, 0xFDF0)}
DROPPED |= {0xFFFE, 0xFFFF}
LINE_ENDS = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
HOSTILE = st.text(
    st.sampled_from("审议 ：:[]{}<>&;\"'c1\n\r\t\x00\x1f\x85*_\u3000\u0338\ud800é\u0301")
)


def kept(text: str) -> str:
    """Return what a field promises to keep of *text*."""
    parts = LINE_ENDS.split(text.replace("\t", " "))
    return "\n".join("".join(c for c in part if ord(c) not in DROPPED) for part in parts)


def shown(markup: str) -> str:
    """Return the text of a field, as a browser reads it."""
    return html.unescape(markup.replace("<br>", "\n"))


@given(st.one_of(st.text(st.characters()), HOSTILE))
def test_nothing_that_can_be_seen_is_lost(text: str) -> None:
    assert shown(escape(text)) == kept(text)


@given(HOSTILE)
def test_escaped_text_holds_no_markup_but_line_ends(text: str) -> None:
    assert not re.search('[<>"{}:\\[\x00-\x1f]', escape(text).replace("<br>", ""))


@given(HOSTILE)
def test_composing_characters_afterwards_breaks_no_markup(text: str) -> None:
    field = unicodedata.normalize("NFC", f"<b>{escape(text)}</b>")

    assert field.startswith("<b>")
    assert field.endswith("</b>")
    assert unicodedata.normalize("NFC", shown(field[3:-4])) == unicodedata.normalize(
        "NFC", kept(text)
    )


@given(st.lists(HOSTILE))
def test_the_writer_of_several_texts_does_what_escaping_does(texts: list[str]) -> None:
    write = writer_for(texts)

    assert [write(text) for text in texts] == [escape(text) for text in texts]


@pytest.mark.parametrize(
    ("stem", "markup"),
    [
        ("人大的**作用**靠代表", "人大的<b>作用</b>靠代表"),
        ("**一**和**二**", "<b>一</b>和<b>二</b>"),
        ("二**三", "二**三"),
        ("****", "****"),
        ("**a\nb**", "<b>a<br>b</b>"),
        ("**<b>**", "<b>&lt;b&gt;</b>"),
    ],
)
def test_only_pairs_of_stars_set_bold(stem: str, markup: str) -> None:
    assert set_bold(escape(stem)) == markup


@pytest.mark.parametrize("text", ["", " ", "\n", "\u3000", "\x00\x1f", "\r\n\t"])
def test_what_nobody_can_see_is_blank(text: str) -> None:
    assert is_blank(escape(text))


@pytest.mark.parametrize("text", ["一", "<", "{}", "____", "（", "a\n"])
def test_what_can_be_seen_is_not_blank(text: str) -> None:
    assert not is_blank(escape(text))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("文档", "讲话"), "文档::讲话"),
        (("文档", "a b\u3000c\u00a0d"), "文档::a_b_c_d"),
        (("文档", " 《讲话》\n"), "文档::《讲话》"),
        (("a", "说\"不\"'是'"), "a::说不是"),
        (("a", "b::c"), "a::b：：c"),
        (("a", "", "b"), "a::b"),
        (("", '"'), ""),
    ],
)
def test_a_tag_is_one_word_with_branches(path: tuple[str, ...], expected: str) -> None:
    assert tag(*path) == expected


@given(st.text(st.characters()))
def test_no_text_cuts_a_tag(text: str) -> None:
    made = tag("文档", text)

    assert not re.search(r'[\s"\x00-\x1f\x7f]', made)
    assert made.count("::") <= 1
