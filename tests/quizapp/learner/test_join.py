from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from question_bank.storage import groups, invitations
from question_bank.storage.database import Database
from question_bank.storage.invitations import Wish
from question_bank.storage.models import (
    Attempt,
    AuditEntry,
    Invitation,
    LoginSession,
    Membership,
    Person,
)
from tests.quizapp.conftest import Clock, Visitor
from tests.quizapp.learner.conftest import Deputy

CODE = "20263344"
OTHER = "20265566"
TOKEN = "a-token-of-one-form-only"
#: Waiting of a visitor who came to the page before.
WECHAT = "Mozilla/5.0 (Linux; Android 10) MicroMessenger/8.0"

Invite = Callable[..., int]


@pytest.fixture
def delegation(database: Database, clock: Clock) -> tuple[int, int]:
    """The numbers of two delegations."""
    with database.writer() as session:
        first = groups.add_group(session, "第一代表团", None, clock())
        second = groups.add_group(session, "第二代表团", None, clock())
        session.commit()
        return first.id, second.id


@pytest.fixture
def invite(database: Database, clock: Clock) -> Invite:
    """Return what makes an invitation and returns its number."""

    def make(code: str = CODE, **wish: Any) -> int:
        with database.writer() as session:
            made = invitations.invite_to_join(
                session, Wish(**wish), code=code, created_by_id=1, now=clock()
            )
            session.commit()
            return made.id

    return make


@pytest.fixture
def people(database: Database) -> Callable[[], list[str | None]]:
    """Return what lists the names of those who came in, the author of the bank left out."""

    def names() -> list[str | None]:
        with database.reader() as session:
            rows = session.scalars(
                select(Person.name).where(Person.id > 1, Person.active).order_by(Person.id)
            )
            return list(rows)

    return names


@pytest.fixture
def phones(app: Flask) -> Iterator[Visitor]:
    """Phones, each a new one."""
    return (Visitor(app.test_client()) for _ in range(9))


def join(visitor: Visitor, name: str, code: str = CODE, **fields: object) -> Any:
    return visitor.post(f"/join/{code}", {"name": name, **fields})


def set_pin(visitor: Visitor, pin: str) -> None:
    assert visitor.post("/join/pin", {"pin": pin, "repeated": pin}).status_code == 303


def members(database: Database, group_id: int) -> list[tuple[str | None, str]]:
    with database.reader() as session:
        rows = session.execute(
            select(Person.name, Membership.term)
            .join(Membership, Membership.person_id == Person.id)
            .where(Membership.group_id == group_id, Membership.left_at.is_(None))
            .order_by(Person.id)
        )
        return [(name, term) for name, term in rows]


def uses(database: Database, number: int) -> int:
    with database.reader() as session:
        return session.get_one(Invitation, number).uses


# --- an invitation ----------------------------------------------------------


@pytest.mark.parametrize("htmx", [False, True])
def test_a_deputy_comes_in_with_a_name_and_no_password(
    database: Database, visitor: Visitor, delegation: tuple[int, int], invite: Invite, *, htmx: bool
) -> None:
    invite(group_id=delegation[0], term="第十四届")
    page = visitor.get(f"/join/{CODE}", htmx=htmx).text
    assert "第一代表团" in page
    assert "第十四届" in page

    answer = visitor.post(f"/join/{CODE}", {"name": " 王　建国 "}, htmx=htmx)

    assert (answer.location or answer.headers.get("HX-Redirect")) == "/join/welcome"
    assert "王建国，您好" in visitor.get("/join/welcome").text
    assert members(database, delegation[0]) == [("王建国", "第十四届")]


def test_the_deputy_chooses_the_group_where_the_invitation_names_none(
    database: Database, visitor: Visitor, delegation: tuple[int, int], invite: Invite
) -> None:
    invite()

    refused = join(visitor, "王建国")
    answer = join(visitor, "王建国", group=delegation[1])

    assert refused.status_code == 422
    assert "请选择您所在的代表团或小组" in refused.text
    assert answer.status_code == 303
    assert members(database, delegation[1]) == [("王建国", "")]


@pytest.mark.usefixtures("delegation")
@pytest.mark.parametrize("group", ["999", "x", "-1", "9" * 30, ""])
def test_a_group_that_was_not_offered_is_refused(
    visitor: Visitor, invite: Invite, group: str
) -> None:
    invite()

    assert join(visitor, "王建国", group=group).status_code == 422


