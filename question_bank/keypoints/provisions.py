"""Cut the articles of a statute into rules that can be understood by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from question_bank.documents import Role
from question_bank.keypoints.clauses import Material, Passage
from question_bank.keypoints.presuppositions import Earlier, lacks_words, setting_of
from question_bank.keypoints.ties import Ties
from question_bank.keypoints.values import Span

#: A sentence up to this length is shown whole; no rule is shown that is longer than the other.
WHOLE, LONGEST = 80, 108
SHORTEST, BRIEF = 8, 15
#: A rule that opens so leans on the words before it.
LEANS_BACK = re.compile(
    "(?:但是?|或者|以及|和(?!谐)|同时|并且?|也|仍|可以|应当|必须|不得|有权|由|经(?!济)(?![^，；]{2,30}，(?!可以|应当|必须|不得|有权|由|并|也|依法|报)[^，；]{4,})|需要|必要|对(?:其|此|该|上述)"
    "|在(?:此|其|该|规定|收到)|未(?!成年)|没有|对(?:不)?(?:符合|属于|需要|予以)|逾期|因|如|其|该|此|属于|超过|决定|获得|上述|前款|除|不(?!设区|同)|再"
    "|无权|(?:认为|发现|不符合|符合|需要|确有)[^，；]{0,20}的，(?:应当|可以|必须|不得|予以|依法|及时)|(?:会议|小组)?(?:讨论|审议|调查|检查)的(?:情况|意见|结果)|向[^，；]{2,8}(?:公布|征求意见)[^，；]{0,6}的(?:时间|期限)"
    "|逐级|有(?:其他)?特殊|[一二三四五六七八九十百]+(?:日|个月)内不能|案情|确实?需|依照前|按照前|情况特殊|特殊情况|涉及|到期|期满|期限|[^，；]{2,14}(?:期间|时候?|后|前|内|情况下|情形下|[^，；]{2,20}时)，(?:可以|应当|必须|不得|有权))"
)
#: A rule that opens its paragraph leans on nothing but what these stand for.
LEANS_ANYWHERE = re.compile(
    "(?:经[^，；]{2,40}，(?:可以|应当|不得|必须)|但|或者|以及|同时|并|也|仍|可以|应当|必须|不得|有权|无权|其|该|此|上述|前款|除前|向[^，；]{2,8}(?:公布|征求意见)[^，；]{0,6}的(?:时间|期限))"
)
#: A rule that opens with an act says nothing of who is to do it.
SUBJECTLESS = re.compile(
    "(?:协助|维护|促进|推动|加强|负责|指导|监督|组织|开展|参与|支持|保障|落实|完善|健全|执行|接受|听取|反映|承担|督促|引导|宣传|教育|配合)[^，；]{2,30}(?<!机关)(?<!单位)(?<!人员)(?<!部门)(?<!组织)，(?!应当|可以|必须|不得|由)"
)
#: Words that stand for something said in another sentence.
REFERS = re.compile(
    "前[一二两三四]?款|前项|上述|上款|本[款条项](?!件|例|目)|该[款项条]|这[些类种]|此[类种项]|本[章节]"
)
#: A bare noun that only the sentence before explains.
BARE = re.compile(
    "(?:收到|接到|受理|作出|提出|对)(?:申请材料|报送材料|纠正意见|检察建议|整改通知|复议申请|申请|书面通知|书面要求|报告|决定|意见|请求|申诉|要求|名单|通知|材料|申诉意见|处理决定|举报|投诉)(?:之日|[之以]?后|，|不服|应|的，|有异议|有不同意见|有意见)"
)
#: A case of which only other words say whose it is: 应当自收到申请之日起……, 予以批准的，…….
OF_A_CASE = re.compile(
    "^[^，；]{0,34}应当自(?:收到|受理|接到)(?:申请|材料|报告)?之[日时]起|^[^，；]{0,10}应当自异议期满"
    "|^(?:予以|不予)[^，；]{2,6}的，|^被[^，；]{2,4}单位|^批准(?:权限|程序)|^以后的|^对该"
    "|^[^，]{2,10}有(?:疑义|异议)的，|^遇有|^连续|^审判应当|^情节"
)
#: A reference to the paragraph before, which a rule can do without in review.
CITES = re.compile("(?:依照|按照|根据)前[一二两三]?款(?:的)?规定，?(?=[^，；]{6})")
#: A rule that adds to another: 应当同时向……报告.
ADDS = re.compile("^[^；]{0,30}?(?:(?:应当|可以|必须)(?:同时|一并)|(?:还|也)(?:应当|可以|必须|须))")
#: What a rule is about, before what becomes of it.
ABOUT = re.compile(
    "(?P<noun>[^，；：、]{2,8}?)(?:的[^，；：、]{2,4})?(?:应当|可以|必须|须|不得|由|经|报|送|向|在|自|每|一般|及时|予以|采取|实行)"
)
#: Bodies named by what they did, which only the words before tell.
OWNED = re.compile(
    "(?!行政|国家|监察|公安|检察|审判|审计|权力|司法|立法|税务|海关)[^，；、]{2}(?:机关|单位|部门)"
)
#: Nouns that need no word before them to say whose they are.
KNOWN = re.compile(
    "(?:(?<!方)案|会议|大会|法规|条例|决议|决算|预算|制度|代表|委员|机关|部门|政府|法院|检察院|人员|公民|选民|村民|居民|单位|组织|团|长|主席|会|个人|监督|选举)$"
)
#: Nouns that are always of something.
VAGUE = re.compile(
    "^[^的]{1,4}(?:情况|结果|意见|报告|草案|方案|期限|人选|办法)$|^[^的]{1,2}工作$|^顾问$"
)
#: A part that has lost what it is about: 在闭会期间，由……受理.
LOST = re.compile("(?:在[^，；]{2,30}，)?由|在[^，；]{2,30}期间，(?:由|向|报|经|对)")
#: The words before the first mark of a sentence that say what all its parts are about.
THEME = re.compile("(?P<noun>[^，；：]{4,30})，(?=在|由|应当|经|按照|属于)")
NO_THEME = re.compile("应当|可以|必须|不得|^在|^由|^对|^经|^自|是|有|[时后前内的中]$")
DANGLING = re.compile("(?:其(?![他中余次实])|该|此)")
#: Words before a pronoun that may be what it stands for.
ANTECEDENT = 6
ENUMERATES = re.compile("(?:下列|以下|如下)")
#: Heads whose members are rules of their own: 按照下列规定确定.
BY_RULES = re.compile(
    "，(?:区别|分别)(?:不同)?情况[^：]{0,50}：?$|，应当遵循(?:下列|以下|如下)[^，：]{0,8}：?$|，?(?:应当)?(?:按照?|依照|根据)?(?:下列|以下|如下)[^，：]{0,8}?(?:确定|办理|执行|进行|处理)?：?$"
)
#: What is left of such a head where somebody acts by those rules: 保护范围由主管部门.
BY_WHOM = re.compile("由[^，；]+$")
LIST_HEAD = re.compile(
    "^(?P<who>.{2,30}?)(?:依法)?(?:应当)?(?P<verb>享有|履行|行使|承担)(?:下列|以下)(?P<noun>[^：，]{2,4})：?$"
)
#: Heads whose members are what somebody must have: 公务员应当具备下列条件.
CONDITIONS = re.compile(
    "^(?P<who>.{2,30}?(?:具备|具有|符合|满足))(?:下列|以下|如下)(?P<noun>基本条件|条件|要求|标准)：?$"
)
#: Heads whose members are what somebody does, may do or must not do: 可以采取下列措施.
_ACT = "听取|审议|讨论|遵守|遵循|履行|采取|提交|提供|报送|携带|载明|写明|包括|规定|开展|从事|承担|担负|经营|实施|进行|含有|有"
ACT_HEAD = re.compile(
    f"^(?P<who>[^：]{{2,80}}?)(?P<act>(?:应当|必须|可以|有权|不得)(?:依法)?(?:{_ACT}))"
    "(?:下列|以下|如下)(?P<noun>[^，：]{2,10})：?$"
)
#: Heads that only name what their members lay down: 税率如下.
LIKE_THIS = re.compile("[^，：应当由按]{4,20}如下：?$")
#: A head whose members are mere things of somebody's, or that says by a number what they are.
THINGS_OF = re.compile(
    "的(?:下列|以下)(?!(?:规定|办法|程序|方式|原则|要求|标准|情况)[^，：]{0,4}：?$)[^，：]{2,10}：?$"
    "|本(?:法|条例|办法|规定|规则|细则)第[^，：]{1,8}条"
)
#: A head that says what is dealt with, and leaves how to its members: 行政机关对申请.
ABOUT_WHAT = re.compile("^[^，]{2,12}对[^，：]{2,20}$")
#: The act is one of two, so that the subject cannot be parted from it.
JOINED_ACT = re.compile("[并也还]$|，(?:并|也|还)[^，]*$")
#: Heads that break off before what they do is named: 并提交下列文件.
OPEN_HEAD = re.compile(f"(?:{_ACT})(?<!包括)(?<!含有)(?:下列|以下|如下)[^，：]{{2,10}}：?$")
#: A number that only looks like the head of a list (五万元以下的罚款), and what has no verb without its rest.
CUT_NUMBER = re.compile("[元日倍年月]以下|(?:下列|以下)原则编制")
#: Heads whose members say what words mean: 本法下列用语的含义.
EXPLAINS = re.compile(
    "(?:用语|术语|名词|概念)[^：]{0,6}(?:含义|定义|意义)|下列[^：]{0,6}(?:含义|定义)"
)
#: A head cut so short is no sentence's beginning: 听证：.
LONGEST_WORD = 6
#: Chapters that hold little for those who are no lawyers.
MINOR_CHAPTER = re.compile("附则|法律责任|罚则|责任追究|对破坏")


@dataclass(frozen=True, slots=True)
class Provision:
    """
    A rule of an article.

    Attributes:
        span: Its words, marks inside included.
        passage: The sentence it stands in, or its last one.
        article: Index of the article's section.
        head: What a member of a numbered list belongs to, with its colon; else empty.
        is_sure: Whether it can be understood without the words around it.
        is_minor: Whether it stands among transitional rules or penalties.
        setting: What must be said before it so that it stands alone, with its mark; else empty.
        goes_on: Whether it only goes on with the matter of its setting, and lacks no word.
    """

    span: Span
    passage: Passage
    article: int
    head: str
    is_sure: bool
    is_minor: bool
    setting: str = ""
    goes_on: bool = False


class Context(NamedTuple):
    """
    Where a sentence of an article stands; a tuple, as many are made.

    Attributes:
        earlier: What stands before it in its article.
        matters: The words that tie it to the sentence before.
        article: Index of the article's section.
        is_minor: Whether that stands among transitional rules or penalties.
    """

    earlier: list[Earlier]
    matters: Ties
    article: int
    is_minor: bool


def article_of(material: Material, passage: Passage) -> int | None:
    """Return the index of the article's section around *passage*, or `None`."""
    for section in material.document.ancestry(passage.sentence.section):
        if section.role is Role.STATUTE_ARTICLE:
            return section.index
    return None


