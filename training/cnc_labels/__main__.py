"""Check the labels, or make them from shorthand.

`python -m training.cnc_labels` checks the form of `labels.jsonl`; with `--corpus CORPUS` also that
spans lie on words of their sentences. `--corpus CORPUS FILE… --out LABELS` resolves shorthand.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

from training.cnc_labels.labels import (
    LABELS,
    CorpusLabels,
    causal_sentences,
    form_faults,
    read_labels,
    span_faults,
    write_labels,
)
from training.cnc_labels.shorthand import resolve


def main() -> int:
    """Print faults, then counts; 1 if there are faults."""
    parser = argparse.ArgumentParser(prog="python -m training.cnc_labels", description=__doc__)
    parser.add_argument("shorthand", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--out", type=Path, help="labels made from the shorthand")
    options = parser.parse_args()
    if options.shorthand and not (options.corpus and options.out):
        parser.error("shorthand needs --corpus and --out")
    sentences = causal_sentences(options.corpus) if options.corpus else None
    if options.shorthand and sentences is not None:
        lines = [line for f in options.shorthand for line in f.read_text("utf-8").splitlines()]
        resolved = resolve(lines, sentences)
        labels, faults = resolved.labels, resolved.faults
        write_labels(labels, options.out)
    else:
        labels, faults = read_labels(LABELS), []
    faults += form_faults(labels)
    if sentences is not None:
        faults += span_faults(labels, sentences)
    print("\n".join([*faults, *_counts(labels)]))
    return 1 if faults else 0


def _counts(labels: list[CorpusLabels]) -> list[str]:
    claims = [claim for entry in labels for claim in entry.claims]
    empty = sum(not entry.claims for entry in labels)
    lines = [f"{len(labels)} sentences, {len(claims)} claims, {empty} sentences without one"]
    for field in ("sign", "stance", "strength", "kind", "implied"):
        counts = Counter(str(getattr(claim, field)) or "unsaid" for claim in claims)
        lines.append(f"{field}: " + ", ".join(f"{k} {n}" for k, n in counts.most_common()))
    return lines


if __name__ == "__main__":
    sys.exit(main())
