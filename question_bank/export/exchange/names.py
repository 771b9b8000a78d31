"""The Chinese names of types, kinds and difficulties in files, and how people spell them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from question_bank.keypoints.values import Kind
from question_bank.questions.values import ItemType

TYPE_NAMES: Final[Mapping[ItemType, str]] = {
    ItemType.SINGLE: "单选题",
    ItemType.MULTIPLE: "多选题",
    ItemType.TRUE_FALSE: "判断题",
    ItemType.CLOZE: "填空题",
    ItemType.SHORT_ANSWER: "简答题",
}
KIND_NAMES: Final[Mapping[Kind, str]] = {
    Kind.DUTY: "职责",
    Kind.RIGHT: "权利",
    Kind.OBLIGATION: "义务",
    Kind.SLOGAN: "口号提法",
    Kind.SYSTEM: "制度常识",
    Kind.METHOD: "履职方法",
}
STATUS_NAMES: Final[Mapping[str, str]] = {
    "draft": "草稿",
    "review": "待审",
    "published": "已发布",
    "rejected": "已退回",
    "retired": "已停用",
}
_TYPES: Final[Mapping[str, ItemType]] = {
    **dict.fromkeys(
        ("单选", "单项选择", "单选择", "单项", "单项单选", "single", "singlechoice"),
        ItemType.SINGLE,
    ),
    **dict.fromkeys(
        (
            "多选",
            "多项选择",
            "多选择",
            "多项",
            "不定项选择",
            "不定项",
            "multiple",
            "multiplechoice",
        ),
        ItemType.MULTIPLE,
    ),
    **dict.fromkeys(
        ("判断", "判断正误", "是非", "对错", "正误判断", "truefalse", "judge"), ItemType.TRUE_FALSE
    ),
    **dict.fromkeys(("填空", "完形填空", "cloze", "fill", "blank"), ItemType.CLOZE),
    **dict.fromkeys(
        ("简答", "问答", "论述", "主观", "名词解释", "简述", "shortanswer", "essay"),
        ItemType.SHORT_ANSWER,
    ),
}
_KINDS: Final[Mapping[str, Kind]] = {
    **{name: kind for kind, name in KIND_NAMES.items()},
    **{kind.value: kind for kind in Kind},
    "口号": Kind.SLOGAN,
    "提法": Kind.SLOGAN,
    "口号/提法": Kind.SLOGAN,
    "制度": Kind.SYSTEM,
    "方法": Kind.METHOD,
}
_DIFFICULTIES: Final[Mapping[str, int]] = {
    **{str(level): level for level in range(1, 6)},
    **dict.fromkeys(("很易", "很容易", "极易", "很简单"), 1),
    **dict.fromkeys(("易", "容易", "简单", "较易", "较简单", "低"), 2),
    **dict.fromkeys(("中", "中等", "一般", "适中", "普通"), 3),
    **dict.fromkeys(("较难", "偏难", "中等偏上"), 4),
    **dict.fromkeys(("难", "困难", "很难", "高", "极难"), 5),
}
_NOTE: Final = re.compile(r"[(\[【<][^)\]】>]*[)\]】>]")
_MARKS: Final = re.compile(r"[\s:*#。、.\-_·]+")


def plain(text: str) -> str:
    """Return a heading or name as it is compared: widths and case unified, notes and marks off."""
    unified = unicodedata.normalize("NFKC", text).casefold()
    return _MARKS.sub("", _NOTE.sub("", unified)) or _MARKS.sub("", unified).strip("()[]【】<>")


def type_named(text: str) -> ItemType | None:
    """Return the type that people call *text*, such as 单项选择题; `None` if none is."""
    name = plain(text)
    return _TYPES.get(name) or _TYPES.get(name.removesuffix("试题").removesuffix("题"))


def is_choice_of_any_kind(text: str) -> bool:
    """Tell whether *text* says 选择题, which leaves open how many options are right."""
    return plain(text).removesuffix("题") == "选择"


def kind_named(text: str) -> Kind | None:
    """Return the kind called *text*; `None` if none is."""
    return _KINDS.get(text.strip()) or _KINDS.get(plain(text))


def difficulty_named(text: str) -> int | None:
    """Return the difficulty, 1 to 5, that *text* means; `None` if it means none."""
    name = plain(text)
    return _DIFFICULTIES.get(name) or _DIFFICULTIES.get(name.removesuffix("级").removesuffix("度"))
