"""How much of a sentence is told before a rule that needs it: whole, or shortened by ……."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: Longest words that supply a rule's setting, and longest rule with them, in characters.
LONGEST_SETTING, LONGEST_TOLD = 66, 104
#: A rule of more characters than this can mostly be shown without its end.
LONG = 72
#: What hides a list's members, and what a sentence that only opens a list ends with.
LISTS = re.compile("(?:下列|以下|如下)[^，；：]{0,10}")
CASES = re.compile("(?:下列|以下|如下)[^，；：]{0,10}(?:情形|情况|行为|条件)之一")
#: Words that only say when: nothing is told by them.
MERE_TIME = re.compile("(?:[前后时内]|期间|时候)$")
#: Words that end in a thing of which nothing is said yet: 代表视察形成的报告.
MERE_THING = re.compile("的[^，；的]{1,8}$")
RULED = re.compile("可以|应当|必须|不得|除|不仅")
ELLIPSIS = "……"


def room_for(text: str) -> int:
    """Return how many characters may be told before *text*, a rule."""
    return min(LONGEST_SETTING, LONGEST_TOLD - min(len(text), LONG))


def names(text: str, word: str) -> bool:
    """Tell whether *text* has *word* as a matter, not only within the name of a person or paper."""
    return re.search(f"{word}(?!人|材料|书|书面)", text) is not None


def told_of(sentence: str, lacks: Sequence[str], room: int) -> str:
    """Return *sentence*, as much of it as *room* has and must be said; else nothing."""
    words = sentence.rstrip("：")
    is_list = words != sentence or bool(LISTS.search(words))
    if is_list and CASES.search(words):
        return ""
    if len(words) < room and not is_list:
        return f"{words}。"
    clauses = re.split("(?<=[，；])", words)
    last = max((_place(clauses, lack) for lack in lacks), default=len(clauses))
    return _shortened(clauses, last, lacks, room) if last < len(clauses) else ""


def _shortened(clauses: Sequence[str], last: int, lacks: Sequence[str], room: int) -> str:
    """Return the first and the *last* of *clauses* that must be said, if they are short enough."""
    kept = clauses[0]
    if last > 1:
        kept += ELLIPSIS + re.sub("^并", "", clauses[last])
    elif last:
        kept += clauses[last]
    kept = kept.rstrip("，；")
    is_short = len(kept) < room and not LISTS.search(kept) and not MERE_TIME.search(kept)
    is_whole = last == len(clauses) - 1 or clauses[last].endswith("；")
    is_cut = last > 1
    if not is_short or (is_cut and not is_whole) or not all(lack in kept for lack in lacks):
        return ""
    if not is_whole and kept.endswith("的"):
        return ""
    if not is_whole and MERE_THING.search(kept) and not RULED.search(kept):
        return ""
    return f"{kept}{'。' if is_whole else ELLIPSIS}"


def _place(clauses: Sequence[str], lack: str) -> int:
    """Return the number of the first of *clauses* that names what is lacking."""
    return next((n for n, each in enumerate(clauses) if names(each, lack)), len(clauses))
