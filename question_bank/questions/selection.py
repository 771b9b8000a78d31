"""
Decide what becomes of each candidate, and keep the best few.

A candidate is refused when a check blocks it or a better one asks the same. It
waits for a trainer when a check asks for one, when its form may not publish by
itself, or when its boundaries are unsure. The rest would be published.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from question_bank.keypoints import Pattern
from question_bank.questions.balance import balanced, is_rule
from question_bank.questions.checks import Subject, run_checks
from question_bank.questions.checks.subject import finding
from question_bank.questions.queues import queue_of
from question_bank.questions.rules import PENALTY
from question_bank.questions.statute_queues import queue_of_statute
from question_bank.questions.values import Finding, ItemType, Level, Question, Verdict
from question_bank.questions.varying import distinct, varied
from question_bank.questions.workshop import Candidate, Workshop

#: Something two items may share; a number is a character of the text that a cloze asks for.
Mark = tuple[object, ...] | int
#: Forms that may publish without a trainer, by type; chosen by judgement. None has yet met the
#: standard of one refusal in sixty items on unseen texts.
PUBLISHABLE = frozenset(
    {
        ("cloze", "list"),
        ("cloze", "labels"),
        ("cloze", "slot"),
        ("cloze", "term"),
        ("cloze", "number"),
        ("cloze", "figure"),
        ("cloze", "couplet"),
        ("cloze", "keyword"),
        ("cloze", "points"),
        ("cloze", "motto"),
        ("cloze", "ordinals"),
        ("single", "figure"),
        ("single", "couplet"),
        ("single", "contrast"),
        ("true_false", "figure"),
        ("true_false", "couplet"),
        ("cloze", "copula"),
        ("cloze", "quotation"),
        ("single", "label"),
        ("single", "content"),
        ("single", "case"),
        ("single", "claim"),
        ("single", "attribution"),
        ("single", "term"),
        ("single", "number"),
        ("single", "odd_one_out"),
        ("multiple", "list"),
        ("multiple", "labels"),
        ("multiple", "phase"),
        ("multiple", "enumeration"),
        ("single", "actor"),
        ("cloze", "actor"),
        ("single", "definition"),
        ("cloze", "definition"),
        ("cloze", "row"),
        ("true_false", "actor"),
        ("true_false", "mode"),
        ("single", "panel"),
        ("true_false", "case"),
        ("true_false", "member"),
        ("true_false", "swap"),
        ("true_false", "exchange"),
        ("true_false", "statement"),
    }
)
#: Patterns that ask the same wherever in a text the same words stand.
SAME_ANYWHERE = {
    Pattern.TERM,
    Pattern.COPULA,
    Pattern.NORM,
    Pattern.SET_PHRASE,
    Pattern.LIST,
    Pattern.FRAME,
    Pattern.KEYWORD,
}
#: Most items published on one fact, and most of one type among them.
MOST_A_FACT = 4
#: Most items published of one key point, and of one with members that each teach something.
MOST_OF_ONE, MOST_OF_MANY = 2, 4
#: Most items published whose proof begins at one place.
MOST_OF_PLACE = 3
#: Most items published on one article of a statute, and on one rule of it.
MOST_OF_ARTICLE, MOST_OF_RULE = 5, 2
#: Most items of a statute that turn on the same: 过半数, 备案.
MOST_OF_TURN = {
    Pattern.NUMBER: 4,
    Pattern.MODE: 2,
    Pattern.BINDING: 6,
    Pattern.ACTOR: 2,
    Pattern.NORM: 3,
}
#: Most numbers of penalties and transitions that a statute is asked for.
MOST_PENALTIES = 2
#: Patterns that find the members of one row, each in its way: a sentence is asked for one.
ROWS = frozenset({Pattern.LIST, Pattern.FRAME})
OF_MANY = {Pattern.LABELLED, Pattern.PHASES, Pattern.CLAIMS, Pattern.COUPLET, Pattern.POINTS}
#: How much further back an item waits that a trainer would have to reword, by type and form.
REWORDED = {
    ("cloze", "deciding"): 0.3,
    ("cloze", "motto"): 0.3,
    ("cloze", "pair"): 0.2,
    ("multiple", "part"): 0.2,
    ("single", "term"): 0.1,
}
#: How much less an item is worth whose words another asks for elsewhere.
TWIN_MALUS = 0.2


def judge(workshop: Workshop, candidates: Iterable[Candidate]) -> list[tuple[Candidate, Question]]:
    """Return each candidate with the question it would be and the checks' verdict."""
    judged: dict[str, tuple[Candidate, Question]] = {}
    for candidate in candidates:
        subject = Subject(
            item=candidate.item,
            lexicon=workshop.lexicon,
            evidence=candidate.evidence,
            corpus=workshop.corpus,
            key_spans=candidate.key_spans,
            is_generated=True,
        )
        findings = run_checks(subject)
        if candidate.doubt is not None:
            findings = (*findings, candidate.doubt)
        guid = workshop.guid(candidate)
        question = Question(
            guid=guid,
            item=candidate.item,
            evidence=candidate.evidence,
            fact=candidate.fact,
            verdict=_verdict(candidate, findings),
            findings=findings,
            importance=round(min(1.0, max(0.0, candidate.importance)), 4),
        )
        judged.setdefault(guid, (candidate, question))
    return list(judged.values())