@pytest.mark.parametrize(
    "name", ["", "　", "很" * 41, "坏\u0000名", "\u202e反着写", "=1+1", "@SUM"]
)
def test_what_is_no_name_is_refused_in_a_sentence(
    database: Database,
    visitor: Visitor,
    delegation: tuple[int, int],
    invite: Invite,
    people: Callable[[], list[str | None]],
    name: str,
) -> None:
    number = invite(group_id=delegation[0])

    answer = join(visitor, name)

    assert answer.status_code == 422
    assert "姓名" in answer.text
    assert people() == []
    assert uses(database, number) == 0


def test_what_was_practised_before_joining_stays(
    deputy: Deputy, delegation: tuple[int, int], invite: Invite
) -> None:
    invite(group_id=delegation[0])
    deputy.finish(deputy.start())

    join(deputy.visitor, "王建国")

    assert "5 题次" in deputy.visitor.get("/me").text
    with deputy.database.reader() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 2


def test_the_same_phone_is_recognised(
    database: Database, visitor: Visitor, delegation: tuple[int, int], invite: Invite
) -> None:
    invite(group_id=delegation[0])
    other = invite(OTHER, group_id=delegation[1])
    join(visitor, "王建国")

    again = visitor.get(f"/join/{CODE}")
    greeted = visitor.get(f"/join/{OTHER}").text
    answer = visitor.post(f"/join/{OTHER}", {"as": "me"})

    assert again.location == "/join/welcome"
    assert "欢迎回来，王建国" in greeted
    assert answer.status_code == 303
    assert members(database, delegation[1]) == [("王建国", "")]
    assert uses(database, other) == 1


def test_somebody_else_on_the_same_phone_becomes_a_person_of_their_own(
    database: Database, visitor: Visitor, delegation: tuple[int, int], invite: Invite
) -> None:
    invite(group_id=delegation[0])
    join(visitor, "王建国")

    page = visitor.get(f"/join/{CODE}?new=1").text
    answer = join(visitor, "李秀英", new="1")

    assert "王建国 的记录还在" in page
    assert answer.status_code == 303
    assert members(database, delegation[0]) == [("王建国", ""), ("李秀英", "")]
    assert "李秀英，您好" in visitor.get("/join/welcome").text


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"max_uses": 1}, "名额已经用完"),
        ({"expires_at": datetime.fromisoformat("2026-03-03T00:00:00Z")}, "邀请的时间已经过了"),
    ],
)
def test_an_invitation_that_has_ended_says_so_kindly(
    phones: Iterator[Visitor],
    clock: Clock,
    delegation: tuple[int, int],
    invite: Invite,
    wish: dict[str, Any],
    said: str,
) -> None:
    invite(group_id=delegation[0], **wish)
    first, second = next(phones), next(phones)
    assert join(first, "王建国").status_code == 303
    clock.advance(days=3)

    for answer in (second.get(f"/join/{CODE}"), join(second, "李秀英")):
        assert answer.status_code == 410
        assert said in answer.text
        assert "先去学习" in answer.text
    # Who came in by it is still greeted.
    assert first.get(f"/join/{CODE}").location == "/join/welcome"


def test_an_invitation_taken_back_says_so(
    database: Database, clock: Clock, visitor: Visitor, delegation: tuple[int, int], invite: Invite
) -> None:
    number = invite(group_id=delegation[0])
    with database.writer() as session:
        invitations.revoke_invitation(session, number, clock())
        session.commit()

    assert "收回这次邀请" in visitor.get(f"/join/{CODE}").text


def test_wechat_is_told_where_the_record_stays(
    visitor: Visitor, delegation: tuple[int, int], invite: Invite
) -> None:
    invite(group_id=delegation[0])
    join(visitor, "王建国")

    page = visitor.client.get("/join/welcome", headers={"User-Agent": WECHAT}).text

    assert "记录留在微信里" in page
    assert "记录留在微信里" not in visitor.get("/join/welcome").text


# --- typing the code --------------------------------------------------------


@pytest.mark.parametrize("typed", [CODE, "2026 3344", "２０２６－３３４４", " 2026-3344 "])
def test_a_typed_code_leads_to_its_invitation(
    visitor: Visitor, delegation: tuple[int, int], invite: Invite, typed: str
) -> None:
    invite(group_id=delegation[0])

    assert visitor.post("/join", {"code": typed}).location == f"/join/{CODE}"


