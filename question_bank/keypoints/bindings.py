"""What a rule of a statute binds somebody to do, and does not leave to them."""

from __future__ import annotations

import re

from question_bank.keypoints.provisions import Provision
from question_bank.keypoints.values import Span

#: All words that bind, allow or forbid: a rule with two of them turns on neither alone.
MODAL = re.compile("应当|可以|必须|不得|有权|无权|禁止|须")
#: What somebody is bound to do: acts that are done or not done, no aims and efforts.
BOUND = re.compile(
    "报告|通报|通知|告知|公布|公开|公告|公示|备案|回避|说明理由|出示|送达|送交|移送|移交|报送|提交|听取|征求|听证|答复|列入|登记|签名|签字|签署|宣誓|表决|审核|论证|召开|举行|书面|设立|成立|配备|记录|归档|返还|退还|纳入|编制|办理|签订|注册|验收|检测|检验|检疫|评估|评价|审计|保存|封存|停止|召回|拆除|设置|标明|附具|划定|赔偿|补偿"
    "|支付|缴纳|开具|出具|载明|复核|佩戴|录音|清算|征得|编入|开设|演练|预案|投保|购买[^，]{0,12}保险|督导|名册|持证|查验|补办|颁发|发给|订立|提请|写明|注明|制发|发放|指定|宣誓|回答"
)
#: What is owed to others, so that to leave it to choice is another rule that matters to them.
OWED = re.compile(
    "报告|通报|通知|告知|公布|公开|公告|公示|备案|回避|说明|出示|送达|送交|移送|移交|报送|提交|听取|征求|听证|答复|回答|反馈|审核|论证|提请|列席|转交|交由|印发|征得|召开|举行|支付|返还|退还|赔偿|补偿"
)
#: Whose duties those are: organs, offices, deputies and those who employ or serve others.
DUTIFUL = re.compile(
    "(?:机关|部门|政府|委员会|常委会|国务院|法院|检察院|主席团|会议|大会|代表团?|机构|单位|委|组|组织|人员|[馆站所院局厅处队室部]|中心|公司|工会|警察|长|主任|主席|法官|检察官|提案人|企业|学校|监狱)$"
)
PRIVATE = re.compile("公民|个人|选民|村民|居民|罪犯|当事人|申请人|监护人|家庭|债务人")
#: Words that show by themselves that a thing is free, or that it is due: 可以 beside them reads odd.
TOLD = re.compile(
    "应当[^；。]*(?:及时|立即|妥善|自觉|按时|按期|如实|尽快|适时|至少|不少于)|应当[^，；。]{0,30}(?:申请|申报|取得|领取|广泛|充分|认真)|一般应当|自觉|注重|保证|监督，|报告制度|报告平台"
    "|需要|必要|自愿|视情|酌情|愿意|协商|自主|自行|义务|责任|依法应当|否则|不予|方可|只能|仅限|负责(?=，|$|。)"
)
#: Efforts nobody measures: to bind to them or to allow them is much the same.
EFFORT = re.compile(
    "应当(?:依法|积极|及时|主动|充分|统筹|严格|切实|进一步|根据[^，]{2,20})*"
    "(?:加强|促进|推动|推进|逐步|探索|支持|鼓励|重视|尊重|保障|维护|完善|健全|提高|坚持|贯彻|引导|改善|优化|弘扬|关心|培养|遵守|配合|协助|遵循|符合|采取|建立|做好|认真|[同与][^，]{1,8}保持|密切)"
    "|予以(?:指导|支持|协助|配合|帮助|保障|重视)|机制|体系|鼓励|创造条件|支持和便利|提供便利|环境|应当[^，]{0,6}(?:客观|公正|公平|透明|诚信|合理|文明|便捷)"
)
#: Acts that may be left to choice, and words that say when, where, how or what a thing must be:
#: to allow what is due within ten days reads like leave to do it so soon.
LOOSE = re.compile(
    "或者|委托|^(?:具备|有|是|由|以|为|经|按照?|依照|依据|根据|依法|符合|设置?在|自|提前)|^在[^，；]{2,30}(?:[前后内]|之日起)|^[^，]{2,8}的"
)
#: Efforts, ways and means of an act, which 可以 leaves as true as they are.
SOFT = re.compile(
    "确保|履行|职责|接受|发扬|努力|通过|利用|按照|依照|[从由]|发挥|会同|组织|支持|达到|统筹|保障|尊重|服务|学习|熟悉|掌握|坚持|做到|注意|考虑|保护|爱护|忠于|遵守|明确|围绕|结合|运用|监督|指导|帮助|管理|领导|安排好|做好|优先|正确|关注|增强|为了|适应|有利|当好|充分|有计划|照顾"
)
#: What says how a thing is done or what it is like, not what is done.
MANNER = re.compile(
    "积极|高度|尽可能|尽量|严格|真实|准确|简捷|规范|立足|知道|[高低]于|不|[与同用在]|逐步|大力|纳?入|推|引导|加|以|定|重视|开展|承担|体现|反映|适当|公[开平正]|节约|合理|科学|统一|协调|配合|参加"
)
#: Papers and places that only sound like an act.
THINGS = re.compile(
    "听证笔录|报告的|登记[簿册表证]|报告书|(?:财务|审计|评估|储量)报告|公告期|备案号"
)
#: The words up to the end of the clause that says what is to be done.
ACT = re.compile("(?:[^；。，]*(?:[内后前时起]|的)，)?[^；。，]+")
#: What takes a rule back or leaves it to others.
OPEN = re.compile("除外|另有规定|另行规定|情形之一|下列|以下|本法第|前款|国家规定的")
#: Whoever it may be.
NOBODY = re.compile("有关(?:单位|部门|机关|方面|人员|组织)")
#: Who is meant stands before the circumstances: 审计机关发现……的，应当.
SUBJECT = re.compile(
    "(?![对经在因遇按依根为发从由以])[^，的]{0,14}(?:机关|部门|政府|委员会|法院|检察院|人员|组织|单位|代表|国务院|主席团|会议|公民|法官|检察官|企业|工会|人)(?!.{0,8}的，)"
)
#: How far an act stands from its word; bounds of a subject and of a rule, in characters.
REACH, SHORTEST_SUBJECT, LONGEST = 26, 3, 76
#: The word that binds, and what leaves it to choice.
BINDS, ALLOWS = "应当", "可以"


