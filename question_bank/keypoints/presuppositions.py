"""
What a rule of a statute takes for granted, and the words of its article that supply it.

The first sentence of an article speaks for itself. A later one may lean on those before it:
it points back to them, names a thing whose owner they named, or says what is done in a case
that they set. Such a rule is shown after the sentence it leans on, shortened by …… where that
is long; where no sentence certainly supplies what it lacks, it waits for a trainer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from question_bank.keypoints.antecedents import taken_up
from question_bank.keypoints.telling import RULED, names, room_for, told_of
from question_bank.keypoints.ties import Ties

#: A case within a case is put shortly: 仲裁庭拒绝重新仲裁的.
SHORT_CASE = 15
#: What is received, raised or decided: of what, only its object or the words before tell.
MATTER = (
    "复议申请|征求意见(?:函|稿|的材料)|(?:申请|报送|备案|证明|有关|相关)材料|申请|异议|疑义|处理决定|决定|裁定|裁决|意见|建议|提议|报告|请求|要求"
    "|申诉|投诉|举报|检举|控告|通知书|通知|名单|方案|答复|材料|文书|许可|协议"
)
#: A matter taken up without its object: 自收到申请之日起, 对决定不服. Each alternative begins with
#: characters of its own, which `re` looks for first.
TAKEN_UP = re.compile(
    f"(?:收到|接到|受理|受到|接受|送达|驳回|撤回|自|对|将|审查|作出|提出)(?:书面)?(?P<of>{MATTER})"
    "(?=之[日时]|[之以]?后|期满|的，|不服|时|有(?:异议|不同))"
    f"|(?:收到|接到|受理|受到|接受|送达|驳回|撤回|对|将|审查)(?:书面)?(?P<this>{MATTER})"
    "(?=，|应|进行|转|的$|$|；|。)"
    f"|(?:收到|接到)(?<=^..)(?:书面)?(?P<first>{MATTER})的"
)
#: What a matter is of, named in its clause before the verb: 对查封财物提出异议的.
OF_WHAT = re.compile("(?:对|就|将|把)[^，；]{3,}$")
#: What may be received, so that nobody asks what was.
RECEIVED = re.compile(
    "申请(?!人)|请求|材料|报告|举报|投诉|控告|通知|案件|异议|意见|方案|起诉|委托|线索|备案|证明|建议|文书|款项|货物|行李|材料"
)
#: Acts of a procedure whose object the words before name: 自受理之日起, 在批准前.
ACT_OF_WHICH = re.compile(
    "(?:自|在|从)(?P<of>受理|收到|接到|批准|同意|变更|作出|提出|通过|备案|登记|评审|检查|验收|签订|签署|公告|公示)(?:之[日时]|[之以]?[后前]|时)"
)
#: What runs out without being said to be of what.
RUNS_OUT = re.compile(
    "(?:^|[自，在])(?P<of>异议|公告|期限|公示|期间|任期|合同)?(?:期|届)?(?:届满|期满)"
)
#: Cases of nobody: 予以批准的, 情节严重的, 逾期不改正的, 符合规定条件的, 连续二年未使用的.
OF_NOBODY = re.compile(
    "^(?:(?:予以|不予|未予|经|未|拟)?(?P<of>批准|同意|受理|许可|登记|核准|注册|备案|验收|审查|审核)[^，；的]{0,6}的"
    "|(?:对[^，；]{0,4})?不服[^，；]{0,6}的|情[节况形][^，；]{1,8}的|逾期[^，；]{0,12}的|拒[不绝][^，；]{1,20}的"
    "|(?:不)?(?:符合|具备|属于|足以|能够?)[^，；]{1,16}的|造成[^，；]{1,12}的|(?:确)?[需有]要?[^，；]{1,14}的"
    "|公示[^，；]{0,14}的|(?:连续|累计|超过|达到|未达到|不足|期满|届满|到期)[^，；]{1,18}的|(?:经|未经|仍)[^，；]{1,14}的"
    "|(?:违法所得|货值金额)[^，；的]{1,16}的"
    "|(?:认为|发现|查明|可能|无法|不能|没有|无|未)[^，；]{1,16}的)(?=，|可以|应当)"
)
#: An act that nobody is said to do: 接到投诉，对属于本部门职责的，应当受理.
DONE_BY_NOBODY = re.compile(
    "^(?:接到|收到|发现|认为|受理|作出|经(?:审查|调查|检查|核查|评估|鉴定|催告))[^，；]{0,30}，"
)
#: A doubt about nothing: 罪犯家属有疑义的.
UNSETTLED = re.compile(
    "^(?![^，；]*(?:纠纷|争议|[对就]))[^，；]{0,24}(?P<of>调解|协商|和解)不成的，"
)
DOUBT = re.compile("^(?![^，；]*[对就])[^，；]{0,12}(?:有(?P<of>疑义|异议|不同意见)|不服)的?，")
#: A body that is at an act, of which it is not said upon what: 专门委员会审议的时候，.
AT_AN_ACT = re.compile(
    "^[^，；的对就将]{0,12}(?:委员会|会议|部门|机关|机构|法院|检察院|主席团|代表团|小组)"
    "(?P<of>审议|审查|审理|讨论|表决|处理|调查|检查|评审)(?:的?时候?|期间|[之以]?[后前])，"
)
#: Upon whom an act is that no word before but its own subject's may name: 可以对其进行监督.
UPON_THEM = re.compile(
    "[^，；：]*(?:应当|可以|必须|不得|有权|负责)[^，；：对将把向给的]*(?:将其(?![^，；]{1,12}的)|责令其"
    "|对其(?:进行|予以|实施|采取|作出|(?:遵守|执行|履行|落实)[^，；]{1,16}情况))"
)
#: Parts played in a relation that the words before set up.
PARTS = re.compile(
    "^(?:被(?!申请|执行|选举|代理|征收|监护|继承|保险|审计|检查|处罚|调查|许可|担保|扶养|赡养|抚养|审查|提名|推荐|监督|审批|考核)(?P<of>[^，；、的被]{2})(?:单位|机关|部门|企业|组织|机构|人)|(?P<role>变更[前后]|调整后|修改后|延长后|以后|上述|其余|余下|双方|对方|相对人)[^，；]{0,8}?)"
)
#: Who acts and upon what it acts are one clause's business; here it acts upon nothing.
AGENT = "(?:机关|部门|政府|法院|检察院|单位|人员|机构|企业|公司|委员会|组织|院|当事人|家属|监护人|[申投招采][请诉标购]人|仲裁庭|单位和个人)"
HOW = "(?:及时|依法|直接|自行|立即|优先|书面|统一|可以|应当|必须|有权|也|还|均|并|予以|负责|主动|妥善|按照规定|自[^，；]{2,16}内|在[^，；]{2,16}内|[向由][^，；]{2,20})"
UPON_NOTHING = re.compile(
    f"(?:{AGENT}|^){HOW}+(?P<of>提出|运送|进行|作出|处理(?:并[^，；]{{2,6}})?|反馈|恢复|转交|批准|答复|通知|办理|实施|处置|撤销|解除|终止|审查|审核|核查|移送|制止|没收|认定|确认|确定|选定|抽取|执行|受理|立案|整改|补正|提出(?:书面)?(?:处理|纠正|修改|审查|研究)?(?:意见|建议|异议))(?=[，；。]|$)"
)
#: Words before an act that say upon what it acts.
OBJECT = re.compile(
    "[对将把就]|的，|认为|发现|[^，；]{2,30}，(?:由|应当由|经)|申请|异议|意见|建议|请求|疑义|要求|主张|不服|下列"
)
#: Things that are always some matter's: 批准权限, 具体使用管理办法, 相关前期工作.
SOME_MATTERS = re.compile(
    "^所[得需列]|^对?其?(?:直接负责的|负有责任的|直接责任)|^对(?:有关|上述|个人|单位)|^(?:批准(?:权限|程序)|审判(?=应当)|具体(?!行政)|相关(?!部门|机关|单位|科研|院校|领域|专业|高等|医疗|行业|地方|主管|人民|人员|组织|方面|国家|企业)"
    "|办公室|工作人员由|日常工作|有关费用|测算|以下|前期|其他(?!国家|行政|有关|地方|单位|组织|机关|部门|任何)|通知书|优先|至迟|最迟)"
    "|^(?:年度)?(?:管理)?(?:费用|期限|比例|数额|名额|幅度|标准|范围|程序|办法|条件|结果|人选|人数|金额|利率|税率|规模|时间|地点|内容|方式|次数|权限|职责|理由|原因|依据)(?=[不由应为按依自以最一从，])"
    "|^(?P<of>传唤|询问|检查|协商|表决|听证|评审|评议|审查|审核|评估|鉴定|调解|审理|核查|清算|拍卖|招标|查封|扣押|冻结|划拨|检疫|检验|调查)(?:的(?:原因|依据|结果|决定|时间|地点|意见|理由|款项|存款)|应当|由|期间|时，|前，|后，|中，)"
)
#: Words that only the words before fill: 有关费用, 相应机制, 对有关人民政府的处理决定.
OF_OTHERS = re.compile(
    "(?<![与和])(?:有关|相关)(?:费用|信息|情况(?!下))|负责(?:有关|相关)的?工作|原先|具体(?:职责|工作$|事务)|(?:建立|制定|采取|作出)相应|有不同约定"
    "|对(?:有关)?[^，；对的]{2,8}的(?:调查|鉴定|检查|评估|审查|处理)(?:结果|结论|意见|决定)(?:没?有|不服)"
    "|不得以任何形式(?:截留|私分|挪用|侵占)|^每[个家](?:机构|部门|单位|组织|成员|小组)"
    "|[对将](?:检查|核查|调查|巡查|监测|检测|评估)(?:情况|结果)(?=作出|进行|予以|如实|及时)"
    "|^[一二三四五六七八九十]+(?:年|个月|日)之?内(?:不得|应当|可以)"
)
#: What is added to something allowed or due, which the rule itself does not say: 还可以采取其他方式.
FURTHER = re.compile("(?:还|也)(?:应当|可以|必须|须|不得|享有|适用)")
#: The clauses before a subject: when, in what case, with whose consent.
CIRCUMSTANCES = re.compile(
    "(?:(?:(?:经|对于|因|为)[^，；]*|[^，；]*(?:[的时后前内中下间]|以外))，)*[^，；]*$"
)
#: A number of an article or member that hides the matter.
HIDES = re.compile(
    "(?<!违反)本(?:法|条例|办法|规定|规则|细则|决定)第[一二三四五六七八九十百零]+条|违反本[^，；]{1,30}条[^，；]{0,10}规定的，|第（[一二三四五六七八九十]+）项|(?<![条到至、和或一二三四五六七八九十])第[一二三四五六七八九十]+款|(?<![条款到至、和或])第[一二三四五六七八九十]+项(?=规定|情形|所列|的)|(?:有)?(?:下列|上述|以上)[^，；：]{0,6}(?:情形|情况|行为)(?:之一)?(?:的)?[，：]?$"
)
#: This or that thing.
THAT = re.compile("该(?<!应该)[项幅类种批次]?(?P<of>[^，；。的等当及与和或]{2})")
WHOLE_CLAUSES = frozenset({"事实", "行为", "情形", "情况", "事项", "义务", "期间", "期限"})
#: The sentence sets a case or a time, so that the next one of its paragraph is said of it.
SETS_CASE = re.compile("^[^；]{4,60}?(?:的|时|后|前|期间|情况下)，")
HAS_CASE = re.compile("^[^，；]{2,40}的，")
#: The same by 的 alone; a rule that has one of its own; and rules for all, whatever the case.
OF_CASE = re.compile("^[^；，]{4,60}的，")
CASE = re.compile("的，|时，|[前后]，|期间，|除外")
OF_ALL = re.compile(
    "^(?:国家|国务院|中央|禁止|任何|各级|本法|法律|公民|全国)|^[^，]{2,24}(?:是指|包括|主管|称为)"
)
#: How a rule names bodies by their level, which need no word before; so many characters in
#: common name the same anew.
LEVELLED, AS_NEAR = re.compile("县级|省|设区|地方|乡|市级?人民|自治区"), 5
#: Things that are some matter's: 销售记录, 宣誓仪式, 有关材料.
SOME_THING = re.compile(
    "^[^，；的应可由]{0,6}?(?:记录|仪式|材料|人数|名额|费用?|通知书?|公告|声明|清单|申请书?|期限|情况|结果|意见|报告|方案|办法|证[书明]|决定书?|款项|内容)"
    "(?=以及|或者|[应可由自不一保在须和及，]|至少)|^(?:登记|许可|资格|执业)证(?=的?有效期)"
)
#: What a rule is about, before what becomes of it.
SUBJECT = re.compile("(?P<of>[^，；：、的]{3,10}?)(?:应当|可以|必须|不得|由|自|在|经|向|报)")
#: Acts after which a further one of the same paragraph is said: 终止用工，….
EVENT = re.compile("^[^，；的应可不]{2,8}，")
NOT_EVENT = re.compile(
    "^(?:国家|国务院|中央|地方|各级|县级|省级?|设区|乡|任何|公民|本法|法律|禁止|设立|申请)"
)
#: What is received; what changed; how far on a thing may be told by one character of its name.
TAKEN_IN, CHANGED, FAR = frozenset({"受理", "收到", "接到"}), ("变更", "调整", "修改", "延长"), 16
#: Who does what the event is: 选举委员会汇总后，….
NAMED = re.compile(f"[^，；]{{0,6}}{AGENT}")
#: A sentence with which a setting cannot begin.
LEANS = re.compile("(?:但是?|或者|以及|同时|并且?|也|仍|其|该|此|上述|前款|对前款|除|另|还)")
REFERS = re.compile(
    "前[一二两三]?款|前项|上述|上款|本[款条项](?!件|例|目)|该[款项条]|此[类种项限]|第（"
)


class Earlier(NamedTuple):
    """
    A sentence, or a part of one, that stands before a rule in its article; a tuple, as many are made.

    Attributes:
        text: Its words without the last mark.
        is_near: Whether the rule stands in the same paragraph.
        is_part: Whether it is a part of the same sentence, with a case of its own.
    """

    text: str
    is_near: bool
    is_part: bool = False


#: What stands before a sentence of which nothing is known.
NOTHING = Earlier("", is_near=False)
#: A statute of which nothing is known: no word of it ties a sentence to the one before.
UNTIED = Ties()


def setting_of(
    text: str, earlier: Sequence[Earlier], *, leans: bool = False, matters: Ties = UNTIED
) -> str | None:
    """
    Return the words that a stem must say before *text*, a rule, so that it stands alone.

    Args:
        text: The rule as it is shown.
        earlier: What stands before it in its article, in reading order.
        leans: Whether it is known to go on from the sentence before.
        matters: The words of its statute that tie it to the sentence before.

    Returns:
        Nothing if it stands alone; `None` if it does not and nothing certainly supplies
        what it lacks; else the setting, closed with its mark.
    """
    if HIDES.search(text):
        return None
    lacks = list(_lacks(text, earlier))
    if not lacks and not leans:
        return _continued(text, earlier, matters)
    words = tuple(dict.fromkeys(each for each in lacks if each))
    room = room_for(text)
    for each in _supplying(words, earlier):
        told = told_of(each.text, words, room)
        if told:
            return told
    return None


def lacks_words(text: str, earlier: Sequence[Earlier], *, leans: bool = False) -> bool:
    """Tell whether *text*, a rule, lacks words of *earlier*, and does not only go on with a matter."""
    hidden = HIDES.search(text) is not None
    return hidden or leans or next(_lacks(text, earlier), None) is not None


def _continued(text: str, earlier: Sequence[Earlier], matters: Ties) -> str | None:
    """
    Return the sentence before if *text* goes on with its matter or its case.

    Nothing where that is too long: such a rule mostly stands by itself as well. Not so what is
    behind a semicolon or about some paper, sum or act of the one before, which waits then.
    """
    near = _nearest(earlier)
    if near is None:
        return _of_article(text, earlier, matters)
    if _is_named_anew(text, near):
        return ""
    if near.is_part:
        return _told_whole(near.text, text) or None
    around = [each.text for each in reversed(earlier) if each.is_near]
    tied = [each for each in around if matters.ties(text, each)]
    if not tied and _shares_case(text, near.text):
        tied = [near.text]
    told = next(filter(None, (_told_whole(each, text) for each in tied)), "")
    return None if tied and not told and SOME_THING.match(text) else told


def _of_article(text: str, earlier: Sequence[Earlier], matters: Ties) -> str | None:
    """Return what a thing at the head of a paragraph is of, if a paragraph before names its matter."""
    is_bare = SOME_THING.match(text) is not None
    tied = [each.text for each in earlier if is_bare and matters.ties(text, each.text)]
    return next(filter(None, (_told_whole(each, text) for each in tied)), None) if tied else ""


def _is_named_anew(text: str, near: Earlier) -> bool:
    """Tell whether *text* names in full of whom or what it is, or says what *near* does of another case."""
    if text[:AS_NEAR] == near.text[:AS_NEAR]:
        return True
    if not near.is_part:
        return bool(OF_ALL.match(text) or LEVELLED.match(text))
    last = text.rpartition("，")[2][:AS_NEAR]
    return any(clause.startswith(last) for clause in near.text.split("，")[1:])


def _told_whole(before: str, text: str) -> str:
    """Return *before*, closed, if it stands alone and is short enough to be told before *text*."""
    return told_of(before, (), room_for(text)) if _is_fit(before) else ""


def _shares_case(text: str, near: str) -> bool:
    """Tell whether *near* sets a case that *text*, without one of its own, may share."""
    case = OF_CASE.match(near)
    if case is None or CASE.search(text):
        return False
    return not _is_of_another_kind(text, case.group(), near)


def _is_of_another_kind(text: str, case: str, near: str) -> bool:
    """Tell whether *text* is about things of which *case*, in *near*, is another kind: 代表议案, 立法议案."""
    subject = SUBJECT.match(text)
    if subject is None or NAMED.fullmatch(subject["of"]):
        return False
    return subject["of"] not in near and subject["of"][-2:] in case


def _lacks(text: str, earlier: Sequence[Earlier]) -> Iterator[str]:
    """Yield the words of *text* that lean on *earlier*; an empty one where no single word does."""
    yield from _matters(text)
    yield from _parts_played(text, earlier)
    yield from _things(text)
    yield from taken_up(text, [each.text for each in earlier])
    if _adds(text):
        yield ""
    yield from _of_nobody(text, earlier)
    near = _nearest(earlier)
    if near is not None and _goes_on(text, near.text):
        yield ""


def _goes_on(text: str, near: str) -> bool:
    """Tell whether *text* is said of the case of *near*, the sentence before, or of what it says."""
    event, case = EVENT.match(text), HAS_CASE.match(text)
    if event is not None and event.group().rstrip("，") in near:
        return not NOT_EVENT.match(text)
    is_event = event is not None and not NOT_EVENT.match(text) and not NAMED.match(text)
    is_case = is_event or (case is not None and case.end() <= SHORT_CASE)
    return is_case and SETS_CASE.match(near) is not None


def _adds(text: str) -> bool:
    """Tell whether *text* adds to something that it does not say itself."""
    further = FURTHER.search(text)
    before = text[: further.start()] if further else "除"
    is_more = further is not None and (
        further.group().startswith("还") or bool(EVENT.fullmatch(before))
    )
    return not RULED.search(before) and (is_more or CIRCUMSTANCES.match(before) is not None)


def _nearest(earlier: Sequence[Earlier]) -> Earlier | None:
    """Return the last sentence before in the same paragraph."""
    return earlier[-1] if earlier and earlier[-1].is_near else None


def _matters(text: str) -> Iterator[str]:
    """Yield the matters that *text* takes up without saying what they are of."""
    for match in TAKEN_UP.finditer(text):
        before = text[: match.start()].replace("申请人", "")
        matter = (match["of"] or match["this"] or match["first"])[:2]
        if matter not in before and not OF_WHAT.search(before):
            yield matter
    yield from filter(None, (_act_of(text, match) for match in ACT_OF_WHICH.finditer(text)))
    ends = RUNS_OUT.search(text)
    if ends and (ends["of"] or "期") not in text[: ends.start()]:
        yield ends["of"] or ""
    act = UPON_NOTHING.search(text)
    if act and not OBJECT.search(text[: act.start("of")]):
        yield act["of"][:2]


def _act_of(text: str, match: re.Match[str]) -> str:
    """Return what an act of a procedure in *text* is upon, if the words before do not say it."""
    before = text[: match.start()]
    if match["of"] in TAKEN_IN:
        return "" if RECEIVED.search(before) else "申请"
    return match["of"] if not before or before.endswith("，") else ""


def _parts_played(text: str, earlier: Sequence[Earlier]) -> Iterator[str]:
    """Yield the part of whom *text* begins with, if only *earlier* tells of what it is a part."""
    match = PARTS.match(text)
    if match is None:
        return
    if match["role"]:
        yield match["role"][:2] if match["role"][:2] in CHANGED else ""
    elif any(match["of"] in each.text.replace(f"被{match['of']}", "") for each in earlier):
        yield match["of"]


def _things(text: str) -> Iterator[str]:
    """Yield the things that *text* points at and that nothing before in *text* names."""
    if UPON_THEM.match(text):
        yield ""
    for match in THAT.finditer(text):
        thing, before = match["of"], text[: match.start()]
        is_far = match.start() >= FAR
        is_told = thing in before or (is_far and any(each in before for each in thing))
        if not is_told and not (before and thing in WHOLE_CLAUSES):
            yield thing


def _of_nobody(text: str, earlier: Sequence[Earlier]) -> Iterator[str]:
    """Yield what *text* begins with that is of nobody in particular: a case, a doubt, a sum."""
    for pattern in (DOUBT, UNSETTLED, SOME_MATTERS, AT_AN_ACT):
        if match := pattern.match(text):
            yield match["of"] or ""
    if not earlier:
        return
    if match := OF_NOBODY.match(text):
        yield match["of"] or ""
    if OF_OTHERS.search(text) or DONE_BY_NOBODY.match(text):
        yield ""


def _supplying(lacks: Sequence[str], earlier: Sequence[Earlier]) -> list[Earlier]:
    """
    Return which of *earlier* supply all that *lacks* has, the best first.

    That is the nearest of the same paragraph, then from the article's beginning on.
    """
    if not lacks:
        before = _nearest(earlier)
        return [before] if before and _is_fit(before.text) else []
    near = [each for each in reversed(earlier) if each.is_near]
    far = [each for each in earlier if not each.is_near]
    return [
        each
        for each in (*near, *far)
        if _is_fit(each.text) and all(names(each.text, word) for word in lacks)
    ]


def _is_fit(text: str) -> bool:
    """Tell whether a setting can be taken from *text*: it stands alone itself."""
    is_apart = (
        not LEANS.match(text)
        and not SOME_THING.match(text)
        and not REFERS.search(text)
        and not HIDES.search(text)
    )
    is_whole = next(taken_up(text, (text,)), None) is None
    return is_apart and is_whole and next(_lacks(text, (NOTHING,)), None) is None
