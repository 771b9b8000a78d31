"""
Whether a reader who has not heard the talk can tell what its words are about.

A clause that was cut out of a talk may have lost its subject, what it counts or what
it is for, or it may show its own key. Such an item waits for a trainer.
"""

from __future__ import annotations

import re

from question_bank.questions.alone import LEAD, body_of, lack_of
from question_bank.questions.clauses import is_told_by_root
from question_bank.questions.clozes import NUMERAL
from question_bank.questions.guessing import is_guess
from question_bank.questions.speaking import ORAL
from question_bank.questions.statements import LOCAL_COUNT, SUBJECT_MATTER
from question_bank.questions.stems import sentence_at
from question_bank.questions.values import BLANK, GAP, Item, ItemType
from question_bank.questions.wholeness import is_cut_short, lacks_matter, looks_back
from question_bank.questions.workshop import Candidate, Workshop

#: Forms whose stem is a sentence of the text after the words that name its place.
SENTENCES = frozenset(
    {"slot", "list", "figure", "keyword", "term", "copula", "statement", "contrast", "quotation"}
)
#: Forms that state a rule, so that somebody has to be named who is bound by it.
RULES = frozenset({"figure", "keyword", "term", "copula", "statement", "contrast"})
#: Forms that put something under a label.
LABELLED = frozenset({"label", "swap"})
#: So short a content says too little to belong to one label alone.
SHORTEST_ASKED = 6
#: A list after its name, and what parts its members; numerals that its name counts with.
NAMED_LIST = re.compile("“(?P<counts>[^”]{2,8})”：(?P<members>[^：]+)$")
PARTED, TENS = re.compile("[、，；]"), frozenset("两三四五六七八九十")
#: What something is not: it is none of the wrong answers either.
DENIED = re.compile(f"(?:不是|不属于|并非|不等于)[^，；、]{{0,4}}{re.escape(GAP)}")
#: How the words that name a place end where they quote what the stem's own are about.
HEADED_BY = ("时指出，", "时提出，")
#: Words that hang on others before them, or on a list of which they were a point.
LOST = re.compile(
    "^第[0-9一二三四五六七八九十百]+条|^[0-9（(]|^另[一外]|^免得"
    "|^(?:对象|依据|目的|前提|方式|范围|内容|程序|标准|时间|任务|条件|期限|主体|原因)(?:主要|就)?(?:是|为|有|包括)"
    "|^如果(?![^，]{0,12}(?:代表|选民|候选人|选举))|^由(?!选民)[^，。]{1,20}?(?:决定|主持|召集|安排|审议|提出|交)"
    "|^(?:[两二三四五六七八九](?:类|者|种)|前者|后者|无权|超过|其余|涉及面(?!广、处理难度大的(?:代表)?建议)|每(?:组|个(?!代表|乡镇|小组|联络站)|名(?!代表|委员)))"
    "|^[^，]{2,8}也(?:规定|要求|明确)|^自[^，]{1,10}之日起|^一个[^，]{1,8}一[个名组]|^一[本条项份张块把道堂支][^，是有]{1,5}，"
    "|^(?!代表|人大|常委会|主席|选民|政府|由选民|[直间]接选举)[^，]{2,14}的，"
    "|^(?!(?:议案|建议|质询案?|罢免案?|询问|述职|视察|选举|表决|审议)，)[^，。：；“”]{1,3}，|^[^，]{1,4}——|^[^，]{1,4}后，"
    "|^[^，。]{0,14}(?:把|将|对|给)它|^[^，]{2,30}[前后时内]，由?其|^(?:安排|组织|选派|抽取|邀请)[0-9]+|^(?:实现|建立|形成|健全|完善|推动|促进|取得|明确)了|^在[^，]{2,30}[前后内](?:送交|报送|提交|送达|公布)"
)
#: Cases of something that was named before.
CASE = re.compile("(?:^|，)[^，]{0,4}(?:复杂|特殊|紧急|疑难|面广)的(?!问题|情况|事|建议|议案)")
#: Words to one who listens, and calls that nobody can hold true or false.
SPOKEN_TO = re.compile("[你咱]|管的是“|不能再有|……|能不能|要不要|该不该|是不是")
#: How often something is done, by nobody knows whom.
HOW_OFTEN = re.compile(
    "^(?:要求)?每(?:年|半年|季度?|个?月|届)(?:任期)?(?![^，]{0,8}(?:由|各|代表(?!小组|联络|建议)|[省市县区乡镇]))"
)
#: Who may not hold an office may not hold others either.
BARRED = re.compile(f"不得[担兼]任[^，]{{0,8}}{re.escape(GAP)}")
#: A word that only its marks make a term, and what one place calls its doings: 去“过问”一个案子.
SCARE_QUOTED = re.compile(
    f"(?:去|来|想|敢|被|能)“{BLANK}”|“{BLANK}”(?:主题)?(?:实践)?(?:活动|行动|工程|品牌|平台|专栏)"
)
#: What precedes a colon and counts or says nothing: 法院性质：.
LABEL = re.compile(
    "^(?!.{2,10}[法例定]第|[^：]{0,12}(?:包括|享有|履行|行使|是|有|为|要|写明)：)[^，：。“一二两三四五六七八九]{1,12}："
)
#: What the notes of a lecture name before a number: 会议举行：三分之二以上代表出席.
NOTED = re.compile(
    "(?:会议|选举|通过|表决|答复|任期|罢免|质询|议案|建议|资格)[^：，]{0,8}：(?=[^，]*(?:分之|过半数|[年月日天人名次]))"
)
#: What is said to a hall.
ASIDE = re.compile(
    "^会议?(?:结束|之?后)(?:以后|后|，)|^(?:请|记住|注意|大家)|不要混|讲清楚|记牢|要记住|别忘"
)
#: What says when, where or by what, before the subject.
ADVERB = re.compile(
    "^(?:(?:在|从|自|按照|依照|根据|通过|对于?|为了?)[^，]{1,40}|[^，]{1,24}(?:时|时候|期间|之?前|之?后|中))，"
)
#: Who acts, where what says when begins with it: 代表视察时，可以….
WHO = re.compile(
    "(?:代表|人大代表|常委会|主席团|选民|乡镇人大|县级人大|人大常委会)[^，的]{1,12}[时后前]，"
)
MODAL = re.compile(
    "^(?:[^，]{0,4}[时前后])?(?:也|还|均|都)?(?:必须|应当|应(?!邀|该)|可以|能够|不得|有权|须)"
)
#: Acts that need somebody who does them.
ACT = re.compile(
    "^(?:审查|批准|决定|监督(?=一府|政府)|选举(?!工作|制度|权|的|委|由|采|实|时|法)|提出|送交|责令|组织(?=实施|代表)|制定|听取|修改|答复|召集|主持|任免|撤销|受理|交办|参加(?![^，]{1,8}的(?:选民|代表|人员|单位))|来[^，]{2,12}，|经(?!费|济|过?[^，]{2,24}提议，|[^，]{2,16}的[^，的]{2,8}，))"
)
#: For what people sign together.
JOINTLY = re.compile(
    "^(?!.*(?:议案|质询|罢免|候选人)[^；]*联名).*联名(?!.{0,90}(?:提|要求|推荐|罢免|议案|质询))|^(?!.*(?:罢免|议案|质询)).*联名.{0,40}提[出议]。$"
)
#: Whose words in a meeting nobody prosecutes, and what a deputies' meeting of which level does.
UNNAMED = re.compile(
    "^(?!.*(?:逮捕|审判|拘留)).*许可|^(?!.*代表(?!大会)).*(?:法律追究|不受逮捕)|^(?!.*(?:乡|镇|常委会|人大|大会|会议)).*主席团"
)
#: A number that opens its clause after a thing, and not after somebody who must act.
IDLE = re.compile(f"(?:^|，)[^，]*的[^，的]{{2,6}}，(?:{BLANK}|{GAP})之?[内前]")
#: Who or what a number is laid down for.
OWNER = re.compile(
    "^经过?(?:_|（)|代表|人大|常委会|主席|委员会|政府|一府|预算|机关|法院|检察院|部门|单位|选民|小组|成员|联络站|工委|议案|建议|质询|撤职案|罢免案|报告|会议|大会|选举|经费|述职|评议|审议意见|视察|调研|培训|护理员|干部"
)
#: Of whom a number is, right after it: ____以上的代表出席.
OF_WHOM = re.compile(
    f"(?:{BLANK}|{re.escape(GAP)})(?:以上)?的?(?:全体)?(?:代表|选民|委员|成员|组成人员)(?:出席|通过|赞成|联名|提议|述职|参加)"
)
#: What a couplet on the office has among its words.
OFFICE = re.compile(
    SUBJECT_MATTER.pattern.replace("|群众", "")
    + "|联系群众|规范性文件|备案|预算|会议|培训|常委会|政府|乡镇|联络站|小组|活动"
)
#: Rows that everybody completes: 建议、____和意见.
SET_ROWS = (("建议", "批评", "意见"), ("全心全意", "为人民服务"))
#: The first of somebody's, before anybody says whose: 第一身份是党员.
RANKED = re.compile("第[一二三][^一二三四五六七八九十、，]{2,3}是")
#: What a speaker calls a list of his: “六个到”.
COUNTED_NAME = re.compile("“[两三四五六七八九十][^”]{1,5}”")
#: What a rule turns on that can be looked up: who acts, in which meeting, with what.
CHECKED = re.compile(
    "[0-9一二三四五六七八九十两半]+(?:[人名次日天年月个户件]|分之)|每[年月季届半]|会议|大会|报告|议案|建议|批评|质询|询问|罢免|表决|审议|选举|许可|批准|逮捕|联名|书面|口头|答复|公布|公开|备案|任期|述职|监督|职务|机关|机构|组织(?!起来)|经费|预算|决议|决定|提名|候选人|资格|法律|宪法|秘密|案件|制度|处理|关系|职权|权力|担任|成员|不得|培训|视察|调研|履职|接待"
)
#: What was counted in one place once: 共收到意见2316条.
TALLIED = re.compile("(?:共|累计|办结|同比|其中)[^，；。]{0,8}[0-9]")
#: A shorter rule, in characters, does not say when it holds: 代表不直接处理问题.
SHORTEST_JUDGED = 13
#: What is asked, and what parts the clause that asks it from others.
CLAUSE, BLANKS = re.compile("[，；：]"), re.compile(f"{BLANK}|{re.escape(GAP)}")
#: Forms that ask for a name, which no count of cases makes worth knowing.
NAMED_BY_COUNT = frozenset({"term", "copula", "keyword"})
#: How a call begins that nobody can hold true or false.
CALL = re.compile("要(?!求)[^：]*$")
#: So many rules in one statement are too many to judge.
MOST_RULES = 3
#: A custom of one place, which reads like a rule of law once it is cut out.
LOCAL = re.compile("不是法律|不是法定|法律没有?规定|土办法|土规矩")
AROUND = 60
#: A heading in the same line, whose object the words after it take for granted.
HEADED = re.compile(
    "(?:\\n|[)）])(?:修改|批准|任免|罢免|选举|决定|审查|制定|解释)(?P<what>[^，。；、\\n]{2,8})[。：]\\s*$"
)
#: A name made of the numbers of what it stands for: “136”.
DIGITS_NAMED = re.compile("“[^”]{0,4}?([0-9][0-9+＋、—-]+[0-9])[^”]{0,6}”")
#: Numbers that the words beside them count: 第一次…，第二次….
UNIT = re.compile("[次个条项类步]$")
#: A list that is not said to be whole.
OPEN = re.compile("首先是|主要是|比如|例如")
WIDE = re.compile("重[大要点]|有关|相关|其他")
#: What a statement puts under a label.
BELONGS = re.compile(
    "(?P<content>[^，]+)，(?:属于|是)[^，]*中的?“?(?P<label>[^，。“”]+)(?:”的要求)?。$"
)
#: What label a statement puts in the place of the right one.
RIGHT_LABEL = re.compile("^改动的是“(?P<shown>[^”]+)”，应为“(?P<right>[^”]+)”")
#: What follows the words whose label is asked for.
TOPIC = re.compile("，?属于|，是|是对|”?说的是")
#: So much of a key, at most, tells the rest of it, in characters.
LONGEST_HALVED = 4
#: Names so wide that a dozen others fit: 一种组织形式.
VAGUE = re.compile("^一[种个项]|(?:形式|方式|手段|环节)$")


