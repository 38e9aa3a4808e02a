"""Readers on labelled policy sentences: `python -m benchmarks.reading` (`make eval-reader`).

Precision and recall of relations with credit for overlap; of the relations found, how many have
the right sign, stance and holder; the same by phenomenon; and sentences a second.
"""

import argparse
import json
import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.policy_sentences import FOLDER, HALVES, GoldSentence, Half, read_half
from benchmarks.reading_score import Figures, Outcome, score, summed
from benchmarks.reading_subjects import NAMES, UnavailableError, reader_named
from contention.case.text.normalise import fingerprint
from contention.documents.document import ReadDocument
from contention.documents.segmentation import paragraphs, sentences
from contention.extraction.combine import ReaderName
from contention.extraction.proposals import Proposal, Reader

COLUMNS = ("gold", "proposed", "precision", "recall", "f1", "found", "sign", "stance", "holder",
           "usable")  # fmt: skip
TIMED_SECONDS = 2.0


@dataclass(frozen=True)
class Report:
    """What one reader made of one half."""

    half: str
    reader: str
    outcomes: tuple[Outcome, ...]
    load_seconds: float
    sentences_per_second: float

    def rows(self) -> dict[str, Figures]:
        """Figures of everything, then by phenomenon, most frequent first."""
        tagged: dict[str, list[Outcome]] = {}
        for outcome in self.outcomes:
            for tag in outcome.sentence.tags:
                tagged.setdefault(tag, []).append(outcome)
        ordered = sorted(tagged, key=lambda tag: (-len(tagged[tag]), tag))
        return {"all": summed(self.outcomes)} | {tag: summed(tagged[tag]) for tag in ordered}

    @property
    def false_alarms(self) -> float:
        """Share of sentences without a claim for which one was proposed."""
        without = [each for each in self.outcomes if not each.sentence.claims]
        return sum(each.proposed > 0 for each in without) / len(without) if without else math.nan


def document_of(gold: GoldSentence) -> ReadDocument:
    """A document of one paragraph: the sentence, after the one before it."""
    return _document(gold.id, " ".join(filter(None, (gold.before, gold.text))))


def single_sentence(name: str, text: str) -> ReadDocument:
    """A document that is one sentence, whatever stands in it."""
    whole = ((0, len(text)),)
    return replace(_document(name, text), paragraphs=whole, sentences=whole)


def _document(name: str, text: str) -> ReadDocument:
    ranges = paragraphs(text)
    return ReadDocument(
        id=name,
        title="",
        author="",
        date="",
        text=text,
        sha256=fingerprint(text),
        paragraphs=ranges,
        sentences=sentences(text, ranges),
    )


def proposals_for(reader: Reader, gold: GoldSentence, least: float) -> tuple[Proposal, ...]:
    """What a reader proposes for the sentence, not for the one before it."""
    document = document_of(gold)
    begins = len(document.text) - len(gold.text)
    found = reader.find(document).proposals
    return tuple(p for p in found if p.sentence[1] > begins and p.confidence >= least)


def speed(reader: Reader, golds: Sequence[GoldSentence]) -> float:
    """Sentences a second on one document that holds all of them, read over and over."""
    document = _document("all", "\n\n".join(gold.text for gold in golds))
    reader.find(document)
    started, rounds = time.perf_counter(), 0
    while time.perf_counter() - started < TIMED_SECONDS:
        reader.find(document)
        rounds += 1
    return rounds * len(document.sentences) / (time.perf_counter() - started)


def evaluate(name: ReaderName, half: str, golds: Sequence[GoldSentence], least: float) -> Report:
    """Read every sentence and score it."""
    started = time.perf_counter()
    reader = reader_named(name)
    loaded = time.perf_counter() - started
    outcomes = tuple(score(gold, proposals_for(reader, gold, least)) for gold in golds)
    return Report(half, name, outcomes, loaded, speed(reader, golds))


