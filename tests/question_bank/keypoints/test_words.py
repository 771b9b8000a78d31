from __future__ import annotations

import tempfile
from pathlib import Path

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.keypoints import Segmenter
from question_bank.lexicon import load_lexicon
from question_bank.pipeline import Resources, load_resources

RESOURCES = load_resources()


def plain_jieba() -> jieba.Tokenizer:
    """Return jieba's own tokenizer with the words of our lexicon."""
    tokenizer = jieba.Tokenizer()
    with tempfile.TemporaryDirectory() as folder:
        tokenizer.tmp_dir = folder
        tokenizer.initialize()
    for term in load_lexicon().words:
        tokenizer.add_word(term.text, term.frequency)
    return tokenizer


JIEBA = plain_jieba()


@given(st.text(alphabet="人大代表监督权力，。“”《》abc12 ", max_size=60))
def test_the_words_give_back_the_text(text: str) -> None:
    words = RESOURCES.segmenter.words(text)

    assert "".join(word.text for word in words) == text
    assert all(text[word.start : word.end] == word.text for word in words)


@given(st.text(alphabet="中华人民代表大会常务委员监督审议权利们的是不，Ab1𠀀", max_size=60))
def test_the_words_are_those_of_jieba_itself(text: str) -> None:
    words = [word.text for word in RESOURCES.segmenter.words(text)]

    assert words == JIEBA.lcut(text)


@pytest.mark.parametrize("phrase", ["一府一委两院", "原选区选民", "第一手资料", "全过程人民民主"])
def test_a_term_of_the_lexicon_stays_whole(resources: Resources, phrase: str) -> None:
    assert phrase in [word.text for word in resources.segmenter.words(f"要了解{phrase}的情况")]


def test_a_trainers_own_term_stays_whole() -> None:
    lexicon = load_lexicon().extended(terms=["恒阳号直通车"])

    words = Segmenter(lexicon).words("用好恒阳号直通车")

    assert "恒阳号直通车" in [word.text for word in words]


def test_the_dictionarys_cache_lies_in_a_private_folder(tmp_path: Path) -> None:
    Segmenter(load_lexicon(), tmp_path / "cache")

    assert (tmp_path / "cache").stat().st_mode & 0o077 == 0
    assert [path.suffix for path in (tmp_path / "cache").iterdir()] == [".cache"]
