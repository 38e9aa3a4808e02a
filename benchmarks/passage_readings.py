"""What a reader made of a passage: its claims, from proposals or from a file of predictions.

A file of predictions has one JSON object a line, for one sentence each:

    {"passage": "oped_press_1", "sentence": 8, "claims": [
      {"cause": {"s": 7, "start": 62, "end": 89}, "effect": [101, 110], "sign": "-"}]}

`sentence` and `s` count from 1, positions are characters of that sentence. An end is `[start, end]`
or an object, which may hold `s` (another sentence), `words` (what is shown instead of the words
there) and `name`. A claim may hold `sign` (of the words shown; `0` if denied), `stance`, `holder`,
`confidence` and `found_by`; without them it is asserted by the author, with the sign `?`.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.passage_model import AUTHOR, SIGNS, STANCES, Passage
from benchmarks.reading_subjects import Find
from contention.case.text.normalise import fingerprint
from contention.documents.document import Range, ReadDocument
from contention.extraction.factor_names import name_factors
from contention.extraction.proposals import OTHER_WAY, Proposal

CASE_STANCES = ("asserted", "hedged", "conceded", "negated", "reported", "rejected")


class PredictionError(ValueError):
    """Raised for a file of predictions that cannot be used; says where and why."""


@dataclass(frozen=True)
class ReadEnd:
    """A cause or an effect as a reader shows it."""

    words: str
    name: str
    """of the quantity, one for all its mentions"""
    sentence: int
    """from 1"""
    start: int
    """first character in its sentence"""
    end: int


@dataclass(frozen=True)
class ReadClaim:
    """A claim that a reader found."""

    sentence: int
    """that states it, from 1"""
    cause: ReadEnd
    effect: ReadEnd
    sign: str
    """of the words that are shown"""
    stance: str
    """of a label or of a case"""
    holder: str
    confidence: float = 1.0
    found_by: str = ""

    @property
    def ends(self) -> tuple[ReadEnd, ReadEnd]:
        """Cause and effect."""
        return self.cause, self.effect


def document_of(passage: Passage) -> ReadDocument:
    """The whole passage as one paragraph, divided into the sentences that were labelled."""
    text = " ".join(passage.sentences)
    ranges: list[Range] = []
    at = 0
    for sentence in passage.sentences:
        ranges.append((at, at + len(sentence)))
        at += len(sentence) + 1
    return ReadDocument(
        id=passage.id, title="", author="", date="", text=text, sha256=fingerprint(text),
        paragraphs=((0, len(text)),), sentences=tuple(ranges),
    )  # fmt: skip


def read_claims(passage: Passage, find: Find) -> tuple[ReadClaim, ...]:
    """What a reader proposes for a passage, in sentences and with the names that it gives."""
    document = document_of(passage)
    return from_proposals(document, find(document))


def from_proposals(document: ReadDocument, proposals: Sequence[Proposal]) -> tuple[ReadClaim, ...]:
    """Proposals by sentences: the words that are marked, with the names that they get.

    The sign is that of the words, so it is turned where these say *fewer buses* of `buses`.
    """
    naming = name_factors(proposals)
    titles = {factor.id: factor.title for factor in naming.factors}
    starts = [start for start, _ in document.sentences]

    def place(at: int) -> int:
        return max(1, sum(start <= at for start in starts))

    def end(phrase: Any) -> ReadEnd:
        sentence = place(phrase.start)
        begin = starts[sentence - 1]
        name = titles[naming.by_phrase[phrase.quantity]]
        words = " ".join(document.slice((phrase.start, phrase.end)).split())
        return ReadEnd(words, name, sentence, phrase.start - begin, phrase.end - begin)

    def sign(claim: Proposal) -> str:
        turned = claim.cause.opposite != claim.effect.opposite
        return OTHER_WAY[claim.sign] if turned else claim.sign

    return tuple(
        ReadClaim(
            place(each.sentence[0]), end(each.cause), end(each.effect), sign(each), each.stance,
            each.holder, each.confidence, each.found_by,
        )
        for each in proposals
    )  # fmt: skip


def read_predictions(path: Path, passages: Iterable[Passage]) -> dict[str, tuple[ReadClaim, ...]]:
    """Claims by passage from a file as above; claims of other passages are left out."""
    known = {passage.id: passage for passage in passages}
    found: dict[str, list[ReadClaim]] = {id_: [] for id_ in known}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            passage = known.get(entry["passage"])
            if passage is not None:
                found[passage.id] += (
                    _claim(passage, int(entry["sentence"]), claim) for claim in entry["claims"]
                )
        except (KeyError, TypeError, ValueError, IndexError) as error:
            raise PredictionError(f"{path}:{number}: {type(error).__name__}: {error}") from error
    return {id_: tuple(claims) for id_, claims in found.items()}


def _claim(passage: Passage, sentence: int, entry: Mapping[str, Any]) -> ReadClaim:
    sign, stance = str(entry.get("sign", "?")), str(entry.get("stance", "asserted"))
    if sign not in SIGNS:
        raise ValueError(f"the sign {sign!r} is none of {', '.join(SIGNS)}")
    if stance not in (*STANCES, *CASE_STANCES):
        raise ValueError(f"the stance {stance!r} is none of {', '.join((*STANCES, *CASE_STANCES))}")
    return ReadClaim(
        sentence, _end(passage, sentence, entry["cause"]), _end(passage, sentence, entry["effect"]),
        sign, stance, str(entry.get("holder", AUTHOR)), float(entry.get("confidence", 1.0)),
        str(entry.get("found_by", "")),
    )  # fmt: skip


def _end(passage: Passage, sentence: int, entry: Any) -> ReadEnd:
    if not isinstance(entry, Mapping):
        entry = {"start": entry[0], "end": entry[1]}
    where = int(entry.get("s", sentence))
    start, end = int(entry["start"]), int(entry["end"])
    if not 1 <= where <= len(passage.sentences):
        raise ValueError(f"{passage.id} has no sentence {where}")
    text = passage.sentences[where - 1]
    if not 0 <= start < end <= len(text):
        raise ValueError(f"sentence {where} of {passage.id} has no characters {start} to {end}")
    words = str(entry.get("words") or text[start:end])
    return ReadEnd(words, str(entry.get("name") or words), where, start, end)


def as_predictions(passage: Passage, claims: Iterable[ReadClaim]) -> Iterable[str]:
    """Lines for a file of predictions."""
    for number in range(1, len(passage.sentences) + 1):
        here = [_written(claim) for claim in claims if claim.sentence == number]
        if here:
            entry = {"passage": passage.id, "sentence": number, "claims": here}
            yield json.dumps(entry, ensure_ascii=False)


def _written(claim: ReadClaim) -> dict[str, Any]:
    cause, effect = (
        {"s": end.sentence, "start": end.start, "end": end.end, "words": end.words,
         "name": end.name}
        for end in claim.ends
    )  # fmt: skip
    return {
        "cause": cause, "effect": effect, "sign": claim.sign, "stance": claim.stance,
        "holder": claim.holder, "confidence": claim.confidence, "found_by": claim.found_by,
    }  # fmt: skip
