"""Which Chinese script a text is written in: stems and terms here are in simplified characters."""

from __future__ import annotations

import re

from question_bank.documents import Document

#: Characters that only traditional script has, and that hardly a talk on the office does without.
TRADITIONAL = frozenset(
    "國會議選舉權監員機關黨發對這們為與參審聯責義務執實際學習問題報個時來動見現開點體進過條請職視處論說應當從後類織東車書長門將萬產業"
)
#: Share of the Chinese characters from which a text is no longer one with a few quoted words.
LARGEST_SHARE = 0.03
CHINESE = re.compile("[\u4e00-\u9fff]+")


def is_traditional(document: Document) -> bool:
    """
    Tell whether *document* is written in traditional characters.

    The frame of a stem, the lexicon and what a deputy types are simplified, so that every
    item on such a text mixes two scripts; a trainer has to decide about each.
    """
    text = document.clean_text
    found = sum(map(text.count, TRADITIONAL))
    # Most texts have none or hardly any: only the others are counted through.
    return found > 0 and found > LARGEST_SHARE * sum(map(len, CHINESE.findall(text)))