def _verdict(candidate: Candidate, findings: Sequence[Finding]) -> Verdict:
    levels = {each.level for each in findings}
    if Level.BLOCK in levels:
        return Verdict.REFUSED
    form = (str(candidate.item.type), candidate.item.form)
    if Level.REVIEW in levels or not candidate.is_sure or form not in PUBLISHABLE:
        return Verdict.REVIEW
    return Verdict.PUBLISHED


def select(judged: Sequence[tuple[Candidate, Question]]) -> list[Question]:
    """
    Return the questions with their final verdicts, best first within each.

    Of candidates that ask the same thing in the same way the best is kept; true
    statements are published only as far as false ones balance them; what waits
    for review is capped, best first.
    """
    ranked = sorted(judged, key=lambda pair: (pair[1].verdict is Verdict.REVIEW, _rank(pair)))
    kept = sorted(_without_twins(ranked), key=_rank)
    published = [pair for pair in kept if pair[1].verdict is Verdict.PUBLISHED]
    published, repeated = distinct(published)
    published, surplus = balanced(published)
    published, left = varied(published)
    surplus += repeated + left
    waiting = sorted(
        [pair for pair in kept if pair[1].verdict is Verdict.REVIEW] + surplus, key=_rank_waiting
    )
    more: list[tuple[Candidate, Question]] = []
    if any(is_rule(candidate) for candidate, _ in kept):
        waiting, more, crowded = queue_of_statute(waiting, published)
    else:
        waiting, crowded = queue_of(waiting, published)
        waiting.sort(key=_rank_waiting)
    refused = [question for _, question in kept if question.verdict is Verdict.REFUSED]
    return [
        *(question for _, question in published),
        *(_with(question, Verdict.REVIEW) for _, question in waiting),
        *refused,
        *(_with(question, Verdict.REFUSED, "selection.of_one_sort") for _, question in more),
        *(_with(question, Verdict.REFUSED, "selection.surplus") for _, question in crowded),
    ]


def _rank(pair: tuple[Candidate, Question]) -> tuple[float, int, int, str]:
    candidate, question = pair
    return (-question.importance, len(question.findings), candidate.evidence.start, question.guid)


def _rank_waiting(
    pair: tuple[Candidate, Question],
) -> tuple[float, float, int, int, str]:
    """Rank what waits for a trainer: what costs one look goes before what must be reworded."""
    item = pair[1].item
    malus = REWORDED.get((str(item.type), item.form), 0.0)
    return (-pair[1].importance + malus, *_rank(pair))


def _with(question: Question, verdict: Verdict, reason: str = "") -> Question:
    if question.verdict is verdict and not reason:
        return question
    told = (finding(reason, Level.NOTE),) if reason else ()
    return _renewed(question, verdict, question.findings + told, question.importance)


def _renewed(
    question: Question, verdict: Verdict, findings: tuple[Finding, ...], importance: float
) -> Question:
    """Return *question* with another verdict; said field by field, since `replace` is slow."""
    return Question(
        question.guid,
        question.item,
        question.evidence,
        question.fact,
        verdict,
        findings,
        importance,
    )


