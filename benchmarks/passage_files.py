"""Passages read from `benchmarks/data/passages`, with all faults of a file at once."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from benchmarks.passage_model import (
    AUTHOR,
    KINDS,
    OTHERS,
    REGISTERS,
    SIGNS,
    STANCES,
    STRENGTHS,
    Passage,
    PassageClaim,
    PassageEnd,
    PassageFault,
    PassagePart,
    PassageQuantity,
    PassageSpan,
    misplaced_signs,
    open_loops,
)

FOLDER = Path(__file__).parent / "data" / "passages"
LABELS = ("claims", "same", "loops")
_HEAD = ("id", "register", "subject", "voice", "holder")
_CLAIM_KEYS = frozenset({
    "s", "cause", "effect", "said", "cause_name", "effect_name", "sign", "polarity", "strength",
    "stance", "holder", "condition", "kind", "also",
})  # fmt: skip
_NAME_WORDS = 5
_OCCURRENCE = re.compile(r"(?P<words>.*\S)#(?P<number>\d+)", re.DOTALL)
_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's, where it is there: six times as fast"""
_NOWHERE = PassageSpan(1, 0, 0, "")


class PassageError(ValueError):
    """Raised when passages with faults are to be used; the message lists the faults."""


def passage_paths(part: PassagePart, folder: Path = FOLDER) -> tuple[Path, ...]:
    """The files of one half, or of those to tune on, in the order of their names."""
    return tuple(sorted((folder / part).glob("*.yaml")))


def read_passages(part: PassagePart, folder: Path = FOLDER) -> tuple[Passage, ...]:
    """The passages of one part; raises `PassageError` if any has faults."""
    return tuple(map(read_passage, passage_paths(part, folder)))


def read_passage(path: Path) -> Passage:
    """The passage of a file; raises `PassageError` if it has faults."""
    passage, faults = checked_passage(path)
    if passage is None or faults:
        raise PassageError("\n".join(map(str, faults)))
    return passage


def checked_passage(path: Path) -> tuple[Passage | None, tuple[PassageFault, ...]]:
    """The passage of a file and its faults; no passage if it is not one at all."""
    try:
        entry = yaml.load(path.read_text("utf-8"), Loader=_LOADER)
    except yaml.YAMLError as error:
        return None, (PassageFault(str(path), "YAML", " ".join(str(error).split())),)
    if not isinstance(entry, dict) or not isinstance(entry.get("sentences"), list):
        return None, (PassageFault(str(path), "sentences", "there is no list of sentences"),)
    reading = _Reading(str(path), entry)
    return reading.passage(path.stem), tuple(reading.faults)


def stripped(path: Path) -> str:
    """The YAML of a passage without its labels, for somebody who labels it unseen."""
    entry = yaml.load(path.read_text("utf-8"), Loader=_LOADER)
    kept = {key: value for key, value in entry.items() if key not in LABELS}
    return yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=10_000)


