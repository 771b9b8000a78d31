"""
Decide what a key point teaches and how much it matters.

The kind comes from the head of a list, from the words of the sentence, from the
headings around it and from the pattern, in this order; never from position alone.
"""

from __future__ import annotations

import re

from question_bank.documents import Genre
from question_bank.keypoints.clauses import Material
from question_bank.keypoints.values import Kind, Pattern

#: Words of a head or a sentence that settle the kind, strongest first.
QUORUM = re.compile(
    "过半数|半数以上|分之(?<=[二三四五十]分之)[一二三四五]|任期(?:相同|为|是|[一二三四五六七八九]年)|每届任期|由[^，。；]{2,30}组成|组成人员(?:的名额|的过半)|名额"
)
SETTLING = (
    (QUORUM, Kind.SYSTEM),
    (re.compile("义务|不得|不能(?!够)|不准|严禁|禁止|底线|纪律"), Kind.OBLIGATION),
    (re.compile("权利|享有|有权|权(?<=[审表提选质询罢知建][议决案举询免情]权)"), Kind.RIGHT),
    (re.compile("职责|使命|职权"), Kind.DUTY),
)
#: Words that speak for a kind in running text, weaker than the above.
SPEAKING = (
    (
        re.compile(
            "保守.{0,4}秘密|廉洁|牟取|谋取|遵守|接受.{0,12}监督|回避|请假|必须|自律|恪尽职守"
        ),
        Kind.OBLIGATION,
    ),
    (
        re.compile(
            "制度(?:是|安排)|机关|组成人员|的构成|性质|地位|主体|选举产生|任期|每届|依法治国"
        ),
        Kind.SYSTEM,
    ),
    (re.compile("参与决策|投票表决|行使.{0,4}[权力]|代表人民的|督促.{0,8}落实"), Kind.DUTY),
    (
        re.compile("方式|方法|途径|渠道|形式|载体|平台|机制|调研|学习|准备|第一手|阅读|发言"),
        Kind.METHOD,
    ),
    (re.compile("监督|审议|审查|联系|反映|代表人民|议案|建议|参与|反馈|督办|决策|为民"), Kind.DUTY),
)
SLOGAN_PATTERNS = {
    Pattern.SET_PHRASE,
    Pattern.FRAME,
    Pattern.QUOTATION,
    Pattern.ATTRIBUTION,
    Pattern.CLAIMS,
    Pattern.MOTTO,
    Pattern.REFRAIN,
}
BASE = {
    Pattern.LIST: 0.6,
    Pattern.FRAME: 0.75,
    Pattern.LABELLED: 0.85,
    Pattern.COUPLET: 0.8,
    Pattern.CONTRAST: 0.75,
    Pattern.FIGURE: 0.85,
    Pattern.KEYWORD: 0.7,
    Pattern.ORDINALS: 0.75,
    Pattern.COUNTED: 0.85,
    Pattern.LIMIT: 0.6,
    Pattern.MOTTO: 0.65,
    Pattern.REFRAIN: 0.7,
    Pattern.TABLE: 0.8,
    Pattern.CLAIMS: 0.75,
    Pattern.CASES: 0.8,
    Pattern.PHASES: 0.75,
    Pattern.POINTS: 0.55,
    Pattern.SET_PHRASE: 0.9,
    Pattern.CONFUSABLE: 0.85,
    Pattern.COPULA: 0.75,
    Pattern.QUOTATION: 0.6,
    Pattern.ATTRIBUTION: 0.7,
    Pattern.TERM: 0.6,
    Pattern.NORM: 0.4,
    Pattern.NUMBER: 0.9,
    Pattern.ENUMERATION: 0.9,
}
#: Words of the office: a norm that has them is worth more than general advice.
FIELD = re.compile(
    "代表|监督|审议|表决|议案|建议|选民|权力|民主性|宪法|法律|决策|职责|权利|义务|不得|不能|必须|反馈|联系群众|人民"
)
BONUS = {Kind.DUTY: 0.1, Kind.RIGHT: 0.1, Kind.OBLIGATION: 0.1}


def kind_of(pattern: Pattern, text: str, head: str, section: int, material: Material) -> Kind:
    """Return the kind of the key point with *text* under the list head *head*."""
    for source in (head, text):
        for cue, kind in SETTLING:
            if source and cue.search(source):
                return kind
    if pattern in SLOGAN_PATTERNS and material.document.genre is not Genre.STATUTE:
        return Kind.SLOGAN
    spoken = next((kind for cue, kind in SPEAKING if cue.search(text)), None)
    if spoken is None and pattern in {Pattern.FIGURE, Pattern.KEYWORD}:
        return Kind.RIGHT if re.search("联名|提议", text) else Kind.SYSTEM
    usual = Kind.SYSTEM if pattern is Pattern.COPULA else None
    return spoken or usual or _kind_of_headings(section, material)


def _kind_of_headings(section: int, material: Material) -> Kind:
    for around in reversed(material.document.ancestry(section)):
        for cue, kind in (*SETTLING, *SPEAKING):
            if around.title and cue.search(around.title):
                return kind
    return Kind.METHOD


def importance_of(pattern: Pattern, kind: Kind, text: str, material: Material) -> float:
    """
    Return how much a trainer needs a key point, 0 to 1.

    A base for what the text does there, more for what the office consists of,
    and more for words that the lexicon knows as the field's own.
    """
    known = len(material.lexicon.index.phrases_in(text))
    field = 0.05 * min(len(FIELD.findall(text)), 3) if pattern is Pattern.NORM else 0.0
    return min(1.0, BASE[pattern] + BONUS.get(kind, 0.0) + 0.05 * min(known, 2) + field)
