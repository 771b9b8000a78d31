"""Items on who does what: the body is asked among bodies that provably do not do it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from question_bank.keypoints import KeyPoint
from question_bank.keypoints.bodies import core_of, families_of, is_body, level_of, tier_of
from question_bank.keypoints.telling import ELLIPSIS
from question_bank.questions.acts import (
    ATTRIBUTE,
    COMMON,
    MOST_NAMES,
    Acts,
    act_of,
    are_kin,
    lead_of,
    object_of,
)
from question_bank.questions.clauses import bigrams
from question_bank.questions.departments import DEPARTMENT, departments_of
from question_bank.questions.elsewhere import is_said_elsewhere
from question_bank.questions.powers import could
from question_bank.questions.rules import (
    LESS,
    SPARE,
    article_of,
    asked,
    choice,
    is_national,
    stem_of,
    verdict,
)
from question_bank.questions.tiers import RELATIVE as RELATIVE_LEVEL
from question_bank.questions.tiers import is_of_one_level, levels_of
from question_bank.questions.typed_bodies import cloze_on_body, is_known_by_name, lays_down
from question_bank.questions.values import GAP
from question_bank.questions.workshop import Builder, Candidate, Workshop

MOST_WRONG, FEWEST_WRONG = 3, 2
#: How often a body is stated instead of asked for, and how often what is stated is true.
STATED, TRUE = 0.35, 0.4
#: How often it is asked among other rules.
AMONG = 0.4
#: Bodies that a statute on congresses knows even if it does not let each of them act.
LADDERS = {
    "本级": "本级人民代表大会常务委员会 本级人民代表大会主席团 本级人民代表大会专门委员会 本级人民政府 本级人民代表大会",
    "上一": "上一级人民代表大会 上一级人民代表大会常务委员会 上一级人民政府",
    "下一": "下一级人民代表大会 下一级人民代表大会常务委员会 下一级人民政府",
    "全国": "全国人民代表大会 全国人民代表大会常务委员会 全国人民代表大会主席团 全国人民代表大会专门委员会 国务院 最高人民法院",
    "local": "主席团 常务委员会 主任会议 专门委员会 人民政府",
    "national": "主席团 常务委员会 委员长会议 专门委员会 国务院",
}
CONGRESS, OFTEN, LONGEST_BLANK = "人民代表大会", 30, 12
#: The body is only part of a name: 国务院或者国务院确定的部门.
QUALIFIED = re.compile(
    "(?:确定|指定|授权|认可|委托|成立|设立|批准设立|规定)的(?=[^，；。]{0,8}(?:部门|机构|机关|单位|人|组织))"
)
#: Acts that decide something; others are asked for review only.
DECISIVE = re.compile(
    "召集|主持|选举|推选|选出|提名|任命|任免|决定|罢免|撤销|免去|批准|许可|备案|确认|审查|审议|通过|领导|受理|裁决|解释|报告|提请|提出|负责|监督"
)
#: What may be handed in to one body only.
PLEAS = re.compile("质询案|罢免案|撤职案|罢免要求|辞职|法律案|议案|申诉")
#: Where a body is turned to, the rule says that it may or must be.
TURNING = re.compile("(?:可以|应当|有权|必须)[^，；]{0,8}$")
#: Acts of the whole body, never of one of its committees or offices.
VOTES = re.compile("选举|选出|罢免|召集|主持")
#: What a congress has beside it; all else that is named after a body is an office of it.
ORGANS = frozenset({"常务委员会", "主席团", "会议主席团"})
PART = re.compile("专门委员会$|工作委员会$|法律委员会$|财政经济委员会$|机构$|办公厅$|秘书处$")
#: Kinds of bodies: one of another kind is ruled out at a glance.
SORTS = (
    (re.compile("[村居]民|[村居]务"), "residents"),
    (re.compile("选举委员会$"), "election"),
    (re.compile("法院$|检察院$|监察委员会$|监察机关$|公安机关$|检察长$|审判机关$"), "justice"),
    (re.compile("政府$|国务院$|部门$|办公厅$|审计机关$|街道办事处$|行政机关$"), "executive"),
    (
        re.compile(
            "人民代表大会|常务委员会|主席团|会议$|委员会$|代表团$|秘书处$|选民$|选举单位$|机构$"
        ),
        "congress",
    ),
)
#: A rule that begins with its subject asks for it at the end, if that is short enough.
LONGEST_TURNED = 74
SECOND_SUBJECT = re.compile(
    "[；。]|，[^，；]{2,10}(?:予以|协助|配合)|，由|，[^，]{2,}?(?:应当|可以|必须|不得|有权)|时，|，其|，该|，(?:人民政府|常务委员会|国务院)|但是?|的除外|自己|其"
)
LONGEST_WRONG = 18
#: How every body of the State works, whichever the rule names.
OF_ALL = re.compile("民主集中制|原则")
#: A rule longer than this does not tell what a wrong body does.
LONGEST_TOLD = 72
#: So many characters in common after the body make two rules twins.
TWIN = 12
#: Whom persons may turn to is seldom one body alone.
PETITION = re.compile("(?:代表|公民|选民|村民|人员)[^，；]{0,8}(?:有权|可以)[^，；]{0,4}向")
#: 本级, 上一级: named from below the nation.
RELATIVE = re.compile("本级|上一级|下一级|上级|下级|该级|同级")
TOWNSHIP = re.compile("乡|镇|村")
OFFICE = re.compile("(?:长|主席|选民|单位)$")
#: Bodies that a reader rules out at once where others are asked.
JUDICIAL, NATION = re.compile("法院$|检察院$|监察委员会$"), re.compile("全国|国务院|最高")
#: Offices that serve and never rule.
MINOR = re.compile("机构$|办公厅$|秘书处$")
#: What no presidium does: it elects nobody.
NOT_OF_PRESIDIUMS = frozenset({"提出", "选举", "选举产生"})
#: A body of another time, 上一次人民代表大会主席团, holds no office now.
OF_ANOTHER_TIME = re.compile("[上下]一?[届次]|第一次|原")
RULING = re.compile("审议|批准|决定|选举|任免|通过|罢免|许可")
#: Voters elect, remove and watch; they do nothing else that a law names.
VOTERS, VOTING = re.compile("选民$|选举单位$"), re.compile("选举|罢免|监督|选出")
#: A name that says of what level or part of the State the body is.
PLACED = re.compile("本级|上一级|下一级|全国|省|设区|县|乡|[村居]|国务院|委员长会议|宪法和法律")


def among_actors(points: Sequence[KeyPoint]) -> Builder:
    """Return the builder of items on bodies; all of *points* lend and refute wrong answers."""
    acts = Acts()
    for point in sorted(points, key=lambda each: each.section):
        acts.add(point)
    acts.usual.extend(name for name, _ in acts.names.most_common(MOST_NAMES))
    named = Counter(name for name in acts.names.elements() if DEPARTMENT.fullmatch(name))
    acts.departments.extend(name for name, _ in named.most_common(MOST_NAMES))
    return lambda workshop, point: from_actor(workshop, point, acts)


def from_actor(workshop: Workshop, point: KeyPoint, acts: Acts) -> Iterator[Candidate | None]:
    """Yield a choice among bodies, and a statement with the body kept or exchanged."""
    slot = point.slots[0]
    if _gives_away(point):
        return
    wrong = [] if VOTERS.search(slot.text) else _wrong(workshop, point, acts)
    levels: list[tuple[str, str]] = []
    if len(wrong) < FEWEST_WRONG:
        levels = departments_of(workshop, point, acts) or levels_of(workshop, point, acts)
    wrong = levels or wrong
    acting = [pair for pair in wrong if any(_may_be(pair[0], name) for name in acts.names)]
    if not levels and len(acting) >= FEWEST_WRONG:
        wrong = acting
    is_alone = not _has_twin(workshop, point) and not is_said_elsewhere(
        workshop, point, act_of(point), lead_of(point)
    )
    is_alone = is_alone and ELLIPSIS not in point.topic
    is_sure = is_alone and (bool(levels) or (_is_to_the_point(point) and wrong is acting))
    stem = _stem(workshop, point)
    if stem is None:
        return
    draw = workshop.random("actor-truth", slot.start)
    is_stated = not (levels and not RELATIVE_LEVEL.search(slot.text)) and draw.random() < STATED
    if wrong and (len(wrong) < FEWEST_WRONG or is_stated):
        truth = bool(JUDICIAL.search(slot.text)) or draw.random() < TRUE
        yield verdict(
            workshop, point, "actor", slot, wrong[0][0], "机关", truth=truth, is_sure=is_sure
        )
    elif len(wrong) >= FEWEST_WRONG:
        is_among = is_sure and not (levels and not is_of_one_level(point))
        yield _among(workshop, point, wrong[0][0], is_sure=is_among)
        key = slot.text
        yield choice(
            workshop,
            point,
            "actor",
            stem,
            [key],
            wrong,
            slot=f"actor@{slot.start}",
            key_spans=[slot],
            is_sure=is_sure,
        )
    elif lead_of(point) != "subject" and len(slot.text) <= LONGEST_BLANK:
        is_fit = _is_to_the_point(point) or lays_down(point)
        is_known = is_alone and is_known_by_name(point) and is_fit
        yield cloze_on_body(workshop, point, is_sure=is_known)


def _among(workshop: Workshop, point: KeyPoint, wrong: str, *, is_sure: bool) -> Candidate:
    """Return a rule with another body, to stand among others; if it is not drawn, among what is left."""
    slot = point.slots[0]
    is_drawn = workshop.random("actor-among", slot.start).random() < AMONG
    form = "actor_among" if is_drawn else SPARE
    return verdict(
        workshop, point, form, slot, wrong, "机关", truth=False, less=-LESS, is_sure=is_sure
    )


def _has_twin(workshop: Workshop, point: KeyPoint) -> bool:
    """Tell whether the article says the same of another body, at another time."""
    article = workshop.document.sections[article_of(workshop, point.section)]
    whole = workshop.document.clean_text[article.start : article.end]
    after = point.span.text[point.slots[0].end - point.span.start :][:TWIN]
    return len(after) > TWIN // 2 and whole.count(after) > 1


def _is_to_the_point(point: KeyPoint) -> bool:
    """Tell whether the rule turns on who acts, and no other body may do the same."""
    slot, text = point.slots[0], point.span.text
    at = slot.start - point.span.start
    before, after = text[:at], text[at + len(slot.text) :]
    if "或者" in slot.text or ATTRIBUTE.match(after) or not DECISIVE.search(act_of(point)):
        return False
    if act_of(point) == "提出" or PETITION.search(text):
        return bool(PLEAS.search(after)) and bool(TURNING.search(before[:-1]))
    if lead_of(point) == "subject" and act_of(point) in {"通过", "提出", "报告", "负责"}:
        return False
    return lead_of(point) != "向" or bool(TURNING.search(before[:-1]))


def _gives_away(point: KeyPoint) -> bool:
    """Tell whether words of the key stand in the rest of the rule, or it holds of all bodies alike."""
    slot = point.slots[0]
    at = slot.start - point.span.start
    rest = point.span.text[:at] + "\n" + point.span.text[at + len(slot.text) :]
    telling = COMMON.sub("\n", slot.text)
    if QUALIFIED.match(point.span.text[at + len(slot.text) :]):
        return True
    shown = any(pair in rest for piece in telling.split("\n") for pair in bigrams(piece))
    return shown or slot.text in rest or slot.text in point.topic or bool(OF_ALL.search(rest))


def _stem(workshop: Workshop, point: KeyPoint) -> str | None:
    """Return the stem with a gap for the body; a subject is asked for at the end."""
    slot = point.slots[0]
    if lead_of(point) != "subject":
        return asked(workshop, point, [slot], GAP)
    rest = point.span.text[slot.end - point.span.start :]
    if len(rest) > LONGEST_TURNED or SECOND_SUBJECT.search(rest):
        return None
    return stem_of(workshop, point, f"{rest}的是{GAP}")


def _wrong(workshop: Workshop, point: KeyPoint, acts: Acts) -> list[tuple[str, str]]:
    """Return bodies of the same statute and level that do not do the act, with what they do."""
    key = point.slots[0].text
    level = _level(workshop, point)
    here, families = object_of(point), families_of(key)
    others = [
        other
        for other in dict.fromkeys((*acts.usual, *_ladder(workshop, key, level)))
        if len(other) <= LONGEST_WRONG
        and is_body(other)
        and not OF_ANOTHER_TIME.search(other)
        and (VOTING.search(act_of(point)) or not VOTERS.search(other))
        and "或者" not in other
        and (
            not _is_other_tier(key, other)
            and not families_of(other) & families
            and _fits(level, key, other)
        )
        and not (MINOR.search(other) and RULING.search(act_of(point)))
        and not (PART.search(other) and VOTES.search(act_of(point)))
        and not (other.endswith("主席团") and act_of(point) in NOT_OF_PRESIDIUMS)
        and could(workshop, point, other)
        and _is_of_one_sort(key, other)
        and other not in point.topic
        and not _stands_near(workshop, point, other)
    ]
    refuted = [
        other
        for other in others
        if not any(
            _may_be(other, name) and are_kin(here, objects)
            for name, objects in acts.near(act_of(point), point.section)
        )
    ]
    refuted.sort(
        key=lambda other: (
            bool(JUDICIAL.search(other)) and not JUDICIAL.search(key),
            abs(len(other) - len(key)) // 3,
            -acts.names[other],
            other,
        )
    )
    if "或者" in key:
        return _pairs(workshop, point, refuted)
    found: list[tuple[str, str]] = []
    used: set[str] = set()
    for other in refuted:
        family = "|".join((*sorted(families_of(other)), tier_of(other)))
        if family in used or _is_unlike(other, [key, *(text for text, _ in found)]):
            continue
        used.add(family)
        found.append((other, _told(workshop, point, acts.places.get(other))))
    return found[:MOST_WRONG]


def _level(workshop: Workshop, point: KeyPoint) -> str:
    """Return the level of the rule: of its key, else of its words, its headings, the statute."""
    titles = "".join(s.title for s in workshop.document.ancestry(point.section))
    return (
        ("local" if RELATIVE.match(point.slots[0].text) else level_of(point.slots[0].text))
        or level_of(point.span.text)
        or ("national" if is_national(workshop) or "全国人民代表大会" in titles else "")
    )


def _is_unlike(name: str, others: Sequence[str]) -> bool:
    """Tell whether *name* stands out by its length: three times another, or a third of it."""
    sizes = [len(name), *map(len, others)]
    return max(sizes) >= 3 * min(sizes) and max(sizes) - min(sizes) >= 6  # noqa: PLR2004


def _may_be(one: str, other: str) -> bool:
    """Tell whether *one* may be meant where a statute says *other*."""
    return bool(families_of(one) & families_of(other)) and not _is_other_tier(one, other)


def _is_other_tier(key: str, other: str) -> bool:
    """Tell whether both name one level of government each, and not the same."""
    return bool(tier_of(key) and tier_of(other)) and tier_of(key) != tier_of(other)


def _fits(level: str, key: str, other: str) -> bool:
    """Tell whether *other* is of the level of the rule, and an office only where the key is one."""
    theirs = "local" if RELATIVE.match(other) else level_of(other)
    if bool(PLACED.match(key)) is not bool(PLACED.match(other)):
        return False
    is_alike = bool(OFFICE.search(key)) == bool(OFFICE.search(other))
    is_township = TOWNSHIP.search(other) and not TOWNSHIP.search(key)
    if tier_of(other) and not tier_of(key):
        return False
    return is_alike and not is_township and (not level or not theirs or level == theirs)


def _is_of_one_sort(key: str, other: str) -> bool:
    """Tell whether both are bodies of one sort, and neither is an office of the other."""
    parts = [part for part in key.split("或者") if part]
    short, long = sorted((key, other), key=len)
    is_inside = long.startswith(short) and long.removeprefix(short) not in ORGANS
    return not is_inside and all(_sort_of(part) == _sort_of(other) for part in parts)


def _sort_of(name: str) -> str:
    return next((sort for pattern, sort in SORTS if pattern.search(name)), "")


def _pairs(workshop: Workshop, point: KeyPoint, names: Sequence[str]) -> list[tuple[str, str]]:
    """Return wrong answers for a key that joins two bodies: two by two, each body once."""
    apart: list[str] = []
    for name in names:
        if not NATION.search(name) and not any(
            families_of(name) & families_of(other) for other in apart
        ):
            apart.append(name)
    told = _told(workshop, point, None)
    both = zip(apart[::2], apart[1::2], strict=False)
    return [(f"{one}或者{other}", told) for one, other in both][:MOST_WRONG]


def _ladder(workshop: Workshop, key: str, level: str) -> list[str]:
    """Return bodies that a statute on congresses knows, named as the key is."""
    if workshop.corpus.occurrences.count(CONGRESS) < OFTEN:
        return []
    names = LADDERS.get(key[:2]) or LADDERS.get(level or "local", "")
    is_known = workshop.corpus.has
    return [name for name in names.split() if is_known(core_of(name))]


def _told(workshop: Workshop, point: KeyPoint, place: KeyPoint | None) -> str:
    """Return what a wrong body does by the statute, or what the article says instead."""
    if place is None or len(place.span.text) > LONGEST_TOLD or "；" in place.span.text:
        here = workshop.source.place(point.section)
        return f"{here}规定的是“{point.slots[0].text}”。"
    return f"{workshop.source.place(place.section)}：{place.topic}{place.span.text}。"


def _stands_near(workshop: Workshop, point: KeyPoint, name: str) -> bool:
    """Tell whether the article of *point* names a body of the same core."""
    article = workshop.document.sections[article_of(workshop, point.section)]
    text = workshop.document.clean_text[article.start : article.end]
    slot = point.slots[0]
    at = slot.start - article.start
    if name in text[:at] + "\n" + text[at + len(slot.text) :]:
        return True
    return (name if tier_of(name) else core_of(name)) in text.replace(slot.text, "")