def articles_of(material: Material) -> Iterator[tuple[int, list[Passage]]]:
    """Yield the articles of a statute, by section, with their sentences in order."""
    for article, group in groupby(material.passages, key=lambda p: article_of(material, p)):
        if article is not None:
            yield article, [each for each in group if not _is_heading(material, each)]


def _is_heading(material: Material, passage: Passage) -> bool:
    """Tell whether *passage* is a heading; a short member of a list only looks like one."""
    role = material.document.sections[passage.sentence.section].role
    return passage.is_title and role not in {Role.POINT, Role.SUBPOINT}


def is_minor(material: Material, article: int) -> bool:
    """Tell whether *article* stands in a chapter of transitional rules or penalties."""
    return any(MINOR_CHAPTER.search(s.title) for s in material.document.ancestry(article))


def provisions_of(material: Material) -> Iterator[Provision]:
    """Yield the rules of a statute in reading order; what refers to other paragraphs is left out."""
    articles = list(articles_of(material))
    matters = Ties("\n".join(each.text for each in passages) for _, passages in articles)
    for article, passages in articles:
        minor = is_minor(material, article)
        head, before, is_member = "", None, False
        said: list[tuple[str, int]] = []
        for passage in passages:
            paragraph = passage.sentence.paragraph
            if passage.text.endswith("：") or _opens_list(material, passage):
                head, before = passage.text.rstrip("：") + "：", None
                said.append((head, paragraph))
                continue
            is_member = is_member and _goes_on_in_list(material, passage)
            if passage.sentence.section == article and not is_member:
                earlier = [Earlier(text, at == paragraph) for text, at in said]
                context = Context(earlier, matters, article, minor)
                yield from _rules(material, passage, before, context)
                head, before = "", passage
                said.append((passage.text, paragraph))
                continue
            is_member = True
            if EXPLAINS.search(head):
                span = material.span(passage.start, passage.end)
                yield Provision(span, passage, article, "", is_sure=True, is_minor=False)
            elif lead := _lead(head):
                yield from _member_rules(material, passage, lead, article, minor=minor)


