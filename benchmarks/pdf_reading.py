"""How many sentences of PDF pages come out whole: `python -m benchmarks.pdf_reading`.

Makes pages in many layouts with known sentences, reads them as a user would, and counts for each
layout the body sentences that come out exactly and in order, and the sentences into which a head, a
note, a table or a stamp got. Needs ReportLab; layouts that need fpdf2 or a browser are left out
where these are not installed, and said to be.
"""

import argparse
import json
import re
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.pdf_pages import FONTS, HELD_OUT_FONTS, Layout, Made, Maker
from benchmarks.pdf_sentences import foreign_words
from contention.documents.files import read_bytes
from contention.documents.limits import ReadOptions
from contention.documents.unreadable import UnreadableFileError

_ITEM = re.compile(r"^(?:[•–]|\(?\d{1,2}[.)])\s")
"""What a list puts before a sentence, which is not counted as a part of it."""
HELD_OUT_FROM = 5_000
"""Seeds from here on are looked at by their totals only."""


@dataclass
class Score:
    """Counts over the documents of one layout."""

    documents: int = 0
    sentences: int = 0
    whole: int = 0
    foreign: int = 0
    """sentences into which words came that are no part of the body"""
    refused: int = 0

    @property
    def share(self) -> float:
        """Of the known sentences, those that came out whole and in order."""
        return self.whole / max(1, self.sentences)


def read_sentences(data: bytes) -> list[str] | None:
    """The sentences that the reader finds, with single spaces; None where it refuses."""
    try:
        document = read_bytes(data, "page.pdf", ReadOptions(any_language=True))
    except UnreadableFileError:
        return None
    except Exception:  # older versions end in a traceback; that counts as a refusal
        return None
    return [_ITEM.sub("", " ".join(each.split())) for each in document.sentence_texts()]


def in_order(known: Sequence[str], found: Sequence[str]) -> list[str]:
    """The known sentences that are found exactly, in the longest order that is right."""
    places: dict[str, int] = {}
    for at, text in enumerate(found):
        places.setdefault(text, at)
    kept = [(places[text], text) for text in known if text in places]
    ends: list[int] = []
    tails: list[int] = []
    before: list[int] = []
    for number, (at, _) in enumerate(kept):
        rank = bisect_left(ends, at)
        before.append(tails[rank - 1] if rank else -1)
        ends[rank : rank + 1] = [at]
        tails[rank : rank + 1] = [number]
    chain, number = [], tails[-1] if tails else -1
    while number >= 0:
        chain.append(kept[number][1])
        number = before[number]
    return chain[::-1]


def mixed_in(known: Sequence[str], found: Sequence[str]) -> list[str]:
    """Sentences that hold a foreign word and four words in a row of a body sentence."""
    runs = {run for text in known for run in _runs(text)}
    foreign = foreign_words()
    return [text for text in found if _is_foreign(text, foreign) and runs & set(_runs(text))]


def _is_foreign(text: str, foreign: frozenset[str]) -> bool:
    return bool(foreign & {word.strip(".,:").lower() for word in text.split()})


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = text.split()
    return (tuple(words[at : at + 4]) for at in range(len(words) - 3))


def count(made: Made, score: Score, *, show: bool = False) -> None:
    """Add one document to a layout's score."""
    score.documents += 1
    score.sentences += len(made.sentences)
    found = read_sentences(made.data)
    if found is None:
        score.refused += 1
        return
    whole, mixed = in_order(made.sentences, found), mixed_in(made.sentences, found)
    score.whole += len(whole)
    score.foreign += len(mixed)
    if show:
        lost = Counter(made.sentences) - Counter(whole)
        for text in lost:
            print(f"   lost: {text}\n   near: {_nearest(text, found)}")


def _nearest(text: str, found: Sequence[str]) -> str:
    runs = set(_runs(text))
    best = max(found, key=lambda each: len(runs & set(_runs(each))), default="")
    return best[:400]


def layouts() -> dict[str, Layout]:
    """All layouts whose producers are installed."""
    from benchmarks.pdf_layouts import LAYOUTS
    from benchmarks.pdf_layouts_more import more_layouts

    return {**LAYOUTS, **more_layouts()}


def measure(name: str, layout: Layout, seeds: range, keep: Path | None, *, show: bool) -> Score:
    """Make and read the documents of one layout."""
    score = Score()
    for seed in seeds:
        maker = Maker(seed, HELD_OUT_FONTS if seed >= HELD_OUT_FROM else FONTS)
        made = layout(maker)
        if keep:
            stem = f"{name.replace(' ', '_').replace('/', '').replace(',', '')}-{seed}"
            (keep / f"{stem}.pdf").write_bytes(made.data)
        if show:
            print(f"-- {name}, seed {seed}")
        count(made, score, show=show)
    return score


def main() -> int:
    """Print a line for each layout, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=5, help="documents in each layout")
    parser.add_argument("--held-out", action="store_true", help="other seeds and other fonts")
    parser.add_argument("--only", default="", help="layouts whose name holds this")
    parser.add_argument("--show", action="store_true", help="print what was lost")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--keep", type=Path, help="a folder for the PDFs")
    chosen = parser.parse_args()
    first = HELD_OUT_FROM if chosen.held_out else 0
    seeds = range(first, first + chosen.seeds)
    scores = {}
    for name, layout in layouts().items():
        if chosen.only in name:
            scores[name] = measure(name, layout, seeds, chosen.keep, show=chosen.show)
            if not chosen.json:
                print(_row(name, scores[name]), flush=True)
    if chosen.json:
        json.dump({name: vars(score) | {"share": score.share} for name, score in scores.items()},
                  sys.stdout, indent=1)  # fmt: skip
    else:
        print(_row("all", _sum(list(scores.values()))))
    return 0


def _row(name: str, score: Score) -> str:
    return (
        f"{name:38} {score.documents:4} documents {score.sentences:5} sentences "
        f"{100 * score.share:6.1f} % whole {score.foreign:4} mixed {score.refused:3} refused"
    )


def _sum(scores: Sequence[Score]) -> Score:
    return Score(
        sum(each.documents for each in scores), sum(each.sentences for each in scores),
        sum(each.whole for each in scores), sum(each.foreign for each in scores),
        sum(each.refused for each in scores),
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
