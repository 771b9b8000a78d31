"""What a talk lays down, in stretches of its own words that stand alone."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from question_bank.documents import Sentence, mask
from question_bank.keypoints import Span
from question_bank.keypoints.norms import OCCASION
from question_bank.questions.checks.wording import REFERRING
from question_bank.questions.panels import Statement
from question_bank.questions.speaking import is_oral
from question_bank.questions.statements import PRAISE, SUBJECT_MATTER
from question_bank.questions.stems import HALVES, is_leaning, standalone
from question_bank.questions.workshop import Workshop

SHORTEST, SHORTEST_CLAIM, LONGEST, LONGEST_CLAUSE = 7, 11, 70, 90
#: A last clause so short is an afterthought: ……可以提出议案，五个人.
SHORTEST_CLAUSE = 4
CLAUSE = re.compile("[^，；：。！？]+")
#: What is said to a hall, asked, or told of one day.
SPOKEN = re.compile("我(?!国)|[你咱]|大家|[？！]|在座|各位|同志们|朋友们|谢谢|感谢|其实|现在")
EVENT = re.compile(
    "(?<!终止)(?<!作废)(?<!无效)了$|过$|圆满|隆重|热烈|衷心|精心|记住|任务是|不少代表|[0-9]{4}年|曾|当时|后来|那[天次年]|这次|此次|昨|今年|去年|同志(?!们)|先生|女士|师傅|大[爷妈姐叔哥伯嫂娘]|老[张王李赵陈刘谢乡汉]|故事|例子|现象|不够|存在|差距|薄弱"
)
#: What a stretch begins with that hangs on words before it.
HANGING = re.compile(
    "将其|对其|还|也|并|都|就(?!业)|又|再|则|尤其|特别|即|如(?!实)|比如|例如|其(?!中|他)|等|以上|.{0,4}(?:这|那)|该[^，]|具体办法|[为有如]下|是(?!否)|竟|最[^，]{1,4}的，|下列|附后|占|加起来|不是|意思|说"
)
#: What a stretch ends with that goes on.
OPEN_END = re.compile("(?:(?<![行作人认])为|[是有在和与及或]|以下|下列|如下|叫做|就是|说|注意)$")
#: What only leads to what is said: 就是要…, 叫做….
LEAD_IN = re.compile("(?:概括起来|归纳起来|说到底)?(?:就是|叫做|叫作)(?=.{5})")
#: What says nothing without the clause before it, or after it, where that is asked about already.
LEANS_BACK = re.compile("不受|可以|应当|必须|有权|始得|由|经|享受|并|须|就|才")
LEANS_ON = re.compile("凡|对|在|从|当|如|若|为|把|将|以|按|经|根据|通过")
#: Ordinals and labels before the words of a point.
LABEL = re.compile(
    "(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]+[）)]|[0-9]{1,2}[.．、]|[—-]+|[答问]：)\\s*"
)
#: What says who must, may or must not, or what something is.
NORM = re.compile(
    "每[名位年季月届]|至少|不少于|不低于|不超过|以上|应当|应该|必须|不得|不能|不准|不要|严禁|有权|可以|只有|(?<![重主需纪摘必扼简首])要(?![求点素件闻害领])|须|一律|由|不受|就是|(?<![不而还都也只正便若凡算于])是(?!否)|^对[^，]{2,24}的，|不等于|不[^，、]{1,6}，不|不怕|不在|的，[^，；]{0,10}(?:终止|无效|作废|停止)|^(?:[^，]{0,4}人大|(?:人大)?代表|常委会|主席团)(?:不是|没有)|宁可|不可|[贵重难]在|为主，|为基本"
)
#: How a sentence that asks for something opens when it leaves 要 out.
ASKS = re.compile(
    "(?:进一步|切实|着力|依法|主动|积极|认真|自觉|坚决|严格|持续|深入|充分|正确)?(?:加强|坚持|推动|推进|做好|做到|注重|确保|提高|提升|落实|健全|完善|强化|督促|紧扣|聚焦|支持|保障|建立|建好|探索|开展|组织|实行|推行|落细|拓宽|畅通|规范|改进|严守|遵守|保守|履行|发挥|带头|参加|出席|听取|反映|联系|研究|处理|办理|答复|公开|报告|审查|审议|把|用好|守住|不|提出|依法|[与同]原|获得|严格|增强|制定|继续|监督|决定|批准|任免|解释|撤销|领导|管理|规定|保护|当好|分清|邀请|接受|享受|修订|充分)"
)
#: Words of the office, and how many of them are enough where nothing is asked for.
OFFICE = re.compile(
    f"{SUBJECT_MATTER.pattern}|常委会|监察|法院|检察院|政府|主席|预算|答复|办理|办结|办好|会议|选举|质询|委员会|财政|审计|联名|罢免"
)
FEWEST_WORDS = 2
#: What was done is worth telling if it is told at such length.
LONG_REPORT = 20
#: A heading that asks for something by itself.
DEMAND = re.compile("要[^，：“”]{5,16}。?$")
#: What was counted or happened once.
COUNTED = re.compile("[0-9他她]|[一两二三四五六七八九十百千万]+(?:个|件|块|米|小时|岁|户|名|位|次)")
#: What was done, and what binds somebody all the same.
DONE = re.compile("(?<!终止)(?<!作废)(?<!无效)了(?!解)|(?:事先|都|还|也)没有|是个")
BINDS = re.compile("应当|必须|不得|不能|要|可以|至少|不少于|每")
#: Words of a story.
NARRATIVE = re.compile(
    "我(?![国们])|[他她](?!们)|去年|前年|昨|有一[次位回]|上个?月|(?:19|20)[0-9]{2}年"
)
#: Marks of which one without the other is half of what was quoted.
PAIRS = (("“", "”"), ("《", "》"), ("（", "）"))
#: What a report counts.
FIGURES = re.compile("[0-9.,]+(?:万|亿)?[%件次元人]?")
#: What takes back, or goes on with, what was said before it.
TAKEN_BACK = re.compile("[，；：](?:但|除|不过|否则|只有|也不是|更)|：|、")
#: What stands before a whole sentence.
WHOLE = frozenset(("", "。", "；", "！", "\n", "\u3000"))
PIECE = re.compile("[^、，；：“”]+")
#: Fewest pieces of one length that make a row: 听民声、解民忧、聚民心.
ROW = 3
#: Shortest half of a couplet: 群众利益无小事，一枝一叶总关情.
COUPLET, HALF = 2, 5


def sayings_of(workshop: Workshop, known: Iterable[tuple[int, int]] = ()) -> Iterator[Statement]:
    """
    Yield what the body of a talk lays down, in reading order; no two overlap.

    Args:
        workshop: The talk.
        known: Stretches of it that are asked about already: clauses there are left out.
    """
    asked = _by_sentence(workshop.document.sentences, known)
    for number, sentence in enumerate(workshop.document.sentences):
        yield from _of_sentence(workshop, sentence, asked.get(number, ()))


def unasked_of(
    workshop: Workshop, said: Iterable[Statement], known: Iterable[tuple[int, int]]
) -> Iterator[Statement]:
    """Yield what `sayings_of` does beside *known*; *said* is all that it yields without that."""
    whole: dict[int, list[Statement]] = defaultdict(list)
    for each in said:
        whole[each.unit].append(each)
    asked = _by_sentence(workshop.document.sentences, known)
    for number, sentence in enumerate(workshop.document.sentences):
        if number in asked:
            yield from _of_sentence(workshop, sentence, asked[number])
        else:
            yield from whole.get(sentence.start, ())


def _by_sentence(
    sentences: Sequence[Sentence], stretches: Iterable[tuple[int, int]]
) -> dict[int, list[tuple[int, int]]]:
    """Return *stretches* by the number of each sentence they touch, counted from its start."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    starts = [sentence.start for sentence in sentences]
    for start, end in stretches:
        for number in range(max(0, bisect_right(starts, start) - 1), bisect_left(starts, end)):
            found[number].append((start - starts[number], end - starts[number]))
    return found