def _member_rules(
    material: Material, passage: Passage, lead: str, article: int, *, minor: bool
) -> Iterator[Provision]:
    """Yield the rules of a member; a mere word of its list's head is no part of a sentence."""
    word = lead.rstrip("：") if len(lead) <= LONGEST_WORD else ""
    for start, end in _parts(passage):
        span = material.span(start, end)
        is_whole = word in span.text and (not word or bool(OWN_SUBJECT.match(span.text)))
        is_sure = _stands(span.text, opens=True) and start == passage.start and is_whole
        yield Provision(span, passage, article, "" if word else lead, is_sure, minor)


def _goes_on_in_list(material: Material, passage: Passage) -> bool:
    """Tell whether a line without a number goes on with the list that it stands in: it ends as a member does."""
    return material.document.clean_text[passage.end : passage.end + 1] == "；"


def _opens_list(material: Material, passage: Passage) -> bool:
    after = material.document.clean_text[passage.end : passage.end + 1]
    return after == "：" and bool(ENUMERATES.search(passage.text))


def _lead(head: str) -> str:  # noqa: PLR0911
    """Return how a member of the list under *head* is introduced, or nothing if it cannot be."""
    if match := LIST_HEAD.match(head):
        return f"{match['who']}{match['verb']}的{match['noun']}包括："
    if "之一" in head or REFERS.search(head) or THINGS_OF.search(head):
        return ""
    if match := CONDITIONS.match(head):
        return f"{match['who']}的{match['noun']}之一是"
    if CUT_NUMBER.search(head):
        return ""
    if (match := ACT_HEAD.match(head)) and not JOINED_ACT.search(match["who"]):
        return f"{match['who']}{match['act']}的{match['noun']}包括："
    if OPEN_HEAD.search(head):
        return f"{head.rstrip('：')}，其中包括："
    cut = BY_RULES.sub("", head)
    if LIKE_THIS.search(head) and cut:
        return f"关于{cut}，"
    mark = "，" if cut.endswith("的") or ABOUT_WHAT.search(cut) else "："
    return cut + mark if cut not in {head, ""} and not BY_WHOM.search(cut) else ""


