"""Each check from both sides: an item it stops, and one like it that it lets pass."""

from __future__ import annotations

from dataclasses import replace

import pytest

from question_bank.documents import read_document
from question_bank.keypoints import Kind, Span
from question_bank.lexicon import load_lexicon
from question_bank.questions.checks import Subject, run_checks
from question_bank.questions.checks.subject import normalised
from question_bank.questions.corpus import Corpus
from question_bank.questions.values import Blank, Evidence, Item, ItemType, Level, Option

LEXICON = load_lexicon()
SINGLE = Item(
    ItemType.SINGLE,
    "label",
    Kind.DUTY,
    "讲话第四部分提出，确保依法履职，属于代表职责中的（　　）。",
    options=(
        Option(1, "监督执行", correct=True),
        Option(2, "参与决策", correct=False),
        Option(3, "联系群众", correct=False),
    ),
)
CLOZE = Item(
    ItemType.CLOZE,
    "term",
    Kind.METHOD,
    "讲话第二部分提出，提出议案和建议前要深入调研，掌握____资料。",
    blanks=(Blank(1, ("第一手", "一手")),),
)
STATEMENT = Item(
    ItemType.TRUE_FALSE,
    "statement",
    Kind.DUTY,
    "讲话第二部分指出，代表要密切联系群众。",
    truth=True,
)


def names(item: Item, **known: object) -> set[str]:
    subject = replace(Subject(item=item, lexicon=LEXICON), **known)  # type: ignore[arg-type]
    return {found.name for found in run_checks(subject)}


def with_options(*texts: str, stem: str = SINGLE.stem, form: str = "authored") -> Item:
    options = tuple(Option(n, t, correct=n == 1) for n, t in enumerate(texts, start=1))
    return replace(SINGLE, stem=stem, form=form, options=options)


@pytest.mark.parametrize("item", [SINGLE, CLOZE, STATEMENT], ids=lambda item: item.type)
def test_a_good_item_fires_nothing(item: Item) -> None:
    assert names(item, is_generated=True) == set()


@pytest.mark.parametrize(
    ("item", "name"),
    [
        (replace(SINGLE, options=SINGLE.options[1:]), "key.invalid"),
        (replace(CLOZE, blanks=()), "key.invalid"),
        (replace(STATEMENT, truth=None), "key.invalid"),
        (replace(SINGLE, stem="（　　）。"), "stem.empty"),
        (replace(CLOZE, stem="____。"), "stem.empty"),
        (replace(CLOZE, stem="**____**、《》！"), "stem.empty"),
        (replace(STATEMENT, stem="……？"), "stem.empty"),
        (replace(STATEMENT, stem=""), "stem.empty"),
        (with_options("三人", "3人", "五人"), "options.equal"),
        (with_options("以上都对", "监督", "审议"), "options.all_of_the_above"),
        (with_options("①②", "监督", "审议"), "options.all_of_the_above"),
        (
            with_options("监督", "审议", stem="讲话指出，监督就是支持，这属于（　　）。"),
            "stem.shows_key",
        ),
        (
            with_options("依法履行代表的各项监督职责", "参与决策", "联系群众", "审议"),
            "options.key_longest",
        ),
        (with_options("审议", "依法监督人民政府的各项工作", "表决"), "options.unlike_length"),
        (with_options("三十人", "主席团", "常委会"), "options.unlike_class"),
        (with_options("监督", "监督执行", "审议"), "options.contained"),
        (with_options("监督", "一律审议", "表决"), "options.absolute"),
        (with_options("监督", "往往审议", "表决"), "wording.vague"),
        (with_options("十人", "五人", "三人"), "options.numbers_unordered"),
        (with_options("监督。", "审议", "表决"), "options.full_stop"),
        (replace(STATEMENT, stem="讲话第二部分指出，其要密切联系群众。"), "stem.dangling"),
        (replace(STATEMENT, stem="讲话第二部分指出，我要密切联系群众。"), "stem.dangling"),
        (replace(STATEMENT, stem="《代表法》第六条规定，依照前款规定联系群众。"), "stem.dangling"),
        (replace(STATEMENT, stem="讲话第二部分指出，代表要密切联系群众和。"), "stem.unfinished"),
        (replace(STATEMENT, stem="讲话第二部分指出，代表要“密切联系群众。"), "wording.unpaired"),
        (replace(STATEMENT, stem="讲话第二部分指出，代表要密切联系,群众。"), "wording.half_width"),
        (replace(STATEMENT, stem="讲话指出，代表要联系群众www.example.com。"), "wording.noise"),
        (replace(STATEMENT, stem="讲话指出，" + "代表要密切联系群众" * 14 + "。"), "stem.long"),
        (replace(STATEMENT, stem="要联系。"), "stem.short"),
        (replace(CLOZE, blanks=(Blank(1, ("的",)),)), "blanks.function_word"),
        (replace(CLOZE, blanks=(Blank(1, ("重要保障",)),)), "blanks.praise"),
        (
            replace(
                CLOZE, stem="讲话指出，代表要____。", blanks=(Blank(1, ("密切联系人民群众",)),)
            ),
            "blanks.share",
        ),
        (
            replace(
                CLOZE,
                stem="讲话指出，要掌握________资料。",
                blanks=(Blank(1, ("第一",)), Blank(2, ("手",))),
            ),
            "blanks.adjacent",
        ),
        (
            replace(SINGLE, form="authored", stem="下列各项中，不属于代表职责的是（　　）。"),
            "stem.negative_plain",
        ),
        (
            replace(SINGLE, form="authored", stem="下列各项中，不正确的是不得（　　）。"),
            "stem.double_negative",
        ),
        (
            replace(STATEMENT, stem="讲话指出，要树牢道路自信、理论自信、制度自信。"),
            "phrase.misquoted",
        ),
    ],
)
def test_names_what_is_wrong(item: Item, name: str) -> None:
    assert name in names(item, is_generated=True)