class _Cut(NamedTuple):
    """
    A sentence in clauses; offsets count from its start. A tuple, as many are made.

    Attributes:
        sentence: The sentence.
        clauses: Start and end of each, without the label before the first.
        asked: Which of them are asked about already.
        told: Which of them tell of one day; of a report what is left without its figures.
        spoken: Which of them are said to a hall.
        is_story: Whether words of a story stand in the sentence.
        is_report: Whether what was done is what the text is about.
    """

    sentence: Sentence
    clauses: Sequence[tuple[int, int]]
    asked: Collection[int]
    told: Collection[int]
    spoken: Collection[int]
    is_story: bool
    is_report: bool


def _of_sentence(
    workshop: Workshop, sentence: Sentence, asked: Sequence[tuple[int, int]]
) -> Iterator[Statement]:
    """Yield the widest runs of clauses that stand alone; none reaches over a semicolon."""
    is_label = sentence.is_heading and not DEMAND.match(sentence.text)
    if is_label or OCCASION.search(sentence.text):
        return
    cut = _cut(workshop, sentence, asked)
    first = 0
    while first < len(cut.clauses):
        is_out = first in cut.asked or first in cut.told
        found = None if is_out else _from(workshop, cut, first)
        if found is None:
            first += 1
            continue
        last, statement = found
        yield statement
        first = last + 1


