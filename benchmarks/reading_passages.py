"""Readers on labelled passages: `python -m benchmarks.reading_passages` (`make eval-reader`).

Each reader reads every passage as a whole document; its claims are compared with the labels
(`passage_matches` says how). Prints totals with 95 % intervals from resampling passages, and tables
by stance, construction, length and register. Of the held-out half nothing else is printed.
"""

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.passage_differences import differences
from benchmarks.passage_files import FOLDER, passage_paths, read_passage, read_passages
from benchmarks.passage_model import PASSAGE_HALVES, PASSAGE_PARTS, Passage, PassageEnd
from benchmarks.passage_readings import (
    PredictionError,
    ReadClaim,
    ReadEnd,
    as_predictions,
    read_claims,
    read_predictions,
)
from benchmarks.passage_scores import ReaderScore, score_reader
from benchmarks.passage_tables import as_json, by_classes, comparison, table
from benchmarks.reading_subjects import NAMES, UnavailableError, finder

Claims = Callable[[Passage], Sequence[ReadClaim]]
_SECOND = "second"


def subject(name: str) -> Claims:
    """What a reader makes of passages: a reader's name, `second`, or `module:function`.

    The function takes a document and returns proposals. `second` is the second labeller.
    """
    if name == _SECOND:
        second = {path.name for path in (FOLDER / "second").glob("*.yaml")}
        return lambda passage: (
            labelled_claims(read_passage(FOLDER / "second" / f"{passage.id}.yaml"))
            if f"{passage.id}.yaml" in second
            else ()
        )
    find = finder(name)
    return lambda passage: read_claims(passage, find)


def labelled_claims(passage: Passage) -> tuple[ReadClaim, ...]:
    """Labels as if a reader had found them: the words as they stand, with their polarity."""
    return tuple(
        ReadClaim(
            claim.sentence, _as_read(claim.cause), _as_read(claim.effect),
            "0" if claim.stance == "denied" else claim.polarity, claim.stance, claim.holder,
        )
        for claim in passage.claims
    )  # fmt: skip


def _as_read(end: PassageEnd) -> ReadEnd:
    span = end.span
    return ReadEnd(span.words, end.name, span.sentence, span.start, span.end)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; see above."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.differences:
        return _show_differences(parser, options)
    scores: list[ReaderScore] = []
    missing: list[str] = []
    for half in options.half or PASSAGE_HALVES:
        passages = _chosen(read_passages(half), options.only)
        try:
            for name, claims in _subjects(options, passages, missing):
                scores.append(score_reader(name, half, passages, claims)[0])
        except PredictionError as error:
            parser.exit(2, f"{error}\n")
    if options.json:
        print(json.dumps({"scores": list(map(as_json, scores)), "missing": missing}, indent=1))
    elif options.markdown:
        print(*comparison(scores), *by_classes(scores), sep="\n")
    else:
        print("\n\n".join(["\n".join(table(score)) for score in scores] + missing))
    return 0


def _subjects(
    options: argparse.Namespace,
    passages: Sequence[Passage],
    missing: list[str],
) -> Iterator[tuple[str, Claims]]:
    for path in options.predictions or ():
        found = read_predictions(path, passages)
        yield path.stem, lambda passage, found=found: found[passage.id]  # type: ignore[misc]
    for name in options.reader or ([] if options.predictions else NAMES):
        try:
            claims = subject(name)
        except UnavailableError as error:
            missing.append(f"{name}: {error}")
            continue
        if options.write is not None:
            claims = _writing(claims, options.write)
        yield name, claims


def _writing(claims: Claims, path: Path) -> Claims:
    """The same, with every claim added to a file of predictions on the way."""

    def written(passage: Passage) -> Sequence[ReadClaim]:
        found = claims(passage)
        with path.open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in as_predictions(passage, found))
        return found

    return written


def _chosen(passages: Sequence[Passage], only: Sequence[str] | None) -> tuple[Passage, ...]:
    return tuple(each for each in passages if not only or each.id in only)


def _show_differences(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    known = {path.stem for part in ("development", "tuning") for path in passage_paths(part)}
    unknown = sorted(set(options.differences) - known)
    if unknown and not options.spoil_held_out:
        parser.exit(2, f"{', '.join(unknown)}: no passage for development or tuning; whoever reads "
                       "others can no longer be measured by them: --spoil-held-out\n")  # fmt: skip
    for half in PASSAGE_PARTS:
        passages = _chosen(read_passages(half), options.differences)
        for name, claims in _subjects(options, passages, []):
            _, outcomes = score_reader(name, half, passages, claims)
            for outcome in outcomes:
                print(f"{name}, {outcome.passage.id}", *differences(outcome), sep="\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.reading_passages", description=__doc__)
    parser.add_argument("--reader", action="append", metavar="NAME",
                        help=f"{', '.join(NAMES)}, second (the second labeller), or "
                        "MODULE:FUNCTION from a document to proposals")  # fmt: skip
    parser.add_argument("--predictions", action="append", type=Path, metavar="FILE",
                        help="claims as JSON lines (see passage_readings)")  # fmt: skip
    parser.add_argument("--half", action="append", choices=PASSAGE_PARTS,
                        help="default: development and held_out")  # fmt: skip
    parser.add_argument("--only", nargs="+", metavar="ID", help="some passages")
    parser.add_argument("--differences", nargs="+", metavar="ID",
                        help="what differs, in passages for development or tuning")  # fmt: skip
    parser.add_argument("--spoil-held-out", action="store_true",
                        help="let --differences show them of held-out passages, too")  # fmt: skip
    parser.add_argument("--write", type=Path, metavar="FILE", help="add the claims to a file")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--markdown", action="store_true", help="print tables side by side")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
