"""A case as large as one gets: a long text of invented sentences, with a claim in each of some.

    python -m benchmarks.large_case FOLDER [--claims 2000] [--factors 300] [--characters 0]

Factors have names of two words; every claim is a sentence of its own, and further sentences without
claims follow until the text has as many characters as wanted. Causes mostly come before effects in
a fixed order, so that a few loops close. One author makes all claims; one scenario moves the first
factor, and five contentions ask about the last ones. The same seed gives the same files.
"""

import argparse
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

FIRST = ("northern", "southern", "eastern", "western", "upland", "coastal", "urban", "rural",
         "early", "late", "local", "foreign", "public", "private", "old", "new", "winter", "summer",
         "inland", "central")  # fmt: skip
SECOND = ("harvests", "rents", "wages", "fares", "floods", "schools", "ferries", "mills", "wells",
          "orchards", "markets", "tolls", "fisheries", "forests", "strikes", "loans")  # fmt: skip
VERBS = {"raises": ("raise", "push up", "add to"), "lowers": ("lower", "cut", "hold down")}
FILLING = ("The council met in the afternoon and went through the minutes.",
           "Nobody at the hearing asked for the older tables.",
           "The figures were read out twice, and a copy was pinned to the door.")  # fmt: skip
BACKWARD = 0.03
"""share of claims whose effect comes before their cause, which closes loops"""
REACH = 25
"""how far ahead of its cause an effect may stand"""
SENTENCES = 5
"""in a paragraph"""


@dataclass(frozen=True)
class Size:
    """How large a case is to be."""

    claims: int = 2000
    factors: int = 300
    characters: int = 0
    """least length of its text"""
    seed: int = 1


@dataclass(frozen=True)
class _Said:
    cause: str
    effect: str
    sign: str
    sentence: str
    start: int


def main() -> None:
    """Write a case."""
    parser = argparse.ArgumentParser(description="Write a large case.")
    parser.add_argument("folder", type=Path)
    for name, default in (("claims", 2000), ("factors", 300), ("characters", 0), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = vars(parser.parse_args())
    write_large_case(options.pop("folder"), Size(**options))


def write_large_case(folder: Path, size: Size) -> None:
    """Write the files of a case; raises ValueError for more factors than there are names."""
    if not 8 <= size.factors <= len(FIRST) * len(SECOND):
        raise ValueError(f"factors must be 8 to {len(FIRST) * len(SECOND)}")
    names = [f"{first} {second}" for second in SECOND for first in FIRST][: size.factors]
    said, text = _text(names, size)
    for part in ("claims", "texts"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    (folder / "texts" / "record.txt").write_text(text, encoding="utf-8")
    files = {
        "case.yaml": _case(text),
        "factors.yaml": "".join(_factor(name) for name in names),
        "claims/record.yaml": "document: record\nclaims:\n" + "".join(
            _claim(number, item) for number, item in enumerate(said)),
        "scenarios.yaml": _scenarios(names[0]),
        "contentions.yaml": "contentions:\n" + "".join(map(_contention, names[-5:])),
    }  # fmt: skip
    for path, content in files.items():
        (folder / path).write_text(content, encoding="utf-8")


def _text(names: list[str], size: Size) -> tuple[list[_Said], str]:
    """The claims in the order of the text, and the text."""
    rng = np.random.default_rng(size.seed)
    said: list[_Said] = []
    parts: list[str] = []
    length = 0
    for number, sentence in enumerate(_sentences(names, size, rng)):
        text = sentence if isinstance(sentence, str) else sentence.sentence
        if not isinstance(sentence, str):
            said.append(_Said(sentence.cause, sentence.effect, sentence.sign, text, length))
        parts.append(text + ("\n\n" if number % SENTENCES == SENTENCES - 1 else " "))
        length += len(parts[-1])
    return said, "".join(parts).rstrip() + "\n"


def _sentences(names: list[str], size: Size, rng: np.random.Generator) -> Iterator[_Said | str]:
    length, pairs = 0, set[tuple[int, int]]()
    for number in range(size.claims):
        cause = number % (len(names) - 1)
        effect = min(cause + int(rng.integers(1, REACH)), len(names) - 1)
        if rng.random() < BACKWARD:
            cause, effect = effect, cause
        again = (cause, effect) in pairs
        pairs.add((cause, effect))
        sign = "raises" if again or rng.random() < 0.5 else "lowers"
        verb = str(rng.choice(VERBS[sign]))
        sentence = f"{names[cause].capitalize()} {verb} {names[effect]}."
        length += len(sentence) + 1
        yield _Said(names[cause], names[effect], sign, sentence, 0)
        if length < size.characters * (number + 1) / size.claims:
            filling = str(rng.choice(FILLING))
            length += len(filling) + 1
            yield filling
    while length < size.characters:
        filling = str(rng.choice(FILLING))
        length += len(filling) + 1
        yield filling


def _id(name: str) -> str:
    return name.replace(" ", "_")


def _case(text: str) -> str:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return f"""title: A record of many sentences
question: Does it stay usable?
time: {{start: 2024-01-01, present: 2025-01-01, end: 2029-01-01, step: 0.05}}
holders:
  keeper: {{title: The keeper of the record}}
documents:
  record:
    title: The record
    author: keeper
    date: 2025-01-01
    length: {len(text)}
    sha256: {digest}
    published: [invented]
    file: texts/record.txt
accounts:
  keeper: {{title: The keeper, holders: [keeper]}}
"""


def _factor(name: str) -> str:
    return f"{_id(name)}: {{title: {name.capitalize()}, kind: quantity}}\n"


def _claim(number: int, item: _Said) -> str:
    return (
        f"  - id: c{number}\n    cause: {_id(item.cause)}\n    effect: {_id(item.effect)}\n"
        f"    sign: {item.sign}\n    strength: weak\n    paraphrase: {item.sentence[:-1]}\n"
        f"    anchor: {{start: {item.start}, end: {item.start + len(item.sentence) - 1}}}\n"
        f"    coder: made\n"
    )


def _scenarios(lever: str) -> str:
    return f"""scenarios:
  as_it_is: {{title: As it is, actions: []}}
  more:
    title: More {lever}
    actions:
      - {{set: {_id(lever)}, to: 1.5, at: present + 1 month}}
"""


def _contention(name: str) -> str:
    return (
        f"  - id: more_{_id(name)}\n    title: It raises {name}\n"
        f"    test: change({_id(name)} @ more) > change({_id(name)} @ as_it_is)\n"
    )


if __name__ == "__main__":
    main()