def stands(workshop: Workshop, candidate: Candidate) -> bool:
    """Tell whether *candidate*, made from a talk, can be understood and answered as it is."""
    item = candidate.item
    lead = LEAD.match(item.stem)
    body = item.stem[lead.end() :] if lead else ""
    if _is_no_question(item) or is_guess(workshop, candidate, body):
        return False
    if item.form == "couplet" and (_is_vague(candidate) or RANKED.match(body)):
        return False
    if item.form not in SENTENCES or lead is None:
        return True
    is_whole = lead.group().endswith(HEADED_BY) or _has_all(workshop, candidate, body)
    return is_whole and _is_sound(workshop, candidate, body)


def _is_no_question(item: Item) -> bool:
    """Tell whether *item* is said to a hall, or puts under a label what is no matter or tells it."""
    is_spoken = bool(SPOKEN_TO.search(item.stem) or BARRED.search(item.stem))
    is_unfit = item.form in LABELLED and not _is_of_office(item)
    return is_spoken or is_unfit or DENIED.search(item.stem) is not None


def _is_of_office(item: Item) -> bool:
    """Tell whether what is put under a label is a matter of the office, and does not tell its label."""
    asked = TOPIC.split(item.stem.partition("，")[2] or item.stem)[0]
    body = body_of(item.stem)
    told = body if body and not item.stem.removesuffix(body).endswith(HEADED_BY) else item.stem
    is_said = OFFICE.search(asked if item.form == "swap" else told) is not None
    return is_said and len(asked) >= SHORTEST_ASKED and not _tells(item)


