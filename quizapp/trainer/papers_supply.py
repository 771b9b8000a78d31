"""Whether the bank can fill a paper: what fits each rule, and a trial of drawing it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random
from typing import Final

from flask_babel import gettext as _

from question_bank.practice.assembly import TRIES, Assembly, Demand, Picked, Quarrel, assemble
from question_bank.practice.clashes import Clash
from question_bank.storage.papers import FixedSpec, RuleSpec
from question_bank.storage.supply import MOST_COUNTED, Supplied, ids_for, load_supply
from quizapp.database import Session

#: Questions of one rule that a trial looks at first, beside twice as many as are wanted.
SPARE: Final = 20
#: Questions of one rule that it looks at if those do not fill the paper, and all rules together.
SAMPLE: Final = 120
ALL_SAMPLES: Final = 500
#: The same where a paper is frozen: all that was found.
THOROUGH: Final = 2 * MOST_COUNTED
#: Orders that a trial draws in before it reports a shortage; freezing tries more.
ORDERS: Final = 2
#: How often the rules of a new paper are made smaller before that is given up.
DRAWS: Final = 8


@dataclass(frozen=True, slots=True)
class RuleReport:
    """
    How a rule stands.

    Attributes:
        wanted: Questions asked for.
        available: Questions that fit, counted up to some hundred.
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
        session: Reads; four statements, seven where the first look does not fill the paper.
        rules: What to draw.
        fixed: Questions chosen by hand.
        seed: What chance comes from.
        thorough: Look at some hundred questions of a rule before giving up, as freezing does.
    """
    return _tried(session, rules, fixed, seed, thorough=thorough)[1]


def try_out_fitting(
    session: Session, rules: Sequence[RuleSpec], seed: str
) -> tuple[tuple[RuleSpec, ...], Trial]:
    """
    Draw a paper by *seed* with as many questions of each rule as the bank has together.

    Rules are asked for fewer until they come out full by other draws, too; a rule that
    nothing fits is left out. With nothing at all the rules stay as they are.
    """
    stock, trial = _tried(session, rules, (), seed)
    if trial.is_complete:
        return tuple(rules), trial
    fitted, rng = tuple(rules), Random(seed)  # noqa: S311  chance, not secrecy
    for _draw in range(DRAWS):
        fitted = tuple(
            replace(rule, count=rule.count - report.missing)
            for rule, report in zip(fitted, trial.reports, strict=True)
        )
        trial = _drawn(stock, fitted, (), rng, ORDERS)
        if trial.is_complete:
            break
    kept = [place for place, rule in enumerate(fitted) if rule.count]
    if not kept:
        return tuple(rules), _drawn(stock, rules, (), rng, ORDERS)
    chosen = tuple(fitted[place] for place in kept)
    return chosen, _drawn(stock.only(kept), chosen, (), rng, ORDERS)


@dataclass(frozen=True, slots=True)
class _Stock:
    """What a trial chooses from: by rule what fits, by chance, and how many of that; the questions."""

    found: list[list[int]]
    sizes: list[int]
    supply: dict[int, Supplied]

    def only(self, places: Sequence[int]) -> _Stock:
        """Return the stock of some of the rules."""
        found, sizes = [self.found[at] for at in places], [self.sizes[at] for at in places]
        return _Stock(found, sizes, self.supply)

    def pools(self) -> Iterator[list[Supplied]]:
        """Yield the questions that each rule may choose from."""
        for ids, size in zip(self.found, self.sizes, strict=True):
            yield [self.supply[number] for number in ids[:size] if number in self.supply]


def _tried(
    session: Session,
    rules: Sequence[RuleSpec],
    fixed: Sequence[FixedSpec],
    seed: str,
    *,
    thorough: bool = False,
) -> tuple[_Stock, Trial]:
    """Draw from a few questions of each rule, and from many of a rule that those do not fill."""
    orders = TRIES if thorough else ORDERS
    found = _found(session, rules, seed)
    few = [SPARE + 2 * rule.count for rule in rules]
    stock = _stock(session, found, few, fixed, {})
    trial = _drawn(stock, rules, fixed, Random(seed), orders)  # noqa: S311
    short = [report.missing > 0 for report in trial.reports]
    if not any(short):
        return stock, trial
    many = THOROUGH if thorough else min(SAMPLE, ALL_SAMPLES // len(rules))
    sizes = [max(many, size) if lacks else size for lacks, size in zip(short, few, strict=True)]
    stock = _stock(session, found, sizes, fixed, stock.supply)
    return stock, _drawn(stock, rules, fixed, Random(seed), orders)  # noqa: S311


def _found(session: Session, rules: Sequence[RuleSpec], seed: str) -> list[list[int]]:
    """Return the questions that fit each rule in an order by chance, which is not secrecy."""
    found = ids_for(session, rules, Random(seed).random())  # noqa: S311
    for place, ids in enumerate(found):
        Random(f"{seed}:{place}").shuffle(ids)  # noqa: S311
    return found


def _stock(
    session: Session,
    found: list[list[int]],
    sizes: list[int],
    fixed: Sequence[FixedSpec],
    known: dict[int, Supplied],
) -> _Stock:
    """Look up the questions that are not *known* yet."""
    numbers = {each.question_id for each in fixed}
    for ids, size in zip(found, sizes, strict=True):
        numbers.update(ids[:size])
    more = load_supply(session, numbers - known.keys())
    return _Stock(found, sizes, known | {each.question_id: each for each in more})


def _drawn(
    stock: _Stock,
    rules: Sequence[RuleSpec],
    fixed: Sequence[FixedSpec],
    rng: Random,
    orders: int,
) -> Trial:
    supply = stock.supply
    demands = [
        Demand(rule.type, rule.count, rule.points, pool)
        for rule, pool in zip(rules, stock.pools(), strict=True)
    ]
    chosen = [Picked(supply[f.question_id], f.points) for f in fixed if f.question_id in supply]
    assembly = assemble(demands, chosen, rng, orders)
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
