"""Tell which rules of a statute say nothing that anybody could think false."""

from __future__ import annotations

import re

#: What a text is called from there on: a note of its drafters.
NOTED = re.compile("（(?:以下)?(?:简?称|统称)|(?:下列|以下)[^，；。]{0,8}$")
CLAUSE = re.compile("[^，；。：]+")
#: A case, a time or a manner, which is no rule by itself.
AROUND = re.compile(
    "^(?:在|对|对于|因|为了?|根据|按照|依照|经|除|从|当|以)(?![^，]*(?:应当|必须|可以|不|由))|(?:[的时后前中]|情况下|过程中|方面)$"
)
#: What somebody is bound or free to do.
BINDS = re.compile("应当|必须|不得|禁止|严禁|可以|有权|须|应(?=[按遵依])")
BAN = re.compile("不得|禁止|严禁|不准")
#: What nobody would think allowed.
EVIL = re.compile(
    "泄露|侵[犯害占]|歧视|虐待|侮辱|贿赂|伪造|变造|篡改|毁|弄虚|滥用|阻[碍挠止]|干扰|妨碍|损害|破坏|挪用|截[留取]|克扣|冒[充用领]|[欺骗]|强迫|非法|虚假|[谋牟]取|徇私|隐瞒|诬告|打击|报复|干[涉预]|危害|违[反法背约]|不实|拖欠|扰乱|擅自|推诿|恶意|盗|恐怖|淫秽|犯罪|超出|暴力|遗弃|随意|挪作|限制[^，]{0,24}权利|违规|请客|送礼|武器|管制刀具|[迟谎瞒漏]报"
)
#: A ban of what is forbidden anyway, or of going beyond a bound that somebody else sets.
SAID_TWICE = re.compile(
    "(?:不得|禁止|严禁|不准)[^，；]{0,16}(?:(?:国家|明令|依法|法律|法规)[^，；]{0,10}(?:禁止|淘汰)|有毒有害|违禁)|不得(?:超[过出]|低于|高于|少于|多于|大于)[^，；]{0,24}(?:规定|核定|约定|批准|确定)的?[^，；一二三四五六七八九十百]{0,24}$|未[^，；]{2,20}合格的[^，；]{0,10}不得"
)
#: A demand to obey, to take care or to do what is right.
OBEYS = re.compile(
    "遵[守循照纪]|服从|诚[实信]|守信|忠于|恪守|廉洁|秉公|公正(?:、|$)|客观|科学(?:、|$)|坚持|贯彻|践行|落实|以人民为中心|按照[^，]{0,16}规定$|法定的?(?:职权|程序)|依法[^，]{0,4}(?:监督|规范|保护|维护|开展)|认真|妥善|积极|密切|严格(?!按|限)|如实|合理|尊重|关心|爱护|支持|配合|协助|方便|便利|必要的|做好|做到|加强|维护|保障|保护|协[作调同]|履行[^，]{0,12}(?:义务|职责|责任)|承担[^，]{0,6}责任|予以解决|良好|勤勉|清[正廉]|(?:应当|可以)(?:充分|统一|进一步|有计划地)?(?:发挥|利用|树立|采取|立足|统筹|开展|组织|办好|鼓励|引导|促进|推[动进]|提高|增强|完善|改善|健全|建立健全|培育|营造|弘扬|倡导|重视|考虑|注重|掌握|具备|应用|研究|依据各自|强化|创新|扶持|推广)|(?:予以|严格|应当)保密|合法(?:、|性|$)|科学性|真实|易于"
)
#: Rules that only point to other rules.
REFERS = re.compile(
    "(?:按照|依照|根据|适用|遵守|从|符合)[^，]{0,40}(?:规定|规章|法规|法律|办法|章程)(?:的规定)?(?:的?(?:办理|执行|处理|实行|管理|处罚|给予[^，]{0,8}|予以[^，]{0,8}|确定|进行)?)$|^由[^，]{0,24}(?:法律|法规|法)[^，]{0,4}规定$|另行(?:规定|制定)|本(?:法|条例)[^，]{0,6}(?:适用|施行)"
)
#: An exception alone, a ban of what is forbidden or not licensed, and rights that everybody has.
KNOWN = re.compile(
    "^(?:[^，；。]{2,8}，)?[^，；。]{2,10}可以(?:询问|讯问|听取|了解|调查)[^，；。]{2,14}$|有权获得辩护|(?:^|。)[^，；。]{0,12}(?:未依法|未经|不符合|不合格)[^，；。]{0,30}的[^，；。]{0,12}，[^，；。]{0,8}不得[^，；。]{2,20}$|应当使用[^，；。]{0,4}(?:依法|合格|符合)|(?:应当|必须)[^；。]*，不得[^，；]{0,12}拒绝|应当(?P<due>[^，；。的]{2})的[^；。]*应当[^，；]{0,6}(?P=due)"
    "|(?:消费者|公民|个人|经营者|组织)(?:都|均)?可以[^，]{0,30}提出[^，]{0,12}(?:意见|建议)|^[^，；。]{2,24}应当[予给][以予][^，；。]{2}(?:[，；。]|$)|有权要求[^，]{0,20}(?:赔偿|支付|赔礼)|^[^，；。]{2,60}除外$|，(?:按照|依照|适用)[^，；。]{2,40}规定(?:执行|办理|处理)$|禁止[^，]{2,12}的[^，]*，[^，]*不得|^未[^，]{0,24}(?:证书|许可|资格|注册|登记)[^，]*，[^，]{0,12}不得|依法[^。]*不得拒绝|有权[^，]{0,24}(?:监督|检举|控告|举报|投诉|批评|提出[^，]{0,30}(?:意见|建议|批评))|^本[^，]{1,4}[实施]行前"
)
#: Praise, and what everybody shares.
PRAISES = re.compile(
    "表彰|奖励|表扬|共同(?:责任|任务|义务|使命)|(?:神圣|光荣)[^，]{0,6}(?:职责|义务|使命)|重要[^，]{0,6}(?:内容|任务|组成部分)$"
)
#: A system of the State that is only named.
NAMED_ONLY = re.compile("^国家(?:实行|建立|建立健全|完善|设立)[^，、和与]{2,12}(?:制度|体系|机制)$")
#: What the State is in favour of, as all laws say.
POLICY = re.compile(
    "^(?:国家|政府和社会|各级人民政府)(?:依法)?(?:鼓励|支持|引导|保障|保护|推[动进]|促进|加强|重视|采取(?:措施|多种)|(?:优先|积极)?发展|维护|扶持|创造|提倡[^。]*$)"
)
#: Elements that somebody may get wrong: how many, who decides, what is left out, what sort.
WEIGHTY = re.compile(
    "(?<!第)[一二三四五六七八九十百两]+(?:分之|个?月|个工作日|日|天|年|人|名|次|周岁|小时|届|件|户|倍|万?元)|半数|分为|包括|属于|视为|只|仅|均|至少|除外|无效|终止|优先|免费|无偿|单独|分别|相应|同时废止|书面|口头|为主(?:体|的)|(?:由|报|经|向)[^，]{2,30}(?:决定|提名|主持|召集|任免|签署|审议|确定|规定|备案|批准|同意|许可|审批|提出|报告|通报|承担|组建|接收|公布|办理|负责|管理|行使|保管|支付|缴纳|处理|实施|担任|推荐|选举|制定)|不(?!得|能|断|同|仅|良|正当|利|当|合法|合格|足|符|特定|动产|设区)|也可以|必须[有经由]|可以(?!依法|按照|依照|根据|采取)|有权(?!益)|无权|纳入|列入|签订|报告|通知|公告|公示|备案|批准|同等|平等|一致|没有|受[^，；]{2,26}(?:领导|监督)|有效|请假|写明|注明|法人资格|法定代表人|公开(?:举行|进行|审理)|无记名|组成人员$|必须给予|主持"
)
#: A word of what a rule asks for that its beginning has already: 兵役机关负责兵役登记.
DOES = re.compile("负责|管理|应当用于|应当|必须|不得|可以")
IDLE = re.compile("本(?:行政区域|地区|单位|机关|系统)|工作|事业|的")
REPEATED = 0.6