def _has_all(workshop: Workshop, candidate: Candidate, body: str) -> bool:
    """Tell whether the sentence *body* of a stem says by itself who or what it is about."""
    item = candidate.item
    return not (
        (item.form in RULES and _hangs(workshop, candidate))
        or is_lost(item.form, filled(body, item))
        or (bool(HOW_OFTEN.match(filled(body, item))) and "”" not in item.stem[: -len(body)])
        or (item.form == "figure" and not _is_owned(workshop, candidate, body))
    )


def _is_sound(workshop: Workshop, candidate: Candidate, body: str) -> bool:
    """Tell whether the sentence *body* of a stem is whole, shows nothing and can be asked."""
    item = candidate.item
    return not (
        (item.form == "slot" and ORAL.search(body))
        or _is_part(workshop, candidate, filled(body, item))
        or _shows(body, item)
        or SCARE_QUOTED.search(body)
        or _is_told_after(body, item)
        or (item.form == "statement" and not _is_checkable(body, item))
        or (item.truth is False and item.form == "statement" and len(body) < SHORTEST_JUDGED)
        or (item.form in NAMED_BY_COUNT and _is_counted_by(body))
        or (item.form == "copula" and any(VAGUE.search(key) for key in item.keys))
        or (item.form == "list" and _is_open_list(body, item))
        or _completes_itself(body, item)
        or any(is_told_by_root(key, body) for key in item.keys)
        or _is_short_of(filled(body, item))
    )