def _rules(
    material: Material,
    passage: Passage,
    before: Passage | None,
    context: Context,
) -> Iterator[Provision]:
    """Yield the rules of one sentence, with the sentence before where they need it."""
    is_same = before is not None and before.sentence.paragraph == passage.sentence.paragraph
    is_bare = (
        len(passage.text) <= BRIEF
        or BARE.search(passage.text)
        or ADDS.search(passage.text)
        or (before is not None and _is_taken_up(passage.text, before.text))
    )
    leans = bool(is_same and (is_bare or LEANS_BACK.match(passage.text)))
    start, rest = passage.start, context.earlier
    if leans and before is not None and passage.end - before.start <= LONGEST:
        start, leans, rest = before.start, False, rest[:-1]
    cited = CITES.match(passage.text)
    if cited:
        start = passage.start + cited.end()
    for first, last in _parts(passage, start):
        span = material.span(first, last)
        if len(span.text) >= SHORTEST and not REFERS.search(span.text):
            opens = first == start
            lead = "" if opens else _theme(passage.text, span.text)
            told = before.text if before is not None and first == before.start else span.text
            setting: str | None = ""
            goes_on = False
            if not lead:
                setting = setting_of(told, rest, leans=leans and opens, matters=context.matters)
                goes_on = setting != "" and not lacks_words(told, rest, leans=leans and opens)
            stands = bool(lead or setting) or _stands(span.text, opens=opens and not is_same)
            sure = not cited and setting is not None and stands
            goes_on = goes_on and not cited and stands
            yield Provision(
                span, passage, context.article, lead, sure, context.is_minor, setting or "", goes_on
            )
        rest = [*rest, Earlier(span.text, is_near=True, is_part=True)]


