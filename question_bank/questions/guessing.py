"""
Whether the blanks of a talk's item have one filler each, and one that must be known.

Where everyday words fill a blank as well, or the words beside it give it away, the item
teaches nothing or marks a right answer wrong; it waits for a trainer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from question_bank.keypoints import Pattern
from question_bank.questions.clauses import bigrams
from question_bank.questions.values import BLANK, Blank, Item, ItemType
from question_bank.questions.workshop import Candidate, Workshop

#: Patterns whose members a speaker may have put in any words.
FREE = frozenset({Pattern.LIST, Pattern.FRAME, Pattern.COUNTED})
#: Fewest characters of a member that its neighbours do not show.
FEWEST_OWN = 3
#: What says that a list has so many members: 四条标准, “六有”, “三看一问”.
COUNTED = re.compile(
    "[两三四五六七八九十](?:[个项种条类步关点本道套级句面把件样大]|环节|方面|部法)|“[^”]{0,3}[一二两三四五六七八九][^”]{0,6}”"
)
#: Steps of a scale, which nobody puts otherwise.
SCALE = re.compile("等次|等级|[三四五]档")
#: Names of the office's own things; whoever knows the office knows them.
TERM = re.compile(
    "(?:权|法|机关|监督|委员会|大会|议案|草案|报告|案由|案据|国家秘密|自律|法律|宪法)$"
)
#: Fewest words of a bank that leave a choice, and the fewest keys that are matched to places.
FEWEST_WORDS = 3
#: Shortest key that may be nothing but the words of its stem turned round.
SHORTEST_TURNED = 5
#: What parts members of a row from each other.
PARTS = re.compile("[、，；：。“”]")
#: A term of several parts is no word to type.
COMPOUND = re.compile("[—、，；]")
#: A word that everybody puts before 人民民主.
IDLE = frozenset({"全过程"})
#: A key that is a question, which may be put in many ways: 问题是什么.
QUESTION = re.compile("什么|怎么|怎样|如何|哪[里些个]|多少|几[条个项]")
#: A key that holds its own demand is a clause, cut out of two: 学____走.
DEMANDS = re.compile(".(?:要(?!求|素|点|害|闻)|应当|必须|不得|可以).")
#: A member of two halves, of which one blank would take parts: 重答复轻办理.
TWO_HALVES = re.compile("重[^轻重]{1,6}轻.")
#: Longest part of a key that may stand beside its blank, in characters.
SHOWN = 2
#: How many of the first characters of a row name its thing.
SHORT_NAME = 2
#: Which of a row a word of time means: 前, 中, 后.
STAGES, STAGED = frozenset("前中后"), 2


def is_guess(workshop: Workshop, candidate: Candidate, body: str) -> bool:
    """Tell whether a blank in *body* can be filled without the talk, or in other words as well."""
    item = candidate.item
    if item.type is not ItemType.CLOZE:
        return False
    is_matching = item.form == "couplet" or candidate.pattern is Pattern.FRAME
    parts = PARTS.split(body)
    return (
        (item.form == "list" and any(map(TWO_HALVES.match, parts)))
        or (item.form in {"list", "slot"} and any(map(DEMANDS.search, item.keys)))
        or (item.form == "list" and not item.word_bank and any(map(QUESTION.search, item.keys)))
        or (is_matching and all(len(key) == 1 for key in item.keys))
        or (item.form == "labels" and _differs_in_one(item))
        or _opens_blank(item, body)
        or _is_mirrored(item, body)
        or _leaves_no_choice(item)
        or any(COMPOUND.search(key) or key in IDLE for key in item.keys if item.form == "term")
        or (item.form == "couplet" and _shows_beside(item, body))
        or (candidate.pattern in FREE and _is_free(workshop, item, body))
    )


def _opens_blank(item: Item, body: str) -> bool:
    """Tell whether the stem begins with its only blank, so that nothing leads to it."""
    is_first = body.startswith(BLANK) or f"：“{BLANK}" in item.stem
    return is_first and len(item.blanks) < FEWEST_WORDS and not item.word_bank


def _differs_in_one(item: Item) -> bool:
    """Tell whether a label is a label beside it but for one character: 办理前沟通, 办理中沟通."""
    row = item.stem.rpartition("：")[2]
    keys = [key for key in item.keys if len(key) == STAGED or STAGES & set(key)]
    return not item.word_bank and any(_own(key, _beside(key, row)) <= 1 for key in keys)


def _is_mirrored(item: Item, body: str) -> bool:
    """Tell whether a long key only turns words beside it round: 江山就是人民，人民就是江山."""
    shown = PARTS.split(body or item.stem)
    long = [set(key) for key in item.keys if len(key) >= SHORTEST_TURNED]
    return any(key <= set(part) for key in long for part in shown)


def _leaves_no_choice(item: Item) -> bool:
    """Tell whether the bank has so few words that whoever is told one knows the other."""
    return 0 < len(item.word_bank) < FEWEST_WORDS


def _shows_beside(item: Item, body: str) -> bool:
    """Tell whether a member's name or what is said of it repeats its key: 严是严格监督; “小切口”，切口小才能扎得深."""
    is_fine = all(row.count(BLANK) < 2 for row in re.split("[；。]", body))  # noqa: PLR2004
    rows = re.split("[；。]" if is_fine else "[，；。]", body)
    if any(bigrams(blank.accepted[0]) & bigrams(row) for blank, row in _rows_of(item, rows)):
        return True
    keys = iter(blank.accepted[0] for blank in item.blanks)
    for row in rows:
        for _ in range(row.count(BLANK)):
            key, rest = next(keys, ""), row.rpartition(BLANK)[2]
            name = PARTS.split(row.partition(BLANK)[0])[-1][:SHORT_NAME]
            if len(key) > 1 and (len(set(key) & set(rest)) >= SHOWN or set(key) & set(name)):
                return True
    return False


