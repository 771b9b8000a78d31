from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from question_bank.errors import InvalidInputError, NotFoundError
from question_bank.practice.backlog import forgetting
from question_bank.practice.scheduling import DAY, Schedule, Settings
from question_bank.storage import card_shelf, cards, kept
from question_bank.storage.card_settings import (
    DEFAULT,
    CardSettings,
    load_card_settings,
    save_card_settings,
)
from question_bank.storage.card_shelf import Part, Rest
from question_bank.storage.database import Database
from question_bank.storage.models import Card, Person, Progress, Review
from question_bank.storage.models.values import CardState
from question_bank.storage.pools import Pool
from tests.question_bank.storage.learning import NOW, School, found_school

CALENDAR = Settings().calendar
TODAY = cards.Today(
    NOW, CALENDAR.start_of(CALENDAR.day_of(NOW)), CALENDAR.end_of_day(NOW), 10, review_limit=2
)
ALL_CARDS = 2 + 3 + 3


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.writer() as session:
        yield session


@pytest.fixture
def school(session: Session) -> School:
    """Two people with all cards; every test looks at the first one's."""
    school = found_school(session)
    for person_id in (school.person_id, school.other_id):
        wanted = [each.question_id for each in school.questions]
        cards.add_cards(session, person_id, wanted, "chosen", NOW)
    return school


def own(session: Session, school: School) -> list[Card]:
    wanted = select(Card).where(Card.person_id == school.person_id).order_by(Card.id)
    return list(session.scalars(wanted))


def learnt(card: Card, *, days: int, stability: float) -> None:
    """Let *card* be in review, seen *days* days ago and due yesterday."""
    card.state, card.stability, card.difficulty = CardState.REVIEW, stability, 5.0
    card.last_review, card.due, card.reps = NOW - days * DAY, NOW - DAY, 3


def a_review() -> Review:
    return Review(rating=3, reviewed_at=NOW, elapsed_seconds=86_400)


def after(card: Card) -> dict[str, object]:
    values = {name: getattr(card, name) for name in cards.REMEMBERED}
    return {**values, "due": NOW + 9 * DAY, "reps": card.reps + 1, "last_review": NOW}


def test_the_most_forgotten_reviews_come_first(session: Session, school: School) -> None:
    memories = [(9, 30.0), (9, 3.0), (40, 30.0), (2, 2.0)]
    for card, (days, stability) in zip(own(session, school), memories, strict=False):
        learnt(card, days=days, stability=stability)
    session.flush()
    expected = max(
        own(session, school)[:4],
        key=lambda card: forgetting(
            Schedule(card.state, card.due, None, card.stability, 5.0, card.last_review),
            NOW,
            Settings(),
        ),
    )

    assert cards.find_next(session, school.person_id, TODAY) is expected


def test_a_day_takes_no_more_reviews_than_its_limit_and_no_new_card_then(
    session: Session, school: School
) -> None:
    for card in own(session, school)[:4]:
        learnt(card, days=9, stability=8.0)
    session.flush()
    counts = cards.count_cards(session, school.person_id, TODAY)
    assert (counts.reviews, counts.reviews_today, counts.left) == (4, 2, 2)

    for _ in range(2):
        next_card = cards.find_next(session, school.person_id, TODAY)
        assert next_card is not None
        cards.save_review(session, next_card, a_review(), after(next_card))
    counts = cards.count_cards(session, school.person_id, TODAY)

    assert cards.find_next(session, school.person_id, TODAY) is None
    assert (counts.done, counts.reviews, counts.reviews_today, counts.left) == (2, 2, 0, 0)
    generous = replace(TODAY, review_limit=9)
    assert cards.find_next(session, school.person_id, generous) is not None


