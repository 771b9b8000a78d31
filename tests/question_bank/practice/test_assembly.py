"""Drawing papers: the rules are met, nothing clashes, the same seed draws the same."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.keypoints.values import Kind
from question_bank.practice.assembly import Demand, Picked, assemble, sections_of
from question_bank.practice.clashes import Clash, Company, clash
from question_bank.questions.values import ItemType
from question_bank.storage.papers import SECTIONS
from question_bank.storage.supply import Supplied

TYPES = list(SECTIONS)
WORDS = ["审议", "表决", "任期五年", "主席团主持会议", "听取选民意见", "质询", "代表团", "依法履职"]


@st.composite
def questions(draw: st.DrawFn) -> list[Supplied]:
    """Draw a bank in which facts, sources, stems and keys often meet."""
    made = []
    for number in range(1, draw(st.integers(0, 20)) + 1):
        start = draw(st.integers(0, 40))
        place = (draw(st.integers(1, 2)), start, start + draw(st.integers(1, 6)))
        made.append(
            Supplied(
                question_id=number,
                revision_id=number,
                type=draw(st.sampled_from(TYPES)),
                kind=draw(st.sampled_from(Kind)),
                difficulty=2,
                fact=draw(st.sampled_from(["", "甲", "乙", "丙"])),
                stem="".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4))),
                source=draw(st.sampled_from([None, place])),
                keys=draw(st.sampled_from([(), ("任期五年",), ("质询",), ("听取选民意见",)])),
            )
        )
    return made


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311  chance, not secrecy


def demands_on(bank: list[Supplied], counts: list[int]) -> list[Demand]:
    return [
        Demand(item_type, count, Decimal(2), [each for each in bank if each.type is item_type])
        for item_type, count in zip(TYPES, counts, strict=True)
    ]


def question(number: int, **fields: object) -> Supplied:
    known: dict[str, object] = {
        "question_id": number,
        "revision_id": number,
        "type": ItemType.SINGLE,
        "kind": Kind.DUTY,
        "difficulty": 2,
        "fact": f"fact {number}",
        "stem": f"第{number}题问的是{WORDS[number % len(WORDS)] * 3}（　　）。",
    }
    return Supplied(**(known | fields))  # type: ignore[arg-type]


COUNTS = st.lists(st.integers(1, 6), min_size=4, max_size=4)


@given(questions(), COUNTS, st.integers())
def test_no_two_questions_of_a_paper_clash(
    bank: list[Supplied], counts: list[int], seed: int
) -> None:
    paper = assemble(demands_on(bank, counts), [], seeded(seed))
    for one, other in combinations(paper.picked, 2):
        assert clash(one.question, other.question) is None


@given(questions(), COUNTS, st.integers())
def test_what_is_drawn_and_what_is_missing_add_up(
    bank: list[Supplied], counts: list[int], seed: int
) -> None:
    demands = demands_on(bank, counts)
    paper = assemble(demands, [], seeded(seed))
    for place, demand in enumerate(demands):
        drawn = [each for each in paper.picked if each.rule == place]
        assert len(drawn) + paper.missing[place] == demand.count
        assert all(each.question in demand.pool for each in drawn)
    assert paper.total == 2 * len(paper.picked)
    assert paper.is_complete is not any(paper.missing)


@given(questions(), COUNTS, st.integers())
def test_the_same_seed_draws_the_same_paper_in_whatever_order_the_bank_comes(
    bank: list[Supplied], counts: list[int], seed: int
) -> None:
    once = assemble(demands_on(bank, counts), [], seeded(seed))
    again = assemble(demands_on(bank[::-1], counts), [], seeded(seed))
    assert once == again


@given(questions(), st.integers())
def test_a_company_refuses_exactly_who_clashes(bank: list[Supplied], seed: int) -> None:
    members = bank[: len(bank) // 2]
    company = Company(members)
    for each in seeded(seed).sample(bank, len(bank)):
        clashes = [member for member in members if clash(member, each) is not None]
        refusal = company.refusal(each)
        assert (refusal is not None) == bool(clashes)
        if refusal is not None:
            assert refusal[0] in {member.question_id for member in clashes}


@given(questions())
def test_clashing_has_no_direction(bank: list[Supplied]) -> None:
    for one, other in combinations(bank, 2):
        assert (clash(one, other) is None) == (clash(other, one) is None)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (question(1), question(1), Clash.FACT),
        (question(1, fact="甲"), question(2, fact="甲"), Clash.FACT),
        (question(1, fact=""), question(2, fact=""), None),
        (question(1, source=(1, 0, 10)), question(2, source=(1, 9, 12)), Clash.SOURCE),
        (question(1, source=(1, 0, 10)), question(2, source=(1, 10, 12)), None),
        (question(1, source=(1, 0, 10)), question(2, source=(2, 0, 10)), None),
        (
            question(1, stem="讲话第二部分要求，代表在会前要认真阅读有关材料，做好审议准备。"),
            question(2, stem="讲话第二部分要求，代表在会前要认真阅读有关材料, 做好审议准备"),
            Clash.STEM,
        ),
        (
            question(1, keys=("听取选民意见",)),
            question(2, stem="代表要经常听取选民意见，（　　）。"),
            Clash.TELLS,
        ),
        (question(1, keys=("质询",)), question(2, stem="代表可以依法提出质询案（　　）。"), None),
    ],
)
def test_questions_clash_for_these_reasons(
    one: Supplied, other: Supplied, reason: Clash | None
) -> None:
    assert clash(one, other) is reason
    assert clash(other, one) is reason


def test_the_rarest_rule_is_served_first() -> None:
    rare = [question(n, kind=Kind.RIGHT) for n in (1, 2)]
    common = [question(n) for n in range(3, 9)]
    for seed in range(20):
        paper = assemble(
            [
                Demand(ItemType.SINGLE, 6, Decimal(1), rare + common),
                Demand(ItemType.SINGLE, 2, Decimal(1), rare),
            ],
            [],
            seeded(seed),
        )
        assert paper.is_complete


def test_questions_chosen_by_hand_stay_and_their_quarrels_are_named() -> None:
    chosen = [Picked(question(n, fact="甲"), Decimal(3)) for n in (5, 2)]
    pool = [question(1, fact="甲"), question(3)]
    paper = assemble([Demand(ItemType.SINGLE, 2, Decimal(1), pool)], chosen, seeded(1))
    assert [each.question.question_id for each in paper.picked] == [5, 2, 3]
    assert [(q.one, q.other, q.reason) for q in paper.quarrels] == [(5, 2, Clash.FACT)]
    assert (paper.missing, paper.clashing) == ((1,), (1,))
    assert not paper.is_complete


def test_sections_stand_in_the_usual_order_and_are_numbered() -> None:
    pools = {t: [question(10 * i + n, type=t) for n in range(3)] for i, t in enumerate(TYPES)}
    demands = [Demand(t, 2, Decimal(2), pools[t]) for t in (ItemType.CLOZE, ItemType.SINGLE)]
    paper = assemble(demands, [], seeded(3))
    sections = sections_of(paper)
    assert [title for _type, title, _chosen in sections] == ["一、单选题", "二、填空题"]
    assert [len(chosen) for *_names, chosen in sections] == [2, 2]
    assert {each.points for each in sections[0][2]} == {Decimal(2)}
