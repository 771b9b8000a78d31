"""Who does what: the bodies that call, elect, approve, remove and report in a statute."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.keypoints.bodies import CORES, JOINER, core_of, is_body
from question_bank.keypoints.provisions import Provision
from question_bank.keypoints.values import Span

#: Acts that a rule may turn on.
ACTS = (
    "召集|召开|主持|选举|推选|选出|提名|任命|任免|决定|罢免|撤销|免去|批准|审批|许可|同意|备案|确认|审查|审议|通过|公布|公告|领导|监督|指导|制定|规定"
    "|负责|组织|受理|答复|处理|研究处理|办理|管理|报告|提出|提请|说明|签署|签发|执行|编制|委托|解释|改变|裁决|审理|宣布|审计|协调|接受|任免|分配|确定|印发|汇总|产生|备案|拟订|实施|承担|监察|核准|登记|设立|听取|通报|提供|制发|统筹|安排|推荐|聘任|报送|移送|征求|调查|检查"
)
_NAME = "[^，；。：“”（）《》\\n]{0,26}?"
_CORE = "(?:" + "|".join(CORES) + ")"
#: 由常务委员会召集; 报国务院备案; 提请大会审议; 经主席团同意; 受选民监督.
TOLD = re.compile(
    rf"(?P<lead>由|报[请送]?|提请|经过?(?![过济营费办历])|受|向|交由|送交|提交|对)(?P<who>{_NAME}{_CORE})(?=(?:会议)?(?:依法|应当|统一|分别|具体|直接|书面|组织|另行|联合|全体会议|集体|提出|按|参照|在|依照|根据|负责)?(?P<act>{ACTS}|负责(?!制)))"
)
#: The subject of a rule, before what it may or must do.
SUBJECT = re.compile(
    rf"^(?P<who>(?:县级以上(?:的)?(?:地方)?(?:各级)?|地方各级|省、自治区、直辖市的?|设区的市、自治州的?|乡、民族乡、镇的?|不设区的市、市辖区、县、自治县的?)?[^，；。：、“”（）《》\n]{{0,18}}?{_CORE})"
    rf"(?P<rest>(?:依法|可以|应当|有权|负责|每年|统一|统筹|(?:根据|依照|按照)[^，]{{2,20}}，|在[^，]{{2,20}}，)*(?P<act>{ACTS})(?!的|[^，；]{{0,12}}(?:的时候|时|后|前)，|制|机关|委员会|单位)[^；。]+)$"
)
#: 选民登记 is no act of the voters.
VOTERS = re.compile("选民$")
#: Before the name: it is only part of a longer name or the object of another verb.
NOT_BEFORE = re.compile("(?:[理事因缘自]|不|或者|财政)$")


def actors_in(provision: Provision) -> Iterator[tuple[str, Span, str]]:
    """
    Yield how each body of *provision* that acts or is turned to is named in it.

    Each as its lead (``由``, ``报`` … or ``subject``), its name and its act.
    """
    text, start = provision.span.text, provision.span.start
    for match in TOLD.finditer(text):
        name = match["who"]
        if NOT_BEFORE.search(text[: match.start()]) or not _is_name(name):
            continue
        if match["lead"] == "对" and match["act"] != "负责":
            continue
        where = start + match.start("who")
        yield match["lead"], Span(where, where + len(name), name), match["act"]
    subject = SUBJECT.match(text)
    if subject and not VOTERS.search(subject["who"]) and _is_name(subject["who"]):
        name = subject["who"]
        yield "subject", Span(start, start + len(name), name), subject["act"]


def _is_name(name: str) -> bool:
    """Tell whether *name* is a body, or two that 或者 joins, and nothing else."""
    parts = [part for part in name.split("或者") if part]
    if not parts or len(parts) > 2 or not all(is_body(part) for part in parts):  # noqa: PLR2004
        return False
    bare = _LEVELS.sub("", name)
    return (
        not JOINER.search(bare.replace("或者", ""))
        and not _VERBS.search(bare)
        and bool(core_of(name))
    )


#: Rows of administrative units inside a name.
_LEVELS = re.compile(
    "省、自治区、直辖市以?上?的?|省、自治区的?|设区的市、自治州以?上?的?|自治州、设区的市的?|乡、民族乡、镇的?|不设区的市、市辖区、县、自治县的?|县、自治县、不设区的市、市辖区的?|宪法和法律"
)
#: Words that no name of a body holds.
_VERBS = re.compile(
    "^[一二三两]|实行|撤销|制定|负责|领导|改变|罢免|任免|决定|召集|主持|批准|执行|审查(?!委)|审议|选举(?!委|单位)|监督(?!委|小组|管理|检验)|[由向经报对将把被与于]|应当|可以|必须|不得|提请|选出|产生|举行|要求|认为|依法|按照"
)
