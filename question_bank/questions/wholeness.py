"""
Whether the words of a talk's stem are a whole clause of it, with its subject and its object.

A stem may end at a comma of its source. Where the verb or the noun that everything before
it leads to stands after that comma, what is left says nothing, or something else.
"""

from __future__ import annotations

import re

#: A clause that names by which rule something is done, and not what is done.
MANNER = re.compile(
    "(?:按照|依照|根据|遵循|本着|围绕|依据|通过)[^，：；]*(?:原则|要求|规定|精神|程序|方式|目标|部署|安排|思路|标准|形式|办法)$"
)
#: What leads to a verb far behind it, and the verbs that may be meant: 将为……提供法治保障.
FOR_WHOM = re.compile("(?:将|能够?|必将|更好)为(?![了主本中准期止由实人民])[^，]{2,}")
GIVES = re.compile(
    "提供|奠定|打下|打好|作出|做出|做好|创造|注入|营造|发挥|贡献|(?<!为人民)服务|凝聚|汇聚"
)
#: Names that a row of offices or papers is made of, longest member in characters.
ROW_NAME = re.compile(
    "(?:候选人|人选|人员|主任|院长|检察长|委员|秘书长|主席|代表|机关|机构|组织|单位|部门|报告|草案|方案)$"
)
LONGEST_OF_ROW = 16
#: Who is bidden to do something, and what, after a comma: 组织代表，听取选民的意见.
BIDDEN = re.compile("(?:组织|邀请|安排|委托)[^，；、]{2,20}(?:代表|人员|委员|小组)$")
TO_DO = re.compile("听取|开展|进行|参加|列席|视察|对|到|深入|就|审议|讨论|旁听|调研|检查")
VERB = re.compile("[是有要应须]|可以|不得|负责|进行|提出|报告(?!$)")
PAUSE = re.compile("[，；：]")
#: How many of the last characters of a stem tell where it ends in its source.
TAIL = 6
#: What is handed to somebody, and the things that may be handed.
HANDED = re.compile("提交|送交|报送|提请|发给|印发|送达|分送")
THING = re.compile(
    "[将把]|案|报告|名单|计划|[预决]算|材料|文件|文稿|意见|建议|书|条例|规划|决定|决议|事项|项目|稿|表|名额|情况|结果|通知|清单|法规|资料"
)
#: What is answered within some days.
ANSWERED = re.compile("(?:内|前)[^，；]{0,3}答复|答复期限|答复时间")
MATTER = re.compile("建议|意见|询问|质询|议案|提案|诉求|问题|申请|来信|来访|请求|反映")
#: What compares with something said before, and a meeting that only the talk's day names.
COMPARES = re.compile(
    "^(?:调整|整改|处理|审查|测评|评议|调查)(?:方案|报告|结果|情况|计划)|^[^，]{1,3}了(?:以后|之后|后)|^[^，：]{2,14}(?:不一样|不同|也一样|同样如此|也是如此|正好相反|例外)，|^(?:这次|本次|此次)?(?:会议|全会|大会)(?:审议|表决|听取|通过|决定|决议|任命|修订|还)"
)
#: A recall, and the words that say of whom.
RECALLED = re.compile("提出罢免(?:案|要求)")
RECALL_OF = re.compile("对|代表，原选区|[乡镇县市区]长|主席(?!团)|主任(?!会议)")
#: Sentences that tell what was done, whose clauses without their head read like calls.
LOOKS_BACK = re.compile("(?:年来|过去的?一年|[0-9]{4}年|以来|年度|期间)，")


def is_cut_short(text: str, start: int, body: str) -> bool:
    """
    Tell whether *body*, a stem's words, ends before the clause it took from *text* is whole.

    Args:
        text: The clean text of the talk.
        start: Where the evidence of the stem begins in it.
        body: The stem's words with their keys where they belong.
    """
    said = body.rstrip("。")
    clause = PAUSE.split(said)[-1]
    if MANNER.search(clause) and not VERB.search(MANNER.sub("", clause)):
        return True
    if (led := FOR_WHOM.search(said)) and not GIVES.search(said, led.start()):
        return True
    following = following_clause(text, start, said)
    is_sent = BIDDEN.search(clause) is not None and TO_DO.match(following) is not None
    return is_sent or is_in_row(clause, following)


def following_clause(text: str, start: int, said: str) -> str:
    """Return the clause after the words *said* where their source goes on behind a comma, else nothing."""
    at = text.find(said[-TAIL:], start)
    end = at + len(said[-TAIL:])
    if at < 0 or text[end : end + 1] != "，":
        return ""
    return re.split("[，；：。！？\n]", text[end + 1 : end + 80], maxsplit=1)[0]


def is_in_row(clause: str, following: str) -> bool:
    """Tell whether *following* is one more member of the row that *clause* ends with."""
    return bool(
        len(following) <= LONGEST_OF_ROW
        and ROW_NAME.search(clause)
        and ROW_NAME.search(following)
        and not VERB.search(following)
    )


def lacks_matter(body: str) -> bool:
    """Tell whether *body* hands over, answers, recalls or compares what only the words before it name."""
    if COMPARES.match(body):
        return True
    handed = HANDED.search(body)
    if handed and not THING.search(HANDED.sub("", body)):
        return True
    if RECALLED.search(body) and not RECALL_OF.search(body):
        return True
    return bool(ANSWERED.search(body)) and not MATTER.search(body)


def looks_back(sentence: str, body: str) -> bool:
    """Tell whether *sentence* tells of a past year and *body*, a part of it, no longer says whose."""
    told = LOOKS_BACK.search(sentence[:24])
    return told is not None and body[:TAIL] in sentence[told.end() + TAIL :]
