"""What trainers teach the program, on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from question_bank.documents import read_document
from question_bank.errors import InvalidInputError, NotFoundError
from question_bank.lexicon import load_lexicon
from question_bank.pipeline import generate, load_resources
from question_bank.storage import own_words
from question_bank.storage.audit import history_of
from question_bank.storage.database import Database
from question_bank.storage.models.values import SetPurpose
from question_bank.storage.own_words import WordMember, WordSet, lexicon_of, save_set
from tests.question_bank.storage.library import NOW, stock

LOOK_ALIKES = WordSet(
    SetPurpose.CONFUSABLE,
    "直通车的类型",
    (WordMember("恒阳号", "接送代表。"), WordMember("衡阳号", "没有这辆车。")),
    words=("直通车",),
    source="本县文件",
)
PHRASE = WordSet(
    SetPurpose.ACCEPTED_FORMS,
    "代表在身边，服务零距离",
    (WordMember("代表在身边、服务零距离"),),
    ("身边", "零距离"),
)
TRUTH = WordSet(SetPurpose.ALSO_TRUE, "代表的权利", (WordMember("免责权"),), words=("代表的权利",))


def test_a_bank_without_own_words_has_the_shipped_lexicon(database: Database) -> None:
    with database.reader() as session:
        assert lexicon_of(session, load_lexicon()) is load_lexicon()


def test_own_words_join_the_lexicon_until_they_are_switched_off(database: Database) -> None:
    shipped = load_lexicon()
    with database.writer() as session:
        stock(session)
        term = own_words.add_term(session, "恒阳号直通车", "", None, NOW)
        rows = [save_set(session, each, None, None, NOW) for each in (LOOK_ALIKES, PHRASE, TRUTH)]
        session.commit()

        full = lexicon_of(session, shipped)
        assert "恒阳号直通车" in full.index.terms
        assert full.confusable_sets_for("恒阳号", "直通车开来了")[0].topic == "直通车的类型"
        assert full.confusable_sets_for("恒阳号", "船开来了") == ()
        assert PHRASE.name in full.protected_texts
        assert full.also_true_for("下列属于代表的权利的是")[-1].refuses_option("免责权")
        assert full.fingerprint != shipped.fingerprint

        own_words.switch_term(session, term.id, on=False, by_id=None, now=NOW)
        for row in rows:
            own_words.switch_set(session, row.id, on=False, by_id=None, now=NOW)
        session.commit()
        assert lexicon_of(session, shipped) is shipped


def test_the_generator_keeps_a_set_phrase_of_the_offices_own_whole(database: Database) -> None:
    text = (
        f"在座谈会上的讲话\n一、要叫响“{PHRASE.name}”的品牌，让群众找得到人、说得上话。\n".encode()
    )
    document = read_document(text, "speech.txt")
    with database.writer() as session:
        save_set(session, PHRASE, None, None, NOW)
        session.commit()
        lexicon = lexicon_of(session, load_lexicon())

    generation = generate(document, resources=load_resources(lexicon))

    assert any(point.pattern == "set_phrase" for point in generation.key_points)


def test_changing_a_set_replaces_its_members_and_leaves_a_trace(database: Database) -> None:
    with database.writer() as session:
        row = save_set(session, LOOK_ALIKES, None, None, NOW)
        changed = replace(
            LOOK_ALIKES,
            name="直通车",
            members=(*LOOK_ALIKES.members[::-1], WordMember("横阳号", "也没有。")),
        )
        save_set(session, changed, row.id, None, NOW)
        session.commit()
        stored = own_words.get_set(session, row.id)
        assert [each.text for each in stored.members] == ["衡阳号", "恒阳号", "横阳号"]
        assert stored.name == "直通车"
        deeds = [entry.action for entry in history_of(session, "confusable_set", row.id)]
        assert deeds == ["words.change", "words.add"]


@pytest.mark.parametrize(
    ("content", "message_id"),
    [
        pytest.param(replace(PHRASE, name="一"), "words.name_length", id="name too short"),
        pytest.param(replace(PHRASE, name="很" * 121), "words.name_length", id="name too long"),
        pytest.param(replace(PHRASE, name="甲\n乙"), "words.not_plain", id="two lines"),
        pytest.param(replace(PHRASE, name="甲\u202e乙"), "words.not_plain", id="turned around"),
        pytest.param(replace(PHRASE, words=("零距离", "身边")), "words.slots", id="other order"),
        pytest.param(replace(PHRASE, words=(PHRASE.name,)), "words.slots", id="all of it"),
        pytest.param(
            replace(LOOK_ALIKES, members=LOOK_ALIKES.members[:1]), "words.too_few_members", id="one"
        ),
        pytest.param(
            replace(LOOK_ALIKES, members=(WordMember("甲", "说明"), WordMember("乙"))),
            "words.no_reason",
            id="no reason",
        ),
        pytest.param(
            replace(LOOK_ALIKES, members=LOOK_ALIKES.members * 2), "words.same_members", id="twice"
        ),
        pytest.param(
            replace(TRUTH, members=tuple(WordMember(f"词{n}") for n in range(31))),
            "words.too_many_members",
            id="too many",
        ),
        pytest.param(
            replace(TRUTH, members=(WordMember("甲", "很" * 301),)),
            "words.reason",
            id="long reason",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    database: Database, content: WordSet, message_id: str
) -> None:
    with database.writer() as session:
        with pytest.raises(InvalidInputError) as found:
            save_set(session, content, None, None, NOW)
        assert found.value.message_id == message_id
        assert own_words.own_words(session, also_inactive=True).sets == ()


def test_a_name_is_taken_once_for_a_purpose_and_free_for_another(database: Database) -> None:
    with database.writer() as session:
        first = save_set(session, LOOK_ALIKES, None, None, NOW)
        save_set(session, replace(TRUTH, name=LOOK_ALIKES.name), None, None, NOW)
        assert refusal(session, LOOK_ALIKES) == "words.known"
        save_set(session, replace(LOOK_ALIKES, source="另一处"), first.id, None, NOW)
        assert own_words.get_set(session, first.id).source == "另一处"


def refusal(session: Session, content: WordSet) -> str:
    """Return why a set is refused."""
    with pytest.raises(InvalidInputError) as found:
        save_set(session, content, None, None, NOW)
    return found.value.message_id


@pytest.mark.parametrize(
    ("text", "message_id"),
    [("词", "words.term_length"), ("很" * 61, "words.term_length"), ("甲\t乙", "words.not_plain")],
)
def test_a_term_that_is_none_is_refused(database: Database, text: str, message_id: str) -> None:
    with database.writer() as session, pytest.raises(InvalidInputError) as found:
        own_words.add_term(session, text, "", None, NOW)
    assert found.value.message_id == message_id


def test_a_term_is_added_once(database: Database) -> None:
    with database.writer() as session:
        own_words.add_term(session, "直通车", "", None, NOW)
        with pytest.raises(InvalidInputError) as found:
            own_words.add_term(session, "直通车", "", None, NOW)
    assert found.value.message_id == "words.known"


@pytest.mark.parametrize("number", [0, 7, 2**70])
def test_what_is_not_there_is_not_found(database: Database, number: int) -> None:
    with database.writer() as session:
        for change in (own_words.switch_term, own_words.switch_set):
            with pytest.raises(NotFoundError):
                change(session, number, on=True, by_id=None, now=NOW)