def _cut(workshop: Workshop, sentence: Sentence, asked: Sequence[tuple[int, int]]) -> _Cut:
    is_report = workshop.source.noun.endswith("报告")
    cut = _clauses(sentence.text, is_report=is_report)
    known = {i for i, place in enumerate(cut.places) if asked and _is_known(place, asked)}
    return _Cut(sentence, cut.places, known, cut.told, cut.spoken, cut.is_story, is_report)


class _Clauses(NamedTuple):
    """What a `_Cut` says of a sentence whatever is asked about it."""

    places: Sequence[tuple[int, int]]
    told: frozenset[int]
    spoken: frozenset[int]
    is_story: bool


@lru_cache(maxsize=1_024)
def _clauses(text: str, *, is_report: bool) -> _Clauses:
    """Cut a sentence; it is asked for up to three times: for company, what is said, what is left."""
    label = LABEL.match(text)
    edge = label.end() if label else 0
    clauses = [
        (max(match.start(), edge), match.end())
        for match in CLAUSE.finditer(mask(text))
        if match.end() > edge
    ]
    texts = [text[start:end] for start, end in clauses]
    texts = [FIGURES.sub("", each) for each in texts] if is_report else texts
    # Most sentences are not spoken, which one look at the whole of them shows.
    heard = texts if SPOKEN.search(text) else ()
    return _Clauses(
        clauses,
        frozenset(i for i, each in enumerate(texts) if EVENT.search(each)),
        frozenset(i for i, each in enumerate(heard) if SPOKEN.search(each)),
        NARRATIVE.search(text) is not None,
    )


def _from(workshop: Workshop, cut: _Cut, first: int) -> tuple[int, Statement] | None:
    """Return the widest saying that begins with clause *first*, and which clause is its last."""
    sentence, start = cut.sentence, cut.clauses[first][0]
    if lead := LEAD_IN.match(sentence.text, start):
        start = lead.end()
    for last in range(_furthest(cut, first, start), first - 1, -1):
        words = sentence.text[start : cut.clauses[last][1]]
        if not _is_run(cut, first, last, words):
            continue
        span = Span(sentence.start + start, sentence.start + cut.clauses[last][1], words)
        is_sound = not workshop.document.is_flagged(span.start, span.end)
        text = standalone(workshop.document, span, words) if is_sound else None
        if text and text in words and _is_saying_of(cut, text):
            return last, Statement(text, span, sentence.section, sentence.start)
    return None


def _is_saying_of(cut: _Cut, text: str) -> bool:
    return is_saying(text, is_report=cut.is_report) and _is_told(cut, text)


def _furthest(cut: _Cut, first: int, start: int) -> int:
    """Return the last clause that a run from *first* may reach."""
    last = first
    while last + 1 < len(cut.clauses) and cut.clauses[last + 1][1] - start <= LONGEST:
        is_closed = cut.sentence.text[cut.clauses[last][1]] in "；。！"
        if is_closed or any(last + 1 in out for out in (cut.asked, cut.told, cut.spoken)):
            break
        last += 1
    return last


