"""Writing and changing questions of every type, with the checks' advice."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from question_bank.questions.values import Item
from question_bank.storage.contents import item_of
from question_bank.storage.database import Database
from question_bank.storage.models import Question
from question_bank.storage.models.values import Status
from tests.bank import DUTY_SINGLE, LIST_CLOZE, RIGHTS_MULTIPLE, SAMPLES, Sample
from tests.quizapp.conftest import Visitor
from tests.quizapp.trainer.conftest import (
    BLOCKED,
    CHECK,
    CLOZE,
    LIST,
    MULTIPLE,
    NEW,
    SHORT_ANSWER,
    SINGLE,
    TRUE_FALSE,
    form_in,
    number_in,
    words,
)

Rows = Callable[[int], Question]


def count(database: Database) -> int:
    with database.reader() as session:
        return session.scalar(select(func.count()).select_from(Question)) or 0


def test_the_types_stand_to_choose(author: Visitor) -> None:
    page = words(author.get(NEW))
    assert all(name in page for name in ("单选", "多选", "判断", "填空", "简答"))
    assert words(author.get(f"{NEW}?type=nothing")) == page


@pytest.mark.parametrize("form", [SINGLE, MULTIPLE, TRUE_FALSE, CLOZE, SHORT_ANSWER], ids=lambda f: f["type"])  # fmt: skip
@pytest.mark.parametrize("htmx", [False, True])
def test_a_question_of_each_type_is_written(
    author: Visitor, row_of: Rows, form: dict[str, object], *, htmx: bool
) -> None:
    assert author.get(f"{NEW}?type={form['type']}").status_code == 200
    answer = author.post(NEW, form, htmx=htmx)
    address = answer.headers["HX-Redirect"] if htmx else answer.location
    row = row_of(number_in(address))
    assert (row.type, row.stem) == (form["type"], form["stem"])
    assert row.status is Status.DRAFT
    assert "已保存。" in words(author.get(address))


def test_what_is_typed_of_a_cloze_becomes_answers_and_near_misses(
    author: Visitor, row_of: Rows
) -> None:
    item = item_of(row_of(number_in(author.post(NEW, CLOZE).location)))
    assert [blank.accepted for blank in item.blanks] == [("法律",), ("国家秘密", "秘密")]
    assert item.blanks[1].near_misses[0].text == "国家机密"
    assert item.word_bank == ("法律", "国家秘密", "国家机密")


def test_tags_are_kept(author: Visitor, row_of: Rows) -> None:
    row = row_of(number_in(author.post(NEW, SINGLE).location))
    assert {tag.name for tag in row.tags} == {"联系群众", "走访"}


def test_small_slips_are_mended_on_saving(author: Visitor, row_of: Rows) -> None:
    crooked = SINGLE | {
        "stem": "讲话要求,代表联系群众的主要方式是（）。",
        "option-0-text": "走访选民。",
    }
    item = item_of(row_of(number_in(author.post(NEW, crooked).location)))
    assert item.stem == "讲话要求，代表联系群众的主要方式是（　　）。"
    assert item.options[0].text == "走访选民"


def test_only_an_administrator_is_led_to_where_two_signatures_are_set(
    reviewer: Visitor, admin: Visitor
) -> None:
    link = '<a href="/trainer/office/">去设置</a>'

    assert link in admin.get(f"{NEW}?type=single").text
    assert link not in reviewer.get(f"{NEW}?type=single").text


def test_a_reviewer_hands_what_they_wrote_to_another(reviewer: Visitor, row_of: Rows) -> None:
    page = words(reviewer.get(f"{NEW}?type=single"))
    assert "保存并发布" not in page
    assert "两人签发" in page
    row = row_of(number_in(reviewer.post(NEW, SINGLE | {"do": "publish"}).location))
    assert row.status is Status.DRAFT
    sent = {"lock_version": row.lock_version}
    assert reviewer.post(f"{LIST}{row.id}/publish", sent).status_code == 422
    assert row_of(row.id).status is Status.DRAFT


@pytest.mark.usefixtures("office_of_one")
def test_an_office_of_one_publishes_what_it_wrote(reviewer: Visitor, row_of: Rows) -> None:
    row = row_of(number_in(reviewer.post(NEW, SINGLE | {"do": "publish"}).location))
    assert row.status is Status.PUBLISHED
    assert row.is_signed


def test_an_author_hands_in_and_cannot_publish(author: Visitor, row_of: Rows) -> None:
    handed_in = row_of(number_in(author.post(NEW, SINGLE | {"do": "review"}).location))
    tried = row_of(number_in(author.post(NEW, SINGLE | {"do": "publish"}).location))
    assert handed_in.status is Status.REVIEW
    assert tried.status is Status.DRAFT


@pytest.mark.usefixtures("office_of_one")
def test_a_blocked_question_is_kept_as_a_draft_but_not_published(
    reviewer: Visitor, database: Database
) -> None:
    before = count(database)
    answer = reviewer.post(NEW, BLOCKED | {"option-1-text": "走访　选民", "do": "publish"})
    assert answer.status_code == 422
    assert "还不能发布" in words(answer)
    assert count(database) == before
    assert reviewer.post(NEW, BLOCKED | {"option-1-text": "走访　选民"}).status_code == 303


def test_the_same_form_sent_twice_makes_one_question(author: Visitor, database: Database) -> None:
    before = count(database)
    form = SINGLE | {"submission": "a-token-of-this-one-form"}
    first, second = (author.post(NEW, form).location for _ in range(2))
    assert first == second
    assert count(database) == before + 1


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"stem": ""}, "题干"),
        ({"stem": "（　　）。"}, "题干除了空和标点什么也没有"),
        ({"stem": "长" * 2001}, "最多 2000 个字"),
        ({"stem": "看不见\x07的字（　　）。"}, "控制字符"),
        ({"kind": ""}, "请选择这道题属于哪一类内容"),
        ({"kind": "nothing"}, "请选择这道题属于哪一类内容"),
        ({"difficulty": "9999999999999999999999"}, "难度请在 1 到 5 里选"),
        ({"correct": ""}, "正确选项"),
        ({"option-1-text": "走访选民"}, "一模一样"),
        ({"option-1-text": "", "option-2-text": "", "option-1-feedback": "", "option-2-feedback": ""}, "至少要有两个选项"),
        ({"option-0-text": "长" * 1001}, "最多 1000 个字"),
        ({"tags": "、".join(f"标签{n}" for n in range(30))}, "标签最多 20 个"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("htmx", [False, True])
def test_what_makes_no_sense_comes_back_as_typed(
    author: Visitor, database: Database, change: dict[str, str], told: str, *, htmx: bool
) -> None:
    before = count(database)
    answer = author.post(NEW, SINGLE | change, htmx=htmx)
    assert answer.status_code == 422
    assert told in words(answer)
    assert "讲话第三部分要求代表走访选民。" in answer.text
    assert ("<html" in answer.text) is not htmx
    assert count(database) == before


def test_whoever_writes_a_short_answer_knows_where_it_is_shown(reviewer: Visitor) -> None:
    told = "只进 Anki 牌组，暂不进练习"
    assert told in words(reviewer.get(NEW))
    assert told in words(reviewer.get(f"{NEW}?type=short_answer"))
    stored = reviewer.post(NEW, SHORT_ANSWER | {"do": "publish"})
    assert told in words(reviewer.get(stored.location))
    assert told not in words(reviewer.get(reviewer.post(NEW, SINGLE).location))


@pytest.mark.parametrize("item_type", ["single", "multiple"])
def test_an_empty_choice_misses_its_stem_and_its_options(author: Visitor, item_type: str) -> None:
    sent = form_in(author.get(f"{NEW}?type={item_type}"))
    page = words(author.post(NEW, sent | {"kind": "duty", "do": "publish"}))
    assert "题干除了空和标点什么也没有" in page
    assert "至少要有两个选项" in page


@pytest.mark.parametrize("stem", ["____、____。", "**____**？____！"])
def test_a_cloze_of_blanks_alone_is_not_stored(
    author: Visitor, database: Database, stem: str
) -> None:
    before = count(database)
    answer = author.post(NEW, CLOZE | {"stem": stem})
    assert answer.status_code == 422
    assert "题干除了空和标点什么也没有" in words(answer)
    assert "题干除了空和标点什么也没有" in words(author.post(CHECK, CLOZE | {"stem": stem}))
    assert count(database) == before


def test_five_megabytes_are_refused_with_a_page(author: Visitor, database: Database) -> None:
    before = count(database)
    answer = author.post(NEW, SINGLE | {"explanation": "长" * 1_700_000})
    assert answer.status_code == 413
    assert "内容太大" in words(answer)
    assert count(database) == before


def test_a_form_of_an_unknown_type_has_no_page(author: Visitor) -> None:
    assert author.post(NEW, SINGLE | {"type": "nothing"}).status_code == 404
    assert author.post(CHECK, {"type": ""}).status_code == 404


def test_a_forged_form_makes_nothing(author: Visitor, database: Database) -> None:
    before = count(database)
    assert author.client.post(NEW, data=SINGLE).status_code == 400
    assert count(database) == before


@pytest.mark.parametrize("htmx", [False, True])
def test_options_are_added_and_removed_without_losing_what_was_typed(
    author: Visitor, *, htmx: bool
) -> None:
    more = author.post(NEW, SINGLE | {"do": "add_option"}, htmx=htmx)
    assert more.status_code == 200
    assert len(re.findall(r'name="option-\d-text"', more.text)) == 4
    fewer = author.post(NEW, form_in(more) | {"do": "remove_option-1"}, htmx=htmx)
    assert 'value="列席会议"' not in fewer.text
    assert 'value="提出议案"' in fewer.text


def test_a_new_blank_appears_in_the_stem_and_a_removed_one_is_filled(author: Visitor) -> None:
    more = author.post(NEW, CLOZE | {"do": "add_blank"})
    assert form_in(more)["stem"] == "代表要忠于宪法，模范遵守____，保守________。"
    fewer = author.post(NEW, CLOZE | {"do": "remove_blank-0"})
    assert form_in(fewer)["stem"] == "代表要忠于宪法，模范遵守法律，保守____。"


# --- changing ---------------------------------------------------------------


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"{sample.item.type}-{sample.item.form}")  # fmt: skip
def test_saving_without_a_change_changes_no_wording(
    reviewer: Visitor, number_of: Callable[[Item], int], row_of: Rows, sample: Sample
) -> None:
    number = number_of(sample.item)
    before = row_of(number)
    form = form_in(reviewer.get(f"{LIST}{number}/edit"))
    assert reviewer.post(f"{LIST}{number}/edit", form | {"do": "save"}).status_code == 303
    after = row_of(number)
    assert item_of(after) == sample.item
    assert after.content_changed_at == before.content_changed_at
    assert after.current_revision == before.current_revision


def test_a_changed_wording_is_unsigned_kept_as_a_revision_and_shown(
    reviewer: Visitor, number_of: Callable[[Item], int], row_of: Rows
) -> None:
    number = number_of(DUTY_SINGLE.item)
    form = form_in(reviewer.get(f"{LIST}{number}/edit"))
    form["stem"] = str(form["stem"]).replace("属于代表职责中的", "属于代表四项职责中的")
    reviewer.post(f"{LIST}{number}/edit", form | {"do": "save"})
    row = row_of(number)
    assert row.status is Status.PUBLISHED
    assert not row.is_signed
    page = reviewer.get(f"{LIST}{number}")
    assert "第 2 版题目 reviewer" in words(page)
    assert "<ins>四项</ins>" in page.text


def test_the_key_is_changed_and_signed_in_one_go(
    reviewer: Visitor, number_of: Callable[[Item], int], row_of: Rows
) -> None:
    number = number_of(DUTY_SINGLE.item)
    form = form_in(reviewer.get(f"{LIST}{number}/edit"))
    reviewer.post(f"{LIST}{number}/edit", form | {"correct": "0", "do": "publish"})
    row = row_of(number)
    assert [option.text for option in row.options if option.correct] == ["参与决策"]
    assert row.is_signed


def test_what_an_author_changes_of_a_published_question_waits_for_review(
    author: Visitor, number_of: Callable[[Item], int], row_of: Rows
) -> None:
    number = number_of(DUTY_SINGLE.item)
    form = form_in(author.get(f"{LIST}{number}/edit"))
    author.post(f"{LIST}{number}/edit", form | {"explanation": "新的解析。", "do": "save"})
    assert row_of(number).status is Status.REVIEW


def test_new_options_get_numbers_never_used_before(
    reviewer: Visitor, number_of: Callable[[Item], int], row_of: Rows
) -> None:
    number = number_of(RIGHTS_MULTIPLE.item)
    edit = f"{LIST}{number}/edit"
    form = form_in(reviewer.post(edit, form_in(reviewer.get(edit)) | {"correct": ["1", "3", "4"], "do": "remove_option-0"}))  # fmt: skip
    form = form_in(reviewer.post(edit, form | {"correct": ["0", "2", "3"], "do": "add_option"}))
    sent = form | {"correct": ["0", "2", "3"], "option-4-text": "立法权", "do": "save"}
    assert reviewer.post(edit, sent).status_code == 303
    assert [(o.number, o.text) for o in row_of(number).options] == [
        (2, "表决权"),
        (3, "行政处罚权"),
        (4, "质询权"),
        (5, "审议权"),
        (6, "立法权"),
    ]


@pytest.mark.parametrize("htmx", [False, True])
def test_the_second_editor_sees_the_difference_and_overwrites_nothing(
    reviewer: Visitor,
    author: Visitor,
    number_of: Callable[[Item], int],
    row_of: Rows,
    *,
    htmx: bool,
) -> None:
    number = number_of(DUTY_SINGLE.item)
    edit = f"{LIST}{number}/edit"
    mine = form_in(author.get(edit)) | {"explanation": "作者的解析。"}
    theirs = form_in(reviewer.get(edit)) | {"explanation": "审题人的解析。", "do": "save"}
    reviewer.post(edit, theirs)

    answer = author.post(edit, mine, htmx=htmx)

    assert answer.status_code == (422 if htmx else 409)
    assert "您的内容还没有保存" in words(answer)
    assert "<ins>作者</ins>" in answer.text
    assert "<del>审题人</del>" in answer.text
    assert row_of(number).explanation == "审题人的解析。"

    again = form_in(answer)
    assert again["explanation"] == "作者的解析。"
    assert author.post(edit, again | {"do": "review"}).status_code == 303
    assert row_of(number).explanation == "作者的解析。"


def test_a_published_question_cannot_be_saved_with_a_key_outside_its_source(
    reviewer: Visitor, number_of: Callable[[Item], int], row_of: Rows
) -> None:
    number = number_of(LIST_CLOZE.item)
    form = form_in(reviewer.get(f"{LIST}{number}/edit"))
    answer = reviewer.post(
        f"{LIST}{number}/edit", form | {"blank-0-accepted": "罢免权", "do": "save"}
    )
    assert answer.status_code == 422
    assert "不在所引的原文里" in words(answer)
    assert item_of(row_of(number)) == LIST_CLOZE.item


# --- advice -----------------------------------------------------------------


def test_the_checks_speak_while_one_types(author: Visitor) -> None:
    long_key = SINGLE | {"option-0-text": "经常走访原选区的选民并且认真听取他们的意见"}
    answer = author.post(CHECK, long_key, htmx=True)
    assert answer.status_code == 200
    assert "正确选项明显比其他选项长" in words(answer)
    assert "<html" not in answer.text


def test_a_sound_item_draws_no_remark(author: Visitor) -> None:
    assert "没有发现问题" in words(author.post(CHECK, SINGLE, htmx=True))


def test_an_empty_form_is_not_scolded(author: Visitor) -> None:
    page = words(author.get(f"{NEW}?type=single"))
    assert "检查的结果会出现在这里" in page
    assert "正确答案不完整" not in page


def test_a_stem_like_one_in_the_bank_is_named(author: Visitor) -> None:
    stem = DUTY_SINGLE.item.stem.replace("确保", "保证")
    page = words(author.post(CHECK, SINGLE | {"stem": stem}, htmx=True))
    assert "题库里相近的题" in page
    assert DUTY_SINGLE.item.stem[:12] in page


def test_a_question_is_not_like_itself(author: Visitor, number_of: Callable[[Item], int]) -> None:
    number = number_of(LIST_CLOZE.item)
    assert "题库里相近的题" not in words(author.get(f"{LIST}{number}/edit"))


def test_a_blank_typed_into_the_stem_gets_its_row(author: Visitor) -> None:
    third = CLOZE | {"stem": "代表要忠于____，模范遵守____，保守____。"}
    answer = author.post(CHECK, third, htmx=True)
    assert 'id="rows" hx-swap-oob="true"' in answer.text
    assert 'name="blank-2-accepted"' in answer.text
    assert "hx-swap-oob" not in author.post(CHECK, CLOZE, htmx=True).text


@pytest.mark.parametrize("question", ["999999", "9" * 40, "abc"])
def test_advice_on_an_absurd_question_changes_nothing(author: Visitor, question: str) -> None:
    answer = author.post(CHECK, SINGLE | {"question": question}, htmx=True)
    assert answer.status_code == (404 if question == "999999" else 200)