def _is_counted_by(body: str) -> bool:
    """Tell whether the clause of a blank says how many cases or things there were."""
    asked = next((clause for clause in CLAUSE.split(body) if BLANKS.search(clause)), "")
    return TALLIED.search(asked) is not None


def _is_short_of(body: str) -> bool:
    """Tell whether a list has fewer members than its name counts: “三问三看” with three of them."""
    named = NAMED_LIST.search(body)
    if named is None:
        return False
    counted = sum(
        "零一两三四五六七八九十".index(numeral) for numeral in named["counts"] if numeral in TENS
    )
    return counted > len(PARTED.split(named["members"].rstrip("。")))


def _completes_itself(body: str, item: Item) -> bool:
    """Tell whether one word of a set row is asked whose others stand beside it."""
    return any(
        key in row and all(word in body for word in row if word != key)
        for key in item.keys
        for row in SET_ROWS
    )


def _is_part(workshop: Workshop, candidate: Candidate, body: str) -> bool:
    """Tell whether *body*, the filled words of a stem, is less than a whole clause of the talk."""
    proof = candidate.evidence
    if is_cut_short(workshop.document.clean_text, proof.start, body):
        return True
    sentence = sentence_at(workshop.document, proof.start)
    return sentence is not None and looks_back(sentence.text, body)


def _is_vague(candidate: Candidate) -> bool:
    """Tell whether nothing in what is matched says that it is about the office."""
    stem = candidate.item.stem
    return not OFFICE.search(stem) and not ("群众" in stem and COUNTED_NAME.search(stem))


def _is_checkable(body: str, item: Item) -> bool:
    """Tell whether *body* can be checked, and is no mere call, no tally and not several rules in one."""
    is_call = bool(item.truth) and CALL.match(body) is not None
    is_idle = is_call or TALLIED.search(body) is not None
    return bool(CHECKED.search(body)) and not is_idle and body.count("；") < MOST_RULES


def _is_open_list(body: str, item: Item) -> bool:
    """Tell whether other members would do as well: the list is open, or 重要…, typed, is one of many."""
    is_wide = item.type is ItemType.CLOZE and not item.word_bank
    return bool(OPEN.search(body)) or (is_wide and any(WIDE.match(key) for key in item.keys))


