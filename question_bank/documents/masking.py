"""Hide what stands inside quotation marks, 《》 and brackets, so that cuts leave it whole."""

from __future__ import annotations

CLOSING = {"“": "”", "‘": "’", "《": "》", "（": "）", "〈": "〉", "「": "」", "【": "】"}
#: Stands for every hidden character; a private one, so no pattern matches it.
HIDDEN = "\ue000"
#: A mark left open closes by itself after this many characters, or at a line's end.
LONGEST = 400


def mask(text: str) -> str:
    """
    Return *text*, of the same length, with everything inside paired marks hidden.

    The marks themselves stay. A full stop just before a closing mark stays too:
    it ends the sentence around it. An opening mark that is never closed hides nothing.
    """
    pieces: list[str] = []
    position = 0
    while position < len(text):
        opening = _next_opening(text, position)
        if opening is None:
            break
        close = _closing(text, opening)
        if close is None:
            pieces.append(text[position : opening + 1])
            position = opening + 1
            continue
        hidden = HIDDEN * (close - opening - 1)
        if text[close - 1] in "。！？" and text[opening] == "“":
            hidden = hidden[:-1] + text[close - 1]
        pieces += (text[position : opening + 1], hidden, text[close])
        position = close + 1
    pieces.append(text[position:])
    return "".join(pieces)


def _next_opening(text: str, position: int) -> int | None:
    found = [at for mark in CLOSING if (at := text.find(mark, position)) >= 0]
    return min(found) if found else None


def _closing(text: str, opening: int) -> int | None:
    mark, depth = text[opening], 0
    partner = CLOSING[mark]
    for position in range(opening, min(len(text), opening + LONGEST)):
        character = text[position]
        if character == "\n":
            return None
        if character == mark:
            depth += 1
        elif character == partner:
            depth -= 1
            if depth == 0:
                return position
    return None
