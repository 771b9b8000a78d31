"""Checks of the wording: stands alone, reads well, quotes set phrases as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.documents.masking import CLOSING, OPENING
from question_bank.questions.checks.subject import Subject, finding
from question_bank.questions.values import BLANK, GAP, Finding, ItemType, Level

LONGEST_STEM, SHORTEST_STEM = 120, 8
LARGEST_SHARE = 0.3
MOST_BLANKS = 3
LONGEST_BLANK = 12
HALF_WIDTH = re.compile(r"[,;:!?()](?<=[\u4e00-\u9fff].)(?=[\u4e00-\u9fff]|$)")
PLACE = re.compile("[^，]{2,24}(?:指出|提出|要求|规定|列举的?|强调)，?")
DANGLING = re.compile(
    "^(?:这|此|该|其(?!中|他|次|余|实)|它|上述|前款|这些|那|他们|她|对此|因此|所以|但|而且|并且|从而)"
)
FIRST_PERSON = re.compile("我(?<!自我)(?![国市区县省镇乡党军院])|咱们|在座|刚才|今天|大家")
#: A pronoun so near the beginning that its noun cannot stand before it.
EARLY = re.compile("^.{0,10}?(这[一种项个])")
QUOTED = re.compile("“[^”]*”")
#: A later member of a row whose first is not there.
LATER = re.compile(
    "(?:^|[，；：])(?:[二三四五六七八九]是|[二三四五六七八九]要|其[二三四五六]，|第[二三四五六]，?)(?!届)|[，；]第[二三四五六]。$"
)
FIRST = re.compile("一是|一要|其一|第一|首先")
#: What any later member has; looked for first, since it is quick.
COUNTED = re.compile("[二三四五六七八九第其](?:[是要]|[二三四五六])")
#: What a law says of its own neighbouring paragraphs.
REFERRING = re.compile(
    "这些|这类|这一点|上述|该[项类条]|此项|如下|前[一二两三]?[款条项](?!件|例|目)"
    "|上[一二两三]?[款条项](?!件|例|目)|本[一二两三]?[款条项](?!件|例|目)"
)
UNFINISHED = re.compile(
    "(?:的|和|与|及|或|在|把|被|对|以|为|而|并|等等|包括|通过|从|向|将)[。，]?$"
)
#: The longest of these is as long, its mark and a line's end included.
TAIL = 4
#: How a stem ends whose last words are asked for.
ASKED = (GAP, GAP + "。", BLANK + "。")
#: 由代表的过半数通过 is a whole sentence.
PASSED = re.compile("是[^，。：]{1,8}的。?$|(?:经|由|以|提请|提交)[^，；：]{2,40}通过。$")
NEGATIVE = re.compile("不属于|不包括|不正确|不是|错误的|不应当|不得")
DOUBLE_NEGATIVE = re.compile(
    "(?:不属于|不包括|不正确|不是|错误的).{0,30}(?:不得|不能|不准|不应|并非|不属于)|不得不|不无|无不|非.{1,6}不可"
)
NOISE = re.compile(
    r"https?:|www\.|\.com|\.cn|公众号|扫码|责任编辑|版权|往期回顾|点击上方|阅读原文|扫一扫|[|¦◆■□★●\ufffd]|第\s*\d+\s*页|[\U0001f300-\U0001faff]"
)
#: What any noise has; looked for first, since it is quick.
HINT_OF_NOISE = re.compile("[.:号扫辑版顾击阅页|¦◆■□★●\ufffd\U0001f300-\U0001faff]")
#: Marks that stand in pairs.
PARTNER = CLOSING | OPENING
MARK = re.compile("[" + "".join(PARTNER) + "]")
NOTE_LEVELS = {"note": Level.NOTE, "review": Level.REVIEW}


def stem_stands_alone(subject: Subject) -> Iterator[Finding]:
    """Block a generated stem that opens with a pronoun or speaks of 我们; ask about a typed one."""
    level = Level.BLOCK if subject.is_generated else Level.REVIEW
    body = _body(subject.item.stem.replace("**", ""))
    unquoted = QUOTED.sub("", body) if "“" in body else body
    if (
        match := DANGLING.match(unquoted)
        or FIRST_PERSON.search(unquoted)
        or REFERRING.search(unquoted)
        or _later(unquoted)
    ):
        yield finding("stem.dangling", level, word=match.group())
    elif "这" in unquoted and (match := EARLY.match(unquoted)):
        yield finding("stem.dangling", Level.REVIEW, word=match.group(1))


def _body(stem: str) -> str:
    """Return *stem* without the words that name its source."""
    place = PLACE.match(stem)
    return stem[place.end() :] if place else stem


def _later(text: str) -> re.Match[str] | None:
    """Return the later member of a row whose first is not in *text*."""
    if not COUNTED.search(text) or FIRST.search(text):
        return None
    return LATER.search(text)


def stem_says_something(subject: Subject) -> Iterator[Finding]:
    """Block a stem in which nothing stands but blanks, gaps and marks."""
    if not subject.item.asks_something:
        yield finding("stem.empty", Level.BLOCK)


def stem_has_its_size(subject: Subject) -> Iterator[Finding]:
    """Ask about a stem that is too long, or has too little besides its blanks."""
    item = subject.item
    rest = item.stem.replace(BLANK, "").replace(GAP, "")
    if len(item.stem) > LONGEST_STEM:
        yield finding("stem.long", Level.REVIEW, limit=str(LONGEST_STEM))
    if item.asks_something and len(rest) < SHORTEST_STEM:
        yield finding("stem.short", Level.REVIEW, limit=str(SHORTEST_STEM))


def blanks_leave_enough(subject: Subject) -> Iterator[Finding]:
    """Ask about a cloze of which too much is taken out, or that begins with a blank."""
    item = subject.item
    if item.type is not ItemType.CLOZE:
        return
    blanked = sum(map(len, subject.keys))
    whole = len(_body(item.stem).replace(BLANK, "")) + blanked
    if whole and blanked / whole > LARGEST_SHARE:
        yield finding("blanks.share", Level.REVIEW)
    if item.stem.startswith(BLANK):
        yield finding("blanks.first", Level.REVIEW)
    if len(item.blanks) > MOST_BLANKS:
        yield finding("blanks.many", Level.REVIEW, limit=str(MOST_BLANKS))
    if BLANK + BLANK in item.stem:
        yield finding("blanks.adjacent", Level.BLOCK)
    if any(len(key) > LONGEST_BLANK for key in subject.keys):
        yield finding("blanks.long", Level.REVIEW, limit=str(LONGEST_BLANK))


def no_function_word_is_blanked(subject: Subject) -> Iterator[Finding]:
    """Block a blank on a word that teaches nothing."""
    words = subject.lexicon.index.words["function"]
    for blank in subject.item.blanks:
        if blank.accepted and blank.accepted[0] in words:
            yield finding("blanks.function_word", Level.BLOCK, word=blank.accepted[0])


def praise_is_not_asked(subject: Subject) -> Iterator[Finding]:
    """Ask about a blank on interchangeable praise such as 保障 or 基础."""
    praise = subject.lexicon.index.words["praise"]
    for key in subject.keys:
        if subject.item.form != "claim" and (key in praise or key.removeprefix("重要") in praise):
            yield finding("blanks.praise", Level.REVIEW, word=key)


def marks_are_paired(subject: Subject) -> Iterator[Finding]:
    """Block unpaired quotation marks, brackets and 《》."""
    for text in subject.texts:
        marks = MARK.findall(text)
        if any(marks.count(mark) != marks.count(PARTNER[mark]) for mark in set(marks)):
            yield finding("wording.unpaired", Level.BLOCK)
            return


def widths_are_full(subject: Subject) -> Iterator[Finding]:
    """Mend half-width marks between Chinese characters."""
    if any(map(HALF_WIDTH.search, subject.texts)):
        yield finding("wording.half_width", Level.FIX)


def no_noise(subject: Subject) -> Iterator[Finding]:
    """Block text that a scrape or a page put there."""
    for text in (*subject.texts, *subject.keys):
        if HINT_OF_NOISE.search(text) and (match := NOISE.search(text)):
            yield finding("wording.noise", Level.BLOCK, text=match.group())
            return


def stem_is_finished(subject: Subject) -> Iterator[Finding]:
    """Block a stem that ends in mid-clause."""
    stem = subject.item.stem
    is_gap = stem.rstrip().endswith(ASKED)
    if not is_gap and UNFINISHED.search(stem, len(stem) - TAIL) and not PASSED.search(stem):
        yield finding("stem.unfinished", Level.BLOCK)


def negatives_stand_out(subject: Subject) -> Iterator[Finding]:
    """Ask about a double negative; mend a negative stem whose negative is not in bold."""
    item = subject.item
    if item.type not in {ItemType.SINGLE, ItemType.MULTIPLE}:
        return
    if DOUBLE_NEGATIVE.search(item.stem.replace("**", "")):
        yield finding("stem.double_negative", Level.REVIEW)
    if "**" in item.stem or item.form not in {"authored", "odd_one_out"}:
        return
    if NEGATIVE.search(re.split("[，。]", item.stem.rstrip("。"))[-1]):
        yield finding("stem.negative_plain", Level.FIX)


def set_phrases_are_verbatim(subject: Subject) -> Iterator[Finding]:
    """Block a misquoted set phrase; note a source that differs from the canonical form."""
    whole = subject.filled
    quote = subject.evidence.quote if subject.evidence else ""
    for phrase in subject.lexicon.index.misquoted_in(whole):
        for older in phrase.misquotations(whole):
            from_source = older in quote
            level = Level.NOTE if from_source else Level.BLOCK
            name = "phrase.source_differs" if from_source else "phrase.misquoted"
            yield finding(name, level, text=older, canonical=phrase.canonical)


def protected_phrases_are_not_altered(subject: Subject) -> Iterator[Finding]:
    """Block a false statement made by altering a protected phrase."""
    item = subject.item
    if item.type is not ItemType.TRUE_FALSE or item.truth is not False:
        return
    quote = subject.evidence.quote if subject.evidence else ""
    for text in subject.lexicon.index.protected:
        if text in quote and text not in item.stem and _differs_inside(text, item.stem):
            yield finding("phrase.altered", Level.BLOCK, canonical=text)


def _differs_inside(phrase: str, stem: str) -> bool:
    """Tell whether *stem* has the beginning of *phrase* but not the whole."""
    return phrase[: max(4, len(phrase) // 2)] in stem


def law_agrees(subject: Subject) -> Iterator[Finding]:
    """Ask, or note, where the wording of the source and the law differ."""
    quote = subject.evidence.quote if subject.evidence else ""
    drawn = [o.text for o in subject.item.options if not quote or o.text in quote]
    told = subject.filled + "".join(drawn)
    for note, phrase in subject.lexicon.index.notes_on(told):
        if note.slip:
            continue
        decides = any(key in phrase for key in subject.keys) or subject.item.truth is False
        level = Level.REVIEW if decides else NOTE_LEVELS[note.level]
        yield finding(note.message_id, level, note=note.text)
