"""Cut text into words with their usual part of speech."""

from __future__ import annotations

import hashlib
import logging
import re
import tempfile
from collections.abc import Iterable
from functools import lru_cache
from math import log
from pathlib import Path
from typing import NamedTuple

import jieba
import jieba.finalseg

from question_bank.lexicon import Lexicon, Term

# jieba talks about its cache on every start; only its warnings interest us.
jieba.setLogLevel(logging.WARNING)

UNKNOWN = "x"
#: What jieba takes for one block to cut, as far as it is Chinese.
CHINESE = re.compile("[\u4e00-\u9fd5]+")
#: Fewest single characters side by side that may hide a word.
SHORTEST_RUN = 2


class Word(NamedTuple):
    """
    A word of a text; a tuple, since one is made for every word of every stretch.

    Attributes:
        text: The word, never empty.
        start: Its first character, in code points from the start of the cut text.
        tag: Its most usual part of speech in jieba's notation; a hint, no more.
    """

    text: str
    start: int
    tag: str

    @property
    def end(self) -> int:
        """One past its last character."""
        return self.start + len(self.text)


class _Tokenizer(jieba.Tokenizer):  # type: ignore[misc]
    """jieba's tokenizer, which looks each stretch up once instead of twice, with the same result."""

    def get_DAG(self, sentence: str) -> dict[int, list[int]]:  # noqa: ARG002, N802
        """Return nothing: `calc` needs no graph."""
        self.check_initialized()
        return {}

    def calc(
        self,
        sentence: str,
        _graph: dict[int, list[int]],
        route: dict[int, tuple[float, int]],
    ) -> None:
        """Put into *route*, for each character, the last one of the best word; no score is asked for."""
        for start, end in enumerate(self._ends(sentence)):
            route[start] = (0.0, end - 1)

    def words_of(self, text: str) -> Iterable[str]:
        """Return what `cut` yields; of nothing but Chinese characters without its detours."""
        return self._cut_chinese(text) if CHINESE.fullmatch(text) else self.cut(text)

    def _cut_chinese(self, text: str) -> list[str]:
        """Cut *text* along the best words; what no word covers is guessed at in whole runs."""
        self.check_initialized()
        words, ends = list[str](), self._ends(text)
        start = covered = 0
        while start < len(text):
            end = ends[start]
            if end - start > 1:
                words += self._guessed(text[covered:start])
                words.append(text[start:end])
                covered = end
            start = end
        return words + self._guessed(text[covered:])

    def _guessed(self, run: str) -> list[str]:
        """Return the words of a *run* of single characters, as jieba guesses them."""
        if len(run) < SHORTEST_RUN or self.FREQ.get(run):
            return list(run)
        return list(jieba.finalseg.cut(run))

    def _ends(self, text: str) -> list[int]:
        """Return one past the last character of the best word from each character of *text*."""
        length, frequency, whole = len(text), self.FREQ.get, log(self.total)
        scores, ends = [0.0] * (length + 1), [0] * length
        for start in range(length - 1, -1, -1):
            end = best_end = start + 1
            known = frequency(text[start])
            # A character that no word begins with, or that is none itself, counts as seen once.
            best = log(known or 1) - whole + scores[end] if known or known is None else None
            while known is not None and end < length:
                end += 1
                known = frequency(text[start:end])
                if known:
                    score = log(known) - whole + scores[end]
                    # Of equals the longest word is the best.
                    if best is None or score >= best:
                        best, best_end = score, end
            scores[start] = log(1) - whole + scores[start + 1] if best is None else best
            ends[start] = best_end
        return ends


class Segmenter:
    """
    Cuts text into words, keeping the lexicon's terms whole.

    It has a tokenizer of its own, since jieba's functions share one dictionary
    among all users of a process, and a cache of its own in a private folder,
    since jieba's default unmarshals a file of the common temporary folder that
    anybody may have written. The cache is named by the dictionary's hash.
    """

    def __init__(self, lexicon: Lexicon, cache: Path | None = None) -> None:
        self._tokenizer = _Tokenizer()
        with self._tokenizer.get_dict_file() as opened:
            dictionary = Path(opened.name)
        self._tags = _read_tags(dictionary)
        if cache is None:
            # Once the dictionary is loaded, its cache is of no more use here.
            with tempfile.TemporaryDirectory(prefix="quizapp-jieba-") as folder:
                self._load(dictionary, Path(folder))
        else:
            self._load(dictionary, cache)
        self._add(lexicon.words)
        self.words = lru_cache(maxsize=4_096)(self._words)

    def _load(self, dictionary: Path, cache: Path) -> None:
        cache.mkdir(parents=True, exist_ok=True, mode=0o700)
        digest = hashlib.sha256(dictionary.read_bytes()).hexdigest()[:16]
        self._tokenizer.tmp_dir = str(cache)
        self._tokenizer.cache_file = f"jieba-{digest}.cache"
        self._tokenizer.initialize()

    def _add(self, terms: Iterable[Term]) -> None:
        for term in terms:
            self._tokenizer.add_word(term.text, term.frequency)
            if term.tag:
                self._tags[term.text] = term.tag

    def _words(self, text: str) -> tuple[Word, ...]:
        """Return the words of *text* in order; together they give back *text*."""
        found, start, tag_of = list[Word](), 0, self._tags.get
        for word in self._tokenizer.words_of(text):
            found.append(Word(word, start, tag_of(word, UNKNOWN)))
            start += len(word)
        return tuple(found)

    def boundaries(self, text: str) -> frozenset[int]:
        """Return where words of *text* begin or end, in code points, both ends included."""
        return frozenset({0, len(text)} | {word.end for word in self.words(text)})


def _read_tags(dictionary: Path) -> dict[str, str]:
    """Read the part of speech of each word from jieba's dictionary."""
    tags: dict[str, str] = {}
    for line in dictionary.read_text("utf-8").splitlines():
        word, _, rest = line.partition(" ")
        tags[word] = rest.rpartition(" ")[2]
    return tags
