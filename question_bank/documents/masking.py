"""Hide what stands inside quotation marks, 《》 and brackets, so that cuts leave it whole."""

from __future__ import annotations

import re

CLOSING = {"“": "”", "‘": "’", "《": "》", "（": "）", "〈": "〉", "「": "」", "【": "】"}
#: Stands for every hidden character; a private one, so no pattern matches it.
HIDDEN = "\ue000"
#: A mark left open closes by itself after this many characters, or at a line's end.
LONGEST = 400

OPENING = {closing: opening for opening, closing in CLOSING.items()}
OPEN = re.compile("[" + "".join(CLOSING) + "]")
MARK = re.compile("[" + "".join(CLOSING) + "".join(OPENING) + "\n]")


def mask(text: str) -> str:
    """
    Return *text*, of the same length, with everything inside paired marks hidden.

    The marks themselves stay. A full stop just before a closing mark stays too:
    it ends the sentence around it. An opening mark that is never closed hides nothing.
    """
    pieces: list[str] = []
    position = 0
    if OPEN.search(text) is None:
        return text
    for opening, close in sorted(_pairs(text).items()):
        if opening < position:
            continue
        hidden = HIDDEN * (close - opening - 1)
        if text[close - 1] in "。！？" and text[opening] == "“":
            hidden = hidden[:-1] + text[close - 1]
        pieces += (text[position : opening + 1], hidden, text[close])
        position = close + 1
    pieces.append(text[position:])
    return "".join(pieces)


def _pairs(text: str) -> dict[int, int]:
    """Return where each mark that is closed on its line, and soon enough, is closed."""
    found: dict[int, int] = {}
    waiting: dict[str, list[int]] = {mark: [] for mark in CLOSING}
    for match in MARK.finditer(text):
        mark, position = match.group(), match.start()
        if mark in CLOSING:
            waiting[mark].append(position)
        elif mark == "\n":
            waiting = {mark: [] for mark in CLOSING}
        elif waiting[OPENING[mark]]:
            opening = waiting[OPENING[mark]].pop()
            if position - opening < LONGEST:
                found[opening] = position
    return found
