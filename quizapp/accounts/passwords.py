"""
Passwords of trainers: what is refused, how they are kept and compared.

Kept as Argon2id with the parameters of OWASP's Password Storage Cheat Sheet
(2024): 19 MiB, two passes, one lane. A name that nobody has costs the same work
as a wrong password, so that neither the answer nor its time tells which names
exist.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Final

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

#: In characters. NIST SP 800-63B asks for 8; the site has no second factor.
SHORTEST: Final = 10
#: Longer ones would only cost work.
LONGEST: Final = 200
#: Work of one comparison: KiB of memory, passes over it, threads.
MEMORY: Final = 19 * 1024
PASSES: Final = 2
LANES: Final = 1
#: Fewer different characters than this make no password.
FEWEST_CHARACTERS: Final = 5
#: The head of lists of leaked passwords, those of ten characters and more and
#: the patterns that Chinese offices are fond of; compared without case.
COMMON: Final = frozenset(
    """
    1234567890 0123456789 0987654321 9876543210 12345678910 123456789a a123456789 123456789q
    q123456789 1234567891 1234567899 123456789abc abc123456789 1qaz2wsx3edc 1q2w3e4r5t 1q2w3e4r5t6y
    qwertyuiop qwertyuiop123 qwerty12345 qwerty123456 asdfghjkl123 zxcvbnm123 qazwsxedc123 qazwsxedcrfv
    password12 password123 password1234 passw0rd123 p@ssw0rd123 p@ssword123 administrator admin12345
    admin123456 admin@123456 admin@12345 admin123456789 letmein123 welcome123 iloveyou123 iloveyou1314
    woaini1314 woaini5201314 woaini520 5201314520 1314520520 a5201314520 aa123456789 qq123456789
    wang123456 zhang123456 liu123456789 li123456789 abcd123456 abcde12345 abcdef123456 abc1234567
    abcdefghij abcdefghijk test123456 user123456 root123456 huawei@123 changeme123 default123
    renda123456 renda12345 rendadaibiao lvzhixuetang lvzhi123456 daibiao123 daibiao123456 quizapp123
    quizapp1234 trainer1234 trainer123456 china123456 zhongguo123 beijing2008 beijing123 renmin123456
    """.split()  # noqa: SIM905 -- a list of quoted words would be three times as long
)

#: A reason of `problems`: a message id with its parameters.
Reason = tuple[str, dict[str, int]]


class PasswordKeeper:
    """Hashes and compares passwords."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher(
            memory_cost=MEMORY, time_cost=PASSES, parallelism=LANES, type=Type.ID
        )
        # Compared with when nobody has the name; nobody knows its password.
        self._nobodys = self._hasher.hash(secrets.token_urlsafe())

    def hash(self, password: str) -> str:
        """Return what may be stored of *password*; differs at each call."""
        return self._hasher.hash(password)

    def matches(self, password_hash: str | None, password: str) -> bool:
        """Tell whether *password* is right; False, after equal work, where there is no hash."""
        try:
            self._hasher.verify(password_hash or self._nobodys, password[: LONGEST + 1])
        except (VerificationError, InvalidHashError):
            return False
        return password_hash is not None


def problems(username: str, password: str, repeated: str) -> Iterator[Reason]:
    """Yield why *password* cannot be taken for *username*; nothing if it can."""
    if len(password) < SHORTEST:
        yield "account.password_short", {"shortest": SHORTEST}
    elif len(password) > LONGEST:
        yield "account.password_long", {"longest": LONGEST}
    elif _is_username(username, password):
        yield "account.password_is_username", {}
    elif _is_common(password):
        yield "account.password_common", {}
    if password != repeated:
        yield "account.password_repeat", {}


def _is_username(username: str, password: str) -> bool:
    name, word = username.casefold(), password.casefold()
    return len(name) > 1 and name in word and len(word) - len(name) < FEWEST_CHARACTERS


def _is_common(password: str) -> bool:
    word = password.casefold()
    return word in COMMON or len(set(word)) < FEWEST_CHARACTERS