def _is_taken_up(text: str, before: str) -> bool:
    """Tell whether *text* opens with a noun that only the sentence *before* it explains."""
    match = ABOUT.match(text)
    if match and OWNED.fullmatch(match["noun"]) and f"的{match['noun']}" in before:
        return True
    if match is None or KNOWN.search(match["noun"]):
        return False
    noun = match["noun"]
    if VAGUE.search(noun) and noun[:2] in before:
        return True
    return noun in before and not before.startswith(noun)


def _theme(sentence: str, part: str) -> str:
    """Return what all parts of *sentence* are about, if *part* has lost it; else nothing."""
    match = THEME.match(sentence)
    if not LOST.match(part) or match is None or NO_THEME.search(match["noun"]):
        return ""
    return f"{match['noun']}，"


def _stands(text: str, *, opens: bool) -> bool:
    """
    Tell whether *text* opens as a sentence does and no pronoun in it is without its noun.

    What *opens* a paragraph may begin with an adverbial.
    """
    match = DANGLING.search(text)
    leaning = LEANS_ANYWHERE if opens else LEANS_BACK
    about = ABOUT.match(text)
    if about and VAGUE.search(about["noun"]):
        return False
    if OF_A_CASE.match(text):
        return False
    has_noun = match is None or match.start() >= ANTECEDENT
    is_numbered = text[0].isdigit() or bool(SUBJECTLESS.match(text))
    return (
        has_noun
        and not is_numbered
        and not leaning.match(text)
        and not (LOST.match(text) and not opens)
    )


def _parts(passage: Passage, start: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield the sentence or, if it is long, what semicolons part and has its own subject."""
    start = passage.start if start is None else start
    if passage.end - start <= WHOLE:
        yield start, passage.end
        return
    edges = [m.start() for m in re.finditer("；", passage.masked)]
    first, bounds = start, list[tuple[int, int]]()
    for edge in (*edges, len(passage.text)):
        end = passage.start + edge
        text = passage.text[max(0, first - passage.start) : edge]
        if bounds and (LEANS_BACK.match(text) or not OWN_SUBJECT.match(text)):
            bounds[-1] = _joined(bounds[-1], (first, end))
        else:
            bounds.append((first, end))
        first = end + 1
    yield from bounds


#: How a part opens that has a subject of its own: words, then what these may or must do.
OWN_SUBJECT = re.compile(
    "(?!审查|批准|监督|撤销|改变|定期|将|向|组织|决定|编制|提出|执行|制定|领导|讨论|听取|选举|任免|罢免|参加|负责|依法)[^；]{2,48}?(?:应当|可以|必须|不得|由|是|有权|享有|行使|采用|实行|不受|不再|无效|为|在[^，；]{2,24}[前后内])"
)


def _joined(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    """Return both parts as one if that is short enough, else the first."""
    return (one[0], other[1]) if other[1] - one[0] <= LONGEST else one
