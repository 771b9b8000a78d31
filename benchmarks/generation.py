"""
What making questions costs beside one pass of jieba's part-of-speech tagger.

The baseline is `jieba.posseg` over the same clean text, with its dictionary loaded.
Each text runs in a process of its own, so that its peak of memory is its own; both
are timed several times in turn, in that process, and the best of each counts. The
processor's time is compared, since neighbours disturb it less than the clock's. No
round finds a word cut by the round before.

    python benchmarks/generation.py [--rounds 3] [--longest 1000000]
"""

from __future__ import annotations

import argparse
import importlib
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

from _long_texts import law, speech

from question_bank.documents import Document, read_document
from question_bank.pipeline import Generation, generate, load_resources
from question_bank.sources import built_in_speech

SIZES = (10_000, 100_000, 1_000_000)
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
        tagging: One pass of jieba.posseg.
        generating: Key points, items, checks and selection.
        reading: From bytes to a document.
        before: Peak of memory with our dictionaries loaded, before the text is read.
        peak: Peak of memory at the end of generating.
    """

    characters: int
    questions: int
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


def measure(text: str, length: int, rounds: int, cache: Path) -> Measured:
    """Measure one text in this process."""
    data = bytes_of(text, length)
    resources = load_resources(cache=cache)
    generate(_read_built_in(), resources=resources)
    before = _peak()
    reading, document = _best(lambda: read_document(data, f"{text}.txt"), 1)

    def generate_anew() -> Generation:
        resources.segmenter.words.cache_clear()
        return generate(document, resources=resources)

    generating, generation = _best(generate_anew, rounds)
    peak = _peak()
    tag = _tagger()
    tagging, _ = _best(lambda: tag(document.clean_text), rounds)
    questions = len(generation.published) + len(generation.to_review)
    return Measured(len(document.clean_text), questions, tagging, generating, reading, before, peak)


def _tagger() -> Callable[[str], int]:
    """Return the baseline, its dictionaries loaded; not imported before, for they take memory."""
    tagger = importlib.import_module("jieba.posseg")
    tagger.lcut("人大代表联系人民群众")
    return lambda text: sum(1 for _ in tagger.cut(text))


def _best(work: Callable[[], Result], rounds: int) -> tuple[float, Result]:
    """Return the least time of some rounds and what the last of them gave."""
    times: list[float] = []
    results: list[Result] = []
    for _ in range(rounds):
        results.clear()
        started = time.process_time()
        results.append(work())
        times.append(time.process_time() - started)
    return min(times), results[0]


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_apart(text: str, length: int, rounds: int, cache: Path) -> Measured:
    """Measure one text in a process of its own."""
    command = [sys.executable, __file__, "--text", text, "--length", str(length)]
    done = subprocess.run(
        [*command, "--rounds", str(rounds), "--cache", str(cache)],
        check=True,
        capture_output=True,
        text=True,
    )
    return Measured(**json.loads(done.stdout))


def report(rounds: int, longest: int) -> None:
    """Print ratios to the tagger and growth from size to size; seconds stand beside."""
    print(f"ratios to one jieba.posseg pass over the same text, best of {rounds}")
    with tempfile.TemporaryDirectory() as name:
        cache = Path(name)
        print(_line(BUILT_IN, measure_apart(BUILT_IN, 0, rounds, cache)))
        for text in WRITERS:
            before: Measured | None = None
            for length in (size for size in SIZES if size <= longest):
                measured = measure_apart(text, length, rounds, cache)
                print(_line(text, measured) + _growth(before, measured))
                before = measured


def _line(text: str, measured: Measured) -> str:
    whole = measured.generating + measured.reading
    return (
        f"{text:8} {measured.characters:9,} characters:"
        f" generating {measured.generating / measured.tagging:5.2f},"
        f" with reading {whole / measured.tagging:5.2f}"
        f"  ({measured.generating:.2f} s + {measured.reading:.2f} s; tagger {measured.tagging:.2f} s;"
        f" {measured.questions:,} questions;"
        f" peak {measured.peak:.0f} MB, {measured.before:.0f} MB before)"
    )


def _growth(before: Measured | None, measured: Measured) -> str:
    """Return how much longer each character takes than in the text before."""
    if before is None:
        return ""
    each = measured.generating / measured.characters
    return f"; a character costs {each / (before.generating / before.characters):.2f} times as much"


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--longest", type=int, default=max(SIZES))
    parser.add_argument("--text", choices=(BUILT_IN, *WRITERS), help=argparse.SUPPRESS)
    parser.add_argument("--length", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--cache", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.text:
        print(json.dumps(asdict(measure(args.text, args.length, args.rounds, args.cache))))
    else:
        report(args.rounds, args.longest)


if __name__ == "__main__":
    main()