def is_empty(text: str) -> bool:
    """
    Tell whether nobody could think *text*, a rule or a member of a list, false.

    It asks for what may well be due, forbids what is plainly wrong, points to other rules, names
    an aim or repeats itself; with one element to get wrong in any of its clauses it is not empty.
    """
    if NOTED.search(text.rstrip("。")) or KNOWN.search(text.rstrip("。")):
        return True
    if POLICY.search(text) and not BINDS.search(text):
        return True
    clauses = [c for c in CLAUSE.findall(text) if REFERS.search(c) or not AROUND.search(c)]
    return all(_is_idle(clause) for clause in clauses) or _repeats_itself(text)


def _is_idle(clause: str) -> bool:
    """Tell whether *clause* has nothing in it to get wrong."""
    if NAMED_ONLY.search(clause) or REFERS.search(clause) or PRAISES.search(clause):
        return True
    if BAN.search(clause):
        return bool(EVIL.search(clause) or SAID_TWICE.search(clause))
    if BINDS.search(clause):
        return WEIGHTY.search(clause) is None
    return WEIGHTY.search(clause) is None


def _repeats_itself(text: str) -> bool:
    """Tell whether the first thing that a rule asks for stands in what it says before."""
    match = DOES.search(text)
    if match is None:
        return False
    before, after = (
        text[: match.start()],
        IDLE.sub("", re.split("[，；。]", text[match.end() :])[0]),
    )
    pairs = {after[n : n + 2] for n in range(len(after) - 1)}
    is_short = len(re.split("[；。]", text.rstrip("。"))) == 1
    is_all = sum(pair in before for pair in pairs) >= REPEATED * len(pairs)
    return bool(pairs) and is_short and is_all