@pytest.mark.parametrize("typed", ["", "00000000", "abc", "x" * 5000, "\u0000", "٣٣٣٣٣٣٣٣"])
def test_a_wrong_code_is_answered_in_a_sentence(visitor: Visitor, typed: str) -> None:
    answer = visitor.post("/join", {"code": typed})

    assert answer.status_code == 422
    assert "邀请码" in answer.text


def test_guessing_codes_is_stopped(visitor: Visitor) -> None:
    statuses = [visitor.post("/join", {"code": f"{n:08}"}).status_code for n in range(31)]

    assert statuses == [422] * 30 + [429]
    assert visitor.get("/join/11112222").status_code == 429


# --- twice ------------------------------------------------------------------


def test_a_double_tap_makes_one_person_and_both_answers_let_them_in(
    database: Database,
    app: Flask,
    visitor: Visitor,
    delegation: tuple[int, int],
    invite: Invite,
    people: Callable[[], list[str | None]],
) -> None:
    number = invite(group_id=delegation[0], max_uses=1)
    form = {"csrf_token": visitor.token(), "name": "王建国", "submission": TOKEN}
    cookie = visitor.client.get_cookie("quizapp")
    assert cookie is not None
    taps = [app.test_client(), app.test_client()]
    answers: list[Any] = []
    for tap in taps:
        tap.set_cookie("quizapp", cookie.value)
    threads = [
        Thread(target=lambda tap=tap: answers.append(tap.post(f"/join/{CODE}", data=form)))
        for tap in taps
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [answer.status_code for answer in answers] == [303, 303]
    assert people() == ["王建国"]
    assert members(database, delegation[0]) == [("王建国", "")]
    assert uses(database, number) == 1
    for tap in taps:
        assert "王建国，您好" in tap.get("/join/welcome").text


def test_a_form_of_another_browser_opens_nothing(
    phones: Iterator[Visitor], delegation: tuple[int, int], invite: Invite
) -> None:
    invite(group_id=delegation[0])
    first, second = next(phones), next(phones)
    join(first, "王建国", submission=TOKEN)

    answer = join(second, "王建国", submission=TOKEN)

    assert answer.status_code == 422
    assert "已经有一位同名的代表" in answer.text


# --- somebody of this name is there -----------------------------------------


def test_name_and_group_alone_never_open_a_record(
    database: Database,
    phones: Iterator[Visitor],
    delegation: tuple[int, int],
    invite: Invite,
) -> None:
    number = invite(group_id=delegation[0])
    first, second = next(phones), next(phones)
    join(first, "王建国")

    answer = join(second, "王 建国")

    assert answer.status_code == 422
    for way in ("已经有一位同名的代表", "我设过数字密码", "我有一次性代码", "我是另一位"):
        assert way in answer.text
    assert "手机号" not in answer.text
    assert uses(database, number) == 1
    assert second.get("/join/welcome").location == "/join"


def test_another_person_of_the_same_name_starts_afresh(
    database: Database,
    phones: Iterator[Visitor],
    delegation: tuple[int, int],
    invite: Invite,
) -> None:
    invite(group_id=delegation[0])
    first, second = next(phones), next(phones)
    join(first, "王建国")

    assert join(second, "王建国", **{"as": "another"}).status_code == 303
    assert members(database, delegation[0]) == [("王建国", ""), ("王建国", "")]


@pytest.fixture
def listed(database: Database, clock: Clock, delegation: tuple[int, int]) -> int:
    """Somebody on the office's list who has never been here."""
    with database.writer() as session:
        person = Person(name="王建国", phone="13800138000", created_at=clock(), joined_at=clock())
        session.add(person)
        session.flush()
        groups.join_group(session, person.id, delegation[0], "第十四届", clock())
        session.commit()
        return person.id


def test_who_is_on_the_list_comes_in_with_the_phone_number_on_it(
    database: Database, visitor: Visitor, delegation: tuple[int, int], invite: Invite, listed: int
) -> None:
    invite(group_id=delegation[0], term="第十四届")

    asked = join(visitor, "王建国")
    wrong = join(visitor, "王建国", phone="13900139000")
    right = join(visitor, "王建国", phone="+86 138-0013-8000")

    assert "名单上有王建国代表，是您吗？" in asked.text
    assert "已经有一位同名的代表" not in asked.text
    assert "名单上的就是我" in asked.text
    assert "13800138000" not in asked.text
    assert wrong.status_code == 422
    assert "对不上" in wrong.text
    assert right.status_code == 303
    with database.reader() as session:
        owners = session.scalars(select(LoginSession.person_id).distinct()).all()
    assert owners == [listed]
    assert members(database, delegation[0]) == [("王建国", "第十四届")]


@pytest.mark.parametrize("invited_to_whole", [True, False])
def test_who_is_listed_in_a_delegation_or_a_group_of_it_gets_no_second_record(
    database: Database,
    visitor: Visitor,
    delegation: tuple[int, int],
    clock: Clock,
    invite: Invite,
    *,
    invited_to_whole: bool,
) -> None:
    with database.writer() as session:
        team = groups.add_group(session, "第一小组", delegation[0], clock()).id
        home, invited = (team, delegation[0]) if invited_to_whole else (delegation[0], team)
        person = Person(name="王建国", phone="13800138000", created_at=clock(), joined_at=clock())
        session.add(person)
        session.flush()
        groups.join_group(session, person.id, home, "第十四届", clock())
        session.commit()
        listed = person.id
    invite(group_id=invited, term="第十四届")

    assert "名单上的就是我" in join(visitor, "王建国").text
    assert join(visitor, "王建国", phone="13800138000").status_code == 303

    with database.reader() as session:
        owners = session.scalars(select(LoginSession.person_id).distinct()).all()
    assert owners == [listed]
    assert members(database, team) == [("王建国", "第十四届")]
    assert members(database, delegation[0]) == (
        [] if invited_to_whole else [("王建国", "第十四届")]
    )


@pytest.mark.usefixtures("listed")
def test_an_invitation_without_a_term_adds_nothing_to_a_membership_with_one(
    database: Database, visitor: Visitor, delegation: tuple[int, int], invite: Invite
) -> None:
    invite()
    sent = {"group": str(delegation[0]), "phone": "13800138000"}
    assert join(visitor, "王建国", **sent).status_code == 303
    assert members(database, delegation[0]) == [("王建国", "第十四届")]


@pytest.mark.usefixtures("listed")
def test_the_phone_number_opens_no_record_that_somebody_uses(
    phones: Iterator[Visitor], delegation: tuple[int, int], invite: Invite
) -> None:
    invite(group_id=delegation[0], term="第十四届")
    join(next(phones), "王建国", phone="13800138000")

    answer = join(next(phones), "王建国", phone="13800138000")

    assert answer.status_code == 422
    assert "名单上的就是我" not in answer.text


# --- another phone ----------------------------------------------------------


def test_a_pin_carries_the_record_to_another_phone(
    phones: Iterator[Visitor], deputy: Deputy, delegation: tuple[int, int], invite: Invite
) -> None:
    invite(group_id=delegation[0])
    deputy.finish(deputy.start())
    join(deputy.visitor, "王建国")
    set_pin(deputy.visitor, "2580")
    new = next(phones)

    form = {"name": "王建国", "group": str(delegation[0]), "pin": "２５８０"}
    answer = new.post("/join/phone", form)

    assert answer.location == "/join/welcome"
    assert "5 题次" in new.get("/me").text


@pytest.mark.parametrize(
    "changed", [{"pin": "2581"}, {"pin": ""}, {"name": "王建军"}, {"group": ""}, {"group": "x"}]
)
def test_what_is_not_quite_right_opens_nothing(
    phones: Iterator[Visitor], delegation: tuple[int, int], invite: Invite, changed: dict[str, str]
) -> None:
    invite(group_id=delegation[0])
    old, new = next(phones), next(phones)
    join(old, "王建国")
    set_pin(old, "2580")

    form = {"name": "王建国", "group": str(delegation[0]), "pin": "2580"} | changed
    answer = new.post("/join/phone", form)

    assert answer.status_code == 422
    assert "没有对上" in answer.text
    assert new.get("/join/welcome").location == "/join"


def test_guessing_a_pin_is_stopped_kindly_from_every_phone(
    phones: Iterator[Visitor], delegation: tuple[int, int], invite: Invite
) -> None:
    invite(group_id=delegation[0])
    old, new = next(phones), next(phones)
    join(old, "王建国")
    set_pin(old, "2580")
    form = {"name": "王建国", "group": str(delegation[0])}

    statuses = [
        next(phones).post("/join/phone", form | {"pin": f"900{n}"}).status_code for n in range(5)
    ]
    locked = new.post("/join/phone", form | {"pin": "2580"})

    assert statuses == [422] * 5
    assert locked.status_code == 429
    assert "一次性代码" in locked.text


@pytest.mark.parametrize("pin", ["123", "1234", "0000", "98765", "123456789", "abcd", "", "12 3x"])
def test_a_pin_that_is_none_or_weak_is_refused(
    visitor: Visitor, delegation: tuple[int, int], invite: Invite, pin: str
) -> None:
    invite(group_id=delegation[0])
    join(visitor, "王建国")

    answer = visitor.post("/join/pin", {"pin": pin, "repeated": pin})

    assert answer.status_code == 422
    assert "数字密码" in answer.text


def test_a_pin_typed_differently_the_second_time_is_not_kept(
    visitor: Visitor, delegation: tuple[int, int], invite: Invite, database: Database
) -> None:
    invite(group_id=delegation[0])
    join(visitor, "王建国")

    assert visitor.post("/join/pin", {"pin": "2580", "repeated": "2581"}).status_code == 422
    with database.reader() as session:
        assert session.scalars(select(Person.pin_hash)).all() == [None, None]


def test_a_code_of_the_old_phone_works_once_and_not_for_long(
    phones: Iterator[Visitor], clock: Clock, delegation: tuple[int, int], invite: Invite
) -> None:
    invite(group_id=delegation[0])
    old, new, late = next(phones), next(phones), next(phones)
    join(old, "王建国")
    old.post("/join/code")
    code = "".join(re.findall(r'invitation__code">([\d ]+)<', old.get("/join/code").text))
    address = f"/join/{code.replace(' ', '')}"
    assert old.get("/join/code/qr.svg").mimetype == "image/svg+xml"

    assert "打开 王建国 的学习记录" in new.get(address).text
    assert new.post(address).location == "/join/welcome"
    assert "王建国，您好" in new.get("/join/welcome").text
    assert late.post(address).status_code == 410
    new.post("/join/code")
    code = "".join(re.findall(r'invitation__code">([\d ]+)<', new.get("/join/code").text))
    clock.advance(minutes=16)
    assert late.post(f"/join/{code.replace(' ', '')}").status_code == 410


def test_what_this_phone_practised_goes_along_to_the_record_that_is_opened(
    phones: Iterator[Visitor],
    database: Database,
    deputy: Deputy,
    delegation: tuple[int, int],
    invite: Invite,
) -> None:
    invite(group_id=delegation[0])
    old = next(phones)
    join(old, "王建国")
    set_pin(old, "2580")
    deputy.finish(deputy.start())

    form = {"name": "王建国", "group": str(delegation[0]), "pin": "2580"}
    deputy.visitor.post("/join/phone", form)

    assert "之前答的 5 题次" in deputy.visitor.get("/join/welcome").text
    assert "5 题次" in old.get("/me").text
    with database.reader() as session:
        owners = session.scalars(select(Attempt.person_id).distinct()).all()
        named = session.scalars(select(Person.id).where(Person.name == "王建国")).one()
    assert owners == [named]


def test_the_record_of_a_named_person_is_not_merged(
    phones: Iterator[Visitor],
    deputy: Deputy,
    delegation: tuple[int, int],
    invite: Invite,
) -> None:
    invite(group_id=delegation[0])
    old = next(phones)
    join(old, "王建国")
    set_pin(old, "2580")
    deputy.finish(deputy.start())
    join(deputy.visitor, "李秀英")

    form = {"name": "王建国", "group": str(delegation[0]), "pin": "2580"}
    deputy.visitor.post("/join/phone", form)

    assert "还没有答过题" in deputy.visitor.get("/me").text


@pytest.mark.parametrize("address", ["/join/pin", "/join/code", "/join/welcome"])
def test_who_has_no_name_is_asked_for_the_invitation_first(visitor: Visitor, address: str) -> None:
    assert visitor.get(address).location == "/join"
    if address != "/join/welcome":
        assert visitor.post(address, {"pin": "2580", "repeated": "2580"}).location == "/join"
    assert visitor.get("/join/code/qr.svg").status_code == 404


def test_joining_stands_in_the_audit_log_without_secrets(
    database: Database, visitor: Visitor, delegation: tuple[int, int], invite: Invite
) -> None:
    number = invite(group_id=delegation[0], term="第十四届")
    join(visitor, "王建国")

    with database.reader() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.object_type == "person")).one()
    assert entry.action == "person.join"
    assert entry.details == {"invitation": number, "group": delegation[0], "term": "第十四届"}


def test_what_becomes_of_the_data_is_told(
    visitor: Visitor, delegation: tuple[int, int], invite: Invite
) -> None:
    invite(group_id=delegation[0])

    assert "随时可以在“我的”里查看" in visitor.get(f"/join/{CODE}").text