def _is_told_after(body: str, item: Item) -> bool:
    """Tell whether what follows the clause of the last blank has half of a key: 办中沟通, 未经沟通."""
    _, _, rest = body.rpartition(BLANK)
    tail = rest.partition("，")[2]
    is_number = item.form == "figure"
    words = [key for key in item.keys if not (is_number and NUMERAL.match(key))]
    sizes = ((key, min(LONGEST_HALVED, max(2, len(key) // 2))) for key in words)
    halves = {half for key, n in sizes if len(key) > 1 for half in (key[:n], key[-n:])}
    return item.type is ItemType.CLOZE and any(half in tail for half in halves)


def _tells(item: Item) -> bool:
    """Tell whether a character that marks the right label stands in the stem: 看差, 差多少; 座谈, 带着题目谈."""
    if (
        item.form == "swap"
        and item.truth is False
        and (right := RIGHT_LABEL.search(item.explanation))
    ):
        told = set(right["right"]) - set(right["shown"])
        asked = TOPIC.split(item.stem.partition("，")[2].rpartition("，")[2])[0]
        if told & set(asked):
            return True
    if item.truth and (stated := BELONGS.search(item.stem)):
        return stated["label"][-1] in stated["content"]
    others = {character for o in item.options if not o.correct for character in o.text}
    own = [set(o.text) - others for o in item.options if o.correct]
    asked = set(TOPIC.split(item.stem.partition("，")[2] or item.stem)[0])
    return any(marks & asked for marks in own)


def _hangs(workshop: Workshop, candidate: Candidate) -> bool:
    """Tell whether a heading in the same line says what the words are about: 修改宪法。……."""
    start = candidate.evidence.start
    headed = HEADED.search(workshop.document.clean_text[max(0, start - AROUND) : start])
    return headed is not None and headed["what"] not in candidate.evidence.quote


def filled(body: str, item: Item) -> str:
    """Return *body* with its keys where they belong."""
    keys = [option.text for option in item.options if option.correct]
    if item.type is ItemType.CLOZE:
        keys = [blank.accepted[0] for blank in item.blanks]
    for key in keys:
        body = body.replace(BLANK if BLANK in body else GAP, key, 1)
    return body


def is_lost(form: str, body: str) -> bool:
    """Tell whether *body* lacks what it is about, or speaks to a hall."""
    if form == "figure" and NOTED.match(body):
        return False
    if lacks_matter(body) or _leans(body) or lack_of(body, form):
        return True
    led = ADVERB.match(body)
    if led and WHO.match(led.group()):
        return False
    rest = ADVERB.sub("", body)
    return bool(MODAL.match(rest) or (form in RULES and ACT.match(rest)))


def _leans(body: str) -> bool:
    """Tell whether *body* hangs on words before it, or is said to those in the hall."""
    is_lost = LOST.match(body) or LABEL.match(body) or UNNAMED.match(body)
    return bool(
        is_lost
        or ASIDE.search(body)
        or CASE.search(body)
        or ("联名" in body and JOINTLY.search(body))
    )


def _shows(body: str, item: Item) -> bool:
    """Tell whether the words beside a number tell it: its ordinals, its half, a name made of digits."""
    if item.form != "figure":
        return False
    named = "".join(DIGITS_NAMED.findall(body))
    if any(key[0] in named or _is_counted_on(key, body) for key in item.keys):
        return True
    return bool(re.search(f"超过(?:{BLANK}|{GAP}).*半数", _with_keys_kept(body, item)))


def _is_counted_on(key: str, body: str) -> bool:
    """Tell whether an ordinal of the unit of *key*, its people or its half stand in *body*."""
    unit = UNIT.search(key)
    return (
        (key[-1:] in "人名" and f"{key[:-1]}个人" in body)
        or bool(unit and f"第二{unit.group()}" in body)
        or ("半数" in key and "半数" in body)
        or (key.endswith("分之一") and f"{key[0]}年" in body)
    )


def _with_keys_kept(body: str, item: Item) -> str:
    """Return *body* with the keys written after it, so that a pattern sees both."""
    return body + "".join(item.keys)


def _is_owned(workshop: Workshop, candidate: Candidate, body: str) -> bool:
    """Tell whether *body* says for whom the number is laid down, and not for one place alone."""
    proof, text = candidate.evidence, workshop.document.clean_text
    around = text[max(0, proof.start - AROUND) : proof.end + AROUND]
    cut = min((at for at in (body.find(BLANK), body.find(GAP)) if at >= 0), default=len(body))
    named = OWNER.search(body[:cut]) or OF_WHOM.match(body[cut:])
    is_named = named is not None and not IDLE.search(body)
    is_local = LOCAL.search(around) or LOCAL_COUNT.search(filled(body, candidate.item))
    return is_named and not is_local