@pytest.mark.parametrize(
    "item",
    [
        with_options("三人", "五人", "十人"),
        with_options("监督执行", "审理案件", "核发许可"),
        with_options("代表享有的权利", "代表享有的义务", "代表享有的职责"),
        replace(STATEMENT, stem="讲话第二部分指出，要对政府的工作进行监督，确保其依法行政。"),
        replace(STATEMENT, stem="讲话第二部分指出，我国的根本政治制度是人民代表大会制度。"),
        replace(STATEMENT, stem="讲话指出，要坚定道路自信、理论自信、制度自信、文化自信。"),
        replace(SINGLE, form="authored", stem="下列各项中，**不属于**代表职责的是（　　）。"),
        replace(CLOZE, stem="代表要掌握的，正是会前调研得来的____资料。"),
    ],
    ids=lambda item: item.stem[:12],
)
def test_lets_the_like_of_it_pass(item: Item) -> None:
    assert names(item, is_generated=True) <= {"key.only_one_right"}


def test_a_stem_of_one_word_is_short_and_not_empty() -> None:
    assert "stem.empty" not in names(replace(SINGLE, stem="权（　　）。"))
    assert "stem.short" not in names(replace(SINGLE, stem="（　　）。"))


def test_what_also_belongs_to_deputies_is_never_a_wrong_option() -> None:
    stem = "下列各项中，属于讲话列举的人大代表权利的有（　　）。"

    assert "options.also_true" in names(with_options("表决权", "罢免权", "审判权", stem=stem))
    assert "options.also_true" not in names(with_options("表决权", "检察权", "审判权", stem=stem))


def test_a_trainers_all_of_the_above_is_only_asked_about() -> None:
    item = with_options("以上都对", "监督", "审议")
    [found] = [
        each
        for each in run_checks(Subject(item=item, lexicon=LEXICON))
        if each.name == "options.all_of_the_above"
    ]

    assert found.level is Level.REVIEW


# --- checks that compare with a source ----------------------------------------

TEXT = "在座谈会上的讲话\n一、学习\n代表要掌握第一手资料。\n二、履职\n代表要掌握全面的资料。代表要掌握翔实的资料。"