def binding_in(provision: Provision) -> Span | None:
    """Return the one word by which a rule binds to an act that is done or not done, if it has one."""
    at = bound_at(provision.span.text)
    if at is None:
        return None
    start = provision.span.start + at
    return Span(start, start + len(BINDS), BINDS)


def bound_at(text: str, *, even_loosely: bool = False) -> int | None:
    """
    Return where the one word stands by which *text* binds somebody to an act, if it has one.

    An act is one that is done or not done or, *even_loosely*, any that is no mere effort, way or
    means: 应当结合任务需求设置 but neither 应当发扬 nor 应当通过.
    """
    found = list(MODAL.finditer(text))
    if len(found) != 1 or found[0].group() != BINDS or not _is_plain(text):
        return None
    (match,) = found
    clause = ACT.match(text, match.end())
    if text.startswith("不", match.end()):  # 应当不迟于: nobody says 可以不迟于.
        return None
    if re.split("[，；。]", text[match.end() :])[0].endswith("的"):
        return None
    act = THINGS.sub("", clause.group()[:REACH]) if clause else ""
    is_act = BOUND.search(act) or (even_loosely and not (SOFT.search(act) or MANNER.match(act)))
    is_bound = clause and not LOOSE.search(clause.group()) and is_act
    return match.start() if is_bound and _has_subject(text, match.start()) else None


def is_owed(text: str) -> bool:
    """Tell whether a rule with one 应当 binds an organ, or who serves others, towards them."""
    before, _, after = text.partition(BINDS)
    who = next((each for each in reversed(before.split("，")) if each), "")
    is_theirs = any(DUTIFUL.search(each) for each in before.split("，"))
    return is_theirs and not PRIVATE.search(who) and bool(OWED.search(after[:REACH]))


def _is_plain(text: str) -> bool:
    """Tell whether a rule is short, holds for all it names, and is about an act, not an effort."""
    return len(text) <= LONGEST and not any(each.search(text) for each in (OPEN, EFFORT, TOLD))


def _has_subject(text: str, at: int) -> bool:
    """Tell whether the words before *at* say who may or must."""
    is_apart = text[at - 1 : at] == "，"
    return (
        at >= SHORTEST_SUBJECT
        and not NOBODY.match(text)
        and (not is_apart or bool(SUBJECT.match(text)))
    )
