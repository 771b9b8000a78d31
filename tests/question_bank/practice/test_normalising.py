from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from question_bank.practice.normalising import is_same_answer, normalise
from question_bank.practice.simplified import SIMPLIFIED, TRADITIONAL

TYPED = st.text(
    alphabet="0123456789零〇一二三四五六七八九两十百千万亿点分之第年人.,/%‰~、，。《》“” \tａＡ５％㎡½國权",
    max_size=14,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("表决权", " 表 决 权。"),
        ("《中华人民共和国宪法》", "中华人民共和国宪法"),
        ("“四个意识”", "四个意识"),
        ("「两个维护」", "“两个维护”"),
        ("ABC", "ａｂｃ"),
        ("表决權、質詢權", "表决权质询权"),
        ("發揮代表的作用", "发挥代表的作用"),
        ("为了人民", "爲了人民"),
        ("5年", "五年"),
        ("５年", "五年"),
        ("10人", "十人"),
        ("30日", "三十日"),
        ("第1", "第一"),
        ("两个", "二个"),
        ("2个", "两个"),
        ("20%", "百分之二十"),
        ("20％", "百分之20"),
        ("100%", "百分之百"),
        ("6.5%", "百分之六点五"),
        ("5‰", "千分之五"),
        ("2/3", "三分之二"),
        ("2/3", "3分之2"),
        ("⅔", "三分之二"),
        ("1/10000", "万分之一"),
        ("2024年", "二〇二四年"),
        ("2024年", "二○二四年"),
        ("2024年", "二零二四年"),
        ("2024年", "二0二四年"),
        ("1,000人", "一千人"),
        ("1,234,567", "1234567"),
        ("30000元", "三万元"),
        ("3万元", "三万元"),
        ("3万5千", "三万五千"),
        ("1.5亿", "150000000"),
        ("3万亿元", "三万亿元"),
        ("1005", "一千零五"),
        ("110", "一百一十"),
        ("3.5", "3.50"),
        ("05月", "5月"),
        ("三、五", "3、5"),
        ("3-5", "三至五".replace("至", "—")),
    ],
)
def test_answers_that_say_the_same_are_equal(one: str, other: str) -> None:
    assert is_same_answer(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("一府一委两院", "一府两院"),
        ("保证", "保障"),
        ("三、五", "三五"),
        ("3、4", "34"),
        ("3.5", "35"),
        ("2/3", "23"),
        ("20%", "20"),
        ("20%", "二成"),
        ("20%", "两成"),
        ("2/3", "二分之三"),
        ("三分之二", "三分之一"),
        ("5", "5%"),
        ("5%", "5‰"),
        ("三四", "34"),
        ("十四五", "19"),
        ("一百五", "105"),
        ("三万五", "30005"),
        ("五四精神", "54精神"),
        ("千方百计", "1000方100计"),
        ("30日", "20日"),
        ("", ""),
        ("、", "。"),
    ],
)
def test_answers_that_say_something_else_differ(one: str, other: str) -> None:
    assert not is_same_answer(one, other)


@given(TYPED)
@example("三点四五点二")
@example("十四五点四五点二三")
@example("3分之2分之1")
@example("5，百")
@example("1.0.0.5")
@settings(max_examples=2000)
def test_the_form_of_a_number_is_its_own_form(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(max_size=20))
@settings(max_examples=1000)
def test_the_form_of_any_text_is_its_own_form(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.integers(min_value=0, max_value=10**12))
def test_a_number_written_out_in_full_is_read_back(number: int) -> None:
    assert normalise(written_out(number)) == str(number)


@given(st.integers(min_value=1000, max_value=9999))
def test_a_year_written_digit_by_digit_is_read_back(year: int) -> None:
    spelt = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year))

    assert normalise(f"{spelt}年") == f"{year}年"


@given(TYPED, st.sampled_from(["。", "《", "》", " ", "\u3000", "“", "”"]))
def test_marks_around_an_answer_never_matter(text: str, mark: str) -> None:
    assert normalise(mark + text + mark) == normalise(text)


def test_simplified_forms_are_final() -> None:
    assert len(TRADITIONAL) == len(SIMPLIFIED) == len(set(TRADITIONAL))
    assert not set(TRADITIONAL) & set(SIMPLIFIED)


def written_out(number: int) -> str:
    if number < 10:
        return "零一二三四五六七八九"[number]
    for name, size in (("亿", 10**8), ("万", 10**4), ("千", 1000), ("百", 100), ("十", 10)):
        if number >= size:
            high, low = divmod(number, size)
            gap = "零" if low and low * 10 < size else ""
            head = "" if name == "十" and number < 20 else written_out(high)
            return head + name + gap + (written_out(low) if low else "")
    raise ValueError(number)
