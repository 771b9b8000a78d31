"""
Word a stem so that it stands alone.

A stem names its source and place, keeps the source's words, and drops what only
makes sense in the running text: ordinals, 同时，, 我们, a pronoun without its noun.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from question_bank.documents import Document, Genre, Role, Section, Sentence, place_of
from question_bank.keypoints import Span
from question_bank.questions.speaking import is_oral
from question_bank.questions.wholeness import is_in_row

#: Longest context in a stem, in characters, its source not counted.
LONGEST = 78
LONGEST_OF_STATUTE = 125
#: A clause of a long sentence takes the ones before it along up to this length.
SHORT_OF_CONTEXT = 40
#: A clause that ends or begins so says only when, how or for whom the next one holds.
LEANING = re.compile(
    "(?:[之以]?[前后]|时候?|[期之]间|过程中|方面|以来|的|方式|基础上|情况下|指导下|要求下)$|^(?!.*(?:提出|符合|落实)).*要求$|^(?:通过|按照|依照|根据|围绕|结合|为了?|对于?|关于|针对|以|在|从|如果|只有|一方面|无论|不论|不仅|不是|既|虽|尽管)(?!.{10,}(?:要|应当|进行|加强|提高|开展))"
)
#: Words that tie a sentence to the one before it and are dropped at its head.
CONNECTIVES = re.compile(
    r"(?:—+|[0-9]{1,2}[.．、](?![0-9])|编者按：?|(?:内容)?(?:摘要|提要)[：:]|核心提示[：:]|[答问][：:]|同志们|以及|各位代表|同时|此外|另外|例如|比如|总之|因此|所以|因为(?![^。]*(?:所以|因此|因而|才|就))|为此|反过来|当然|其实|而且|并且|可以说|换句话说|也就是说|这就要求我们要?|这就要求|也就是|特别是|尤其是|要(?=主席团或者)|作为代表，|作为人大代表，|是(?=要)|注意，|(?:还要|请|要)?(?:记住|记牢|注意|牢记)[，：]|数字要记[准牢]：|(?:还有|另有|再有)[^，：；]{0,4}，(?=[^，]{0,6}(?:代表|人大|常委会|主席团|选民|政府))|(?:还有|另有|再有)[一两][条个点][^，：；“”]{1,6}：|再次，|首先，|其次，|最后，|其中，|(?:第[一二三四五六七八九](?:[句点条项件]|个方面)?(?:体会|建议|意见|感受|认识|希望|要求|打算)?|头一句|最后一句)，|其[一二三四五六]，|[一二三四五六七八九]是|[一二三四五六七八九](?=要|不能|必须)|[二三四五六](?=[看靠查问听讲抓][\u4e00-\u9fff]{1,6}，))，?"
)
#: What the layout of a page puts before the words of a sentence.
LAYOUT = re.compile(
    "[\u3000 ]*(?:(?:内容)?(?:摘要|提要)|核心提示|导读|按语|编者按|[答问]|[0-9]{1,2}(?=[.．、](?![0-9])))[：:.．、]?[\u3000 ]*(?=[\u4e00-\u9fff])"
)
#: What sets a rule against, or after, what was said before it, and the rule goes on to name whose it is.
COMPARED = re.compile(
    "^[^，。：；“”_（]{2,14}(?:不一样|不同|也一样)：|^[^，_]{1,3}了(?:以后|之后)，(?=代表)"
)
FIRST_PERSON = re.compile("^(?:我们的?|大家|咱们)(?:要|也要|还要|必须|应当|应该|需要?|可以)")
#: Possession that says nothing to an outsider: 我们开展的活动.
OURS = re.compile("我们(?=(?:开展|建成|推行|打造|建立|创新|组织|探索)的)")
#: How a speaker turns to the deputies; a stem speaks of them.
ADDRESS = re.compile(
    "^(?:同时，|最后，)?希望(?:各位代表|广大代表|全体代表|代表们|各级人大代表)(?:能够?)?(?:要)?"
)
#: A sentence that opens with one of these is about something said before.
OPENING_PRONOUN = re.compile("^(?:它|它们|这|这些|这种|这个|此|该|其|上述|这里|那|他们?|她们?)")
SUBJECT = re.compile("^(?:一是|二是|三是)?([^，。：、的]{2,16}?)(?:是|具有|就是|，是)")
#: Clauses that cannot open a stem.
HALVES = re.compile(
    "^(?:即(?!将|使|时)|分别|包括|也就是|就在于|关键在于|正是|特别是|尤其|一致认为|从而|并且?|以便?(?!人民|高度|实际|更|及)|而(?!不)|又|让|使|因而|也是|也就|更是|还是|就是|就(?:必须|要|能)|才能|但|却|否则|其中|进而|甚至|或者|和|与|及|等|的)"
)
#: The head of a numbered list: 代表享有下列权利.
LIST_HEAD = re.compile(
    "^(?P<who>.{2,30}?)(?:依法)?(?:应当)?(?P<verb>享有|履行|行使|承担)(?:下列|以下)(?P<noun>[^：，]{2,4})$"
)
#: How a stem's body opens that asks for something.
ASKING = re.compile("要|必须|应当|应|不能|不得|通过|在.{1,12}[前中时后]，要")
#: What a report of news puts before the words themselves: who, on which day, where.
NEWS_LEAD = re.compile(
    "^(?=[^“”]{0,40}(?:[0-9]{1,2}日|国务院总理|记者|新华社))[^“”。；]{2,60}?(?:指出|强调|表示|说|提出)[，：](?=.{4})"
    r"|^(?:[王李张刘陈杨黄赵吴周徐孙朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁沈姚卢姜崔钟谭陆汪范廖贾夏韦付邹孟熊秦邱江尹薛闫段雷侯史陶黎贺顾郝龚邵钱覃戴莫汤][\u4e00-\u9fff]{1,2}|全会|会议|大会)(?:指出|强调|表示|号召|认为|要求|提出|说)，(?=.{4})"
)
#: What any such report has; looked for first, since it is quick.
SAID = re.compile("指出|强调|表示|说|提出|号召|认为|要求")
#: What a speaker adds once the rule is said: 这是县人大定的规矩，不算高吧.
AFTERTHOUGHT = re.compile(
    "，这(?:(?:是|就是|叫|都是)[^_“”；：]{2,14}(?:规矩|规定|要求|原则|底线|红线)|一[条点]请[^_“”；：]{2,14})(?:，[^_“”；：]{2,16})?[？。]?$"
)
#: Longest heading that a stem quotes, in characters, and what makes one useless there.
LONGEST_TITLE = 24
UNTOLD = re.compile(
    "我们|我|大家|咱|[？！…]|^(?:是|有|为|干|做|从|好?在)?(?:什么|怎[么样]|哪|谁)|^(?:说|讲|谈|几点|结束|附)"
)
#: Words that speak to a hall; what is quoted may have them.
HEARERS = re.compile("我们|大家|咱们|在座|各位")
QUOTED = re.compile("“[^”]*”")
CLOSED_INSIDE = re.compile("[，；：、。！？]+”$")
#: What a clause keeps whole, marks and all.
KEPT_WHOLE = re.compile("“[^”]*”|《[^》]*》|（[^）]*）")
#: The characters that a pronoun at the head of a sentence, and a speaker's 我们, begin with.
PRONOUNS, SPEAKERS = frozenset("它这此该其上那他她"), frozenset("我大咱")


@dataclass(frozen=True, slots=True)
class Source:
    """How stems name a document."""

    document: Document
    noun: str
    _places: dict[tuple[int, int], str] = field(default_factory=dict, repr=False)

    @property
    def is_statute(self) -> bool:
        """Whether it has articles instead of parts."""
        return self.document.genre is Genre.STATUTE

    def place(self, section: int, depth: int = 1) -> str:
        """Return noun and place: 讲话第二部分, 《代表法》第七条."""
        if (section, depth) not in self._places:
            place = place_of(self.document, section, depth=depth)
            self._places[section, depth] = self.noun + place
        return self._places[section, depth]

    def lead(self, section: int, text: str, depth: int = 1) -> str:
        """Return the opening of a stem whose body is *text*, its comma included."""
        place = self.place(section, depth)
        if self.is_statute:
            return f"{place}规定，{self.head_of(section)}"
        verb = "提出" if ASKING.match(text) else "指出"
        return f"{place}{verb}，"

    def under_heading(self, section: int, text: str) -> str:
        """
        Return the opening of a stem on *text*, with the heading that says what it is about.

        讲话第二部分“代表的权利”中提出，; only the place where no short heading stands above.
        """
        for around in reversed(self.document.ancestry(section)):
            title = around.title.strip("。：；，")
            if around.marker and 0 < len(title) <= LONGEST_TITLE and not UNTOLD.search(title):
                title = title.replace("“", "‘").replace("”", "’")
                verb = "提出" if text.startswith(("要", "必须", "应")) else "指出"
                return f"{self.place(section)}“{title}”中{verb}，"
        return self.lead(section, text)

    def head_of(self, section: int) -> str:
        """
        Return what a numbered member of an article belongs to: 代表享有的权利包括：.

        Empty for running text; a member of a list that is no right, duty or power
        keeps the head as it stands.
        """
        around = self.document.ancestry(section)
        if around[-1].role is not Role.POINT or not self.is_statute:
            return ""
        article = around[-2] if len(around) > 1 else around[-1]
        head = _head_of(self.document, article)
        if head is None:
            return ""
        text = head.text.removeprefix(article.marker).strip("\u3000 ：")
        if match := LIST_HEAD.match(text):
            return f"{match['who']}{match['verb']}的{match['noun']}包括："
        return f"{text}："


def sentence_at(document: Document, start: int) -> Sentence | None:
    """Return the sentence that the character at *start* stands in, or `None`."""
    number = document.sentence_number(start)
    if number < 0 or start >= document.sentences[number].end:
        return None
    return document.sentences[number]


def _head_of(document: Document, article: Section) -> Sentence | None:
    """Return the first sentence of *article* itself that opens a list."""
    number = bisect_left(document.sentences, article.start, key=lambda s: s.start)
    while number < len(document.sentences) and document.sentences[number].start < article.end:
        sentence = document.sentences[number]
        if sentence.section == article.index and sentence.text.rstrip().endswith("："):
            return sentence
        number += 1
    return None


def contexts_of(document: Document, span: Span, limit: int = LONGEST) -> Iterator[Span]:
    """
    Yield stretches of whole clauses around *span* that may make a stem, best first.

    The whole sentence or, where semicolons part it, the stretch between them, if
    that is short enough; then with fewer clauses after; then with fewer before.
    None begins as half a clause.
    """
    pieces, inside = _pieces(document, span)
    if not inside:
        return
    text = document.clean_text
    first, last = inside[0], inside[-1]
    if document.genre is Genre.STATUTE:
        yield from _whole(text, pieces, first, last)
        return
    left = _reach_left(text, pieces, first, last, limit)
    seen: set[tuple[int, int]] = set()
    for start in (left, *range(first, left, -1)):
        right = _reach_right(text, pieces, start, last, limit)
        for end in range(right, last - 1, -1):
            found = text[pieces[start][0] : pieces[end][1]]
            is_whole = not HALVES.match(found) and not _is_cut(text, pieces, end)
            is_sound = not document.is_flagged(pieces[start][0], pieces[end][1])
            if (start, end) not in seen and is_whole and is_sound:
                seen.add((start, end))
                yield Span(pieces[start][0], pieces[end][1], found)


def _whole(text: str, pieces: list[tuple[int, int]], first: int, last: int) -> Iterator[Span]:
    """Yield what a statute says without leaving anything out: its sentence, or a semicolon's part."""
    while first > 0 and text[pieces[first - 1][1]] != "；":
        first -= 1
    while last + 1 < len(pieces) and text[pieces[last][1]] != "；":
        last += 1
    start, end = pieces[first][0], pieces[last][1]
    if end - start <= LONGEST_OF_STATUTE and not HALVES.match(text[start:end]):
        yield Span(start, end, text[start:end])


