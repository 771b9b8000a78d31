"""
What the words of a talk take for granted, so that a reader of them alone would ask: who, what?

A sentence that was cut out of a talk may begin with what somebody does, end with a verb that
lacks its object, point at a law or a thing that it does not name, or be half of what was said
to a hall. What it lacks may be supplied by words before it; if nothing supplies it, the item
waits for a trainer, who is told which word hangs in the air.
"""

from __future__ import annotations

import re

#: Where a stem says that its words stand: 讲话第二部分“代表的权利”中提出，.
LEAD = re.compile(
    "^(?:[^，“”_（]{2,24}|[^，“”_（]{2,20}“[^”_（]{2,60}”[^，“”_（]{0,8})(?:指出|提出|要求)，"
)
#: The same before a leader's words.
CITED = re.compile("^[^，：]{2,30}的论述：")
#: An act that takes an object, at the end of a rule: 可以临时召集.
ENDS_IN_ACT = re.compile(
    "(?:可以|应当|必须|不得|有权|方可|方能|才能|依法|及时|临时|另行|直接|集体|书面|当场|一并|予以|加以)"
    "(?P<act>召集|召开|举行|主持|提名|提出|审议|审查|批准|决定|通过|公布|公开|答复|办理|处理|报告|撤销|罢免|备案|受理|转交|交办|反馈|列入|征求意见)$"
)
#: A thing of the office, which may be such an object.
THING = re.compile(
    "会议|大会|案|报告|名单|计划|[预决]算|建议|意见|问题|事项|项目|人选|候选人|请求|要求|情况|结果|材料|草案|条例|法规|决议|决定|文件|活动|信息|诉求|申诉|询问|述职|任免|工作(?!人员)"
)
#: Things related to something that is not said: 有关候选人, 相关材料.
RELATED = re.compile(
    "(?<![与和同跟])(?:有关|相关|上述|前述)(?:的)?(?P<of>候选人|人选|人员|材料|事项|内容|费用|工作(?!机构|人员|部门)|会议|文件|问题|数据|手续|待遇|名单|情形|职务|案件)"
)
#: What something related is of, where that is said as well.
RELATED_TO = re.compile("(?:与|和|同|跟|对|就)[^，；]{2,20}(?:有关|相关)")
#: An article by which something is done, without its law.
ARTICLE = re.compile(
    "(?:按照?|依照?|依据|根据|违反|符合|是)(?P<of>第[一二三四五六七八九十百零0-9]+条)"
)
LAW = re.compile("法|条例|决定|规定|规则|办法|章程|》")
#: Two or more of something that was named before.
COUNTED = re.compile(
    "(?:^|[，；：]|[与和对是])(?P<of>[二两三四五](?:者|个“[^”]+”)|前者|后者|二者)(?!代表)"
)
#: A row of names of which nothing is said but how many they are: 常设机关、执行机关，三个“机关”三个位置.
ROW_ALONE = re.compile(
    "^(?:[^，；、是要应由把将为不做]{2,10}、)+[^，；、是要应由把将为不做]{2,10}(?:，[^是要应由把将为做]*)?$"
)
#: Something told: a rule is not laid down in what was done.
TOLD = re.compile(
    "(?:^|，|；)(?:下去|上来|回来|走[到进]|到了?现场)?[听看问访走办说写提查谈讲]了(?!解)[^，；]{0,8}(?=，|；|$)"
)
#: A question, which lays nothing down.
QUESTION = re.compile(
    "(?:是什么|有哪些|是哪些|怎么[办做样算]|干什么|为什么|是谁|吗|呢)$|^(?:哪些|什么|怎么|怎样|为什么)"
)
#: Words about words: 这六个字要背下来.
OF_WORDS = re.compile("(?:背|记)下来|记在(?:心里|本子上)")
#: What holds for the day of the talk only.
OF_THE_DAY = re.compile("下个?[月周]|明天|后天|这个月|上一届[^，；]{0,6}(?:没|一件)")
#: What sayings end with in a hall: 过半数才算.
SAID = re.compile(
    "(?:说了|讲了)(?:不|才)?算|才算(?:数)?$|才行$|就行(?:了)?$|就是了$|就好$|得了$|也算[^，数]{1,4}$"
)
#: How a sentence goes on from the one before it.
GOES_ON = re.compile(
    "^(?:还有|另有|再有)[^，：；]{1,8}[：，]|^(?:还有|另外)，|^(?:还有|另有|再有)[一两][^，：；]{0,4}是|^[^，：；]{1,8}还有[一两几][条点项][：，]|^[^，：；]{1,4}(?:呢|嘛|吧)[？，]|^(?:而|却|倒|反而|反之|相反|于是|这样一来|不然|要不)"
)
#: A thing that only the words before it tell from others: which 会议, whose 报告.
BARE = re.compile(
    "^(?P<of>会议|大会|全会|报告|方案|名单|结果|材料|草案|文件|测评|评议结果|办理(?:结果|情况)|落实情况|申请)(?=由|应|须|必须|不得|在|经|要(?!求)|向|报|送|每|一般|公|有[^，]{1,8}分之)"
)
#: What stands in a thing that only the words before it tell from others: 对报告里的意见.
INSIDE = re.compile("^(?:对|在|从|按)?(?P<of>报告|方案|会议|文件|名单|材料|草案|案例)[里中上]的")
#: Something amended in some year, and what it may be.
AMENDED = re.compile("(?P<of>[0-9]{4}年(?:修[改正订]|新修)[改正订]?)")
#: A rule that somebody cites without whom it binds.
CITED_NORM = re.compile(
    "^(?:法律|法条|条文|书)[里上]?(?:写着|规定|要求|说|讲)(?P<of>应当|必须|不得|可以)"
)
#: A meeting called out of turn, and whose it may be.
CALLED_MEETING = re.compile("(?P<of>临时召[集开](?:会议|大会))")
WHOSE_CALLED = re.compile("人大|人民代表|常委会|委员会|主席团")
#: What an office does for deputies, before anybody says which.
FOR_DEPUTIES = re.compile(
    "^(?P<of>记录|公示|登记|定期组织|有计划地组织|组织和协助|统筹组织)(?=[^，]{0,12}代表)"
)
#: What somebody is to be, in words set side by side, before anybody says who.
TO_BE = re.compile("^(?P<of>做到)[^，、。]+、")
#: What sums up something that only the words before it name.
SUMMED_UP = re.compile("^(?P<of>口诀|顺口溜|意思|做法|步骤)(?:就?是|叫)")
#: What somebody does or how often: whose duty it is only the words before it say.
WHOSE = re.compile(
    "^(?P<of>(?:每届)?任期内|每(?:年|月|季度|半年)(?:至少|要|都)?(?:到|进|去|参加|走访|接待|联系)|进驻|进站|走访|接待|撰写|填写|获得(?=参加))"
)
#: What somebody does within a term or so often, after words that may say who; and who that may be.
WHOSE_LATER = re.compile(
    "，(?P<of>任期内|每(?:年|季度|半年|个?月|届)(?:至少|都?要)?(?:邀请|组织|参加|走访|接待|联系|报告|召开|举行|听取))"
)
NAMED = re.compile(
    "代表|委员|主席|常委会|主任|政府|机关|机构|部门|单位|选民|[法检察]院|小组|工作?站|人大|大会|党委|工委|乡|镇|街道|干部|人员"
)
#: From when a time runs, and what may be handed over, taken in or put forward then.
RUNS_FROM = re.compile("自(?P<of>(?:交办|收到|受理|提出|签收|转交|接到|递交)之日)起")
HANDED = re.compile(
    "议案|建议|批评|案|申请|请求|信访|审议意见|申诉|报告|函|书(?![面记])|通知|材料|要求|问题|决定"
)
HEARD = re.compile("(?:听取|征求)[^，]{0,8}意见|报告机关")
#: So many of what was named before: 这三十天里.
THESE = re.compile("这(?P<of>[一二三四五六七八九十百两0-9]+(?P<unit>个?[\u4e00-\u9fff]))")
NUMBER = "[一二三四五六七八九十百两0-9]"
#: A row of who does what, which says nothing of what that is about: 群众提、代表定、政府办.
ROW_OF_ROLES = re.compile("^(?P<of>[^，、；]{2}[\u4e00-\u9fff])、[^，、；]{3}、[^，、；]{3}[、，]")
#: One word that a speaker takes up again as what he asks for: 督要督到根子上.
ECHOED = re.compile("^(?P<of>([\u4e00-\u9fff])(?:就)?要\\2)(?!求)")
#: One more thing that may be done, where nothing was said to be done before it.
ALSO, BEFORE_ALSO = (
    re.compile("，(?P<of>还可以)"),
    re.compile("可以|不仅|不但|除|应当|必须|有权|既"),
)
#: How many people there must be, of whom nobody says whose number that is: 常委会委员应比应选人数多.
MORE_THAN_ELECTED = re.compile("^(?!.*(?:候选人|差额)).*应选(?:代表)?(?:人数|名额)")
#: Words of one meeting or course, which nobody needs after it.
OF_THE_COURSE = re.compile(
    "手机|串门|迟到|早退|缺课|旷课|食宿|座次|会风会纪|就餐|静音|遲到|缺課|学员|开班|今天"
    "|(?:开会|会议|办班|讲课)的?目的|讲清楚|(?:今年|明年|年内|下半年)[^，]{0,4}[办搞]|评选[^，]{0,14}[0-9一二三四五六七八九十]+[名个位]"
)
#: Forms that ask for a name, so that something must be said of it.
NAMES = frozenset({"term", "copula", "keyword", "figure"})
#: Forms that lay down who is bound by what.
RULES = NAMES | {"statement", "contrast"}
#: Forms that ask for words of a whole sentence.
WHOLE = RULES | {"slot", "list"}