def _is_run(cut: _Cut, first: int, last: int, words: str) -> bool:
    """Tell whether *words*, the clauses from *first* to *last*, begin and end as a saying does."""
    start, end = cut.clauses[last]
    text = cut.sentence.text
    closing = text[end : end + 1]
    is_scrap = last > first and end - start < SHORTEST_CLAUSE
    if is_scrap or closing in {"？", "："}:
        return False
    if (closing not in "；。" and is_leaning(text[start:end])) or _is_half(words):
        return False
    leans_back = first - 1 in cut.asked and LEANS_BACK.match(words) is not None
    leans_on = last + 1 in cut.asked and LEANS_ON.match(text, start) is not None
    return not (leans_back or leans_on)


def _is_half(words: str) -> bool:
    """Tell whether *words* begin as half a clause does, and ask for nothing."""
    return HALVES.match(words) is not None and not ASKS.match(words)


def _is_known(clause: tuple[int, int], asked: Sequence[tuple[int, int]]) -> bool:
    """Tell whether half of *clause* is asked about already."""
    shared = sum(max(0, min(clause[1], b) - max(clause[0], a)) for a, b in asked)
    return shared * 2 > clause[1] - clause[0]


@lru_cache(maxsize=4_096)
def is_saying(text: str, *, is_report: bool = False) -> bool:
    """Tell whether *text* lays something down, or reports it, that a reader can hold to the talk."""
    longest = LONGEST if "，" in text else LONGEST_CLAUSE
    is_sized = SHORTEST <= len(text) <= longest and not HANGING.match(text)
    is_sized = is_sized and all(text.count(a) == text.count(b) for a, b in PAIRS)
    written = FIGURES.sub("", text) if is_report else text
    if not is_sized or _is_spoken(written) or any(map(EVENT.search, CLAUSE.findall(written))):
        return False
    return _asks(text) or _is_claim(text) or (is_report and OFFICE.search(text) is not None)


def _is_spoken(text: str) -> bool:
    """Tell whether *text* is said to a hall, praises, or leans on other words."""
    return bool(
        SPOKEN.search(text)
        or is_oral(text)
        or PRAISE.search(text)
        or REFERRING.search(text)
        or OPEN_END.search(text)
    )


def is_whole(workshop: Workshop, each: Statement) -> bool:
    """Tell whether *each* begins where a sentence or its part does, and is not taken back at once."""
    text = workshop.document.clean_text
    before = text[max(0, each.span.start - 1) : each.span.start]
    if before == "；" and "：" in text[each.unit : each.span.start]:
        return False
    is_opened = before in WHOLE or LABEL.search(text[max(0, each.span.start - 4) : each.span.start])
    return bool(is_opened) and not TAKEN_BACK.match(text, each.span.end)


def _asks(text: str) -> bool:
    """Tell whether *text* says what is to be done or what something is."""
    if DONE.search(text) and not BINDS.search(text):
        return False
    return bool(NORM.search(text) or ASKS.match(text)) or _is_row(text)


def _is_claim(text: str) -> bool:
    """Tell whether *text* names so much of the office that it says something of it."""
    is_much = len(OFFICE.findall(text)) >= FEWEST_WORDS and len(text) >= SHORTEST_CLAIM
    is_much = is_much and (not DONE.search(text) or len(text) > LONG_REPORT)
    return is_much and not COUNTED.search(text)


def _is_told(cut: _Cut, text: str) -> bool:
    """Tell whether *text* is more than a piece of a story."""
    if not cut.is_story:
        return True
    return _is_row(text) or (_asks(text) and OFFICE.search(text) is not None)


def _is_row(text: str) -> bool:
    """Tell whether three pieces of *text* are as long as each other, or its two halves are."""
    sizes = [len(piece) for piece in PIECE.findall(text)]
    is_couplet = len(sizes) == COUPLET and sizes[0] == sizes[1] >= HALF
    return max(map(sizes.count, sizes)) >= ROW or (is_couplet and not COUNTED.search(text))