def main(arguments: Sequence[str] | None = None) -> None:
    """Evaluate the readers named on the command line and print the figures."""
    options = _parser().parse_args(arguments)
    wanted: Sequence[Half] = options.half or HALVES
    halves = {half: _about(read_half(half, options.folder), options.subject) for half in wanted}
    reports: list[Report] = []
    missing: dict[str, str] = {}
    for name in options.reader or NAMES:
        try:
            reports += [
                evaluate(name, half, golds, options.least) for half, golds in halves.items()
            ]
        except UnavailableError as error:
            missing[name] = str(error)
    if options.json:
        print(json.dumps(_json(reports, missing), indent=1))
    else:
        print("\n\n".join([*map(_table, reports), *(f"{n}: {why}" for n, why in missing.items())]))
    if options.errors:
        print("\n".join(line for report in reports for line in _errors(report)))


def _about(
    golds: Sequence[GoldSentence], subjects: Sequence[str] | None
) -> tuple[GoldSentence, ...]:
    """The sentences on the subjects asked for, all of them where none is named."""
    return tuple(gold for gold in golds if not subjects or gold.subject in subjects)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.reading", description=__doc__)
    parser.add_argument("--reader", action="append", choices=NAMES, help="default: all there are")
    parser.add_argument("--half", action="append", choices=HALVES, help="default: both")
    parser.add_argument("--least", type=float, default=0.0, help="least confidence that counts")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="labelled sentences")
    parser.add_argument("--subject", action="append", help="only these: war, education …")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    parser.add_argument(
        "--errors", action="store_true", help="list development sentences not read as labelled"
    )
    return parser


def _table(report: Report) -> str:
    head = f"{report.reader}, {report.half} half ({len(report.outcomes)} sentences)"
    lines = [head, f"{'':18}" + "".join(f"{column:>10}" for column in COLUMNS)]
    for name, figures in report.rows().items():
        cells = (_cell(getattr(figures, column)) for column in COLUMNS)
        lines.append(f"{name:18}" + "".join(cells))
    lines.append(
        f"false alarms {report.false_alarms:.3f}; {report.sentences_per_second:.0f} sentences/s; "
        f"loaded in {report.load_seconds:.2f} s"
    )
    return "\n".join(lines)


def _cell(value: float) -> str:
    if isinstance(value, int):
        return f"{value:>10}"
    return f"{'–':>10}" if math.isnan(value) else f"{value:>10.3f}"


def _errors(report: Report) -> list[str]:
    """Development sentences only: the held-out half is not for looking at."""
    if report.half != "development":
        return []
    return [
        f"{report.reader} {o.sentence.id}: {len(o.sentence.claims)} gold, {o.proposed} proposed, "
        f"{len(o.matched)} matched"
        + "".join(
            f"; wrong {field}"
            for field in ("sign", "stance", "holder")
            if not all(getattr(each, field) for each in o.matched)
        )
        + f" | {o.sentence.text}"
        for o in report.outcomes
        if not _right(o)
    ]


def _right(outcome: Outcome) -> bool:
    whole = len(outcome.sentence.claims) == outcome.proposed == len(outcome.matched)
    return whole and all(each.sign and each.stance and each.holder for each in outcome.matched)


def _json(reports: Sequence[Report], missing: Mapping[str, str]) -> dict[str, object]:
    listed = [
        {
            "reader": report.reader,
            "half": report.half,
            "sentences": len(report.outcomes),
            "sentences_per_second": round(report.sentences_per_second, 1),
            "load_seconds": round(report.load_seconds, 3),
            "false_alarms": _number(report.false_alarms),
            "figures": {
                name: {column: _number(getattr(figures, column)) for column in COLUMNS}
                for name, figures in report.rows().items()
            },
        }
        for report in reports
    ]
    return {"reports": listed, "unavailable": dict(missing)}


def _number(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 4)


if __name__ == "__main__":
    main()
