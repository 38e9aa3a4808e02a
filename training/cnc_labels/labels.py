"""Claims labelled in the causal sentences of the corpus: read, write, check."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.corpus import Span
from benchmarks.passage_model import AUTHOR, KINDS, OTHERS, SIGNS, STANCES, STRENGTHS

LABELS = Path(__file__).parent / "labels.jsonl"
CORPUS_FILE = "train_subtask2_grouped.csv"
NAME_WORDS = 5
"""words that a name has at most"""


@dataclass(frozen=True)
class CorpusClaim:
    """A causal claim of one sentence; spans are half-open character ranges of the column `text`."""

    cause: Span
    effect: Span
    cause_name: str
    effect_name: str
    sign: str
    """of the cause's name on the effect's name"""
    stance: str
    holder: str | Span
    """`author`, `others`, or the words that name them"""
    kind: str
    """the construction, one of `KINDS`"""
    polarity: str = ""
    """of the words as they stand; empty where it is the sign"""
    strength: str = ""
    condition: Span | None = None
    implied: bool = False
    """whether the labeller took it from the context: no word of the sentence joins the ends"""

    @property
    def spans(self) -> tuple[Span, ...]:
        """Every span that the claim holds."""
        others = (self.condition, self.holder)
        return (self.cause, self.effect, *(s for s in others if isinstance(s, tuple)))


@dataclass(frozen=True)
class CorpusLabels:
    """All claims of one sentence, none where there is no claim in our sense."""

    id: str
    """the sentence's `index` in the corpus"""
    claims: tuple[CorpusClaim, ...]


def read_labels(path: Path = LABELS) -> list[CorpusLabels]:
    """One entry a line, in the order of the file; raises ValueError where a line is malformed."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_entry(line, f"{path}:{number}") for number, line in enumerate(lines, 1)]


def write_labels(labels: list[CorpusLabels], path: Path) -> None:
    """Write one line of JSON for each sentence."""
    lines = [
        json.dumps({"id": entry.id, "claims": [_as_json(c) for c in entry.claims]})
        for entry in labels
    ]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def causal_sentences(corpus: Path) -> dict[str, str]:
    """Texts of the sentences with a relation by their index, in the order of the corpus."""
    with (corpus / CORPUS_FILE).open(encoding="utf-8-sig", newline="") as file:
        return {r["index"]: r["text"] for r in csv.DictReader(file) if int(r["num_rs"])}


def form_faults(labels: list[CorpusLabels]) -> list[str]:
    """What is wrong with the labels by themselves."""
    seen = [entry.id for entry in labels]
    faults = [f"{i}: labelled twice" for i in sorted({i for i in seen if seen.count(i) > 1})]
    for entry in labels:
        for number, claim in enumerate(entry.claims, 1):
            faults += [f"{entry.id}, claim {number}: {fault}" for fault in _claim_faults(claim)]
    return faults


def span_faults(labels: list[CorpusLabels], texts: dict[str, str]) -> list[str]:
    """Sentences the corpus does not hold; spans outside of their sentence or cutting a word."""
    faults: list[str] = []
    for entry in labels:
        text = texts.get(entry.id)
        if text is None:
            faults.append(f"{entry.id}: no such causal sentence in the corpus")
            continue
        for number, claim in enumerate(entry.claims, 1):
            bad = [span for span in claim.spans if not _on_boundaries(span, text)]
            faults += [f"{entry.id}, claim {number}: {s} is not on word boundaries" for s in bad]
    return faults


def _entry(line: str, place: str) -> CorpusLabels:
    try:
        values = json.loads(line)
        return CorpusLabels(values["id"], tuple(_claim(claim) for claim in values["claims"]))
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{place}: not a line of labels: {error!r}") from error


def _claim(values: dict[str, Any]) -> CorpusClaim:
    spans = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
    return CorpusClaim(**spans)


def _as_json(claim: CorpusClaim) -> dict[str, Any]:
    optional = {"polarity", "strength", "condition", "implied"}
    return {k: v for k, v in vars(claim).items() if k not in optional or v}


def _claim_faults(claim: CorpusClaim) -> Iterator[str]:
    choices = (
        ("sign", (claim.sign,), SIGNS),
        ("polarity", (claim.polarity,), (*SIGNS, "")),
        ("strength", (claim.strength,), (*STRENGTHS, "")),
        ("stance", (claim.stance,), STANCES),
        ("kind", (claim.kind,), KINDS),
        ("holder", (claim.holder,) if isinstance(claim.holder, str) else (), (AUTHOR, OTHERS)),
    )
    for field, values, allowed in choices:
        yield from (f"{field} is {value!r}" for value in values if value not in allowed)
    for name in (claim.cause_name, claim.effect_name):
        if not 1 <= len(name.split()) <= NAME_WORDS:
            yield f"the name {name!r} has not 1 to {NAME_WORDS} words"
    if claim.polarity == claim.sign:
        yield "polarity repeats the sign"
    if (claim.sign == "0") != (claim.stance == "denied"):
        yield "sign 0 and stance denied go together"
    if max(claim.cause[0], claim.effect[0]) < min(claim.cause[1], claim.effect[1]):
        yield "cause and effect overlap"


def _on_boundaries(span: Span, text: str) -> bool:
    start, end = span
    if not 0 <= start < end <= len(text) or text[start:end] != text[start:end].strip():
        return False
    inside = (text[i - 1 : i + 1] for i in (start, end) if 0 < i < len(text))
    return not any(pair.isalnum() for pair in inside)