def _is_cut(text: str, pieces: list[tuple[int, int]], last: int) -> bool:
    """Tell whether clause *last* needs the next one, as 在表决时 does."""
    start, end = pieces[last]
    if last + 1 == len(pieces) or text[end] in "；。":
        return text[end : end + 1] == "；" and "：" in text[pieces[0][0] : end]
    if is_in_row(text[start:end], text[slice(*pieces[last + 1])]):
        return True
    return is_leaning(text[start:end]) or text[end] == "："


@lru_cache(maxsize=1_024)
def is_leaning(clause: str) -> bool:
    """Tell whether *clause* says only when, how or for whom; of one clause every builder asks."""
    return LEANING.search(clause) is not None


def context_of(document: Document, span: Span, limit: int = LONGEST) -> Span | None:
    """
    Return the best stretch of clauses around *span* that stands alone, or `None`.

    One that was written to be read goes before one with an aside to the hearers.
    """
    spoken: Span | None = None
    for context in contexts_of(document, span, limit):
        if standalone(document, context, context.text) is None:
            continue
        if document.genre is Genre.STATUTE or not is_oral(context.text):
            return context
        spoken = spoken or context
    return spoken


def _pieces(document: Document, span: Span) -> tuple[list[tuple[int, int]], list[int]]:
    """Return the clauses of the sentence around *span* and which of them it touches."""
    sentence = sentence_at(document, span.start)
    if sentence is None or span.end > sentence.end:
        return [], []
    body = _body_start(document, sentence.start, sentence.section)
    begin = sentence.start
    pieces = [
        (max(begin + a, body), begin + b) for a, b in _clauses(sentence.text) if begin + b > body
    ]
    return pieces, [i for i, (a, b) in enumerate(pieces) if a < span.end and span.start < b]


