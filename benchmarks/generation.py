"""
What making questions costs beside one pass of jieba's part-of-speech tagger.

The baseline is `jieba.posseg` over the same clean text, with its dictionary loaded.
Each text runs in a process of its own, so that its peak of memory is its own. There
the generator runs once before the tagger is loaded, for the peak, and then in turn
with the tagger: what counts is the median of the ratios of neighbours, since a busy
machine slows both. The processor's time is taken, not the clock's. No round finds
anything that the round before worked out.

    python benchmarks/generation.py [--longest 1000000]
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from statistics import median
from typing import TypeVar

from _long_texts import law, speech

from question_bank.documents import Document, read_document
from question_bank.pipeline import Generation, generate, load_resources
from question_bank.sources import built_in_speech

SIZES = (10_000, 100_000, 1_000_000)
#: Rounds in turn for texts up to so many characters, and for longer ones.
ROUNDS, MOST_ROUNDS = ((20_000, 9), (200_000, 3)), 1
BUILT_IN = "built-in"
Result = TypeVar("Result")
WRITERS: dict[str, Callable[[int], str]] = {
    "speech": lambda length: speech(length, _read_built_in().clean_text),
    "law": law,
}


@dataclass(frozen=True, slots=True)
class Measured:
    """
    What one text took; times in seconds of the processor, memory in megabytes.

    Attributes:
        characters: Length of the clean text.
        questions: Published and waiting.
        ratio: Of generating to tagging, the median of the rounds.
        tagging: One pass of jieba.posseg, the median.
        generating: Key points, items, checks and selection, the median.
        reading: From bytes to a document.
        before: Peak of memory with our dictionaries loaded, before the text is read.
        peak: Peak of memory at the end of generating.
    """

    characters: int
    questions: int
    ratio: float
    tagging: float
    generating: float
    reading: float
    before: float
    peak: float


def _read_built_in() -> Document:
    source = built_in_speech()
    return read_document(source.data, source.name, title=source.title)


def bytes_of(text: str, length: int) -> bytes:
    """Return the file of the named text at *length* characters."""
    return built_in_speech().data if text == BUILT_IN else WRITERS[text](length).encode()


def measure(text: str, length: int, cache: Path) -> Measured:
    """Measure one text in this process."""
    data = bytes_of(text, length)
    resources = load_resources(cache=cache)
    generate(_read_built_in(), resources=resources)
    before = _peak()
    reading, document = _timed(lambda: read_document(data, f"{text}.txt"))

    def generate_anew() -> Generation:
        return generate(document, resources=resources)

    _forget()
    generation = generate_anew()
    peak, questions = _peak(), len(generation.published) + len(generation.to_review)
    del generation
    tag = _tagger()
    pairs = [
        (_timed(generate_anew)[0], _timed(lambda: tag(document.clean_text))[0])
        for _ in range(_rounds(len(document.clean_text)))
    ]
    return Measured(
        characters=len(document.clean_text),
        questions=questions,
        ratio=median(generating / tagging for generating, tagging in pairs),
        tagging=median(tagging for _, tagging in pairs),
        generating=median(generating for generating, _ in pairs),
        reading=reading,
        before=before,
        peak=peak,
    )


def _rounds(length: int) -> int:
    return next((rounds for most, rounds in ROUNDS if length <= most), MOST_ROUNDS)


def _forget() -> None:
    """Empty every cache of a function, so that each round begins like the first."""
    kind = type(lru_cache(_forget))
    for each in gc.get_objects():
        if isinstance(each, kind):
            each.cache_clear()


def _tagger() -> Callable[[str], int]:
    """Return the baseline, its dictionaries loaded; not imported before, for they take memory."""
    tagger = importlib.import_module("jieba.posseg")
    tagger.lcut("人大代表联系人民群众")
    return lambda text: sum(1 for _ in tagger.cut(text))


def _timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """Return the processor's time that *work* took, with nothing remembered, and what it gave."""
    _forget()
    started = time.process_time()
    result = work()
    return time.process_time() - started, result


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_apart(text: str, length: int, cache: Path) -> Measured:
    """Measure one text in a process of its own."""
    command = [sys.executable, __file__, "--text", text, "--length", str(length)]
    done = subprocess.run(
        [*command, "--cache", str(cache)],
        check=True,
        capture_output=True,
        text=True,
    )
    return Measured(**json.loads(done.stdout))


def report(longest: int) -> None:
    """Print ratios to the tagger and growth from size to size; seconds stand beside."""
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"passes of jieba.posseg over the same text, medians; load {load}")
    with tempfile.TemporaryDirectory() as name:
        cache = Path(name)
        print(_line(BUILT_IN, measure_apart(BUILT_IN, 0, cache)), flush=True)
        for text in WRITERS:
            before: Measured | None = None
            for length in (size for size in SIZES if size <= longest):
                measured = measure_apart(text, length, cache)
                print(_line(text, measured) + _growth(before, measured), flush=True)
                before = measured


def _line(text: str, measured: Measured) -> str:
    reading = measured.reading / measured.tagging
    return (
        f"{text:8} {measured.characters:9,} characters:"
        f" generating {measured.ratio:5.2f},"
        f" with reading {measured.ratio + reading:5.2f}"
        f"  ({measured.generating:.2f} s + {measured.reading:.2f} s; tagger {measured.tagging:.2f} s;"
        f" {measured.questions:,} questions;"
        f" peak {measured.peak:.0f} MB, {measured.before:.0f} MB before)"
    )


def _growth(before: Measured | None, measured: Measured) -> str:
    """Return how much more a character costs, in passes, than in the text before."""
    if before is None:
        return ""
    return f"; a character costs {measured.ratio / before.ratio:.2f} times as much"


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--longest", type=int, default=max(SIZES))
    parser.add_argument("--text", choices=(BUILT_IN, *WRITERS), help=argparse.SUPPRESS)
    parser.add_argument("--length", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--cache", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.text:
        print(json.dumps(asdict(measure(args.text, args.length, args.cache))))
    else:
        report(args.longest)


if __name__ == "__main__":
    main()
