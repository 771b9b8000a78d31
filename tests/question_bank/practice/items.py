"""Items that several tests answer."""

from __future__ import annotations

from question_bank.keypoints.values import Kind
from question_bank.questions.values import Blank, Item, ItemType, NearMiss, Option

VOTING = Item(
    type=ItemType.CLOZE,
    form="list",
    kind=Kind.RIGHT,
    stem="讲话第二部分指出，人大代表享有审议权、____、提案权、选举权、____等权利。",
    blanks=(Blank(1, ("表决权",)), Blank(2, ("质询权",))),
    unordered=True,
    word_bank=("质询权", "审判权", "表决权", "检察权"),
)

SLOGAN = Item(
    type=ItemType.CLOZE,
    form="slot",
    kind=Kind.SLOGAN,
    stem="人大的____靠代表，人大的____看代表，人大的____在代表。",
    blanks=(
        Blank(1, ("作用",)),
        Blank(2, ("水平",)),
        Blank(3, ("活力",), (NearMiss("潜力", "“人大的潜力在代表”是第四部分的提法。"),)),
    ),
)

SECRETS = Item(
    type=ItemType.CLOZE,
    form="list",
    kind=Kind.OBLIGATION,
    stem="人大代表的义务包括____等。",
    blanks=(
        Blank(
            4,
            ("保守国家秘密", "保守国家的秘密"),
            (NearMiss("保守国家机密", "法律用语是“国家秘密”。"),),
        ),
    ),
)

BRANCH = Item(
    type=ItemType.SINGLE,
    form="label",
    kind=Kind.DUTY,
    stem="确保政府、法院、检察院依法行政、公正司法，属于代表职责中的（　　）。",
    options=(
        Option(1, "参与决策", correct=False, feedback="讲话指的是审议议案。"),
        Option(2, "联系群众", correct=False, feedback="讲话指的是反映意愿。"),
        Option(4, "监督执行", correct=True),
    ),
)

LETTERS = Item(
    type=ItemType.MULTIPLE,
    form="list",
    kind=Kind.DUTY,
    stem="有（　　）。",
    options=tuple(
        Option(number, f"选项{letter}", correct=letter in "ABC")
        for number, letter in enumerate("ABCDE", start=1)
    ),
)

STATEMENT = Item(
    type=ItemType.TRUE_FALSE,
    form="swap",
    kind=Kind.SYSTEM,
    stem="人民代表大会制度是根本政治制度。",
    truth=True,
)

ESSAY = Item(
    type=ItemType.SHORT_ANSWER,
    form="authored",
    kind=Kind.METHOD,
    stem="怎样联系群众？",
    model_answer="深入群众，倾听意见。",
)

EVERY_ITEM = (VOTING, SLOGAN, SECRETS, BRANCH, LETTERS, STATEMENT, ESSAY)