class _Reading:
    """One file being read; faults are collected on the way."""

    def __init__(self, path: str, entry: Mapping[str, Any]) -> None:
        self._path = path
        self._entry = entry
        self._sentences = tuple(map(str, entry["sentences"]))
        self.faults: list[PassageFault] = []

    def passage(self, stem: str) -> Passage:
        """The passage, with an empty span wherever words were not found."""
        head = {key: str(self._entry.get(key, "")) for key in _HEAD}
        self._check_head(head, stem)
        claims = tuple(
            self._claim(number, entry)
            for number, entry in enumerate(self._entry.get("claims") or (), 1)
        )
        passage = Passage(
            **head,
            sentences=self._sentences,
            claims=claims,
            quantities=self._quantities(claims),
            loops=tuple(tuple(loop) for loop in self._entry.get("loops") or ()),
        )
        self.faults += [*misplaced_signs(passage, self._path), *open_loops(passage, self._path)]
        return passage

    def _check_head(self, head: Mapping[str, str], stem: str) -> None:
        for key in set(self._entry) - {*_HEAD, *LABELS, "sentences"}:
            self._fault(key, "is not a key of a passage")
        for key, value in head.items():
            if not value:
                self._fault(key, "is missing")
        if head["id"] != stem:
            self._fault("id", f"is {head['id']}, and the file is named {stem}")
        self._one_of("register", head["register"], REGISTERS)
        for number, sentence in enumerate(self._entry["sentences"], 1):
            if not isinstance(sentence, str) or sentence != " ".join(sentence.split()):
                self._fault(f"sentence {number}", "is not one line of words")

    def _claim(self, number: int, entry: Mapping[str, Any]) -> PassageClaim:
        place = f"claim {number}"
        for key in set(entry) - _CLAIM_KEYS:
            self._fault(place, f"{key} is not a key of a claim")
        sentence = entry.get("s", 0)
        sign = str(entry.get("sign", ""))
        polarity = str(entry.get("polarity", sign))
        kind, stance = entry.get("kind", ""), entry.get("stance", "asserted")
        self._one_of(place, sign, SIGNS)
        self._one_of(place, polarity, SIGNS)
        self._one_of(place, kind, KINDS)
        self._one_of(place, stance, STANCES)
        if "strength" in entry:
            self._one_of(place, entry["strength"], STRENGTHS)
        if (stance == "denied") != (sign == "0"):
            self._fault(place, "a denied claim has the sign 0, and no other has")
        condition = entry.get("condition")
        return PassageClaim(
            number=number,
            sentence=sentence,
            cause=self._end(place, "cause", entry),
            effect=self._end(place, "effect", entry),
            said=self._said(place, entry),
            sign=sign,
            polarity=polarity,
            strength=entry.get("strength"),
            stance=stance,
            holder=self._holder(place, entry),
            condition=None if condition is None else self._span(place, condition, sentence),
            kind=kind,
        )

    def _end(self, place: str, end: str, entry: Mapping[str, Any]) -> PassageEnd:
        others = [other[end] for other in entry.get("also", ()) if end in other]
        name = str(entry.get(f"{end}_name", ""))
        if not 1 <= len(name.split()) <= _NAME_WORDS:
            self._fault(place, f"{end}_name has one to {_NAME_WORDS} words: “{name}”")
        return PassageEnd(
            span=self._span(place, entry.get(end, ""), entry.get("s", 0)),
            also=tuple(self._span(place, other, entry.get("s", 0)) for other in others),
            name=name,
        )

    def _said(self, place: str, entry: Mapping[str, Any]) -> tuple[str, ...]:
        said = entry.get("said", [])
        words = [said] if isinstance(said, str) else said
        return tuple(self._span(place, each, entry.get("s", 0)).words for each in words)

    def _holder(self, place: str, entry: Mapping[str, Any]) -> str:
        holder = entry.get("holder", AUTHOR)
        if holder in (AUTHOR, OTHERS):
            return str(holder)
        return self._span(place, holder, entry.get("s", 0)).words

    def _quantities(self, claims: Sequence[PassageClaim]) -> tuple[PassageQuantity, ...]:
        mentions: dict[str, set[PassageSpan]] = {}
        for end in (end for claim in claims for end in claim.ends):
            mentions.setdefault(end.name, set()).add(end.span)
        opposites: dict[str, set[PassageSpan]] = {name: set() for name in mentions}
        for entry in self._entry.get("same") or ():
            name = entry.get("name", "")
            place = f"same: {name}"
            if name not in mentions:
                self._fault(place, "is not the name of an end of a claim")
                continue
            for key, found in (("mentions", mentions), ("opposites", opposites)):
                for sentence, words in entry.get(key, ()):
                    found[name].add(self._span(place, str(words), sentence))
        return tuple(
            PassageQuantity(
                name,
                tuple(sorted(mentions[name] - opposites[name])),
                tuple(sorted(opposites[name])),
            )
            for name in mentions
        )

    def _span(self, place: str, value: Any, sentence: int) -> PassageSpan:
        words = value
        if isinstance(value, Mapping):
            sentence, words = value.get("s", 0), value.get("words", "")
        if not isinstance(words, str) or not words:
            self._fault(place, f"{words!r} is not words")
            return _NOWHERE
        if not isinstance(sentence, int) or not 1 <= sentence <= len(self._sentences):
            self._fault(place, f"there is no sentence {sentence}")
            return _NOWHERE
        found = _OCCURRENCE.fullmatch(words)
        number = int(found["number"]) if found else 1
        words = found["words"] if found else words
        starts = _starts(words, self._sentences[sentence - 1])
        if not 1 <= number <= len(starts):
            self._fault(place, f"“{words}” is not {number} times in sentence {sentence}")
            return _NOWHERE
        if found is None and len(starts) > 1:
            self._fault(place, f"“{words}” is {len(starts)} times in sentence {sentence}: add #n")
        start = starts[number - 1]
        return PassageSpan(sentence, start, start + len(words), words)

    def _one_of(self, place: str, value: str, allowed: Sequence[str]) -> None:
        if value not in allowed:
            self._fault(place, f"“{value}” is not one of {', '.join(allowed)}")

    def _fault(self, place: str, message: str) -> None:
        self.faults.append(PassageFault(self._path, place, message))


def _starts(words: str, sentence: str) -> list[int]:
    """Where whole words begin in a sentence."""
    pattern = rf"(?<!\w){re.escape(words)}(?!\w)"
    return [found.start() for found in re.finditer(pattern, sentence)]
