"""People with phones, as benchmarks send them: connections kept, cookies, forms filled in."""

from __future__ import annotations

import asyncio
import gzip
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from sqlalchemy import select

from question_bank.storage import accounts, frozen, papers
from question_bank.storage.database import Database
from question_bank.storage.models import Question, Revision
from question_bank.storage.models.values import Status
from question_bank.storage.papers import SECTIONS, FixedSpec, PaperContent, PaperSettings
from quizapp import system_clock

Field = tuple[str, str]
TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')
CHOICE = re.compile(r'name="(option|truth|blank-\d+)"\s+value="([^"]*)"')
HIDDEN = re.compile(r'name="(submission|shown_at|was)" value="([^"]*)"')
POINT = Decimal(1)


@dataclass(frozen=True)
class Answer:
    """What the site answered, and the seconds from sending to the last byte."""

    status: int
    headers: dict[str, str]
    text: str
    seconds: float
    #: Bytes over the wire, head and body.
    size: int

    @property
    def leads_to(self) -> str:
        """The address that a browser would go to; empty if it stays."""
        return self.headers.get("location") or self.headers.get("hx-redirect", "")


class Phone:
    """A browser with one connection, which it keeps."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._cookies: dict[str, str] = {}
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None
        self.token = ""

    async def get(self, path: str, *, htmx: bool = False) -> Answer:
        """Ask for the page at *path*, or with *htmx* for its part."""
        answer = await self.send(self.request("GET", path, htmx=htmx))
        self.token = (TOKEN.findall(answer.text) or [self.token])[0]
        return answer

    async def post(self, path: str, fields: Sequence[Field], *, htmx: bool = False) -> Answer:
        """Send a form, with the token of the last page."""
        return await self.send(self.request("POST", path, fields, htmx=htmx))

    def request(
        self, method: str, path: str, fields: Sequence[Field] = (), *, htmx: bool = False
    ) -> bytes:
        """Return a request as it goes over the wire."""
        lines = [f"{method} {path} HTTP/1.1", "Host: bench", "Accept-Encoding: gzip, deflate, br"]
        lines += ["HX-Request: true"] if htmx else []
        if self._cookies:
            cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
            lines.append(f"Cookie: {cookies}")
        body = urlencode([("csrf_token", self.token), *fields]) if method == "POST" else ""
        if method == "POST":
            form = "application/x-www-form-urlencoded"
            lines += [f"Content-Type: {form}", f"Content-Length: {len(body)}"]
        return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()

    async def send(self, request: bytes) -> Answer:
        """Send *request* on the connection of this phone and read the answer."""
        begun = time.perf_counter()
        try:
            head, body = await self._exchange(request)
        except (asyncio.IncompleteReadError, ConnectionError):
            # The server had hung up meanwhile, as it does after a while: browsers ask again.
            self.close()
            head, body = await self._exchange(request)
        taken = time.perf_counter() - begun
        lines = head.decode().split("\r\n")
        headers = self._headers_of(lines[1:])
        text = gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body
        size = len(head) + len(body)
        return Answer(int(lines[0].split()[1]), headers, text.decode(), taken, size)

    def close(self) -> None:
        """Hang up."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None

    async def _exchange(self, request: bytes) -> tuple[bytes, bytes]:
        if self._reader is None or self._writer is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        self._writer.write(request)
        return await read_answer(self._reader)

    def _headers_of(self, lines: Sequence[str]) -> dict[str, str]:
        headers = {}
        for name, _colon, value in (line.partition(":") for line in lines if line):
            headers[name.lower()] = value.strip()
            if name.lower() == "set-cookie":
                cookie, _equals, content = value.split(";")[0].strip().partition("=")
                self._cookies[cookie] = content
        return headers


async def read_answer(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    """Return head and body of the next answer."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head.lower())
    return head, await reader.readexactly(int(length[1]) if length else 0)


def form_of(page: str, turn: int) -> list[Field]:
    """Return the form that answers *page*: a word in blanks, first or last choice by *turn*."""
    fields = CHOICE.findall(page)
    blanks = [(name, "代表") for name, _value in fields if name.startswith("blank")]
    return HIDDEN.findall(page) + (blanks or [fields[turn % 2 - 1]])


def number_of_questions(page: str) -> int:
    """Return how many questions the practice or exam of *page* has."""
    return int(re.findall(r"1 / (\d+)<", page)[0])


def open_papers(bank: Database, codes: Sequence[str]) -> None:
    """Store papers of all published questions, to be sat as often as one likes by anybody."""
    now = system_clock()
    settings = PaperSettings("测验", time_limit_seconds=4 * 60 * 60, attempts_allowed=None)
    with bank.writer() as session:
        author = accounts.add_unnamed_person(session, language="zh", now=now)
        rows = session.execute(
            select(Question.type, Question.id, Revision.id)
            .join(Revision, Revision.question_id == Question.id)
            .where(
                Question.status == Status.PUBLISHED, Revision.number == Question.current_revision
            )
            .order_by(Question.id)
        ).all()
        fixed = tuple(FixedSpec(number, POINT) for kind, number, _id in rows if kind in SECTIONS)
        sections = [
            (
                kind,
                title,
                [frozen.Choice(number, id_, POINT) for of, number, id_ in rows if of == kind],
            )
            for kind, title in SECTIONS.items()
        ]
        for code in codes:
            content = PaperContent(settings, fixed=fixed)
            paper = papers.create_paper(session, content, code=code, by_id=author.id, now=now)
            snapshot = frozen.describe(session, paper, sections) | {"seed": code}
            version = paper.lock_version
            frozen.freeze(session, paper, snapshot, lock_version=version, by_id=author.id, now=now)
        session.commit()
