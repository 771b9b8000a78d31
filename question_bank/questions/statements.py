"""True-or-false items."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.keypoints import KeyPoint, Span
from question_bank.questions.clozes import LEANS, opens_well
from question_bank.questions.speaking import is_oral
from question_bank.questions.stems import closed, context_of, standalone
from question_bank.questions.values import Item, ItemType
from question_bank.questions.workshop import Candidate, Workshop, fact_of

SHORTEST, LONGEST = 14, 70
#: A shorter sentence says too little to be judged without a trainer's eye.
SHORTEST_SURE = 22
#: How much less a statement is worth than the key point it rests on.
LESS = 0.15
#: What was counted in one place.
LOCAL_COUNT = re.compile(
    "现有|核定|编制[^，]{0,4}[0-9]|共[有计]|(?<!至少)(?<!不少于)(?<!不低于)(?<![0-9])[0-9]+(?:个(?!月|工作日|方面)|处|座|所|家|户(?!以上)|支|张|万?元|名公民)|旁听|(?:参选|投票|到会|出席)率"
)
#: Who a rule may bind, how, and how long it may be in characters.
ACTOR = re.compile(
    "代表|选民|常委会|主席团?|机关|人大|政府|法院|检察院|委员会|单位|小组|联络站|工委"
)
BINDS = re.compile("应当|必须|可以|不得|有权|由|经|不受|不能|须|一律")
LONGEST_RULE = 62
#: So many words of the office make a statement dense.
DENSE = 3
#: What is never put to another place than its own.
FORMULA = re.compile(
    "党的|党中央|党对|党领导|全面领导|共产党|习近平|社会主义|人民当家作主|政治机关|代表机关|国家权力机关是|政治方向|政治立场|四个意识|四个自信|两个确立|两个维护|民主集中制"
)
PRONOUN = re.compile("其(?!中|他|次|余|实)|他们|她|它|这|此(?!外)|我们|自己|大家")
#: What a sentence ends with; one that goes on after a comma may lose its verb there.
ENDS = frozenset(("", "。", "；", "！", "？", "\n"))
#: What nobody could call false, since it praises what was done.
PRAISE = re.compile("以来，|发挥了|取得了|做出了|作出了[^，]{0,4}贡献")
#: Who moves a bill together depends on the level of the congress.
JOINTLY = re.compile("联名")
LEVEL = re.compile(
    "全国人|[省市县区乡镇](?:级|人大|人民代表|的?代表)|本级|三十[人名]以上|各级|代表团"
)
#: A statement is worth judging if it is about the office, not a proverb.
SUBJECT_MATTER = re.compile(
    "代表|人大|履职|监督|审议|议案|建议|群众|选民|宪法|法律|职责|权利|义务|人民"
)


def statement(  # noqa: PLR0913
    workshop: Workshop,
    point: KeyPoint,
    stem: str,
    *,
    truth: bool,
    form: str,
    explanation: str,
    slot: str = "",
    fact: str = "",
    proof: Span | None = None,
    is_sure: bool = True,
) -> Candidate:
    """Return a statement to judge; *proof* is what shows it true, or the element changed."""
    item = Item(
        type=ItemType.TRUE_FALSE,
        form=form,
        kind=point.kind,
        stem=stem,
        truth=truth,
        explanation=explanation,
        difficulty=1 if truth else 2,
    )
    return Candidate(
        item,
        workshop.evidence(proof or point.span),
        point.pattern,
        f"{form}-{truth}-{slot}",
        fact or fact_of(point, slot),
        point.importance - (_malus(stem) if form == "statement" else LESS),
        point.section,
        is_sure,
    )


def _malus(stem: str) -> float:
    """Return how much less a verbatim statement is worth: nothing if it is dense with the office."""
    return -0.02 if len(SUBJECT_MATTER.findall(stem)) >= DENSE else 0.05


def from_norm(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate | None]:
    """Yield the sentence itself as a true statement."""
    context = context_of(workshop.document, point.span, LONGEST)
    if context is None or not SHORTEST <= len(context.text) <= LONGEST:
        return
    text = standalone(workshop.document, context, context.text)
    if text is not None and SUBJECT_MATTER.search(text):
        yield statement(
            workshop,
            point,
            workshop.source.lead(point.section, text) + closed(text),
            truth=True,
            form="statement",
            explanation=workshop.quoted(context, point.section),
            proof=context,
            is_sure=(point.confidence == 1.0 or is_rule(text))
            and _is_sure(workshop, context, text),
        )


def is_rule(text: str) -> bool:
    """Tell whether *text* says in one sentence who must, may or may not do what."""
    actor = ACTOR.search(text)
    return (
        actor is not None
        and len(text) <= LONGEST_RULE
        and BINDS.search(text, actor.end()) is not None
    )


def _is_sure(workshop: Workshop, context: Span, text: str) -> bool:
    """Tell whether *text* is a whole sentence, says enough, and was written to be read."""
    if len(text) < SHORTEST_SURE and not is_rule(text):
        return False
    before = workshop.document.clean_text[max(0, context.start - 1) : context.start]
    is_whole = opens_well(workshop, context) and before not in {"：", "，"}
    is_whole = is_whole and workshop.document.clean_text[context.end : context.end + 1] in ENDS
    is_placed = (LEVEL.search(text) and not text.endswith("联名")) or not JOINTLY.search(text)
    is_written = not (is_oral(text) or LEANS.match(text) or PRAISE.search(text))
    is_written = is_written and not LOCAL_COUNT.search(text)
    return bool(is_whole and is_placed and is_written)