def lead_of(stem: str) -> str:
    """Return the words of *stem* that say where its words stand, their comma included, or nothing."""
    lead = LEAD.match(stem) or CITED.match(stem)
    return lead.group() if lead else stem[: stem.find("，") + 1]


def body_of(stem: str) -> str:
    """Return *stem* without the words that say where its words stand; empty if it has none."""
    lead = LEAD.match(stem)
    return stem[lead.end() :] if lead else ""


def lack_of(body: str, form: str) -> str:
    """
    Return the word of *body* that hangs in the air, or nothing if *body* stands alone.

    Args:
        body: The words of a talk in a stem or an option, with their keys where they belong.
        form: The form of the item.
    """
    said = body.rstrip("。！？；")
    finders = (
        _object,
        _thing,
        _article,
        _told,
        _fragment,
        _whose,
        _number,
        _from_when,
        _these,
        _unnamed,
    )
    return next(filter(None, (find(said, form) for find in finders)), "")


def _object(said: str, _form: str) -> str:
    """Return the verb that *said* ends with, if it names nothing that may be its object."""
    act = ENDS_IN_ACT.search(said)
    return act["act"] if act and not THING.search(said[: act.start("act")]) else ""


def _thing(said: str, _form: str) -> str:
    """Return what *said* points at without naming of what it is, or which things are meant."""
    if (found := RELATED.search(said)) and not RELATED_TO.search(said):
        return found.group()
    if found := BARE.match(said) or SUMMED_UP.match(said) or INSIDE.match(said):
        return found["of"]
    counted = COUNTED.search(said)
    if counted and "、" not in said[: counted.start()] and "和" not in said[: counted.start()]:
        return counted["of"]
    return ""


