from __future__ import annotations

import pytest

from question_bank.documents import Document, read_document

SENTENCE = "人大代表要密切联系群众，听取和反映人民群众的意见和要求，努力为人民服务。"
PARAGRAPH = (
    "代表应当与原选区选民或者原选举单位和人民群众保持密切联系，听取和反映他们的意见和要求，努力为人民服务，"
    "并且充分发挥在全过程人民民主中的作用，自觉接受监督，不断提高执行代表职务的能力，做到勤勉尽责。"
)


def read(text: str) -> Document:
    """Return the document of *text*, given as a plain text file."""
    return read_document(text.encode(), "讲话.txt")


def wrapped(paragraph: str, width: int = 30, indent: str = "    ") -> list[str]:
    """Return *paragraph* in lines of *width* characters, the first one indented."""
    first = width - len(indent) // 2
    rest = paragraph[first:]
    return [
        indent + paragraph[:first],
        *(rest[at : at + width] for at in range(0, len(rest), width)),
    ]


def page(*paragraphs: str, indent: str = "    ") -> list[str]:
    """Return the lines of all *paragraphs*."""
    return [line for paragraph in paragraphs for line in wrapped(paragraph, indent=indent)]


def test_lines_cut_by_the_width_of_a_page_are_joined() -> None:
    assert (
        read("\n".join(page(PARAGRAPH, PARAGRAPH, PARAGRAPH))).clean_text.split("\n")
        == [PARAGRAPH] * 3
    )


@pytest.mark.parametrize(
    "mark", ["— 1 —", "                  — 1 —", "第 1 页 共 2 页", "1/2", "\n— 1 —\n"]
)
@pytest.mark.parametrize("at", range(1, 8))
def test_a_page_number_tears_no_sentence(mark: str, at: int) -> None:
    lines = page(PARAGRAPH, PARAGRAPH, PARAGRAPH)
    lines.insert(at, mark)
    document = read("\n".join(lines))
    assert document.clean_text.split("\n") == [PARAGRAPH] * 3
    assert document.flags == ()


def test_bare_page_numbers_that_count_up_and_their_heads_go() -> None:
    paragraphs = [f"第{n}次会议提出：{PARAGRAPH}" for n in "一二三"]
    lines = page(*paragraphs)
    for at, number in ((10, "3"), (6, "2"), (3, "1")):
        lines[at:at] = [number, "某某县人大常委会文件"]
    assert read("\n".join(lines)).clean_text.split("\n") == paragraphs


def test_a_single_bare_number_stays() -> None:
    assert read(f"{SENTENCE}\n2025\n{SENTENCE}").clean_text == f"{SENTENCE}\n2025\n{SENTENCE}"


def test_headings_and_points_of_a_wrapped_page_keep_their_lines() -> None:
    lines = ["    一、加强学习", *page(PARAGRAPH, PARAGRAPH), "    二、密切联系", *page(PARAGRAPH)]
    document = read("\n".join(lines))
    assert [(s.marker, s.title) for s in document.sections] == [
        ("一、", "加强学习"),
        ("二、", "密切联系"),
    ]


def test_headings_of_like_length_make_no_page() -> None:
    headings = [f"{n}、坚持和加强党对人大工作的全面领导之{n}" for n in "一二三四五六"]
    lines = [line for heading in headings for line in (heading, PARAGRAPH)]
    assert read("\n".join(lines)).clean_text.split("\n") == lines


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("代表要密切联系群众，听取意见，", "努力为人民服务。"),
        ("要加强学习、", "密切联系群众。"),
        ("这项工作非常重要", "，必须抓好。"),
        ("他引用了一句话", "”，并作了说明。"),
    ],
)
def test_a_break_where_none_can_be_is_taken_out(before: str, after: str) -> None:
    document = read(f"{SENTENCE}\n{before}\n{after}\n{SENTENCE}")
    assert document.clean_text == f"{SENTENCE}\n{before}{after}\n{SENTENCE}"
    assert "wrap" in {repair.kind for repair in document.repairs}


@pytest.mark.parametrize(
    "lines",
    [
        ("各位代表，", "今天我们开会。"),
        ("一、加强学习，提高本领", "学习是前提。"),
        ("要做到以下几点，", "一是加强学习。"),
        ("要抓好这些事，", "——学习；"),
        ("提高认识", "认识是前提。"),
        ("主要有这些：", "学习；"),
        ("“三个一”", "每周一次。"),
    ],
)
def test_a_break_that_can_be_stays(lines: tuple[str, str]) -> None:
    document = read("\n".join([SENTENCE, *lines, SENTENCE]))
    assert document.clean_text.split("\n") == [SENTENCE, *lines, SENTENCE]
    assert document.flags == ()


@pytest.mark.parametrize(
    "before",
    [
        f"{SENTENCE}质询带有督促纠正的性质，必须依法联",
        "质询带有批评和督促纠正的性质，县级以上的地方各级人民代表大会代表提出质询案，必须依法由十人以上联",
    ],
)
def test_a_sentence_that_may_be_torn_is_flagged_on_both_sides(before: str) -> None:
    document = read(f"{SENTENCE}\n{before}\n名，以书面形式提出。提出以后由主席团决定。")
    torn = [s.text for s in document.sentences if document.is_flagged(s.start, s.end)]
    assert torn == [before.removeprefix(SENTENCE), "名，以书面形式提出。"]
    assert {flag.kind for flag in document.flags} == {"torn"}


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            ["中华人民共和国全国人民代表大会", "和地方各级人民代表大会选举法"],
            "中华人民共和国全国人民代表大会和地方各级人民代表大会选举法",
        ),
        (
            ["在全市新任人大代表履职", "学习班结业式上的讲话"],
            "在全市新任人大代表履职学习班结业式上的讲话",
        ),
        (["在座谈会上的讲话", "张三"], "在座谈会上的讲话"),
        (["怎样当好代表", "——在培训班上的讲话"], "怎样当好代表"),
    ],
)
def test_a_title_over_several_lines_is_one(lines: list[str], title: str) -> None:
    assert read("\n".join([*lines, SENTENCE])).title == title


LAW = [
    "第一条　为了保障代表依法履职，制定本法。",
    "第二条　代表享有下列权利：",
    "（一）出席会议，审议议案；",
    "（二）提出议案和建议；",
    "（三）依照第一条规定的其他权利。",
    "前款规定的权利受法律保护。",
    *(f"第{n}条　{SENTENCE}" for n in "三四五六七八九十"),
]


@pytest.mark.parametrize("gap", [" ", "", "\u3000"])
def test_a_statute_in_one_line_finds_its_articles_and_items_again(gap: str) -> None:
    text = gap.join(line.replace("\u3000", gap) for line in LAW)
    markers = [section.marker for section in read(text).sections]
    assert markers == [
        "第一条",
        "第二条",
        "（一）",
        "（二）",
        "（三）",
        *(f"第{n}条" for n in "三四五六七八九十"),
    ]


def test_a_speech_in_one_line_finds_its_parts_again() -> None:
    text = " ".join(
        [
            "同志们:",
            f"{SENTENCE * 6} 一、加强学习 {SENTENCE * 4} 二、依法履职 {SENTENCE * 4} 一是审议。{SENTENCE}二是提案。{SENTENCE}",
        ]
    )
    assert [s.marker for s in read(text).sections] == ["", "一、", "二、", "一是", "二是"]


def test_the_place_of_an_article_that_is_named_is_no_break() -> None:
    text = " ".join(LAW) + "违反本法第三条规定的，依照第十二条处理。"
    assert read(text).clean_text.endswith("违反本法第三条规定的，依照第十二条处理。")
