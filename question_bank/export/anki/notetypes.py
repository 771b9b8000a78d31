"""The two note types: their fields, their faces and their look."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from typing import Final

from question_bank.export.anki.identity import MODEL_IDS, NoteKind

#: When a face, the script or the look last changed, in seconds since 1970. Anki
#: takes new faces only from a newer note type: raise it with every change of them.
NOTETYPES_CHANGED_AT: Final = 1_795_447_200


@dataclass(frozen=True, slots=True)
class Field:
    """A field; Anki follows the number when the name changes."""

    name: str
    id: int


@dataclass(frozen=True, slots=True)
class NoteType:
    """
    A note type as Anki keeps it.

    Attributes:
        fields: In the order Anki stores them; never shorter, never reordered.
        sort_field: Place of the field that the browser of Anki lists, from 0.
    """

    kind: NoteKind
    id: int
    name: str
    template_id: int
    template_name: str
    fields: tuple[Field, ...]
    sort_field: int
    front: str
    back: str
    css: str


# The permanent guid comes first: Anki calls notes duplicates whose first fields
# agree, and two good questions may well begin with the same stem.
_CLOZE_FIELDS: Final = (
    Field("Id", 5_280_117_436_209_114_301),
    Field("Text", 1_932_660_785_144_270_916),
    Field("Hint", 7_415_093_382_656_801_127),
    Field("Accepted", 3_068_724_519_917_345_582),
    Field("NearMisses", 8_127_540_663_098_211_475),
    Field("Explanation", 2_594_871_306_447_928_160),
    Field("Source", 6_703_218_945_530_167_284),
    Field("Quote", 4_419_906_271_883_652_037),
    Field("Document", 1_258_347_096_614_583_909),
    Field("Kind", 7_960_415_238_701_944_653),
    Field("Type", 3_631_082_754_496_870_218),
    Field("TypeIn", 5_847_291_603_915_426_770),
    Field("我的笔记", 2_076_158_493_360_287_541),
    Field("Spare1", 8_390_627_145_008_719_336),
    Field("Spare2", 4_752_839_610_247_398_105),
    Field("Spare3", 6_184_072_957_331_560_492),
    Field("Spare4", 1_547_630_928_475_116_783),
    Field("Spare5", 7_021_984_356_690_247_158),
    Field("Spare6", 3_896_415_702_138_905_624),
)
_CHOICE_FIELDS: Final = (
    Field("Id", 6_317_902_584_471_036_895),
    Field("Stem", 2_840_165_937_208_514_476),
    Field("Options", 8_095_473_216_659_380_241),
    Field("Answer", 4_163_728_509_944_172_650),
    Field("Explanation", 1_679_240_385_517_896_032),
    Field("Source", 7_532_814_069_283_401_967),
    Field("Quote", 3_204_697_158_806_925_314),
    Field("Document", 5_986_031_427_170_648_529),
    Field("Kind", 2_371_548_690_435_207_186),
    Field("Type", 8_648_209_375_912_463_507),
    Field("我的笔记", 4_907_316_824_058_791_263),
    Field("Spare1", 1_085_762_439_674_328_950),
    Field("Spare2", 6_829_450_173_391_065_748),
    Field("Spare3", 3_450_983_716_207_884_109),
    Field("Spare4", 7_216_304_985_548_170_632),
    Field("Spare5", 2_663_897_041_825_619_374),
    Field("Spare6", 5_104_258_793_066_932_817),
)


def cloze_notetype() -> NoteType:
    """Return the note type of clozes."""
    return NoteType(
        kind=NoteKind.CLOZE,
        id=MODEL_IDS[NoteKind.CLOZE],
        name="履职学堂 填空题",
        template_id=3_175_846_209_932_671_458,
        template_name="填空",
        fields=_CLOZE_FIELDS,
        sort_field=1,
        front=_face("cloze_front.html"),
        back=_face("cloze_back.html"),
        css=_read("cards.css"),
    )


def choice_notetype() -> NoteType:
    """Return the note type of all items that are not clozes."""
    return NoteType(
        kind=NoteKind.CHOICE,
        id=MODEL_IDS[NoteKind.CHOICE],
        name="履职学堂 选择题",
        template_id=7_348_501_926_614_085_293,
        template_name="选择",
        fields=_CHOICE_FIELDS,
        sort_field=1,
        front=_face("choice_front.html"),
        back=_face("choice_back.html"),
        css=_read("cards.css"),
    )


def _face(name: str) -> str:
    script = f"<script>\n{_read('choice.js')}</script>"
    face = _read(name)
    for part in ("origin", "source"):
        face = face.replace(f"@{part}@\n", _read(f"{part}.html"))
    return face.replace("@script@", script).rstrip("\n")


def _read(name: str) -> str:
    return (
        resources.files("question_bank.export.anki")
        .joinpath("faces", name)
        .read_text(encoding="utf-8")
    )
