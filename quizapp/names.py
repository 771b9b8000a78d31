"""What kinds and types of question are called on pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask import Flask
from flask_babel import gettext as _

from question_bank.documents.titles import within_marks
from question_bank.keypoints.values import Kind
from question_bank.questions.origins import origin_of
from question_bank.questions.values import ItemType
from question_bank.storage.models.values import ReportTopic
from quizapp.languages import mark

KINDS: Final[Mapping[Kind, str]] = {
    Kind.DUTY: mark("职责"),
    Kind.RIGHT: mark("权利"),
    Kind.OBLIGATION: mark("义务"),
    Kind.SLOGAN: mark("口号提法"),
    Kind.SYSTEM: mark("制度常识"),
    Kind.METHOD: mark("履职方法"),
}
TYPES: Final[Mapping[ItemType, str]] = {
    ItemType.CLOZE: mark("填空"),
    ItemType.SINGLE: mark("单选"),
    ItemType.MULTIPLE: mark("多选"),
    ItemType.TRUE_FALSE: mark("判断"),
    ItemType.SHORT_ANSWER: mark("简答"),
}
#: What deputies find wrong with a question, in the order of the form.
REPORT_TOPICS: Final[Mapping[ReportTopic, str]] = {
    ReportTopic.KEY: mark("答案不对"),
    ReportTopic.WORDING: mark("有错字，或者说得不清楚"),
    ReportTopic.SOURCE: mark("出处不对"),
    ReportTopic.OUTDATED: mark("内容已经过时"),
    ReportTopic.OTHER: mark("其他"),
}


def init_app(app: Flask) -> None:
    """Give templates ``kind_name``, ``type_name``, ``topic_name``, ``within_marks`` and ``origin``."""
    app.add_template_filter(kind_name, "kind_name")
    app.add_template_filter(type_name, "type_name")
    app.add_template_filter(topic_name, "topic_name")
    app.add_template_filter(within_marks, "within_marks")
    app.add_template_filter(origin_of, "origin")


def kind_name(kind: Kind) -> str:
    """Name *kind* in the reader's language."""
    name: str = _(KINDS[kind])
    return name


def type_name(item_type: ItemType) -> str:
    """Name *item_type* in the reader's language."""
    name: str = _(TYPES[item_type])
    return name


def topic_name(topic: ReportTopic) -> str:
    """Say in the reader's language what was found wrong."""
    name: str = _(REPORT_TOPICS[topic])
    return name