@pytest.mark.parametrize("how", [Rest.SUSPEND, Rest.BURY])
def test_a_card_that_rests_does_not_come_until_it_is_woken(
    session: Session, school: School, how: Rest
) -> None:
    first = cards.find_next(session, school.person_id, TODAY)
    assert first is not None
    card_shelf.rest(session, school.person_id, first.id, how, TODAY.end)

    second = cards.find_next(session, school.person_id, TODAY)
    assert second is not None
    assert second.id != first.id
    assert cards.count_cards(session, school.person_id, TODAY).left == ALL_CARDS - 1
    card_shelf.rest(session, school.person_id, first.id, Rest.WAKE, TODAY.end)
    assert cards.find_next(session, school.person_id, TODAY) is first


def test_a_buried_card_comes_back_the_next_day_by_itself(session: Session, school: School) -> None:
    first = own(session, school)[0]
    card_shelf.rest(session, school.person_id, first.id, Rest.BURY, TODAY.end)
    tomorrow = replace(TODAY, now=TODAY.end, start=TODAY.end, end=TODAY.end + DAY)

    assert cards.count_cards(session, school.person_id, tomorrow).left == ALL_CARDS
    lines = card_shelf.list_cards(session, school.person_id, Part.RESTING, "", NOW, 1)
    assert [line.card_id for line in lines.rows] == [first.id]


def test_nobody_lays_aside_the_card_of_somebody_else(session: Session, school: School) -> None:
    card = own(session, school)[0]
    for person_id in (school.other_id, None):
        with pytest.raises(NotFoundError):
            card_shelf.rest(session, person_id, card.id, Rest.SUSPEND, TODAY.end)
    assert not card.suspended


def test_undoing_the_press_that_laid_a_card_aside_wakes_it(
    session: Session, school: School
) -> None:
    card = own(session, school)[0]
    learnt(card, days=9, stability=8.0)
    cards.save_review(session, card, a_review(), after(card), suspend=True)
    assert card.suspended
    number = cards.last_review_of(session, school.person_id, TODAY.start) or 0

    assert not cards.undo_review(session, school.person_id, number).suspended


def test_a_card_goes_into_the_wrong_answer_book_once(session: Session, school: School) -> None:
    card = own(session, school)[0]
    card_shelf.put_in_wrong_book(session, card, NOW)
    card_shelf.put_in_wrong_book(session, card, NOW + DAY)

    rows = session.scalars(select(Progress)).all()
    assert [(row.person_id, row.question_id) for row in rows] == [
        (school.person_id, card.question_id)
    ]
    assert rows[0].wrong_since == NOW
    assert rows[0].times_answered == 1


def test_a_question_once_learnt_can_go_back_into_the_book(session: Session, school: School) -> None:
    card = own(session, school)[0]
    progress = Progress(
        person_id=school.person_id,
        question_id=card.question_id,
        times_answered=2,
        times_right=2,
        streak=2,
        last_correct=True,
        last_answered_at=NOW,
    )
    session.add(progress)
    session.flush()
    card_shelf.put_in_wrong_book(session, card, NOW)
    session.refresh(progress)

    assert (progress.wrong_since, progress.times_answered) == (NOW, 2)


@pytest.mark.parametrize(
    ("part", "count"),
    [
        (Part.ALL, ALL_CARDS),
        (Part.NEW, ALL_CARDS - 3),
        (Part.REVIEW, 2),
        (Part.DUE, 2),
        (Part.HARD, 1),
        (Part.RESTING, 1),
        (Part.LEARNING, 0),
    ],
)
def test_cards_are_listed_by_where_they_stand(
    session: Session, school: School, part: Part, count: int
) -> None:
    first, second, third, *_ = own(session, school)
    for card in (first, second, third):
        learnt(card, days=9, stability=30.0)
    second.reps = second.lapses = 4
    third.suspended = True
    session.flush()
    found = card_shelf.list_cards(session, school.person_id, part, "", NOW, 1)

    assert found.total == len(found.rows) == count


@pytest.mark.parametrize(("words", "count"), [("审议权", 2), ("100%", 0), ("没有的词", 0)])
def test_cards_are_found_by_words_of_their_question(
    session: Session, school: School, words: str, count: int
) -> None:
    found = card_shelf.list_cards(session, school.person_id, Part.ALL, words, NOW, 1)
    assert found.total == count


