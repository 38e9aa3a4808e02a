"""The shorthand in which the claims are written down, and its way to character offsets.

    NUMBER|CAUSE|EFFECT|NAME OF CAUSE|NAME OF EFFECT|SIGN;KIND;FLAG;…
    NUMBER|-

`NUMBER` counts the causal sentences of the corpus from 1; `-` says that one holds no claim. Cause
and effect are words of the sentence: `from .. to` runs from the first words to the next
occurrence of the last ones, `words#2` is the second occurrence. Kinds may be cut to the two
letters of `SHORT_KINDS`. Flags: `r h d c q` for reported, hedged, denied, conditional and asked,
with the holder's words behind `=` or `*` for others; `s=w m s d` for a strength; `p=` and a sign
for the polarity; `if=` and words for a condition; `u` for implied.
"""

import re
from dataclasses import dataclass, replace

from benchmarks.corpus import Span
from benchmarks.passage_model import AUTHOR, KINDS, OTHERS

from training.cnc_labels.labels import CorpusClaim, CorpusLabels

SHORT_KINDS = {
    "ve": "verb", "se": "serial", "co": "coordination", "pv": "plain_verb", "no": "nominal",
    "pr": "preposition", "an": "antecedent", "pa": "participle", "pu": "purpose",
    "by": "by_doing", "re": "relative", "cl": "cleft", "cm": "compound", "cp": "comparative",
    "cn": "conditional", "ne": "necessary", "ng": "negated", "db": "doubt", "qu": "quantified",
    "ps": "passive", "mu": "mutual", "ch": "chain", "lo": "loop", "bl": "blame", "gb": "good_bad",
}  # fmt: skip
_STANCES = {"r": "reported", "h": "hedged", "d": "denied", "c": "conditional", "q": "asked"}
_STRENGTHS = {"w": "weak", "m": "moderate", "s": "strong", "d": "decisive"}
_STRAY = "[\x80-\x9f]?"
"""control characters that the corpus has in place of apostrophes and dashes"""


@dataclass(frozen=True)
class ShorthandResult:
    """Labels in the order of the corpus, and the lines that say something the sentence does not."""

    labels: list[CorpusLabels]
    faults: list[str]


def resolve(lines: list[str], sentences: dict[str, str]) -> ShorthandResult:
    """Labels from lines of shorthand; `sentences` are texts by index, in order."""
    ids, claims, faults = list(sentences), dict[str, list[CorpusClaim]](), list[str]()
    for number, line in enumerate(lines, 1):
        place, _, said = line.partition("|")
        if not place.isdecimal() or not 0 < int(place) <= len(ids):
            faults.append(f"{number}: no sentence {place!r}")
            continue
        index = ids[int(place) - 1]
        found = claims.setdefault(index, [])
        try:
            if said != "-":
                found.append(_claim(said, sentences[index]))
        except ValueError as error:
            faults.append(f"{number}: {error}")
    labels = [CorpusLabels(i, tuple(claims[i])) for i in ids if i in claims]
    return ShorthandResult(labels, faults)


def _claim(said: str, text: str) -> CorpusClaim:
    parts = [part.strip() for part in said.split("|")]
    if len(parts) != 5 or ";" not in parts[4]:
        raise ValueError("not CAUSE|EFFECT|NAME|NAME|SIGN;KIND")
    cause, effect = (_span(words, text) for words in parts[:2])
    sign, kind, *flags = parts[4].split(";")
    kind = SHORT_KINDS.get(kind, kind)
    if kind not in KINDS:
        raise ValueError(f"no kind {kind!r}")
    claim = CorpusClaim(cause, effect, parts[2], parts[3], sign, "asserted", AUTHOR, kind)
    for flag in flags:
        claim = _flagged(claim, flag, text)
    return replace(claim, polarity="") if claim.polarity == sign else claim


def _flagged(claim: CorpusClaim, flag: str, text: str) -> CorpusClaim:
    key, _, value = flag.partition("=")
    if key.removesuffix("*") in _STANCES:
        holder: str | Span = _span(value, text) if value not in ("", "others") else AUTHOR
        if key.endswith("*") or value == "others":
            holder = OTHERS
        return replace(claim, stance=_STANCES[key[0]], holder=holder)
    match key:
        case "s" if value in _STRENGTHS:
            return replace(claim, strength=_STRENGTHS[value])
        case "p":
            return replace(claim, polarity=value)
        case "if":
            return replace(claim, condition=_span(value, text))
        case "u":
            return replace(claim, implied=True)
    raise ValueError(f"no flag {flag!r}")


def _span(words: str, text: str) -> Span:
    numbered = re.fullmatch(r"(.*)#(\d+)", words)
    words, number = (numbered[1], int(numbered[2])) if numbered else (words, 1)
    first, _, last = words.partition(" .. ")
    starts = _occurrences(first, text)
    if len(starts) < number:
        raise ValueError(f"{words!r} is not in: {text}")
    start, end = starts[number - 1]
    if not last:
        return start, end
    for _, after in (span for span in _occurrences(last, text) if span[0] >= end):
        return start, after
    raise ValueError(f"{last!r} does not follow {first!r} in: {text}")


def _occurrences(words: str, text: str) -> list[Span]:
    characters = (r"\s" if c == " " else re.escape(c) + _STRAY for c in words)
    return [m.span() for m in re.finditer(rf"(?<!\w){''.join(characters)}(?!\w)", text)]