def from_source(key: str, *, at: int | None = None) -> tuple[Item, dict[str, object]]:
    document = read_document(TEXT.encode(), "speech.txt")
    text = document.clean_text
    start = text.index(key) if at is None else at
    sentence = next(s for s in document.sentences if s.start <= start < s.end)
    item = replace(
        CLOZE,
        stem="讲话指出，" + sentence.text.replace(key, "____"),
        blanks=(Blank(1, (key,)),),
    )
    evidence = Evidence(sentence.start, sentence.end, sentence.text)
    spans = (Span(start, start + len(key), key),)
    return item, {"evidence": evidence, "corpus": Corpus(document), "key_spans": spans}


def test_a_copied_key_stands_where_it_is_said_to_stand() -> None:
    item, known = from_source("第一手")

    assert "evidence.key_missing" not in names(item, **known)
    assert "evidence.key_missing" in names(item, **known | {"key_spans": (Span(0, 3, "第一手"),)})


def test_a_quotation_that_differs_from_its_source_is_blocked() -> None:
    item, known = from_source("第一手")
    evidence = known["evidence"]
    assert isinstance(evidence, Evidence)

    altered = evidence._replace(quote=evidence.quote.replace("代表", "委员"))

    assert "evidence.quote_differs" in names(item, **known | {"evidence": altered})


def test_a_second_filler_in_the_same_part_is_blocked_and_one_elsewhere_is_not() -> None:
    alone, at_one = from_source("第一手")
    twin, at_other = from_source("全面的")

    assert "key.second_filler" not in names(alone, **at_one)
    assert "key.second_filler" in names(twin, **at_other)


SLOGANS = (
    "在座谈会上的讲话\n国家机构由人民代表大会产生，对它负责，受它监督。\n"
    "人民代表大会制度是符合我国国情和实际的好制度。\n要坚持好、完善好、运行好人民代表大会制度。\n"
    "3月6日下午　人民代表大会制度讲座"
)


@pytest.mark.parametrize(
    ("sentence", "key"),
    [
        ("要坚持好、完善好、运行好人民代表大会制度。", "运行好"),
        ("国家机构由人民代表大会产生，对它负责，受它监督。", "产生"),
        ("国家机构由人民代表大会产生，对它负责，受它监督。", "产生，对它负责，受它监督"),
    ],
)
def test_no_line_of_a_table_and_no_half_sentence_is_a_second_filler(
    sentence: str, key: str
) -> None:
    document = read_document(SLOGANS.encode(), "speech.txt")
    start = document.clean_text.index(sentence)
    at = document.clean_text.index(key, start)
    item = replace(
        CLOZE, stem="讲话指出，" + sentence.replace(key, "____"), blanks=(Blank(1, (key,)),)
    )

    assert "key.second_filler" not in names(
        item,
        evidence=Evidence(start, start + len(sentence), sentence),
        corpus=Corpus(document),
        key_spans=(Span(at, at + len(key), key),),
    )


@pytest.mark.parametrize(("form", "is_asked_about"), [("authored", True), ("panel", False)])
def test_the_name_of_a_law_in_a_panels_stem_tells_no_rule_of_it(
    form: str, *, is_asked_about: bool
) -> None:
    item = with_options(
        "选举委员会可以公布名单",
        "候选人实行差额产生",
        "投票采用无记名的方式",
        "代表接受选民的监督",
        stem="下列说法中，**不符合**《选举委员会办法》规定的是（　　）。",
        form=form,
    )

    assert ("options.shared_words" in names(item)) is is_asked_about


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("三十日", "3十日"),
        ("“Ａ1，两 次”", "a12次"),
        ("２０２５年－《代表法》", "2025年代表法"),
        ("（一）", "1"),
        ("代表\u3000\n大会", "代表大会"),
        ("。", ""),
    ],
)
def test_options_are_compared_without_marks_width_and_ways_of_writing_digits(
    text: str, plain: str
) -> None:
    assert normalised(text) == plain
