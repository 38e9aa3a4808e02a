"""Labelled sentences of policy prose, read from `benchmarks/data/policy_sentences`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

FOLDER = Path(__file__).parent / "data" / "policy_sentences"
SIGNS = {"raises": "+", "lowers": "-", "none": "0", "unclear": "?"}
OTHERS = "others"

Half = Literal["development", "held_out"]
HALVES: tuple[Half, ...] = ("development", "held_out")


@dataclass(frozen=True)
class GoldPhrase:
    """Words for a cause or an effect, and the words beside them that turn their meaning."""

    words: str
    down: str = ""


@dataclass(frozen=True)
class Coding:
    """One way to code a relation."""

    cause: GoldPhrase
    effect: GoldPhrase
    signs: frozenset[str]
    """any of them is right"""


@dataclass(frozen=True)
class GoldClaim:
    """A claim that the sentence makes; any of its codings, stances and holders is right."""

    codings: tuple[Coding, ...]
    stances: frozenset[str]
    holders: frozenset[str]


@dataclass(frozen=True)
class GoldSentence:
    """A sentence, the one before it where it needs one, and the claims that it makes."""

    id: str
    tags: tuple[str, ...]
    text: str
    before: str
    claims: tuple[GoldClaim, ...]

    @property
    def subject(self) -> str:
        """What the sentence is about, as its id says: war, climate, education and so on."""
        return self.id.rsplit("_", 1)[0]

    @property
    def half(self) -> Half:
        """The half that it belongs to: odd numbers are for development."""
        return "development" if int(self.id.rsplit("_", 1)[1]) % 2 else "held_out"


def read_half(half: Half, folder: Path = FOLDER) -> tuple[GoldSentence, ...]:
    """The sentences of one half, in the order of the file."""
    entries = yaml.safe_load((folder / f"{half}.yaml").read_text("utf-8"))
    return tuple(map(_sentence, entries))


def _sentence(entry: Mapping[str, Any]) -> GoldSentence:
    return GoldSentence(
        id=entry["id"],
        tags=tuple(entry["tags"]),
        text=entry["text"],
        before=entry.get("before", ""),
        claims=tuple(map(_claim, entry["claims"])),
    )


def _claim(entry: Mapping[str, Any]) -> GoldClaim:
    return GoldClaim(
        codings=tuple(map(_coding, (entry, *entry.get("or", ())))),
        stances=_any_of(entry.get("stance", "asserted")),
        holders=_any_of(entry.get("holder", "author")),
    )


def _coding(entry: Mapping[str, Any]) -> Coding:
    return Coding(
        cause=GoldPhrase(entry["cause"], entry.get("cause_down", "")),
        effect=GoldPhrase(entry["effect"], entry.get("effect_down", "")),
        signs=frozenset(SIGNS[word] for word in _any_of(entry["sign"])),
    )


def _any_of(value: str | list[str]) -> frozenset[str]:
    return frozenset([value] if isinstance(value, str) else value)
