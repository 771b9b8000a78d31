"""
What earlier sentences of an article explain and a rule cut out of it takes up in fewer words.

制定执法检查的具体方案。方案应当包括……: a bare noun, an act without its object, an office without
its body. Only what the article told before counts: a noun that it never explains is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

#: What an act, a paper or a sum is called when the words before say of what it is.
NOUN = (
    "(?:核查|处理|办理|研究|审议|调查|检查|执行|整改|落实|评估|审查|审核|表决|办结|反馈|征求){1,2}(?:的)?(?:情况|结果|结论|意见|期限)"
    "|具体方案|方案|提议|答复|报告|决议事项"
)
#: Such a noun without its object: at the head, or as what somebody does something with.
BARE_NOUN = re.compile(
    f"(?:^|[，；]|[对将把就按在]|报告|反馈|公布|通报|告知|提交)(?P<of>{NOUN})"
    "(?=[应由经可须报反告通提交中不向送于以在的，；。]|$)|^(?P<done>反馈|答复|公告|公示|送达|抽查|评议|测评|述职)(?=采[取用]|应当|可以|由|以)"
)
#: What says of what such a noun is, before it or as its owner.
SAID = re.compile(
    "案(?!件)|建议|批评|申请|请求|质询|计划|预算|决算|法规|文件|工程|项目|情况(?=的)|财政|草案"
)
#: An act that opens a rule as its time: 补选时，.
TIME_OF = re.compile(
    "^(?P<of>(?!在|会议|开会|闭会|大会|选举|投票|表决|必要|需要|战争|平时|届满)[\u4e00-\u9fff]{2,3}?|初步审[查议])(?:[之以]?[后前]|时)，"
)
#: What is left of somebody's giving up, and a meeting one goes to.
GIVEN_UP = re.compile(
    "(?:^|决定|[不可以])(?:接受|批准|同意)(?P<of>辞职)(?:请求)?(?:的，|[之以]?后|之日)"
)
TO_MEETING = re.compile("到会")
MEETS = re.compile("会议|审议|审查|讨论|表决|质询|询问")
#: All members of a body that is not named.
ALL_OF = re.compile("(?<![会组团院府的])全体(?:组成人员|委员|成员)")
BODY = re.compile("委员会|常委会|主席团|小组|合议庭|仲裁庭|组织")
#: An office at the head whose body only the words before name: 主任委员由……任免.
OFFICE = re.compile(
    "^(?P<of>(?:副?(?:主任委员|主任|组长|会长|理事长|召集人)|委员|组员)(?:[、和](?:副?(?:主任委员|主任|组长|会长|理事长|召集人)|委员|组员))*)"
    "(?=[由从应可在每连负任的])"
)
#: Some cases among those that the words before are about; what somebody gave who is not named.
SOME = re.compile("^(?:个别|少数|部分)[^，；]{2,24}的，|^(?:提供|提出|作出|形成|产生)的")
#: Nothing is said to be withheld: 在指定期限内不提供的.
WITHHELD = re.compile(
    "^(?P<who>[^，；]{0,24}?)(?:拒不|逾期不|逾期未|不|未|拒绝)(?P<of>提供|履行|提交|执行|改正|办理|缴纳|支付|补正|纠正)的，"
)
#: An act before or after which something is done, with a second one beside it: 在批准或者审核前.
EITHER_ACT = re.compile(
    "(?:自|在|从)(?P<of>批准|审核|受理|核准|登记|备案|审查|同意)(?:或者|、|和)(?:批准|审核|受理|核准|登记|备案|审查|不予[^，；]{2})(?:之日|[之以]?[后前]|时)"
)
#: A paper at the head that the words before name in full: 登记证, of 食品小作坊登记证.
PAPER = re.compile("^(?P<of>登记证|许可证|资格证|执业证|备案卡|证书|执照)(?=的?有效期|应当|由)")
#: What is dealt with by those who are named, but not what: 动物园等单位饲养的，.
DEALT_WITH = re.compile(
    "^[^，；]{2,30}(?:单位|个人|企业|组织|人员|机构)(?P<of>饲养|使用|生产|经营|购买|持有|占用|设置|提供|转让|出租)的，"
)
#: What is examined without being named, and words that name it.
EXAMINED = re.compile(
    "(?:应当|可以)(?:[根依按][^，；]{2,16})?(?:依法|及时)*(?:进行|予以)(?P<of>审查|审核|核查)(?=[，；。]|$)"
)
UPON = re.compile("[对将把就]|申请|材料|报告|案|建议")
#: When or where what an article is about was done: 闭会期间提出的代表议案，.
QUALIFIED = re.compile(
    "^对?(?P<when>[^，；]{2,24}(?:期间|会议上|会上))(?P<how>[^，；]{2,8})的(?P<noun>[^，；的]{2,10})，"
)
PERIOD = re.compile("(?:会议|闭会|大会|举行)期间|会议上|会上")
#: What an article may be about from its first two sentences on, and how long its name is at least.
THEME = re.compile("保险|基金|补助|补贴|公积金")
SHORTEST_THEME = 6


def taken_up(text: str, earlier: Sequence[str]) -> Iterator[str]:
    """
    Yield the words of *text* that stand for more than they say, by what *earlier* tells.

    Args:
        text: A rule as it is shown.
        earlier: The sentences of its article that stand before it.

    Yields:
        A word that the sentence supplying the rest has as well; an empty one where any
        sentence may supply it.
    """
    if not any(earlier):
        return
    yield from _nouns(text, earlier)
    yield from _acts(text, earlier)
    yield from _bodies(text, earlier)
    yield from _unnamed(text, earlier)
    if SOME.match(text):
        yield ""
    if _is_narrowed(text, earlier):
        yield ""
    yield from _themes(text, earlier)


def _nouns(text: str, earlier: Sequence[str]) -> Iterator[str]:
    """Yield nouns whose object *text* does not name, and an earlier sentence does."""
    for match in BARE_NOUN.finditer(text):
        noun = (match["of"] or match["done"]).removeprefix("具体")[:2]
        before = text[: match.start()]
        is_said = noun in before or SAID.search(before)
        if not is_said and any(noun in each for each in earlier):
            yield noun


def _acts(text: str, earlier: Sequence[str]) -> Iterator[str]:
    """Yield acts without an object that an earlier sentence names with it."""
    for pattern in (TIME_OF, GIVEN_UP, WITHHELD, EITHER_ACT):
        match = pattern.search(text)
        if match is None or (pattern is WITHHELD and re.search("[对将把就]", match["who"])):
            continue
        act = match["of"]
        if pattern is GIVEN_UP:
            yield "辞"
        elif any(act in each for each in earlier):
            yield act


def _unnamed(text: str, earlier: Sequence[str]) -> Iterator[str]:
    """Yield papers and dealings of which an earlier sentence says more, and acts upon nothing."""
    paper, dealt = PAPER.match(text), DEALT_WITH.match(text)
    if paper and any(re.search(f"[\u4e00-\u9fff]{paper['of']}", each) for each in earlier):
        yield paper["of"]
    if dealt and any(dealt["of"] in each for each in earlier):
        yield dealt["of"]
    examined = EXAMINED.search(text)
    if examined and not UPON.search(text[: examined.start()]):
        yield ""


def _bodies(text: str, earlier: Sequence[str]) -> Iterator[str]:
    """Yield offices, members and meetings of a body that only an earlier sentence names."""
    office = OFFICE.match(text)
    if office and any(re.search(f"设[^，；]{{0,16}}{office['of'][:2]}", each) for each in earlier):
        yield office["of"][:2]
    members = ALL_OF.search(text)
    if members and not BODY.search(text):
        yield ""
    meeting = TO_MEETING.search(text)
    if meeting and not MEETS.search(text[: meeting.start()]):
        yield "会议"


def _is_narrowed(text: str, earlier: Sequence[str]) -> bool:
    """Tell whether its article speaks of one period alone of what *text* names without that."""
    first, *others = earlier
    match = QUALIFIED.match(first)
    if match is None or any(map(PERIOD.search, (text, *others))):
        return False
    return match["noun"][-2:] in text


def _themes(text: str, earlier: Sequence[str]) -> Iterator[str]:
    """Yield what the first two of *earlier* both name in full and *text* does not name at all."""
    if len(earlier) <= 1 or not all(map(THEME.search, earlier[:2])):
        return
    first, second = earlier[:2]
    shared = SequenceMatcher(None, first, second, autojunk=False).find_longest_match()
    name = first[shared.a : shared.a + shared.size]
    kind = THEME.search(name)
    if kind and kind.group() not in text and kind.end() >= SHORTEST_THEME:
        yield name[: kind.end()]
