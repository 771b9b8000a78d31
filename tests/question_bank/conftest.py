"""Lexicon, dictionary and short texts for the generator's tests."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from question_bank.documents import Document, read_document
from question_bank.keypoints import KeyPoint, Pattern, find_keypoints
from question_bank.pipeline import Generation, Resources, generate, load_resources

Points = Callable[..., list[KeyPoint]]
Bank = Callable[[str], Generation]


def speech(*paragraphs: str) -> Document:
    """Return a speech of *paragraphs* with a title of its own."""
    text = "在代表培训班上的讲话\n" + "\n".join(paragraphs)
    return read_document(text.encode(), "speech.txt")


def statute(*articles: str) -> Document:
    """Return a statute of *articles*, whatever its length."""
    filler = [f"第{n}条　本法由常务委员会解释，自公布之日起施行。" for n in "一二三四五"]
    text = "某市人民代表大会议事规则\n" + "\n".join((*filler, *articles))
    return read_document(text.encode(), "rules.txt")


@pytest.fixture(scope="session")
def resources() -> Resources:
    """Lexicon and segmenter, loaded once."""
    return load_resources()


@pytest.fixture
def points(resources: Resources) -> Points:
    """Find the key points of one pattern in a document or in a sentence."""

    def find(source: Document | str, pattern: Pattern) -> list[KeyPoint]:
        document = speech(source) if isinstance(source, str) else source
        found = find_keypoints(document, resources.lexicon, resources.segmenter)
        return [point for point in found if point.pattern is pattern]

    return find


@pytest.fixture
def bank(resources: Resources) -> Bank:
    """Generate from one paragraph of a speech."""
    return lambda text: generate(speech(text), resources=resources)