def _unnamed(said: str, _form: str) -> str:
    """Return what *said* tells of a law that was amended, or a meeting called, without its name."""
    for shape, name in ((AMENDED, LAW), (CALLED_MEETING, WHOSE_CALLED)):
        found = shape.search(said)
        if found and not name.search(said):
            return found["of"]
    return ""


def _article(said: str, _form: str) -> str:
    """Return the article whose law *said* does not name before it."""
    found = ARTICLE.search(said)
    return found["of"] if found and not LAW.search(said[: found.start()]) else ""


def _told(said: str, _form: str) -> str:
    """Return the words by which *said* goes on, tells, or is said to a hall."""
    shapes = (GOES_ON, SAID, TOLD, OF_THE_DAY, OF_WORDS, QUESTION)
    found = next(filter(None, (shape.search(said) for shape in shapes)), None)
    return found.group().strip("，：；") if found else ""


def is_told(body: str) -> bool:
    """Tell whether *body* tells a story, goes on from another sentence or is said to a hall."""
    return bool(_told(body.rstrip("。！？；"), ""))


def _fragment(said: str, form: str) -> str:
    """Return the first name of *said* if it is a row of names or of roles of which nothing is said."""
    if found := ROW_OF_ROLES.match(said) or ECHOED.match(said):
        return found["of"]
    return said.partition("、")[0] if form in NAMES and ROW_ALONE.match(said) else ""


def _whose(said: str, form: str) -> str:
    """Return what *said*, a rule, begins with that somebody does whom it does not name."""
    if form in WHOLE and (
        led := CITED_NORM.match(said) or FOR_DEPUTIES.match(said) or TO_BE.match(said)
    ):
        return led["of"]
    found = WHOSE.match(said) if form in RULES else None
    for shape, owner in ((WHOSE_LATER, NAMED), (ALSO, BEFORE_ALSO)):
        later = shape.search(said) if form in RULES and not found else None
        if later and not owner.search(said[: later.start()]):
            found = later
    return found["of"] if found else ""


def _number(said: str, _form: str) -> str:
    """Return the number that *said* compares with the number of nobody."""
    return "应选人数" if MORE_THAN_ELECTED.search(said) else ""


def _from_when(said: str, _form: str) -> str:
    """Return from when a time of *said* runs, if nothing in it says what was handed over then."""
    found = RUNS_FROM.search(said)
    return found["of"] if found and not HANDED.search(HEARD.sub("", said)) else ""


def _these(said: str, _form: str) -> str:
    """Return so many of something that *said* points back at and has not named."""
    found = THESE.search(said)
    if found is None:
        return ""
    before = said[: found.start()]
    is_named = "、" in before or "；" in before or re.search(NUMBER + found["unit"], before)
    return "" if is_named else found["of"]


def is_of_the_course(text: str) -> bool:
    """Tell whether *text* is the discipline or the housekeeping of one meeting or course."""
    return OF_THE_COURSE.search(text) is not None
