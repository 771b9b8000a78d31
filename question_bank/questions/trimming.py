"""Leave out of a talk's stem what follows the clause that is asked and does not belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from question_bank.questions.alone import lead_of
from question_bank.questions.clauses import bigrams
from question_bank.questions.clozes import LARGEST_SHARE, blanked_share
from question_bank.questions.speaking import ORAL
from question_bank.questions.statements import LOCAL_COUNT
from question_bank.questions.values import BLANK, GAP, Item, ItemType
from question_bank.questions.workshop import Candidate

#: Forms whose stem is a sentence of the talk, and those of them whose sentence may end early.
SENTENCES = frozenset({"slot", "list", "figure", "keyword", "term", "copula", "couplet"})
SHORTENED = frozenset({"slot", "copula", "term", "keyword", "figure"})
#: Forms that ask one rule of a sentence, and whom such a rule is for, at its head.
BEGUN_LATE = frozenset({"figure", "keyword"})
ACTS = re.compile(
    "(?:承办单位|承办机关|报告机关|各?(?:乡镇|街道|县|市|区)?(?:人大)?(?:代表|常委会|主席团|常务委员会)|选民|代表建议|主任会议|专门委员会)(?!的)"
)
#: Who handles what deputies propose, which the clause before may name.
HANDLERS, PROPOSALS = re.compile("承办(?:单位|机关)"), "建议"
#: How a clause begins or what it says that is another matter than the clause before it.
ASTRAY = re.compile(
    "^(?:[^，；]{0,30}这[句件条个些种]|所以|因此|因而|打(?:个|的)?比方|话(?:糙|虽|是)|比喻|这|它|那(?!些)|他(?![人们])|她(?!们)|年初|年底|年末|上一?届|下个?月|到期|今年|去年|目前|现在|全年|截至|未经|否则|不然|哪怕|少了|多了|代表的不是|注意|门槛|大家|请|我|咱|[一二三四五六七八九十两0-9]+(?:个字|句话|条[^，；、]{1,3}(?=[一二三四五六七八九十两]个“))|(?:省|市|县|区|乡|镇|街道)里|一届之内|年中|从[0-9]|[一二三四五六七八九十百千0-9]+[多余]?个?[天日票])"
)
#: How a clause says that less than what is asked will not do: 不是发个通知就了事.
NOT_DONE = re.compile("(?:不是|别)[^，；]*就(?:了事|行了|完了|完事)")
#: What a rule says that binds somebody, unlike a remark.
MODAL_OF_RULE = re.compile("应当|必须|不得|可以|有权|须|由")
#: How a remark cites what its speaker has read, before the rule itself: 书上还说，.
CITES = re.compile("^[^，：；_（“]{1,6}(?:还|也|又)(?:说|讲|写)(?:着|了)?[，：]")
#: A count of what its words list by themselves: 目的是三个性：增强…的计划性、组织性和规范性.
COUNTED = re.compile("(?<=，)目的是[两三四五六]个[^，：；“]{1,3}：")
#: What a clause ends or begins with that the next one completes.
HALF = re.compile("(?:的|时|前|后|中|以来|期间|如果|只要|凡是|对于?|为了?|因)$")
GOES_ON = re.compile(
    "^(?:可以|即可|选举|才|就|不(?!能)|是|均|都|受|予以|一律|实行|分别|应当|必须|不得|不能|始得|方可|由|的|到(?=下届|[^，]{2,30}(?:为止|之日))|至(?=[^，]{2,30}(?:为止|之日))|并|也|还|而|但|或者?|以及)"
)
#: A longer tail, in characters, is cut even if it belongs; so much must be left besides the blanks.
LONGEST_TAIL, FEWEST_LEFT = 20, 18
#: Shortest key, in characters, that is asked alone where others were asked with it.
SHORTEST_ALONE = 4
#: So few characters are left enough before what is plainly another matter, or tells the key.
FEWEST_SHORT = 13
#: A remark before a rule is no longer than this, in characters.
LONGEST_REMARK = 8
#: A row of so many blanks says what it is about in fewer words.
MANY_BLANKS, FEWEST_OF_MANY = 3, 12
NUMERALS = frozenset("一二两三四五六七八九十")
COMMA, PAUSE = re.compile("，"), re.compile("[，；]")
#: What an explanation says was changed.
CHANGED = re.compile("“([^“”]+)”")
BLANKS = re.compile(f"{BLANK}|{re.escape(GAP)}")
#: The label of a line, before a sentence that names whom it is about: 公开：经批准的预算….
LABELLED = re.compile(
    "^(?P<lead>[^，“：]{2,24}(?:指出|提出|要求)，)(?!要求|规定|结论)[\u4e00-\u9fff]{2,4}：(?P<rest>(?!(?:报告|结果|方案|意见|情况|材料)(?!机关))[^，：；]{0,22}(?:代表|人大|常委会|委员会|政府|部门|机关|预算|会议|建议|议案)[^：]*[，。].{6,})$"
)
#: How long or by whom something is done each time, before who must do it so often.
WAYS = re.compile(
    f"^(?P<lead>[^，“：]{{2,24}}(?:指出|提出|要求)，)每[人次名位场][^，_（]{{2,8}}，(?:[^，；_（]{{2,10}}，)?"
    f"(?P<rest>{ACTS.pattern}每[^，；]*(?:{BLANK}|{re.escape(GAP)}|[一二三四五六七八九十两][次份]).*)$"
)
#: Words of the talk that are a leader's: the stem says so once.
LEADER = "习近平"
QUOTED = re.compile(
    f"^(?P<place>[^，]{{2,24}}?)指出，(?P<who>{LEADER}(?:总书记|主席)?)(?:反复|多次|深刻)?(?:指出|强调|说|表示)，(?P<words>.+)$"
)


def trimmed(candidate: Candidate) -> Candidate:
    """Return *candidate* with a stem that ends where what is asked ends and names a speaker once."""
    item = candidate.item
    if item.form not in SENTENCES and item.type is not ItemType.TRUE_FALSE:
        return candidate
    stem = item.stem
    if LEADER in stem:
        stem = QUOTED.sub(r"\g<place>引用\g<who>的论述：\g<words>", stem)
    stem = LABELLED.sub(r"\g<lead>\g<rest>", stem)
    if item.form in BEGUN_LATE:
        stem = _begun(stem)
    stem = _without_remark(COUNTED.sub("", stem), item)
    asked, may_end = _asked(item, stem), item.form in SHORTENED and item.truth is None
    ends = _ends(item, stem, asked, may_end=may_end) if asked else ()
    for told in (*ends, stem):
        if told == item.stem:
            return candidate
        if cut := _cut(candidate, stem, told):
            return cut
    return candidate


def _cut(candidate: Candidate, stem: str, told: str) -> Candidate | None:
    """Return *candidate* with *told*, what is kept of *stem*, unless blanks take too much of it."""
    item = candidate.item
    made = replace(item, stem=told)
    if blanked_share(made) <= max(LARGEST_SHARE, blanked_share(item)):
        return replace(candidate, item=_with_proof_cut(made, stem))
    return _last_asked(candidate, told) if told != stem else None


def _last_asked(candidate: Candidate, told: str) -> Candidate | None:
    """Return *candidate* with the stem *told* and its last blank alone, where all would take too much of it."""
    item, spans = candidate.item, candidate.key_spans
    if item.type is not ItemType.CLOZE or not len(spans) == len(item.blanks) > 1:
        return None
    for key in item.keys[:-1]:
        told = told.replace(BLANK, key, 1)
    blank = replace(item.blanks[-1], number=1)
    made = replace(item, stem=told, blanks=(blank,), word_bank=(), unordered=False)
    if blanked_share(made) > LARGEST_SHARE or len(item.keys[-1]) < SHORTEST_ALONE:
        return None
    return replace(candidate, item=made, key_spans=spans[-1:])


def _with_proof_cut(item: Item, stem: str) -> Item:
    """Return *item* with an explanation that quotes no more than its stem keeps of *stem*."""
    tail = stem[len(item.stem) - 1 :].rstrip("。")
    is_quoted = tail.startswith("，") and item.explanation.count(tail) == 1
    explanation = item.explanation.replace(tail, "") if is_quoted else item.explanation
    is_closed = explanation.endswith(("”。", "」。"))
    return replace(item, explanation=explanation) if is_closed else item


def _without_remark(stem: str, item: Item) -> str:
    """Return *stem* without a remark before the rule that cites it or tells the key: 发言要放心讲，."""
    lead = lead_of(stem)
    body = stem[len(lead) :]
    remark, _, rest = body.partition("，")
    if not lead or not ACTS.match(rest) or BLANKS.search(remark):
        return stem
    if CITES.match(body) and len(BLANKS.sub("", rest)) >= FEWEST_OF_MANY:
        return lead + rest
    told = set().union(*map(bigrams, item.keys)) & bigrams(remark) - bigrams(rest)
    is_remark = len(remark) <= LONGEST_REMARK and bool(told) and not MODAL_OF_RULE.search(remark)
    return lead + rest if is_remark and not _is_short(rest) else stem


def _is_short(body: str, fewest: int = FEWEST_LEFT) -> bool:
    """Tell whether *body* says too little besides its blanks."""
    fewest = fewest if len(BLANKS.findall(body)) < MANY_BLANKS else FEWEST_OF_MANY
    return len(BLANKS.sub("", body)) < fewest


def _begun(stem: str) -> str:
    """Return *stem* without the rules before the one that is asked, if that names who it is for."""
    stem = _without_ways(stem)
    first = BLANKS.search(stem)
    lead = lead_of(stem)
    cut = stem.rfind("；", 0, first.start()) if first else -1
    rest = stem[cut + 1 :]
    if cut < len(lead) or stem.count(BLANK, 0, cut) or not ACTS.match(rest):
        return stem
    if HANDLERS.match(rest) and PROPOSALS not in rest and PROPOSALS in stem[:cut]:
        rest = f"代表{PROPOSALS}{rest}"
    return lead + rest if lead and len(BLANKS.sub("", rest)) >= FEWEST_LEFT else stem


def _without_ways(stem: str) -> str:
    """Return *stem* without what is done each time, before the clause that says who must and how often."""
    found = WAYS.match(stem)
    return f"{found['lead']}{found['rest']}" if found and found["lead"] == lead_of(stem) else stem


def _asked(item: Item, stem: str) -> int:
    """Return where the last thing that is asked, or changed, ends in *stem*; 0 where that is not told."""
    if item.type is not ItemType.TRUE_FALSE:
        return max((match.end() for match in BLANKS.finditer(stem)), default=0)
    told = item.explanation.partition("。")[0]
    changed = [text for text in CHANGED.findall(told) if text in stem]
    if item.truth:
        return len(lead_of(stem)) + FEWEST_LEFT
    return max((stem.rfind(text) + len(text) for text in changed), default=0)


def _ends(item: Item, stem: str, asked: int, *, may_end: bool) -> Iterator[str]:
    """Yield *stem* cut at the commas after *asked* where another matter, or a long tail, begins."""
    for match in COMMA.finditer(stem, asked):
        cut = match.start()
        head, tail = stem[:cut], stem[cut + 1 :].rstrip("。")
        clause = PAUSE.split(tail, maxsplit=1)[0]
        is_row = "、" in clause and "、" in head.rpartition("，")[2]
        is_long = may_end and len(tail) > LONGEST_TAIL and not is_row
        is_remark = bool(NOT_DONE.match(clause) or ASTRAY.match(clause))
        is_telling = may_end and _tells(item, head, tail if is_long else clause)
        if not _is_whole(head, tail, FEWEST_SHORT if is_remark or is_telling else FEWEST_LEFT):
            continue
        if is_long or is_telling or is_remark or ORAL.search(clause) or LOCAL_COUNT.search(clause):
            yield f"{head}。"


def _tells(item: Item, head: str, clause: str) -> bool:
    """Tell whether *clause*, or several, repeats a word of a key that *head* does not show: 代表小组活动, 小组长."""
    if item.type is not ItemType.CLOZE or item.form == "figure" or "、" in PAUSE.split(clause)[-1]:
        return False
    told = {pair for pair in bigrams(clause) - bigrams(head) if pair[0] not in NUMERALS}
    return any(bigrams(key) & told for key in item.keys)


def _is_whole(head: str, tail: str, fewest: int) -> bool:
    """Tell whether *head* says enough, closes what it opens and does not need *tail*."""
    body = head[len(lead_of(head)) :]
    is_closed = all(head.count(a) == head.count(b) for a, b in ("“”", "《》", "（）"))
    return (
        is_closed and not _is_short(body, fewest) and not (HALF.search(head) or GOES_ON.match(tail))
    )
