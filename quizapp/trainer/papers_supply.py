"""Whether the bank can fill a paper: what fits each rule, and a trial of drawing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random
from typing import Final

from flask_babel import gettext as _

from question_bank.practice.assembly import Assembly, Demand, Picked, Quarrel, assemble
from question_bank.practice.clashes import Clash
from question_bank.storage.papers import FixedSpec, RuleSpec
from question_bank.storage.supply import MOST_COUNTED, Supplied, ids_for, load_supply
from quizapp.database import Session

#: Questions of one rule that a trial looks at, and all rules together.
SAMPLE: Final = 120
ALL_SAMPLES: Final = 500
#: How often the rules of a new paper are made smaller before that is given up.
DRAWS: Final = 8
#: Questions of one rule that freezing looks at.
THOROUGH: Final = 3000


@dataclass(frozen=True, slots=True)
class RuleReport:
    """
    How a rule stands.

    Attributes:
        wanted: Questions asked for.
        available: Questions that fit, counted up to some thousand.
        missing: How many could not be drawn.
        words: All that in a sentence.
    """

    wanted: int
    available: int
    missing: int
    words: str


@dataclass(frozen=True, slots=True)
class Trial:
    """
    What comes of drawing a paper.

    Attributes:
        unusable: Numbers chosen by hand that name no published question.
        quarrels: Sentences on questions chosen by hand that do not go together.
    """

    reports: tuple[RuleReport, ...]
    assembly: Assembly
    unusable: tuple[int, ...]
    quarrels: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        """Whether the paper can be frozen."""
        return self.assembly.is_complete and not self.unusable and bool(self.assembly.picked)

    @property
    def count(self) -> int:
        """Questions that were drawn."""
        return len(self.assembly.picked)

    @property
    def total(self) -> Decimal:
        """What they earn together."""
        return self.assembly.total


def try_out(
    session: Session,
    rules: Sequence[RuleSpec],
    fixed: Sequence[FixedSpec],
    seed: str,
    *,
    thorough: bool = False,
) -> Trial:
    """
    Draw a paper by *seed* and report on it; the same seed draws the same paper.

    Args:
        session: Reads; four statements, a few more if *thorough*.
        rules: What to draw.
        fixed: Questions chosen by hand.
        seed: What chance comes from.
        thorough: Look at thousands of questions instead of a sample, as freezing does.
    """
    rng = Random(seed)  # noqa: S311  chance, not secrecy
    return _drawn(_stock(session, rules, fixed, rng, thorough=thorough), rules, fixed, rng)


def try_out_fitting(
    session: Session, rules: Sequence[RuleSpec], seed: str
) -> tuple[tuple[RuleSpec, ...], Trial]:
    """
    Draw a paper by *seed* with as many questions of each rule as the bank has together.

    Rules are asked for fewer until they come out full by other draws, too; a rule that
    nothing fits is left out. With nothing at all the rules stay as they are.
    """
    rng = Random(seed)  # noqa: S311  chance, not secrecy
    stock = _stock(session, rules, (), rng)
    fitted, trial = tuple(rules), _drawn(stock, rules, (), rng)
    for _draw in range(DRAWS):
        if trial.is_complete:
            break
        fitted = tuple(
            replace(rule, count=rule.count - report.missing)
            for rule, report in zip(fitted, trial.reports, strict=True)
        )
        trial = _drawn(stock, fitted, (), rng)
    kept = [place for place, rule in enumerate(fitted) if rule.count]
    if not kept:
        return tuple(rules), _drawn(stock, rules, (), rng)
    chosen = tuple(fitted[place] for place in kept)
    return chosen, _drawn(stock.only(kept), chosen, (), rng)


@dataclass(frozen=True, slots=True)
class _Stock:
    """What a trial chooses from: for each rule what fits it, a sample of that, the questions."""

    found: list[list[int]]
    sampled: list[list[int]]
    supply: dict[int, Supplied]

    def only(self, places: Sequence[int]) -> _Stock:
        """Return the stock of some of the rules."""
        found, sampled = ([ids[at] for at in places] for ids in (self.found, self.sampled))
        return _Stock(found, sampled, self.supply)


def _stock(
    session: Session,
    rules: Sequence[RuleSpec],
    fixed: Sequence[FixedSpec],
    rng: Random,
    *,
    thorough: bool = False,
) -> _Stock:
    found = ids_for(session, rules, THOROUGH if thorough else MOST_COUNTED)
    size = THOROUGH if thorough else min(SAMPLE, ALL_SAMPLES // max(1, len(rules)))
    sampled = [sorted(rng.sample(ids, min(size, len(ids)))) for ids in found]
    numbers = {number for ids in sampled for number in ids} | {each.question_id for each in fixed}
    supply = {each.question_id: each for each in load_supply(session, numbers)}
    return _Stock(found, sampled, supply)


def _drawn(
    stock: _Stock, rules: Sequence[RuleSpec], fixed: Sequence[FixedSpec], rng: Random
) -> Trial:
    supply = stock.supply
    demands = [
        Demand(rule.type, rule.count, rule.points, [supply[n] for n in ids if n in supply])
        for rule, ids in zip(rules, stock.sampled, strict=True)
    ]
    chosen = [Picked(supply[f.question_id], f.points) for f in fixed if f.question_id in supply]
    assembly = assemble(demands, chosen, rng)
    return Trial(
        reports=tuple(_reports(rules, stock.found, assembly)),
        assembly=assembly,
        unusable=tuple(f.question_id for f in fixed if f.question_id not in supply),
        quarrels=tuple(map(_quarrel_in_words, assembly.quarrels)),
    )


def _reports(
    rules: Sequence[RuleSpec], found: Sequence[Sequence[int]], assembly: Assembly
) -> list[RuleReport]:
    return [
        RuleReport(
            rule.count,
            len(ids),
            missing,
            _in_words(len(ids), missing, clashing),
        )
        for rule, ids, missing, clashing in zip(
            rules, found, assembly.missing, assembly.clashing, strict=True
        )
    ]


def _in_words(available: int, missing: int, clashing: int) -> str:
    if not missing and available >= MOST_COUNTED:
        return str(_("够用，符合的超过 %(count)s 题", count=MOST_COUNTED))
    if not missing:
        return str(_("够用，符合的有 %(count)s 题", count=available))
    if clashing:
        return str(
            _(
                "还缺 %(missing)s 题：符合的有 %(count)s 题，其中 %(clashing)s 题与卷上其他题考同一处或会互相提示",
                missing=missing,
                count=available,
                clashing=clashing,
            )
        )
    return str(_("还缺 %(missing)s 题：符合的只有 %(count)s 题", missing=missing, count=available))


def _quarrel_in_words(quarrel: Quarrel) -> str:
    sentence = {
        Clash.FACT: _("第 %(one)s 题和第 %(other)s 题考的是同一个知识点，请去掉一道。"),
        Clash.SOURCE: _("第 %(one)s 题和第 %(other)s 题出自同一句话，请去掉一道。"),
        Clash.STEM: _("第 %(one)s 题和第 %(other)s 题题干几乎一样，请去掉一道。"),
        Clash.TELLS: _("第 %(one)s 题和第 %(other)s 题会互相提示答案，请去掉一道。"),
    }[quarrel.reason]
    return str(sentence) % {"one": quarrel.one, "other": quarrel.other}


def questions_of(assembly: Assembly) -> list[Supplied]:
    """Return the questions that were drawn, in the order of the paper."""
    return [each.question for each in assembly.picked]