def _rows_of(item: Item, rows: Sequence[str]) -> Iterator[tuple[Blank, str]]:
    """Yield each blank of *item* with the words that it stands among, if nothing else is asked there."""
    blanks = iter(item.blanks)
    for row in rows:
        asked = [next(blanks) for _ in range(row.count(BLANK))]
        if len(asked) == 1:
            yield asked[0], row


def _is_free(workshop: Workshop, item: Item, body: str) -> bool:
    """Tell whether a typed member could be put in other everyday words."""
    if item.word_bank or any(blank.near_misses for blank in item.blanks):
        return False
    if SCALE.search(clause := _clause_of_blank(body)):
        steps = [part[-len(key) :] for key in item.keys for part in clause.split("、")]
        return any(key[-SHOWN:] in step for key in item.keys for step in steps)
    is_counted = bool(COUNTED.search(_clause_of_blank(body)))
    known = [phrase.canonical for phrase in workshop.lexicon.index.phrases_in(body)]
    terms = [key for key in item.keys if _is_term(workshop, key, is_counted=is_counted)]
    loose = [key for key in item.keys if not any(key in phrase for phrase in known)]
    return not (is_counted and terms) and any(
        _own(key, beside := _beside(key, body))
        < FEWEST_OWN + (not is_counted and _is_framed(key, beside))
        for key in loose
        if key not in terms
    )


def _clause_of_blank(body: str) -> str:
    """Return the clause of *body* in which its first blank stands."""
    return next((clause for clause in re.split("[，；。]", body) if BLANK in clause), body)


def _is_term(workshop: Workshop, key: str, *, is_counted: bool) -> bool:
    """Tell whether *key* is a term of the office, which no other word stands for; so short, in a counted list."""
    index = workshop.lexicon.index
    is_long = is_counted or len(key) >= FEWEST_OWN
    is_named = TERM.search(key) is not None or key in index.terms or bool(index.phrases_in(key))
    return is_long and is_named


def _beside(key: str, body: str) -> list[str]:
    """Return the members of the length of *key* that *body* shows; the first may end a longer clause."""
    tail = PARTS.split(body.partition(BLANK)[2])[0].rpartition(BLANK)[2]
    parts = [part.removesuffix(tail) for part in PARTS.split(body) if part and BLANK not in part]
    row = [part for part in _clause_of_blank(body).split("、") if BLANK not in part]
    whole = [part for part in parts if len(part) == len(key)]
    return whole + [row[0][-len(key) :] for _ in row[:1] if len(row[0]) > len(key)]


def _is_framed(key: str, beside: list[str]) -> bool:
    """Tell whether *key* shares a character at one place with all of *beside*: 权限不越、程序不漏."""
    columns = zip(key, *beside, strict=True)
    return len(beside) > 1 and any(len(set(column)) == 1 for column in columns)


def _own(key: str, beside: list[str]) -> int:
    """Return how many characters of *key* stand in none of *beside* at their place."""
    same = max((sum(a == b for a, b in zip(key, each, strict=True)) for each in beside), default=0)
    return len(key) - same - bool(beside and (key[0] in STAGES or key[-1] in STAGES))
