"""What a rule of a statute teaches and how much it matters."""

from __future__ import annotations

import re
from functools import lru_cache

from question_bank.keypoints.values import Kind, Pattern

#: Those whose rights and obligations a rule may state; bodies have duties and powers.
PERSONS = (
    *("代表", "组成人员", "公民", "选民", "村民", "居民", "委员", "候选人", "当事人"),
    *("被[^，]{1,8}人员?", "工作人员", "人员", "任何(?:组织|单位|个人)"),
)
#: Each begins with a character of its own, which `re` looks for first: that is much quicker.
RIGHT = re.compile(
    "|".join(f"{who}[^，。；]{{0,12}}(?:有权|享有|可以)" for who in PERSONS) + "|权利"
)
OBLIGATION = re.compile(
    "|".join(f"{who}[^，。；]{{0,16}}(?:应当|必须|不得|有义务)" for who in PERSONS) + "|义务|不得"
)
SYSTEM = re.compile(
    "任期|每届|组成$|组成，|是[^，]{0,20}(?:机关|制度|基础)|选举产生|过半数|三分之二|名额|实行[^，]{2,16}(?:制度?|原则)|设立|选举权|所称|由[^，]{2,20}(?:选举|产生)"
)
#: Quorums, shares, terms and who makes up a body: the institution, even where it says 应当.
MAKEUP = re.compile(
    "过半数|半数以上|分之[一二三四五六七八九十]+(?:以上)?[^，；]{0,12}(?:通过|出席|参加|同意|选票)|方可召开|始得|应当占|每届任期|连续任职|组成$|组成，|选举有效"
)
#: What a deputy may turn to somebody with.
TURNED = re.compile(
    "(?:^|，)(?:[^，；]{0,12}人民代表大会)?代表(?!大会|团|资格)[^；]{0,50}?(?:可以|有权)向"
)
DUTY = re.compile("职权|职责|负责|监督|审查|批准|任免|决定|领导|管理|制定|撤销|改变|应当")
BASE = {
    Pattern.NUMBER: 0.9,
    Pattern.ACTOR: 0.84,
    Pattern.ENUMERATION: 0.92,
    Pattern.COMPOSITION: 0.8,
    Pattern.DEFINITION: 0.82,
    Pattern.MODE: 0.8,
    Pattern.BINDING: 0.72,
    Pattern.NORM: 0.5,
    Pattern.SET_PHRASE: 0.78,
}
#: Words of the office: what deputies meet in their work.
OFFICE = re.compile(
    "代表|选举|罢免|监督|审议|表决|议案|建议|质询|询问|任免|预算|召集|职权|权利|义务|任期|过半数|联名"
)
#: Desk work, fees and penalties: nothing that deputies use.
TRIVIAL = re.compile(
    "[两二](?:个|人|名|项|种|类)以上(?:[^，]{0,8}(?:合作|共同|不同))|人[^，；]{0,8}不(?:得)?少于[二两]人|人员[^，；]{0,8}不(?:得)?少于[二两]人|人以上(?<=[二两]人以上)(?:进行|在场|共同|执行)|副本|抄送|抄报|罚款|处分|收费|收取[^，；]{0,8}费|费用由|所需费用|工作证件|见证人|(?:副本|文书|通知书|决定书|通知)[^，；]{0,6}送达|送达(?:回证|地址|方式|日期|人)|副本[^，；]{0,4}(?:发送|送交|抄)|印章|批复(?:预算|决算|本部门)|批复后|每一代表所代表的|可以少于"
)
#: What those may do who are wronged, which a chapter of penalties lays down as well.
REMEDY = re.compile("提出申诉|申请(?:行政)?复议|申请复核|提起(?:行政)?诉讼|向[^，；]{2,14}起诉")
#: What a penalty is, which by itself makes no number unfit to be asked.
PENALTY = re.compile("罚款|处分")
SANCTION = re.compile("罚|拘留|滞纳金|不得|禁止|取消|吊销|责令|撤销|不受理")
#: A number of an article that stands for what it forbids.
OF_ARTICLE = re.compile("本(?:法|条例|办法|规定|规则|细则)第")
MINOR_MALUS, MOST_BONUS = 0.45, 0.1
#: Purposes, grounds and dates of coming into force.
IDLE = re.compile(
    "制定本(?:法|条例|规则|办法|决定)|施行|本(?:法|条例|规则|办法)自|具体办法由|另行规定|参照|适用本"
)


def kind_of_rule(pattern: Pattern, text: str, head: str = "") -> Kind:  # noqa: PLR0911
    """Return the kind: rights and obligations are those of persons, duties those of bodies."""
    told = head or text
    if "职权" in told or "职责" in told:
        return Kind.DUTY
    if not head and MAKEUP.search(text):
        return Kind.SYSTEM
    if not head and TURNED.search(text):
        return Kind.RIGHT
    if "义务" in told or (not head and OBLIGATION.search(text)):
        return Kind.OBLIGATION
    if RIGHT.search(told):
        return Kind.RIGHT
    if pattern is Pattern.DEFINITION or SYSTEM.search(text):
        return Kind.SYSTEM
    return Kind.DUTY if pattern is Pattern.ACTOR or DUTY.search(text) else Kind.METHOD


#: What only sends the reader to other rules, and what begins with such words.
SENDS_ON = re.compile(
    "^(?!.*(?:应当|可以|必须|不得))[^；。]*另有规定的，(?:适用|依照)其规定$|^[^，；。]{0,8}另有规定的，依照其规定。"
)


def is_idle(text: str) -> bool:
    """Tell whether a rule with a number is about desk work or transition; penalties are neither."""
    return bool(
        IDLE.search(text)
        or SENDS_ON.search(text)
        or OF_ARTICLE.search(text)
        or TRIVIAL.search(PENALTY.sub("", text))
    )


@lru_cache(maxsize=64)
def is_desk_work(text: str) -> bool:
    """Tell whether a rule is of no use to deputies: fees, penalties, purposes, transition."""
    return bool(IDLE.search(text) or TRIVIAL.search(text))


def is_remedy(text: str) -> bool:
    """Tell whether a rule says what those may do who are wronged: it counts wherever it stands."""
    return bool(REMEDY.search(text))


def is_sanction(text: str) -> bool:
    """Tell whether a rule says what follows if another one is broken."""
    return bool(SANCTION.search(text))


def importance_of_rule(pattern: Pattern, kind: Kind, text: str, *, minor: bool) -> float:
    """Return how much a trainer needs a rule, 0 to 1: more where it is about the office."""
    bonus = 0.02 * min(len(OFFICE.findall(text)), 3)
    bonus += 0.04 * (kind in {Kind.RIGHT, Kind.OBLIGATION, Kind.SYSTEM})
    malus = MINOR_MALUS * (minor or is_desk_work(text))
    return max(0.05, min(1.0, BASE[pattern] + min(bonus, MOST_BONUS) - malus))
