"""Every page by the rules of WCAG 2.2 AA (axe), and how many bytes a visit costs."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page

from question_bank.storage.accounts import add_trainer, roles_granted_by
from question_bank.storage.database import Database
from question_bank.storage.models import Person
from question_bank.storage.models.values import Role
from quizapp import system_clock
from quizapp.accounts.passwords import PasswordKeeper
from tests.bank import NOW
from tests.browser.conftest import DESKTOP, PHONE, Site
from tests.browser.test_learner import start
from tests.papers import open_paper

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """([rules, without]) => axe.run({include: [["html"]], exclude: without.map(each => [each])}, {
    runOnly: rules, resultTypes: ["violations"],
}).then(found => found.violations.map(
    each => each.id + " " + each.nodes.map(node => node.target.join(" ")).join(", ")))"""
#: What stands on every page of deputies, and is looked at once.
SHELL = [".topbar", ".footer"]
PASSWORD = "长城长江黄河与万里山川"
#: Bytes over the wire, headers and all: a first visit, and any page after it.
FIRST, LATER = 70_000, 15_000
DEPUTIES = (
    "/",
    "/practice",
    "/cards",
    "/decks",
    "/me",
    "/preferences",
    "/wrong",
    "/bookmarks",
    "/reports",
    "/account/sign-in",
)
#: Pages that show something to a deputy with a name, a plan and an exam behind them.
KNOWN = (
    "/cards/add",
    "/cards/all",
    "/cards/settings",
    "/cards/statistics",
    "/plan",
    "/plan/change",
    "/pocket",
    "/pocket/sheets",
    "/exams",
    "/p/axe234",
    "/read/1/3",
    "/me/record",
    "/me/data",
    "/join",
    "/join/phone",
    "/join/pin",
    "/join/code",
    "/join/welcome",
)
TRAINERS = (
    "/trainer/",
    "/trainer/questions",
    "/trainer/questions/1",
    "/trainer/questions/1/edit",
    "/trainer/questions/new",
    "/trainer/documents",
    "/trainer/documents/1",
    "/trainer/decks",
    "/trainer/reports",
)
#: What is wider than the window cannot be read on a phone.
WIDER = "document.documentElement.scrollWidth - window.innerWidth"


def faults(page: Page, name: str, without: list[str] | None = None) -> list[str]:
    # Colours that are still on their way are no colours of the page.
    page.evaluate("Promise.all(document.getAnimations().map(each => each.finished))")
    page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN, [RULES, without or []])
    return [f"{name}: {fault}" for fault in found]


def look(page: Page, paths: tuple[str, ...], without: list[str] | None = None) -> list[str]:
    found = []
    for path in paths:
        answer = page.goto(path)
        assert answer, path
        assert answer.ok, path
        assert page.url.rstrip("/").endswith(path.rstrip("/")), path
        found += faults(page, path, without)
        beyond = page.evaluate(WIDER)
        found += [f"{path}: {beyond} px wider than the window"] if beyond > 0 else []
    return found


@pytest.fixture(scope="module")
def site(own_site: Site) -> Site:
    """A site of their own: they open a paper and make people of two records."""
    return own_site


def dressed(site: Site, page: Page, theme: str, language: str) -> Page:
    cookie = f"theme={theme}&language={language}"
    page.context.add_cookies([{"name": "preferences", "value": cookie, "url": site.address}])
    return page


@pytest.fixture(params=[("light", "zh"), ("dark", "en")], ids=["light-zh", "dark-en"])
def dress(request: pytest.FixtureRequest, site: Site) -> Callable[[Page], Page]:
    """Both themes and both languages, in two rounds."""
    theme, language = request.param
    return lambda page: dressed(site, page, theme, language)


@pytest.fixture(scope="module")
def exam(site: Site) -> str:
    """Open an exam that can be sat again and again."""
    with closing(Database(site.database_url)) as bank, bank.writer() as session:
        made = open_paper(session, system_clock(), code="axe234", attempts_allowed=None)
        session.commit()
        return made.title


def answer_wrongly(page: Page) -> list[str]:
    """Answer a question of each look, and return what axe finds before and after."""
    found = []
    for item_type in ("single", "cloze", "true_false"):
        page.goto(f"/practice?type={item_type}")
        page.locator("form .button--primary").click()
        page.wait_for_url("**/practice/*/1")
        found += faults(page, f"asked {item_type}", SHELL)
        if item_type == "cloze":
            page.evaluate("document.querySelectorAll('[data-blank]').forEach(b => b.value = '错')")
        else:
            page.locator(".option").first.click()
        page.locator("button[type=submit][data-key]").click()
        page.locator("#verdict").wait_for()
        found += faults(page, f"answered {item_type}", SHELL)
    return found


def turn_a_card(page: Page) -> list[str]:
    """Turn the first card, and return what axe finds."""
    page.goto("/cards")
    page.locator("summary.flashcard__front").click()
    return faults(page, "turned", SHELL)


def plan(page: Page) -> list[str]:
    """Make a plan, and return what axe finds on its form."""
    page.goto("/plan")
    found = faults(page, "plan form", SHELL)
    meeting = date.today() + timedelta(days=8)  # noqa: DTZ011  what a person would type
    page.locator("input[name=date]").fill(meeting.isoformat())
    page.locator("#plan-form button[type=submit]").click()
    page.locator(".hero form .button--primary").wait_for()
    return found


def sit(page: Page) -> list[str]:
    """Sit an exam, and return what axe finds on its pages."""
    page.goto("/p/axe234")
    page.locator("input[name=name]").fill("周敏")
    page.locator("main form .button--primary").click()
    page.wait_for_url("**/exam/*/1")
    sitting = page.url.removesuffix("/1")
    page.locator(".option").first.click()
    page.locator(".save-state--saved").wait_for()
    found = faults(page, "exam question", SHELL)
    page.goto(f"{sitting}/4")
    found += faults(page, "exam cloze", SHELL)
    page.locator("[data-blank]").first.fill("错")
    page.locator("#answer-form .button--primary").click()
    page.wait_for_url("**/sheet")
    found += faults(page, "exam sheet", SHELL)
    page.locator("[data-hands-in] .button--primary").click()
    page.wait_for_url("**/result")
    found += faults(page, "exam result", SHELL)
    page.goto(f"{sitting}/review/4")
    return found + faults(page, "exam review", SHELL)


def test_no_page_of_a_deputy_has_a_fault_that_axe_knows(
    open_page: Callable[..., Page], dress: Callable[[Page], Page], exam: str
) -> None:
    assert exam
    page = dress(open_page(bypass_csp=True, viewport=PHONE))
    found = look(page, ("/",))
    found += answer_wrongly(page)
    source = page.locator(".source__more a").get_attribute("href") or ""
    question = re.sub("/source.*", "", source)
    page.locator(".tool button").click()
    page.locator(".is-kept").wait_for()
    number = question.rsplit("/", 1)[1]
    found += turn_a_card(page) + plan(page) + sit(page)
    more = (source, question, f"/reports/new?question={number}")

    assert found + look(page, DEPUTIES + KNOWN + more, SHELL) == []


def test_no_page_of_a_trainer_has_a_fault_that_axe_knows(
    site: Site, open_page: Callable[..., Page], dress: Callable[[Page], Page], exam: str
) -> None:
    assert exam
    page = dress(open_page(bypass_csp=True, viewport=DESKTOP))
    sign_in(site, page)
    kept, gone = twins(site)
    merging = f"/trainer/people/{kept}/merge?from={gone}"
    found = look(page, TRAINERS)
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})

    assert found + look(page, (merging, "/trainer/papers/1", "/trainer/staff"), SHELL) == []


def twins(site: Site) -> tuple[int, int]:
    """Store two records of one name, and return their numbers."""
    with closing(Database(site.database_url)) as bank, bank.writer() as session:
        both = [Person(name="周敏", created_at=NOW, joined_at=NOW) for _ in range(2)]
        session.add_all(both)
        session.commit()
        return both[0].id, both[1].id


def sign_in(site: Site, page: Page) -> None:
    bank = Database(site.database_url)
    name = f"admin{id(page)}"
    with bank.writer() as session:
        add_trainer(
            session,
            username=name,
            password_hash=PasswordKeeper().hash(PASSWORD),
            roles=roles_granted_by(Role.ADMIN),
            language="zh",
            now=NOW,
            granted_by_id=None,
        )
        session.commit()
    bank.close()
    page.goto("/account/sign-in")
    page.locator("input[name=username]").fill(name)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/trainer/**")


class Scale:
    """Weighs what a page loads over the wire."""

    def __init__(self, page: Page) -> None:
        self.bytes = 0
        self._line: CDPSession = page.context.new_cdp_session(page)
        self._line.send("Network.enable")
        self._line.on("Network.loadingFinished", self._add)

    def _add(self, event: dict[str, Any]) -> None:
        self.bytes += int(event["encodedDataLength"])

    def weigh(self, page: Page, path: str) -> int:
        """Return the bytes that opening *path* costs."""
        self.bytes = 0
        page.goto(path, wait_until="load")
        # What came before this answer has been told by then.
        self._line.send("Network.getCookies")
        return self.bytes


def test_a_first_visit_and_every_later_page_are_light(open_page: Callable[..., Page]) -> None:
    page = open_page()
    scale = Scale(page)
    first = scale.weigh(page, "/")
    start(page, kind="制度常识")
    asked = page.url
    later = {path: scale.weigh(page, path) for path in (*DEPUTIES, asked)}

    assert LATER < first <= FIRST
    assert {path: size for path, size in later.items() if size > LATER} == {}
