"""Rules that turn on whether somebody may or must not: each with what would be another rule."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.keypoints.provisions import Provision
from question_bank.keypoints.values import Span

#: All words that say what is allowed; a rule with two of them turns on neither.
MODAL = re.compile(
    "不可以|可以|应当|必须|不得|有权|无权|无须|无需|不需要|不必|禁止|严禁|不应|不能|能够|应予|应(?<![响相反适对供]应)(?!用|急|对|税|变|付|聘|邀|诉|届)|须(?!知)"
)
MAY, MUST, MUST_NOT = "可以", "应当", "不得"
FEWEST_BEFORE, SHORTEST_ACT, LONGEST = 4, 4, 80
#: Acts of which nobody would believe that they are allowed, or that they are forbidden.
PLAIN = re.compile(
    "泄露|侵[犯害占]|歧视|虐待|侮辱|贿赂|伪造|变造|弄虚|作假|滥用|阻[碍挠止]|拒|干扰|妨碍|损害|破坏|挪|截[留取]|冒[充用]|欺|强[迫制行]|非法|虚[假构报]|[谋牟]取|徇私|[隐瞒]瞒|诽谤|诬告|打击|报复|干[涉预]|危害|违[反法规背]|恐吓|骗|逃避|推诿|敷衍|卡要|随意|任意|无故|任何|变相|超[越过出]|少于|低于|高于|合理|污|恶化|固体废物|废[弃水液渣]|含油|请客|秘密|毁|盗|诱|淫秽|恶意|抄袭|剽窃|酒|毒|煽动|宣扬|便利|擅自|篡改|捏造|误导|胁迫|失实|拖[延欠]|克扣|压制|销毁|丢弃|倾倒|扰乱|私自|排挤|串通|规避|逾期|怠于|不履行|索取|收受|刑讯|威胁|遗弃|残害|贬损|抗拒|[瞒迟漏]报|次充|掺|假|诋毁|传播|编造|哄抬|垄断|操纵|窃取|不正当|劣质|不符|不合格|抽逃|明显|[偷抢赌]|抵触|为由|理由|影响|淘汰|明令|辞职|生育|宗教|国旗|国徽|国歌|宪法|党|性命|死刑|患有|疾病|威慑|军事|民族|无关|以外的|禁运|违禁|危及|请客|送礼|隶属关系|利[益害]关系|透露|排斥|不及格|不具有|终身"
)
#: What may be thought allowed though it is forbidden: dealings of every day, no deed that is bad.
EVERYDAY = re.compile(
    "参与|从事|经营|兼[任职营]|担任|成为|对抗|兑换|退还|转[让制]|出[租借售]|[抵质]押|派遣|作为|重复|双重|制定|举办|提供|收[寄取费回]|请求|要求|加重|收集|连任|委托|公开|分配|检验|删除|变更"
    "|撤回|查阅|列席|参加|表决|代[理为]|合并|投资|入股|延长|聘|用[于作]|设[立置]|下达|申请|使用|自营|承担|减免|免除|募捐|控制|约定|拒绝受理|计入|列入|继承|抵销|办理|占用|改变|调整|增加|减少"
)
#: What is not what the rule is about: 公益信托的财产，不得用于非公益目的.
CONTRARY = re.compile("非(?P<of>[^，；的]{2})")
#: What would stand beside leave as its contrary: no leave to do what is void.
VOID = re.compile("无效|作废|失效|[注吊撤]销|不作为|不予|违背|冲突|^无|无[^，；]{0,14}的，")
#: Conditions under which a thing is forbidden to everybody who thinks of it, and exceptions.
UNTIL = re.compile(
    "专[用属]|同意|只[能得限]|仅[能限]|未(?!成年)|非经|没有|不具备|无正当|不符合|不合格|但是?|除外|除[^，]{2,30}外|另有|因[^，]{4,40}而|对外|无效|作废|不作为|不予|从其规定|限于"
)
#: What need not be done, so that a duty to do it would be another rule.
FREE = re.compile(
    "^(?:(?:依法)?(?:申请|请求|要求|聘请|邀请|委托|授权|设立?(?!定)|设置|建立|成立|约定|提起|参加|列席|旁听|实行|组织)|由|通过[^，]{2,10}方式)"
)
#: A word that leaves it to those who act, and acts that all may be asked for.
NOT_FREE = re.compile(
    "自愿|异议|不服|疑义|申请|申报|需要|必要|适当|或者|举报|检举|控告|投诉|下列|以下|参照|适用|按照|依照|根据|罚|拘留|没收|吊销|警告|视为|认定|表示|期限|期间|前提出|内提出|办法$"
)
#: Permissions that a careless reader may hold a ban.
DOUBTED = re.compile(
    "兼任|连任|连选|授权|转让|出租|抵押|质押|延长|在线|通讯|网络|跨|外籍|境外|外国|聘|投资|入股|提前|口头|收取|收费|列席|旁听|补选|分期|缓|代为|不公开|合并(?:审|选|举)|折抵|继承|流转"
)
#: Leave of persons, of whom nobody would think that they are bound to make use of it.
OF_PERSONS = re.compile(
    "^国家|起诉|诉讼|(?:公民|个人|选民|委托人|竞买人|买受人|投保人|村民|居民|当事人|申请人|债权人|捐赠人|旅游者|劳动者|消费者|继承人|监护人|家庭|亲属|职工|学生|教师|人员)[^，；。]{0,6}可以"
    "|(?:公司|股东|企业|合作社|成员|持票人|出票人|背书人|保证人|发起人|承包方|受让方|经营者|生产者|辩护人|律师)(?:依法|均|都)?可以"
)
#: Leave that somebody's consent, or a test that was passed, opens; it binds nobody to use it.
OPENED = re.compile(
    "(?:同意|批准|许可|准许|授权|核准|备案|合格|登记|决定|一致|协议|约定)(?:后|的)?，?[^，；。]{0,12}可以"
)
#: A stand-in, whom nobody is bound to send who is there himself; a claim, which is a right of who has it.
STAND_IN = re.compile("可以(?:委托|指定|授权)[^，；。]{0,10}(?:副|代|他人|其他)|可以(?:依法)?请求")
#: What follows if it is done: a ban would not go with it.
GOES_ON = re.compile("，(?:由|并|其|以其|按|但)|^依法")
#: Who a rule is for, whole: no word that leans on another clause.
SUBJECT = re.compile(
    "^(?!前|其|该|此|上述|由|经|并|也|但|认为|[^，]{0,12}之一)[^，；。：“”]{4,44}$"
)
LEANING = re.compile("(?:认为|其中|[中时后内前]|情况下|都|均|也|还|仍|并|即)$")


def modals_in(provision: Provision) -> Iterator[tuple[Span, str]]:
    """
    Yield the word by which *provision* allows or forbids, with what would make it another rule.

    Of 应当 none is made: who must do a thing may do it, so that 可以 would hold as well.
    """
    text = provision.span.text
    found = list(MODAL.finditer(text))
    if len(found) != 1 or provision.head or len(text) > LONGEST or "的，" in text[found[0].end() :]:
        return
    match = found[0]
    before, act = text[: match.start()], text[match.end() :]
    if len(act) < SHORTEST_ACT or len(before) < FEWEST_BEFORE or not _names_somebody(before):
        return
    other = _other(match.group(), before, act)
    if other:
        start = provision.span.start + match.start()
        yield Span(start, start + len(match.group()), match.group()), other


def may_be_allowed(before: str, act: str) -> bool:
    """Tell whether somebody may believe that *act*, which is forbidden to who is named *before*, is allowed."""
    contrary = CONTRARY.search(act)
    if contrary and contrary["of"] in before:
        return False
    return EVERYDAY.search(act) is not None and not VOID.search(f"{before}。{act}".lstrip("。"))


def may_be_bound(text: str) -> bool:
    """Tell whether somebody may believe that whoever *text* gives leave is bound to make use of it."""
    return not (OF_PERSONS.search(text) or OPENED.search(text) or STAND_IN.search(text))


def _names_somebody(before: str) -> bool:
    """Tell whether the clause of the word has a subject, or a case before it that names one."""
    clause = before.rstrip("，").rpartition("，")[2]
    return bool(SUBJECT.match(clause)) and not LEANING.search(clause)


def _other(modal: str, before: str, act: str) -> str:
    """Return what *modal* may be exchanged for so that the rule is plainly another one, or nothing."""
    is_exchanged = modal in {MAY, MUST_NOT}
    if not is_exchanged or PLAIN.search(before + act) or UNTIL.search(before + "。" + act):
        return ""
    if modal == MUST_NOT:
        return MAY
    is_free = modal == MAY and not NOT_FREE.search(f"{before}。{act}")
    if is_free and DOUBTED.search(act):
        return "" if GOES_ON.search(act) else MUST_NOT
    # What the State may do at its own choice is no less true as what it has to do.
    return MUST if is_free and FREE.match(act) and not before.startswith("国家") else ""
