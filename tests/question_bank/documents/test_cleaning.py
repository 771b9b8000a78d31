from __future__ import annotations

import pytest

from question_bank.documents import Document, read_document

REST = "人大代表要密切联系群众，听取和反映人民群众的意见和要求。"


def read(text: str) -> Document:
    """Return the document of *text*, given as a plain text file."""
    return read_document(text.encode(), "讲话.txt")


def cleaned(text: str) -> str:
    """Return *text* as cleaning leaves it between two sentences."""
    clean = read(f"{REST}\n{text}\n{REST}").clean_text
    assert clean.startswith(REST)
    assert clean.endswith(REST)
    return clean[len(REST) : -len(REST)].strip("\n")


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("代表,要履职;要联系群众!", "代表，要履职；要联系群众！"),
        ("要求如下:学法", "要求如下：学法"),
        ("联系(走访)群众。", "联系（走访）群众。"),
        ('做到"两个维护"。', "做到“两个维护”。"),
        ("代表要履职.代表要学习.", "代表要履职。代表要学习。"),
        ("履职......学习。", "履职……学习。"),
        ("共４８９名，占６３．８％。", "共489名，占63．8%。"),
        ("代表 要 履职。", "代表要履职。"),
        ("代表要\u200b履\ufeff职。", "代表要履职。"),
        ("履职。。学习，，联系。", "履职。学习，联系。"),
        ("怎么履职??", "怎么履职？"),
        ("代表要履职😀学习★。", "代表要履职学习。"),
        ("占63.8%,312名代表。", "占63.8%，312名代表。"),
        ("共有代表,489,名。", "共有代表，489，名。"),
        ("讲诚信\u3000\u3000\u3000重品行。", "讲诚信\u3000重品行。"),
        ("为推动我老秘网区的发展。", "为推动我区的发展。"),
    ],
)
def test_what_is_certain_is_mended(dirty: str, clean: str) -> None:
    assert cleaned(dirty) == clean


@pytest.mark.parametrize(
    "kept",
    [
        "投入1,000万元，增长3.5%。",
        "会议在10:30开始，比分3:2。",
        "自2023-11-06起，至2023.3.11止。",
        "Deputies' rights, e.g. voting.",
        "访问量为1,234,567次。",
        "“你图个啥？”他问。",
        "《代表法》（2025年修正）第五十九条。",
        "第3.2条的规定。",
        "A类、B类、C类。",
        "到二〇三五年基本实现。",
        "（2022年3月25日）",
        "来源地和作者都要写明，时间为三天。",
    ],
)
def test_what_is_right_stays(kept: str) -> None:
    assert cleaned(kept) == kept
    assert read(f"{REST}\n{kept}\n{REST}").repairs == ()


@pytest.mark.parametrize(
    "noise",
    [
        "来源：某某网 作者：佚名 时间：2024-05-16 阅读：2371次",
        "栏目:领导讲话  时间:2023-10-11 来源:某某网 手机版",
        "责任编辑：张三",
        "上一篇：关于某事的通知",
        "【打印本页】",
        "www.example.com/a.html",
        "— 3 —",
        "第 3 页 共 12 页",
        "主题词：人大  代表  讲话",
        "抄送：市委办公室，各县（市、区）人大常委会。",
        "市人大常委会办公室            2022年3月28日印发",
        "（共印600份）",
    ],
)
def test_lines_that_are_no_text_go(noise: str) -> None:
    assert cleaned(noise) == ""


@pytest.mark.parametrize(
    "tail",
    [
        "（责编：小文）【下载WORD】【收藏本文】 猜你喜欢： 主持词 发言稿",
        "【本文由某某网整理发布，更多精彩请关注】 上一篇:讲话 下一篇:发言 相关热词: 代表 培训",
        "来源|县委办公室  编辑|杨某\n投稿邮箱：a@example.cn\n点亮“在看”，让更多人看到！",
        "相关链接\n·活动一\n·活动二",
        "第 1 页 共 1 页    百度文库 - 让每个人平等地提升自我",
    ],
)
def test_the_tail_of_a_page_goes(tail: str) -> None:
    assert read(f"{REST}\n谢谢大家！\n{tail}\n").clean_text == f"{REST}\n谢谢大家！"


def test_what_looks_like_a_tail_stays_when_sentences_follow() -> None:
    assert read(f"{REST}\n延伸阅读\n{REST}").clean_text == f"{REST}\n延伸阅读\n{REST}"


def test_the_head_of_a_page_in_one_line_goes() -> None:
    text = f"在培训班上的讲话 - 某某公文网 - www.example.com 2024-05-16 来源:网络 作者:佚名 阅读:2371次 各位代表、同志们: {REST * 20}"
    assert read(text).clean_text.split("\n")[:2] == ["在培训班上的讲话", "各位代表、同志们："]


@pytest.mark.parametrize(
    "damage", ["代表**要履职", "张××同志", "代表\ufffd\ufffd要", "代表??要履职"]
)
def test_what_cannot_be_mended_is_flagged(damage: str) -> None:
    document = read(f"{REST}\n这是{damage}的一句话。\n{REST}")
    flagged = [s.text for s in document.sentences if document.is_flagged(s.start, s.end)]
    assert len(flagged) == 1
    assert "的一句话。" in flagged[0]


def test_repairs_say_what_was_there_and_where_it_is_now() -> None:
    source = f"{REST}\n代表,要履职;要学习。"
    document = read(source)
    assert [(r.kind, r.before, r.after) for r in document.repairs] == [
        ("width", ",", "，"),
        ("width", ";", "；"),
    ]
    for repair in document.repairs:
        assert source[repair.origin : repair.origin + 1] == repair.before
        assert document.clean_text[repair.start : repair.start + 1] == repair.after


def test_a_table_of_contents_goes_and_its_chapters_are_counted_once() -> None:
    chapters = "".join(f"　　第{n}章 {t}\n" for n, t in [("一", "总则"), ("二", "附则")])
    body = f"第一章 总则\n　　第一条　{REST}\n第二章 附则\n　　第二条　{REST}\n"
    document = read(f"某某办法\n目　录\n{chapters}{body}")
    assert [s.marker for s in document.sections] == ["", "第一章", "第一条", "第二章", "第二条"]
    assert "目　录" not in document.clean_text


def test_a_list_of_chapters_that_do_not_come_stays() -> None:
    assert "目录" in read(f"某某办法\n目录\n第一章 总则\n第二章 附则\n{REST}").clean_text