def _reach_left(text: str, pieces: list[tuple[int, int]], first: int, last: int, limit: int) -> int:
    """
    Return the first clause of the context: the sentence's or semicolon's own if all fits.

    If it does not fit, only what the clause needs to be whole is added.
    """
    start = first
    while start > 0 and text[pieces[start - 1][1]] != "；":
        start -= 1
    if pieces[last][1] - pieces[start][0] <= limit:
        return start
    while first > start and (
        HALVES.match(text[pieces[first][0] :])
        or pieces[last][1] - pieces[first - 1][0] <= SHORT_OF_CONTEXT
    ):
        first -= 1
    return first


def _reach_right(
    text: str, pieces: list[tuple[int, int]], start: int, last: int, limit: int
) -> int:
    while last + 1 < len(pieces) and pieces[last + 1][1] - pieces[start][0] <= limit:
        if text[pieces[last][1]] == "；":
            break
        last += 1
    return last


@lru_cache(maxsize=64)
def _clauses(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the clauses of *text* begin and end; several items ask in a row."""
    flat, start, found = _flat(text), 0, []
    for mark in "；：。！？":
        flat = flat.replace(mark, "，")
    for piece in flat.split("，"):
        if piece:
            found.append((start, start + len(piece)))
        start += len(piece) + 1
    return tuple(found)


def _flat(text: str) -> str:
    """Return *text* with the marks inside quotation marks hidden, so that clauses keep them whole."""
    if not ("“" in text or "《" in text or "（" in text):
        return text
    return KEPT_WHOLE.sub(
        lambda m: m.group()[0] + "\ue000" * (len(m.group()) - 2) + m.group()[-1], text
    )


def _body_start(document: Document, start: int, section: int) -> int:
    """Return where a sentence's words begin, after an ordinal that opens its section or a label."""
    around, text = document.sections[section], document.clean_text
    end = start + len(around.marker) if around.start == start else start
    while end > start and text[end : end + 1] in {"\u3000", " "}:
        end += 1
    label = LAYOUT.match(text, end)
    return label.end() if label else end


@lru_cache(maxsize=1_024)
def _opened(text: str) -> str:
    """Return *text* without what ties it to others or turns to the hearers; asked again and again."""
    while tie := CONNECTIVES.match(text):
        text = text[tie.end() :]
    if "样：" in text or "同：" in text or "后，代表" in text:
        text = COMPARED.sub("", text)
    if SAID.search(text) and (lead := NEWS_LEAD.match(text)):
        text = text[lead.end() :]
    if "，这" in text:
        text = AFTERTHOUGHT.sub("", text)
    return _unaddressed(text)


def standalone(document: Document, context: Span, text: str) -> str | None:
    """
    Return *text*, the words of *context* with or without blanks, so that it stands alone.

    `None` if it depends on words that are not there.
    """
    text = _opened(text)
    if text[:1] in PRONOUNS and (match := OPENING_PRONOUN.match(text)):
        if match.group() not in {"它", "其"} or not (noun := _antecedent(document, context)):
            return None
        text = noun + text[match.end() :]
    if HEARERS.search(text) and HEARERS.search(QUOTED.sub("", text)):
        return None
    return text.replace("\u3000", "") or None


def _unaddressed(text: str) -> str:
    """Return *text* without what turns to the hearers, as far as it says what they are to do."""
    if "我们" in text:
        text = OURS.sub("", text)
    if "希望" in text:
        text = ADDRESS.sub("代表要", text)
    if text[:1] not in SPEAKERS:
        return text
    return FIRST_PERSON.sub(
        lambda m: "要" if m.group().endswith("要") else m.group().lstrip("我们的大家咱"), text
    )


def _antecedent(document: Document, context: Span) -> str:
    """Return the subject of the sentence before, when that defines it, else nothing."""
    number = bisect_right(document.sentences, context.start, key=lambda s: s.end) - 1
    if number < 0 or context.start - document.sentences[number].end > 1:
        return ""
    previous = document.sentences[number]
    section = document.sections[previous.section]
    body = previous.text.removeprefix(section.marker) if section.marker else previous.text
    match = SUBJECT.match(body)
    return match.group(1) if match else ""


def closed(text: str) -> str:
    """Return *text* with one full stop at its end."""
    body = text.rstrip("，；：、。！？")
    return (CLOSED_INSIDE.sub("”", body) if "”" in body[-2:] else body) + "。"
