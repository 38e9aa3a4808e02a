"""Score the reader's model: `python -m benchmarks.reader --subtask1 FILE --subtask2 FILE --json`.

Files are in the format of the Causal News Corpus; for sub-task 2 with one relation a row
(`train_subtask2.csv`) or one sentence a row (`train_subtask2_grouped.csv`).
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.corpus import GoldRelation, GoldSentence, read_subtask1, read_subtask2
from benchmarks.scoring import Scores, score_labels, score_relations
from contention.extraction.model import CausalTagger, SpanRelation


def score_subtask1(tagger: CausalTagger, sentences: Sequence[GoldSentence]) -> Scores:
    """Score "causal or not" at the model's own threshold."""
    taggings = tagger.tag([s.text for s in sentences])
    predicted = [t.probability >= tagger.threshold for t in taggings]
    return score_labels([bool(s.causal) for s in sentences], predicted)


def score_subtask2(tagger: CausalTagger, sentences: Sequence[GoldSentence]) -> Scores:
    """Score spans. All slots are asked for: the measure cuts them to the annotated number."""
    related = [s for s in sentences if s.relations]
    taggings = tagger.tag([s.text for s in related], minimum_confidence=0.0)
    return score_relations(
        (s.text, s.relations, [_as_gold(relation) for relation in t.relations])
        for s, t in zip(related, taggings, strict=True)
    )


def _as_gold(relation: SpanRelation) -> GoldRelation:
    signals = () if relation.signal is None else (relation.signal,)
    return GoldRelation(relation.cause, relation.effect, signals)


def main(arguments: Sequence[str] | None = None) -> None:
    """Score the files named on the command line and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--subtask1", type=Path, help="CSV file with columns text and label")
    parser.add_argument("--subtask2", type=Path, help="CSV file with marked relations")
    parser.add_argument("--weights", type=Path, help="folder of other weights than the shipped")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args(arguments)
    if options.subtask1 is None and options.subtask2 is None:
        parser.error("nothing to score: name --subtask1 FILE, --subtask2 FILE or both")
    tagger = CausalTagger.load(options.weights)
    figures: dict[str, dict[str, float]] = {}
    if options.subtask1 is not None:
        figures["subtask1"] = asdict(score_subtask1(tagger, read_subtask1(options.subtask1)))
    if options.subtask2 is not None:
        figures["subtask2"] = asdict(score_subtask2(tagger, read_subtask2(options.subtask2)))
    print(json.dumps(figures, indent=2) if options.json else _table(figures))


def _table(figures: dict[str, dict[str, float]]) -> str:
    lines = [f"{'':10}{'precision':>10}{'recall':>10}{'f1':>10}"]
    for name, row in figures.items():
        lines.append(f"{name:10}" + "".join(f"{value:10.3f}" for value in row.values()))
    return "\n".join(lines)


if __name__ == "__main__":
    main()
