"""All readers on the held-out parts of the training corpus: `python -m benchmarks.split`.

Sub-task 1 (causal or not: a reader says so by proposing a claim), sub-task 2 as the corpus's
authors count, and relations whose cause and effect are both exactly, or at least in part, those
annotated.
The corpus is not in the repository; without it a line says so. The shipped weights were trained on
these sentences, too: for a figure of the model, name weights trained without them.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from training.held_out import held_out

from benchmarks.corpus import GoldRelation, GoldSentence, Span, read_subtask1, read_subtask2
from benchmarks.reading import single_sentence
from benchmarks.scoring import Scores, score_labels, score_relations
from contention.extraction.combine import reader_for
from contention.extraction.model import ClaimTagger
from contention.extraction.model_reader import ModelReader
from contention.extraction.proposals import Proposal, Reader

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "cnc"
READERS = ("rules", "model", "both")


@dataclass(frozen=True)
class SplitScores:
    """One reader on the held-out parts."""

    subtask1: Scores
    subtask2: Scores
    exact: Scores
    """relations with both ends exactly as annotated"""
    overlap: Scores
    """relations with both ends in part as annotated"""


def score_reader(
    reader: Reader, labelled: Sequence[GoldSentence], related: Sequence[GoldSentence]
) -> SplitScores:
    """Score a reader; `labelled` says causal or not, `related` has the relations."""
    said = [bool(_found(reader, each)) for each in labelled]
    found = [[_relation(claim) for claim in _found(reader, each)] for each in related]
    pairs = list(zip(related, found, strict=True))
    return SplitScores(
        score_labels([bool(each.causal) for each in labelled], said),
        score_relations((each.text, each.relations, claims) for each, claims in pairs),
        _matched(pairs, exact=True),
        _matched(pairs, exact=False),
    )


def _found(reader: Reader, sentence: GoldSentence) -> list[Proposal]:
    """The claims of a sentence, the surest first."""
    proposals = reader.find(single_sentence(sentence.index, sentence.text)).proposals
    return sorted(proposals, key=lambda each: -each.confidence)


def _relation(claim: Proposal) -> GoldRelation:
    signals = () if claim.signal is None else (claim.signal,)
    ends = [(phrase.start, phrase.end) for phrase in (claim.cause, claim.effect)]
    return GoldRelation(ends[0], ends[1], signals)


def _matched(
    pairs: Sequence[tuple[GoldSentence, Sequence[GoldRelation]]], *, exact: bool
) -> Scores:
    hits = proposed = annotated = 0
    for sentence, claims in pairs:
        left = list(claims)
        proposed, annotated = proposed + len(left), annotated + len(sentence.relations)
        for gold in sentence.relations:
            fit = next((each for each in left if _fits(gold, each, exact=exact)), None)
            if fit is not None:
                left.remove(fit)
                hits += 1
    precision, recall = hits / max(1, proposed), hits / max(1, annotated)
    return Scores(precision, recall, 2 * hits / max(1, proposed + annotated))


def _fits(gold: GoldRelation, claim: GoldRelation, *, exact: bool) -> bool:
    ends = ((gold.cause, claim.cause), (gold.effect, claim.effect))
    return all(one == two if exact else _overlap(one, two) for one, two in ends)


def _overlap(one: Span, two: Span) -> bool:
    return one[0] < two[1] and two[0] < one[1]


def _readers(weights: Path | None) -> Iterator[tuple[str, Reader]]:
    tagger = ClaimTagger.load(weights)

    def model() -> Reader:
        return ModelReader(tagger)

    yield "rules", reader_for("rules")
    yield "model", reader_for("model", model)
    yield "both", reader_for("both", model)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the scores of every reader."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder with train_*.csv")
    parser.add_argument("--weights", type=Path, help="weights trained without the held-out parts")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args(arguments)
    files = [options.corpus / f"train_{name}.csv" for name in ("subtask1", "subtask2_grouped")]
    if not all(file.is_file() for file in files):
        print(
            f"The training corpus is not in {options.corpus}: nothing to score (--corpus FOLDER)."
        )
        return
    labelled = [each for each in read_subtask1(files[0]) if held_out(each.index)]
    related = [each for each in read_subtask2(files[1]) if held_out(each.index) and each.relations]
    scores = {name: score_reader(reader, labelled, related)
              for name, reader in _readers(options.weights)}  # fmt: skip
    if options.json:
        print(json.dumps({name: asdict(each) for name, each in scores.items()}, indent=2))
        return
    print(f"held-out parts of the training corpus, {len(labelled)} sentences")
    if options.weights is None:
        print("(the shipped weights were trained on them, too: model and both are no measure)")
    for name, each in scores.items():
        for measure, found in asdict(each).items():
            row = "".join(f"{found[key]:10.3f}" for key in ("precision", "recall", "f1"))
            print(f"{name:8}{measure:10}{row}")


if __name__ == "__main__":
    main()
