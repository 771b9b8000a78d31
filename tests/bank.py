"""
A small bank on the built-in speech, written by hand, for tests of pages and of storage.

Every type, five of the six kinds; the quotes stand in the clean text of the speech.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from question_bank.documents import Document, read_document
from question_bank.keypoints.values import Kind
from question_bank.pipeline import Generation
from question_bank.questions.values import (
    Blank,
    Evidence,
    Item,
    ItemType,
    NearMiss,
    Option,
    Question,
    Verdict,
)
from question_bank.sources import built_in_speech
from question_bank.storage.documents import Upload, add_document
from question_bank.storage.generations import RunInfo, save_generation
from question_bank.storage.models import Person
from question_bank.storage.models import Question as Row
from question_bank.storage.questions import sign_question

RIGHTS = "人大代表享有审议权、表决权、提案权、选举权、质询权等权利。"


@dataclass(frozen=True, slots=True)
class Sample:
    """An item and the words of the speech that prove it."""

    item: Item
    quote: str


def right(number: int, text: str, feedback: str = "") -> Option:
    """Return an option that is to be ticked."""
    return Option(number, text, correct=True, feedback=feedback)


def wrong(number: int, text: str, feedback: str) -> Option:
    """Return an option that is not to be ticked, and why."""
    return Option(number, text, correct=False, feedback=feedback)


LIST_CLOZE = Sample(
    Item(
        type=ItemType.CLOZE,
        form="list",
        kind=Kind.RIGHT,
        stem="讲话第二部分指出，人大代表享有审议权、____、提案权、选举权、____等权利。",
        blanks=(Blank(1, ("表决权",)), Blank(2, ("质询权",))),
        unordered=True,
        word_bank=("质询权", "审判权", "表决权", "检察权"),
        explanation="讲话第二部分第一点列举了审议权、表决权、提案权、选举权、质询权，句末用“等”，所列并非全部。",
        difficulty=3,
    ),
    RIGHTS,
)
SLOGAN_CLOZE = Sample(
    Item(
        type=ItemType.CLOZE,
        form="slot",
        kind=Kind.SLOGAN,
        stem="讲话开篇指出：“人大的____靠代表，人大的____看代表，人大的____在代表”。",
        blanks=(
            Blank(1, ("作用",)),
            Blank(2, ("水平",)),
            Blank(
                3,
                ("活力",),
                (NearMiss("潜力", "“人大的潜力在代表”是第四部分的提法，开篇是“活力”。"),),
            ),
        ),
        explanation="讲话开篇的提法是“人大的作用靠代表，人大的水平看代表，人大的活力在代表”。",
        difficulty=4,
    ),
    "人大的作用靠代表，人大的水平看代表，人大的活力在代表",
)
OBLIGATION_CLOZE = Sample(
    Item(
        type=ItemType.CLOZE,
        form="list",
        kind=Kind.OBLIGATION,
        stem=(
            "讲话第二部分指出，人大代表的义务包括模范地遵守宪法和法律、与原选区选民或者"
            "原选举单位和人民群众保持密切联系、____、协助本级人民政府推行工作等。"
        ),
        blanks=(
            Blank(
                1,
                ("保守国家秘密",),
                (NearMiss("保守国家机密", "法律用语是“国家秘密”。"),),
            ),
        ),
        explanation="讲话第二部分第一点列举的义务之一是保守国家秘密；代表法第八条第一项也有同样的规定。",
        difficulty=4,
    ),
    "保守国家秘密",
)
METHOD_CLOZE = Sample(
    Item(
        type=ItemType.CLOZE,
        form="slot",
        kind=Kind.METHOD,
        stem="讲话第二部分要求，代表在提出议案和建议前要深入调研，了解实际情况，掌握____资料，分析问题的原因和症结。",
        blanks=(Blank(1, ("第一手", "一手")),),
        explanation="讲话第二部分第三点要求，提出议案和建议前要掌握第一手资料。",
    ),
    "掌握第一手资料",
)
DUTY_SINGLE = Sample(
    Item(
        type=ItemType.SINGLE,
        form="label",
        kind=Kind.DUTY,
        stem="讲话第四部分提出，确保政府、法院、检察院依法行政、公正司法，属于代表职责中的（　　）。",
        options=(
            wrong(
                1, "参与决策", "讲话指的是通过审议议案、提出建议等方式，参与国家和社会事务的管理。"
            ),
            wrong(2, "联系群众", "讲话指的是密切联系人民群众，反映他们的意愿和要求。"),
            wrong(3, "加强自身建设", "讲话指的是不断提高政治素质、法律素养和履职能力。"),
            right(4, "监督执行"),
        ),
        explanation="讲话第四部分引言：“监督执行，对政府、法院、检察院的工作进行监督，确保其依法行政、公正司法”。",
    ),
    "监督执行，对政府、法院、检察院的工作进行监督，确保其依法行政、公正司法",
)
SYSTEM_SINGLE = Sample(
    Item(
        type=ItemType.SINGLE,
        form="slot",
        kind=Kind.SYSTEM,
        stem="讲话第四部分指出，地方各级人大代表是地方各级国家（　　）的组成人员。",
        options=(
            wrong(1, "行政机关", "地方各级国家行政机关是地方各级人民政府（宪法第一百零五条）。"),
            wrong(2, "监察机关", "国家的监察机关是各级监察委员会（宪法第一百二十三条）。"),
            right(3, "权力机关"),
            wrong(4, "审判机关", "国家的审判机关是人民法院（宪法第一百二十八条）。"),
        ),
        explanation="讲话第四部分引言：“地方各级人大代表是地方各级国家权力机关的组成人员”；代表法第二条也这样规定。",
    ),
    "地方各级人大代表是地方各级国家权力机关的组成人员",
)
ODD_ONE_OUT = Sample(
    Item(
        type=ItemType.SINGLE,
        form="odd_one_out",
        kind=Kind.RIGHT,
        stem="下列各项中，**不属于**讲话所列人大代表权利的是（　　）。",
        options=(
            wrong(1, "提案权", "是讲话所列的权利。"),
            wrong(2, "质询权", "是讲话所列的权利。"),
            wrong(3, "选举权", "是讲话所列的权利。"),
            right(4, "检察权", "检察权由人民检察院依照法律规定独立行使（宪法第一百三十六条）。"),
        ),
        explanation="讲话第二部分第一点列举了审议权、表决权、提案权、选举权、质询权；检察权属于人民检察院。",
    ),
    RIGHTS,
)
RIGHTS_MULTIPLE = Sample(
    Item(
        type=ItemType.MULTIPLE,
        form="list",
        kind=Kind.RIGHT,
        stem="下列各项中，属于讲话列举的人大代表权利的有（　　）。",
        options=(
            wrong(1, "审判权", "由人民法院依照法律规定独立行使（宪法第一百三十一条）。"),
            right(2, "表决权"),
            wrong(3, "行政处罚权", "由具有行政处罚权的行政机关在法定职权范围内行使。"),
            right(4, "质询权"),
            right(5, "审议权"),
        ),
        explanation="讲话第二部分第一点列举了审议权、表决权、提案权、选举权、质询权。",
        difficulty=3,
    ),
    RIGHTS,
)
METHOD_MULTIPLE = Sample(
    Item(
        type=ItemType.MULTIPLE,
        form="list",
        kind=Kind.METHOD,
        stem="讲话第二部分对代表“在审议过程中”提出的要求有（　　）。",
        options=(
            wrong(1, "认真阅读相关材料", "这是审议议案和报告前的要求。"),
            right(2, "积极发言"),
            wrong(3, "审慎行使表决权", "这是表决时的要求。"),
            right(4, "尊重不同意见"),
        ),
        explanation="讲话第二部分第二点：审议前认真阅读相关材料，审议过程中积极发言、尊重不同意见，表决时审慎行使表决权。",
        difficulty=3,
    ),
    "在审议过程中，要积极发言",
)
DUTY_TRUE = Sample(
    Item(
        type=ItemType.TRUE_FALSE,
        form="verbatim",
        kind=Kind.DUTY,
        stem="讲话第二部分指出，人大代表的职责主要是代表人民的利益和意志，依法参加行使国家权力。",
        truth=True,
        explanation="讲话第二部分第一点的原话。",
        difficulty=1,
    ),
    "人大代表的职责主要是代表人民的利益和意志，依法参加行使国家权力。",
)
DUTY_FALSE = Sample(
    Item(
        type=ItemType.TRUE_FALSE,
        form="swap",
        kind=Kind.DUTY,
        stem="讲话第四部分提出，代表通过审议议案、提出建议等方式参与国家和社会事务的管理，是在履行监督执行的职责。",
        truth=False,
        explanation="改动的是职责的名称：通过审议议案、提出建议等方式参与国家和社会事务的管理，属于参与决策。",
    ),
    "参与决策，通过审议议案、提出建议等方式，参与国家和社会事务的管理",
)
METHOD_FALSE = Sample(
    Item(
        type=ItemType.TRUE_FALSE,
        form="swap",
        kind=Kind.METHOD,
        stem="讲话第二部分要求，代表要积极跟踪督办自己提出的议案和建议，并及时向有关部门反馈办理结果。",
        truth=False,
        explanation="改动的是对象：办理结果要及时向选民反馈；对有关部门，讲话的要求是督促其认真落实。",
    ),
    "要及时向选民反馈办理结果",
)

SAMPLES = (
    LIST_CLOZE,
    SLOGAN_CLOZE,
    OBLIGATION_CLOZE,
    METHOD_CLOZE,
    DUTY_SINGLE,
    SYSTEM_SINGLE,
    ODD_ONE_OUT,
    RIGHTS_MULTIPLE,
    METHOD_MULTIPLE,
    DUTY_TRUE,
    DUTY_FALSE,
    METHOD_FALSE,
)

RUN = RunInfo(generator_version="1", lexicon_fingerprint="test", publish=True)
REVIEWED = (DUTY_SINGLE, DUTY_TRUE)
NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def fill(session: Session, now: datetime = NOW) -> Person:
    """
    Store the speech with every sample, published; the `REVIEWED` ones are signed.

    Returns the reviewer who signed them.
    """
    speech = built_in_speech()
    text = read_document(speech.data, speech.name, title=speech.title)
    stored = add_document(session, Upload(text, speech.data, built_in=True), now)
    generation = Generation(
        key_points=(),
        published=tuple(question(sample, text) for sample in SAMPLES),
        to_review=(),
        refused=(),
    )
    save_generation(session, stored.version.id, generation, RUN, now)
    return sign(session, now)


def question(sample: Sample, text: Document) -> Question:
    """Return *sample* as the generator would hand it on."""
    start = text.clean_text.index(sample.quote)
    return Question(
        guid=hashlib.sha256(sample.item.stem.encode()).hexdigest()[:24],
        item=sample.item,
        evidence=Evidence(start, start + len(sample.quote), sample.quote),
        fact=sample.quote,
        verdict=Verdict.PUBLISHED,
    )


def sign(session: Session, now: datetime) -> Person:
    """Sign the `REVIEWED` samples by a reviewer of their own."""
    reviewer = Person(name="审题人", created_at=now, joined_at=now)
    session.add(reviewer)
    session.flush()
    stems = [sample.item.stem for sample in REVIEWED]
    for number in session.scalars(select(Row.id).where(Row.stem.in_(stems))).all():
        sign_question(session, number, by_id=reviewer.id, now=now)
    return reviewer