def test_standing_counts_each_card_once(session: Session, school: School) -> None:
    firm, young, learning, resting, *_ = own(session, school)
    learnt(firm, days=9, stability=21.0)
    learnt(young, days=9, stability=20.9)
    learnt(learning, days=0, stability=1.0)
    learning.state = CardState.RELEARNING
    resting.suspended = True
    session.flush()
    standing = card_shelf.standing_of(session, school.person_id)

    assert (standing.firm, standing.young, standing.learning, standing.resting) == (1, 1, 1, 1)
    assert standing.total == ALL_CARDS


def test_coming_reviews_leave_out_new_and_resting_cards(session: Session, school: School) -> None:
    comes, rests, late, *_ = own(session, school)
    for card in (comes, rests, late):
        learnt(card, days=9, stability=8.0)
        card.due = NOW + 2 * DAY
    rests.suspended = True
    late.due = NOW + 9 * DAY
    session.flush()

    dues = card_shelf.dues_until(session, school.person_id, TODAY.end, NOW + 7 * DAY)
    assert list(dues) == [NOW + 2 * DAY]


def test_cards_are_made_of_what_has_none_yet(session: Session, school: School) -> None:
    newcomer = Person(created_at=NOW)
    session.add(newcomer)
    session.flush()
    everything = sorted(each.question_id for each in school.questions)
    kept.set_bookmark(session, newcomer.id, everything[0], NOW)
    kept.set_bookmark(session, school.other_id, everything[1], NOW)

    def found(pool: Pool, *, bookmarked: bool = False) -> list[int]:
        numbers = card_shelf.questions_to_add(session, newcomer.id, pool, bookmarked=bookmarked)
        return sorted(numbers)

    assert found(Pool()) == everything
    assert found(Pool(), bookmarked=True) == everything[:1]
    assert found(Pool(document_id=999)) == []
    cards.add_cards(session, newcomer.id, everything[:1], "bookmark", NOW)
    assert found(Pool()) == everything[1:]
    assert card_shelf.questions_to_add(session, school.person_id, Pool()) == []


def test_settings_are_kept_beside_other_preferences(session: Session, school: School) -> None:
    person = session.get_one(Person, school.person_id)
    person.preferences = {"text": "elder"}
    chosen = CardSettings(5, 100, 2, spread=False)
    save_card_settings(session, person.id, chosen)
    session.expire_all()

    assert load_card_settings(session, person.id) == chosen
    assert person.preferences["text"] == "elder"
    assert load_card_settings(session, school.other_id) == DEFAULT
    assert load_card_settings(session, None) == DEFAULT


@pytest.mark.parametrize(
    "stored", ["x", {"new_a_day": "9"}, {"new_a_day": True}, {"rollover_hour": 99}, None]
)
def test_settings_that_make_no_sense_count_as_not_chosen(
    session: Session, school: School, stored: object
) -> None:
    person = session.get_one(Person, school.person_id)
    person.preferences = {"cards": stored}
    session.flush()
    assert load_card_settings(session, person.id) == DEFAULT


@pytest.mark.parametrize(
    "wrong",
    [
        CardSettings(new_a_day=-1),
        CardSettings(reviews_a_day=0),
        CardSettings(rollover_hour=24),
        CardSettings(new_a_day=101),
    ],
)
def test_numbers_out_of_range_are_refused(
    session: Session, school: School, wrong: CardSettings
) -> None:
    with pytest.raises(InvalidInputError) as found:
        save_card_settings(session, school.person_id, wrong)
    assert found.value.message_id == "card.settings"


def test_learning_steps_are_never_held_back(session: Session, school: School) -> None:
    for card in own(session, school)[:5]:
        learnt(card, days=0, stability=1.0)
        card.state, card.step, card.due = CardState.RELEARNING, 0, NOW - timedelta(minutes=1)
    session.flush()
    none = replace(TODAY, new_limit=0, review_limit=1)

    assert cards.count_cards(session, school.person_id, none).left == 5