def _without_twins(
    ranked: Sequence[tuple[Candidate, Question]],
) -> list[tuple[Candidate, Question]]:
    """
    Refuse what a better item of its type asks already, and what makes a fact too many.

    An item that asks for the same words in another sentence only waits for a trainer.
    """
    kept: list[tuple[Candidate, Question]] = []
    seen: set[Mark] = set()
    facts: Counter[str] = Counter()
    groups: Counter[str] = Counter()
    for candidate, question in ranked:
        if question.verdict is Verdict.REFUSED:
            kept.append((candidate, question))
            continue
        own, elsewhere = _marks(candidate), _marks_elsewhere(candidate)
        if own & seen:
            kept.append((candidate, _with(question, Verdict.REFUSED, "selection.twin")))
        elif facts[question.fact] >= MOST_A_FACT:
            kept.append((candidate, _with(question, Verdict.REFUSED, "selection.fact")))
        else:
            places = _places(candidate)
            is_much = any(groups[place] >= most for place, most in places.items())
            kept.append(
                (candidate, _demoted(question) if elsewhere & seen or is_much else question)
            )
            seen |= own | elsewhere
            facts[question.fact] += 1
            if kept[-1][1].verdict is Verdict.PUBLISHED:
                groups.update(places.keys())
    return kept


def _places(candidate: Candidate) -> dict[str, int]:
    """Return what *candidate* counts towards when it is published, and how many each may have."""
    places = {
        candidate.group: _most(candidate),
        f"@{candidate.evidence.start}": MOST_OF_PLACE,
    }
    if not is_rule(candidate):
        if candidate.pattern in ROWS:
            places[f"row@{candidate.evidence.start}"] = 1
        return places
    item, article = candidate.item, candidate.group.partition("@")[2]
    places[f"@{candidate.evidence.start}"] = MOST_OF_RULE
    places[f"{candidate.group}:{item.type}"] = 1
    places[article] = MOST_OF_ARTICLE
    if candidate.turn:
        most = MOST_OF_TURN.get(candidate.pattern, MOST_OF_ARTICLE)
        places[candidate.turn] = MOST_PENALTIES if candidate.turn.endswith(PENALTY) else most
        places[f"{candidate.turn}@{article}"] = MOST_OF_RULE if item.truth is None else 1
    return places


def _most(candidate: Candidate) -> int:
    """Return how many items of the key point of *candidate* may be published."""
    return MOST_OF_MANY if candidate.pattern in OF_MANY else MOST_OF_ONE


def _demoted(question: Question) -> Question:
    importance = round(max(0.0, question.importance - TWIN_MALUS), 4)
    return _renewed(question, Verdict.REVIEW, question.findings, importance)


def _marks(candidate: Candidate) -> set[Mark]:
    """Return what makes two items twins: a shared key span, or the same stem and keys."""
    item = candidate.item
    marks: set[Mark] = {(item.type, item.stem, item.keys)}
    if item.type is ItemType.CLOZE:
        for span in candidate.key_spans:
            marks.update(range(span.start, span.end))
    if candidate.pattern in {Pattern.NUMBER, Pattern.FIGURE}:
        marks.update(span.start for span in candidate.key_spans)
        if item.type is ItemType.TRUE_FALSE:
            marks.add(int(candidate.slot.rpartition("-")[2]))
    if item.type is ItemType.TRUE_FALSE and item.form in {"statement", "figure"}:
        marks.add(("statement", candidate.evidence.start))
    return marks


def _marks_elsewhere(candidate: Candidate) -> set[Mark]:
    """Return what two items share that ask for the same words in different sentences."""
    item = candidate.item
    if item.type is ItemType.CLOZE and candidate.pattern in SAME_ANYWHERE:
        return {("key", *sorted(item.keys))}
    if candidate.pattern is Pattern.KEYWORD:
        return {("keyword", candidate.fact.rpartition("-")[2])}
    if candidate.pattern is Pattern.CONFUSABLE:
        return {("confusable", candidate.slot.partition("@")[0], *item.keys)}
    return set()
