"""Ways of deciding and dealing that a rule turns on, each with its contrary in law."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.keypoints.provisions import Provision
from question_bank.keypoints.values import Span

#: What is laxer than a thing in writing, and than a ban.
SPOKEN, EXCUSED = "书面或者口头", "经批准可以"
#: What is not done together with others; no law says so, which a reader can tell.
ALONE = "单独"
#: What is weaker than the approval of a body that the rule names.
APPROVAL = "报{who}备案"
#: Whom the State may call on, and what they may take on or not.
CALLED_ON = "(?:单位|企业|公司|学校|院校|院所|机构|经营者|生产者|毕业生|组织|力量|农民|公民|法人|个人|图书馆|场馆|资本)"
TAKEN_ON = "(?:自筹|开展|参与|采用|使用|投资|从事|举办|建立|设立|兴办|建设|制定|通过|将|到|对|向|在|提供|进行|购买|应用|推广|研发|研究|生产|种植|订立|签订|联合)"
#: What may stand in the words of a rule, and what would be another rule in its place.
#: ``{who}`` is the body that the rule names there.
CONTRARIES = (
    (re.compile("报(?!告|送情况)[^，；、。]{2,30}?(?<!登记)(?P<key>备案)"), "批准"),
    (
        re.compile(
            "报(?!告|送情况)(?:(?!提请)[^，；、。]){2,30}?(?<!审查)(?P<key>批准)(?=[，；。]|$|并?公布|实施)"
        ),
        "备案",
    ),
    (re.compile("(?P<key>无记名投票)"), "记名投票"),
    (re.compile("(?P<key>差额选举)"), "等额选举"),
    (
        re.compile(
            "(?:可以|应当|必须|以上|并|以|采[取用])(?:向[^，；]{2,30}?)?(?<!必须采用)(?<!必须以)(?P<key>书面)(?=提出|联名|答复|报告|请假|通知|申请|征求|委托|告知|说明|形式)"
        ),
        SPOKEN,
    ),
    (re.compile("(?P<key>书面)(?=形式(?:作出|提出|通知)|说明理由|申请)"), SPOKEN),
    (re.compile("(?P<key>事先)(?=征求|通知|告知|书面|公告|报|向|听取)"), "事后"),
    # A government that reports to that of its own level would report to itself.
    (
        re.compile(
            "^(?!.*政府)[^；]*?(?:报|经|向)(?P<key>上一级)[^，；本同]{2,24}(?:批准|备案|同意|报告)"
        ),
        "同级",
    ),
    (
        re.compile("人民代表大会会议[^；]{0,30}由[^，；]{2,30}?(?:委员会|主席团)(?P<key>召集)"),
        "主持",
    ),
    (re.compile("由[^，；]{2,30}?(?:委员会|会议|大会)(?P<key>任命)"), "选举"),
    (re.compile("由[^，；]{2,30}?大会(?P<key>选举)(?:产生)?"), "任命"),
    (re.compile("(?P<key>暂时停止执行代表职务|暂停执行代表职务)"), "终止代表资格"),
    (re.compile("(?P<key>代表资格终止)"), "暂时停止执行代表职务"),
    (re.compile("在[^，；]{0,14}(?P<key>闭会期间)"), "会议期间"),
    (
        re.compile(
            "(?:由|以|经)(?P<key>全体)(?=(?:代表|组成人员|委员|成员)[^，；]{0,12}(?:过半数|半数|分之|通过|同意))"
        ),
        "出席会议的",
    ),
    (re.compile("(?:由|向)(?P<key>下一级)(?=的?人民代表大会)"), "上一级"),
    (re.compile("(?:多于|超过)[^，；]{2,16}的(?P<key>无效|作废)(?=，)"), "有效"),
    (
        re.compile(
            "(?:应当|并|可以|每年)[^，；]{0,4}向(?P<key>本级)(?=人民代表大会(?:常务委员会)?(?:书面)?(?:报告|提出辞职|负责))"
        ),
        "上一级",
    ),
    (
        re.compile(
            "(?<![未非报])(?P<key>经(?P<who>(?!本?人|当事|双方|法定|国家有关|有关|依法|其|上述|批准|过)[^，；、经未]{3,22}?(?<!或者)(?<!和))(?:审查)?批准)(?=，|后，|$)"
        ),
        "报{who}备案",
    ),
    (
        re.compile(
            "(?<![未非报])(?P<key>经(?P<who>(?!本?人|当事|双方|法定|国家有关|有关|依法|其|上述|过)[^，；、经未]{3,22}?(?:部门|机关|政府|委员会|会议|机构|法院|检察院|单位|主席团))同意)(?=，|后，|$|的)"
        ),
        "征求{who}意见",
    ),
    (
        re.compile(
            "(?<=应当)(?P<key>征求(?P<who>(?!有关|社会|公众|各|专家|意见|当事)[^，；、和或]{3,22}?(?:部门|机关|政府|委员会|会议|机构|组织|工会|单位|团体))的?意见)(?=，|后|$|。)"
        ),
        "征得{who}同意",
    ),
    (re.compile("(?:给予|进行|业务)(?P<key>指导)(?=$|，(?!监督)|和?帮助|、支持)"), "领导"),
    (re.compile("(?:法院)(?P<key>监督)(?=下级|地方各级[^，；]{0,12}法院)"), "领导"),
    (re.compile("(?:检察院)(?P<key>领导)(?=下级|地方各级[^，；]{0,12}检察院)"), "监督"),
    (
        re.compile(
            "(?:可以|应当|派人|派员|邀请[^，；]{2,24}?)(?P<key>列席)(?=[^，；]{0,24}会议|$)"
        ),
        "出席",
    ),
    (re.compile("(?:属于|属|归)(?P<key>国家所有)(?!的)"), "集体所有"),
    (re.compile("(?P<key>不停止)(?=[^，；]{0,12}(?:执行|实施|履行))"), "停止"),
    (re.compile("(?<=承担)(?P<key>连带)(?=责任|的?赔偿责任|清偿责任)"), "按份"),
    (
        re.compile("实行(?P<key>(?:行政首长|厂长|院长|主任|首长|总理|部长|校长|经理)负责制)"),
        "集体负责制",
    ),
    (re.compile("(?:实行)(?P<key>一裁终局)"), "一裁两审"),
    (re.compile("(?:成员|人数|人员)[^，；]{0,10}(?:应当)?(?:为|是)(?P<key>单数)"), "双数"),
    (re.compile("(?:属于|为|是|实行)(?P<key>强制性)(?=[^，；]{0,8}标准)"), "推荐性"),
    (
        re.compile(
            "(?:配备|设置|设立|指定|设)(?P<key>专职)(?=[^，；]{2,12}(?:人员|管理员|消防队|队伍)|人员)"
        ),
        "兼职",
    ),
    (
        re.compile(
            "^(?P<key>禁止)(?=(?:在|将|使用|进口|出口|生产|开垦|开采|新建|占用|采|捕|围)[^，；]*(?:[；。]|$))"
        ),
        EXCUSED,
    ),
    (re.compile("(?:诉讼|程序|复议|仲裁|调解|审理|审查|执行)(?P<key>中止)(?=$|，|。|；)"), "终止"),
    (re.compile("(?:诉讼|程序|复议|仲裁|调解|审理|审查|执行)(?P<key>终止)(?=$|，|。|；)"), "中止"),
    (re.compile("(?P<key>随机抽取)"), "直接指定"),
    (re.compile("(?:应当|予以|一律)(?P<key>免费)(?=提供|开放|向|为)"), "有偿"),
    (re.compile("(?:实行|应当)(?P<key>有偿使用)"), "无偿使用"),
    (
        re.compile(
            "(?:应当|必须)在[^，；日月年时]{2,14}(?P<key>前)(?=，|报|向|将|提(?!下|条|出)|公|通知|告知|征求|办理|组织|依法|申请)"
        ),
        "后",
    ),
    (re.compile("(?P<key>单独)(?=核算|列支|编制|列示|计列|计量|建账|立户)"), "合并"),
    (re.compile("(?:应当|必须)(?:采用|实行|进行)?(?P<key>公开招标)(?!方式的)"), "邀请招标"),
    (re.compile("属于(?P<key>全民所有)(?!的)"), "集体所有"),
    (re.compile("(?P<key>逐级)(?=上报|报告|报|申请|申报|审核)"), "越级"),
    (re.compile("(?<=应当)(?P<key>主动)(?=公开|向社会公开)"), "依申请"),
    (
        re.compile(
            "(?:应当|必须|并)[^，；的]{0,10}(?P<key>当场)(?=作出|交付|出具|宣布|宣告|告知|制作|更正)"
        ),
        "事后",
    ),
    (
        re.compile(
            "(?:被申请人|利害关系人|债权人|委托人|受益人|第三人|村民|居民|职工|工会|股东|成员|候选人)(?:也)?(?P<key>有权)(?=拒绝|要求|查阅|提出|申请|了解|参加|参与|解除|撤销)"
        ),
        "无权",
    ),
    (
        re.compile(
            f"^国家(?P<key>鼓励(?:和支持|、支持|、引导|和引导|、引导和支持)?|支持(?:和鼓励|、鼓励)?)(?![、和])(?=(?!发挥|在|对|通过|开展|发展|利用|采用|使用|建立)[^，；]{{0,18}}{CALLED_ON}[^，；的]{{0,8}}{TAKEN_ON})"
        ),
        "要求",
    ),
    (
        re.compile(
            "(?P<key>会同[^，；、会]{2,18}?(?:部门|机关|机构|委员会))(?=制定|规定|确定|公布|拟订|编制|划定|批准|发布)"
        ),
        ALONE,
    ),
    (
        re.compile("(?<=复议)(?P<key>或者(?:依法)?(?:向人民法院)?提起(?:行政)?诉讼)(?=$|。|；)"),
        "，对复议决定仍不服的，方可提起诉讼",
    ),
    (re.compile("(?<=应当)(?P<key>提前)(?=公告|通知|告知|公布|书面|向)"), "事后"),
    (re.compile("(?P<key>不公开)(?=审理|进行|举行|开庭)"), "公开"),
    (re.compile("(?P<key>不(?:得)?收取?(?:任何)?费用?)(?=$|[。；])"), "可以适当收费"),
    (
        re.compile("(?:应当|予以|实行|一律|可以)(?P<key>无偿)(?=提供|划拨|使用|取得|返还|援助)"),
        "有偿",
    ),
    (re.compile("(?P<key>全[部额])(?=上缴|缴入|纳入|返还|退还)"), "部分"),
    (
        re.compile("(?<=应当)(?P<key>共同)(?=与|向|承担|签订|制定|申报|负责|编制)"),
        "分别",
    ),
    (re.compile("按[^，；]{2,14}(?P<key>分别)(?=编制)"), "合并"),
    (re.compile("(?P<key>分别)(?=核算|计票|表决|列示|建账|开户)"), "合并"),
    (re.compile("(?P<key>终身)(?=不得|禁止)"), "五年内"),
)

#: What a standing committee may do between sessions it may not do during them; what deputies
#: are owed or do, they may be owed or do at any time.
RECESS = "闭会期间"
#: Who turns to the level above: to that of its own level it would turn to itself. So many
#: characters tell its name.
UPWARDS, OWN_NAME = "上一级", 4
#: Who is removed does not turn to anybody.
REMOVED = re.compile("罢免|任免|撤换|任命")
#: A rule that says how many more candidates there are says which way of electing is meant.
BY_CHOICE, MORE = "差额选举", re.compile("多于|多[一二三四五]|等于|相等")
COMPETENCE = re.compile(
    "(?:常务委员会|主席团)[^，；]{0,16}(?:决定|任免|罢免|补选|许可|行使|审查|批准|领导|接受)|负责并报告|，(?:决定|罢免|审查和批准|补选|任免|对[^，]{4,30}进行部分补充)"
)
#: What is done of free will.
FREELY = re.compile(
    "举报|检举|志愿|捐|慈善|公益|自愿|宗教|献血|信贷|便利|加强|积极|提升|提高|完善|合法|依法|监督|国防|推动|促进"
)
#: Rights that nobody would deny to anybody.
OWED = re.compile(
    "任何|举报|检举|控告|揭发|公民|申辩|人格|所有|批评|监督权|公开|权利|工会|意见|纠正"
)
#: A consent that clears the way for what comes next: 经国务院批准，可以…….
GOES_ON = re.compile("，(?!并|且|其|也|但|报|以|每)")
#: What a consent is asked for: leave to do what follows, not a further duty.
FREED = re.compile("，[^，；。]{0,40}(?:可以|方可|即可|不得|有权)")
#: A rule that leaves it to another one, whichever word it has.
LEFT_TO_OTHERS = re.compile("从其(?:规定|约定)|另有[^，；]{0,6}规定")
#: A ban that only those who act in bad faith would doubt, or that another rule softens.
BANNED = re.compile(
    "不得|秘密|私|恶化|污染|非法|违法|违反|假|伪|淘汰|明令|擅自|未经|不合格|不符合|超标|有毒|毒品|劣|迷信|淫|虐|歧视|性侵|欺|骗|暴力|恐怖|或者限制|除外|但是?|确需|特殊|军事|危害|破坏|损害|倾倒|剧毒|封堵|危险废物|未成年|投放|严重|无[许证照]|无关|阻碍|妨碍|；|^禁止[^，]{2,10}的"
)


#: What a rule may not say if the word before is to be exchanged, by that word or the other one.
#: What is signed or lists its grounds is not said; what need not be done before need not be done
#: after; what the State holds is not held by others.
WRITTEN = re.compile(
    "签[字名订署]|合同|协议|列明|写明|载明|附具|记录|副本|可以[^，；]*书面(?!提出)|可以[^；]*以书面|书面[^，；]{0,6}的，|口头"
)
NOT_DUE = re.compile("不需|无需|无须|不得|未经|按时|届时|派[员人]|到场")
OF_STATE = re.compile("国有|国务院|国家出资|领海|管辖")
#: What has not happened yet is announced before it does.
TO_COME = re.compile("可能|预计|拟")
#: Other ways are left open, that of the changed rule among them.
OTHER_WAYS = re.compile("其他方式|其它方式|或者?(?:采用|采取)?(?:举手|按表决器|电子表决|鼓掌)")
#: How the constitution says that one organ comes from another: its formula is not bent.
OF_FORMULA = re.compile("产生|负责|受[^，]{1,12}监督")
#: What can only be done before it: nobody enrols for a meeting that is over, or is told of it then.
BEFOREHAND = re.compile(
    "报名|通知|告知|公告|征求|听取|会前|会议|开会|大会|召开|举行|表决|审议|投票|选举|施工|开工|开始|答辩|评阅"
)
#: Words that go with an approval only: 报经……批准.
VIA = re.compile("报经")
#: What nobody would charge for.
HONOURED = re.compile("未成年|爱国|烈士|英雄|纪念|义务教育|救助")
GUARDS = {
    BY_CHOICE: MORE,
    "禁止": BANNED,
    "有权": OWED,
    "要求": FREELY,
    SPOKEN: WRITTEN,
    "事后": NOT_DUE,
    "提前": TO_COME,
    "集体所有": OF_STATE,
    "有偿": HONOURED,
    "记名投票": OTHER_WAYS,
    "任命": OF_FORMULA,
    "后": BEFOREHAND,
    "备案": VIA,
}


def _word_of(pattern: re.Pattern[str]) -> str:
    """Return the word that *pattern* asks for; nothing if it asks for one of several."""
    found = re.search(r"\(\?P<key>([^()|?*+\[\]{}]+)\)", pattern.pattern)
    return found.group(1) if found else ""


#: The same, each with the word it needs: most rules have few of them.
BY_WORD = tuple((_word_of(pattern), pattern, told) for pattern, told in CONTRARIES)


def modes_in(provision: Provision) -> Iterator[tuple[Span, str]]:
    """Yield the deciding words of a rule with what would make it another; each word once."""
    text = provision.span.text
    for word, pattern, told in BY_WORD:
        match = pattern.search(text) if word in text else None
        if match is None or text.count(match["key"]) != 1 or _is_guarded(text, match["key"], told):
            continue
        key = match["key"]
        other = told.format(who=match["who"]) if "{who}" in told else told
        after = text[match.end("key") :]
        if other.startswith(("报", "征求")) and (match.start("key") == 0 or GOES_ON.match(after)):
            if GOES_ON.match(after) and not FREED.match(after):
                continue
            other += "后"
        if other not in text.replace(key, "\n"):
            start = provision.span.start + match.start("key")
            yield Span(start, start + len(key), key), other


def _turns_to_itself(text: str, key: str) -> bool:
    """Tell whether who turns to one of its kind above would turn to itself at its own level."""
    before, _, after = text.partition(UPWARDS)
    return key == UPWARDS and after[:OWN_NAME] in before and not REMOVED.match(text)


def _is_guarded(text: str, key: str, told: str) -> bool:
    """Tell whether the rule itself shows which of the two words it must have."""
    if LEFT_TO_OTHERS.search(text) or _turns_to_itself(text, key):
        return True
    if key == RECESS and (re.search("负责|非经|未经", text) or not COMPETENCE.search(text)):
        return True
    if told == APPROVAL and re.search("批准|备案", text.replace(key, "")):
        return True
    return any(word in GUARDS and bool(GUARDS[word].search(text)) for word in (key, told))
