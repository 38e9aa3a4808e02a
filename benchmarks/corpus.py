"""Files in the format of the Causal News Corpus: sentences with marked relations."""

import ast
import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Span = tuple[int, int]

_TAG = re.compile(r"<(/?)(ARG[01]|SIG\d*)>")
_REPEATED = ("text_w_pairs", "causal_text_w_pairs", "text", "index")


@dataclass(frozen=True)
class GoldRelation:
    """One annotated relation; spans are half-open character offsets into the sentence."""

    cause: Span
    effect: Span
    signals: tuple[Span, ...]


@dataclass(frozen=True)
class GoldSentence:
    """One sentence of the corpus; `causal` is None where the file does not say."""

    index: str
    text: str
    causal: bool | None
    relations: tuple[GoldRelation, ...]


def parse_tagged(tagged: str) -> tuple[str, GoldRelation]:
    """Split `<ARG0>…</ARG0>` markup into the plain sentence and its relation.

    Raises ValueError where a cause or an effect is missing or a tag is not closed.
    """
    plain, position, opened = "", 0, dict[str, int]()
    spans: dict[str, Span] = {}
    for tag in _TAG.finditer(tagged):
        plain += tagged[position : tag.start()]
        position = tag.end()
        if tag[1]:
            spans[tag[2]] = (opened.pop(tag[2], -1), len(plain))
        else:
            opened[tag[2]] = len(plain)
    plain += tagged[position:]
    if opened or not {"ARG0", "ARG1"} <= spans.keys() or any(s < 0 for s, _ in spans.values()):
        raise ValueError(f"not a marked relation, check its tags: {tagged[:80]!r}")
    signals = tuple(sorted(span for name, span in spans.items() if name.startswith("SIG")))
    return plain, GoldRelation(spans["ARG0"], spans["ARG1"], signals)


def read_subtask1(path: Path) -> list[GoldSentence]:
    """Read a file with columns `index`, `text`, `label`."""
    return [
        GoldSentence(row.get("index", ""), row["text"], row["label"].strip() == "1", ())
        for row in _rows(path, {"text", "label"})
    ]


def read_subtask2(path: Path) -> list[GoldSentence]:
    """Read relations, from a file with one relation a row or one sentence a row (grouped)."""
    rows = list(_rows(path, {"text"}))
    if not rows:
        return []
    if "causal_text_w_pairs" in rows[0]:
        return [_grouped(row) for row in rows]
    if "text_w_pairs" in rows[0]:
        return _ungrouped(rows)
    raise ValueError(f"{path}: no column text_w_pairs or causal_text_w_pairs")


def _grouped(row: dict[str, str]) -> GoldSentence:
    pairs = ast.literal_eval(row["causal_text_w_pairs"] or "[]")
    relations = tuple(parse_tagged(pair)[1] for pair in pairs)
    return GoldSentence(_sentence_index(row), row["text"], bool(relations), relations)


def _ungrouped(rows: list[dict[str, str]]) -> list[GoldSentence]:
    gathered: dict[str, tuple[str, list[GoldRelation]]] = {}
    for row in rows:
        _, relations = gathered.setdefault(_sentence_index(row), (row["text"], []))
        if row["text_w_pairs"] and "<ARG0>" in row["text_w_pairs"]:
            relations.append(parse_tagged(row["text_w_pairs"])[1])
    return [
        GoldSentence(index, text, bool(relations), tuple(relations))
        for index, (text, relations) in gathered.items()
    ]


def _sentence_index(row: dict[str, str]) -> str:
    if "doc_id" in row and "sent_id" in row:
        return f"{row['doc_id']}_{row['sent_id']}"
    return row.get("index", row["text"])


def _rows(path: Path, required: set[str]) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = required - set(reader.fieldnames or ())
        if missing:
            raise ValueError(f"{path}: no column {', '.join(sorted(missing))}")
        repeated = [k for k, n in Counter(reader.fieldnames or ()).items() if n > 1]
        if set(repeated) & set(_REPEATED):
            raise ValueError(f"{path}: columns named twice: {', '.join(repeated)}")
        yield from reader
