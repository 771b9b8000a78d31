"""
Mend what scrapes and typing habits do to a text, and say what was mended.

Only certain repairs are made. What looks damaged and cannot be mended for
certain is flagged instead, and no item may rest on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from question_bank.documents.breaks import join_wrapped_lines, restore_breaks
from question_bank.documents.drafts import Draft
from question_bank.documents.furniture import cut_furniture
from question_bank.documents.slips import misread_characters, slips_of_count
from question_bank.documents.torn import join_torn, torn_flags
from question_bank.documents.values import Flag
from question_bank.lexicon import NoisePattern

CJK = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
#: Chinese characters and the full-width marks that stand among them.
CHINESE = CJK + r"\u3001-\u3003\u3008-\u3011\u3014-\u301b\u2018-\u201d\u2026\u2014\uff01-\uff1f"
FULL_WIDTH = {
    ",": "\uff0c",
    ":": "\uff1a",
    ";": "\uff1b",
    "!": "\uff01",
    "?": "\uff1f",
    "(": "\uff08",
    ")": "\uff09",
    "\uff61": "。",
    "\uff64": "、",
}

LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
INVISIBLE = re.compile(
    r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f]"
)
ODD_SPACES = re.compile(r"[\t\u00a0\u1680\u2000-\u200a\u202f\u205f]")
#: Runs that no layout needs; shorter ones keep every later pattern linear.
LONG_BLANK = re.compile(r"([ \u3000]{32})[ \u3000]+")
LONG_GAP = re.compile(r"(\n[ \u3000]{0,32}\n[ \u3000]{0,32}\n)[ \u3000\n]+(?=\n)")
MARK_BESIDE_CHINESE = re.compile(
    rf"(?<=[{CHINESE}])[ ]?(?:[,;!]|(?<!\?)\?(?!\?))|(?<=%)[,;](?=[0-9])|(?:[,;!]|(?<!\?)\?(?!\?))(?=[ ]?[{CHINESE}])"
    rf"|(?<=[{CHINESE}])[ ]?:(?!//)|(?<![0-9]):(?=[ ]?[{CHINESE}])|[\uff61\uff64]"
)
#: Several question marks after a word; between words they are lost characters.
ASKED = re.compile(rf"(?<=[{CHINESE}])\?{{2,}}(?![?{CJK}])")
BRACKETS = re.compile(r"\(([^()\n]{0,60})\)")
STOP_AFTER_CHINESE = re.compile(
    rf"(?<=[{CJK}”》）%])(?<!^[一二三四五六七八九十])\.(?=\s|$|[{CHINESE}])", re.MULTILINE
)
DOTS = re.compile(rf"(?<=[{CHINESE}])\.{{3,}}")
STRAIGHT_QUOTES = re.compile(r'"([^"\n]{0,200})"')
FULL_WIDTH_DIGITS = re.compile(r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff05]+")
SPACE_AMONG_CHINESE = re.compile(
    rf"(?<=[{CHINESE}0-9A-Za-z%]) +(?=[{CHINESE}])|(?<=[{CHINESE}]) +(?=[0-9A-Za-z])"
)
EDGES = re.compile(r"^[ \u3000]+|[ \u3000]+$", re.MULTILINE)
WIDE_SPACE = re.compile(r"\u3000+")
BLANK_LINES = re.compile(r"\n{2,}")
REPEATED_MARKS = re.compile(r"([，。；：、！？])\1+")
EMOJI = re.compile(r"[\U0001f000-\U0001faff\u2600-\u26ff\u2700-\u27bf\ufe0f\u20e3]+")
STRAY = re.compile(r"[|¦◆◇●■□★☆▲△▼※→←↑↓►◎¤§#^~`]+")
#: Damage that cannot be mended: starred-out words, replacement characters, question marks inside words.
DAMAGE = re.compile(
    rf"(?<=[{CJK}])(?:[*×xX＊]{{2,}}|[\ufffd?？]{{2,}})(?=[{CJK}])|\ufffd+|[*＊×]{{2,}}|[\ue000-\uf8ff]+|X{{2,}}"
)
#: Cleaning goes on until it changes nothing; a repair may lay open the next.
MOST_ROUNDS = 6
MARKDOWN = re.compile(r"^#{1,6} +|^[*+-] +(?=[\u4e00-\u9fff])|^> ?", re.MULTILINE)
#: Words set in bold; a lone ** between characters stands for words that were starred out.
BOLD = re.compile(r"\*\*(?=\S)([^*\n]{1,120}?)(?<=\S)\*\*")


def clean(text: str, noise: Iterable[NoisePattern]) -> tuple[Draft, tuple[Flag, ...]]:
    """Return the cleaned draft of *text* and what is still damaged in it."""
    draft = Draft(text)
    patterns = [_compiled(entry) for entry in noise if entry.certain]
    for _ in range(MOST_ROUNDS):
        before = draft.text
        _clean_once(draft, patterns)
        if draft.text == before:
            break
    return draft, _flags(draft.text)


def _clean_once(draft: Draft, noise: Sequence[re.Pattern[str]]) -> None:
    _mend_characters(draft)
    cut_furniture(draft)
    _cut_noise(draft, noise)
    _mend_widths(draft)
    join_wrapped_lines(draft)
    restore_breaks(draft)
    _mend_spaces(draft)
    join_torn(draft)


def _mend_characters(draft: Draft) -> None:
    draft.replace(LINE_ENDS, "\n", "")
    draft.replace(INVISIBLE, "", "invisible")
    draft.replace(ODD_SPACES, " ", "")
    draft.replace(LONG_BLANK, lambda m: m.group(1), "")
    draft.replace(LONG_GAP, lambda m: m.group(1), "")
    draft.replace(MARKDOWN, "", "markup")
    draft.replace(BOLD, lambda m: m.group(1), "markup")
    draft.replace(
        FULL_WIDTH_DIGITS, lambda m: "".join(chr(ord(c) - 0xFEE0) for c in m.group()), "width"
    )


def _compiled(entry: NoisePattern) -> re.Pattern[str]:
    pattern = entry.pattern
    if entry.scope == "line":
        pattern = rf"^[ \u3000]*(?:{pattern})[ \u3000]*$"
    return re.compile(pattern, re.MULTILINE)


def _cut_noise(draft: Draft, noise: Sequence[re.Pattern[str]]) -> None:
    for pattern in noise:
        draft.replace(pattern, "", "noise")
    draft.replace(EMOJI, "", "noise")
    draft.replace(STRAY, "", "noise")


def _mend_widths(draft: Draft) -> None:
    draft.replace(MARK_BESIDE_CHINESE, lambda m: FULL_WIDTH[m.group().strip()], "width")
    draft.replace(ASKED, "？", "repeated")
    draft.replace(BRACKETS, _widen_brackets, "width")
    draft.replace(DOTS, "……", "width")
    draft.replace(STOP_AFTER_CHINESE, "。", "width")
    draft.replace(STRAIGHT_QUOTES, _curl, "quotes")
    draft.replace(REPEATED_MARKS, lambda m: m.group(1), "repeated")


def _widen_brackets(match: re.Match[str]) -> str:
    inside = match.group(1)
    return f"（{inside}）" if re.search(f"[{CJK}]", inside) else match.group()


def _curl(match: re.Match[str]) -> str:
    inside = match.group(1)
    return f"“{inside}”" if re.search(f"[{CJK}]", inside) else match.group()


def _mend_spaces(draft: Draft) -> None:
    draft.replace(EDGES, "", "")
    draft.replace(SPACE_AMONG_CHINESE, "", "space")
    draft.replace(WIDE_SPACE, "\u3000", "")
    draft.replace(BLANK_LINES, "\n", "")
    draft.replace(re.compile(r"\A\n+|\n+\Z"), "", "")


def _flags(text: str) -> tuple[Flag, ...]:
    """Return what is damaged, torn or miscounted in *text*, in order; no two flags overlap."""
    found = [Flag("damage", m.start(), m.end()) for m in DAMAGE.finditer(text)]
    found += [*torn_flags(text), *slips_of_count(text), *misread_characters(text)]
    kept: list[Flag] = []
    for flag in sorted(found, key=lambda f: (f.start, -f.end)):
        start = max(flag.start, kept[-1].end) if kept else flag.start
        if start < flag.end:
            kept.append(Flag(flag.kind, start, flag.end))
    return tuple(kept)
