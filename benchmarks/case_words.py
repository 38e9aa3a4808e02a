"""Whether a reader's words name the factor that a coder has, or its opposite."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from contention.extraction.factor_names import stems

FOLDER = Path(__file__).parent / "data" / "case_words"
Entries = tuple[frozenset[str], ...]


@dataclass(frozen=True)
class FactorWords:
    """Words for one factor; a phrase names it where it holds all words of an entry."""

    same: Entries = ()
    turned: Entries = ()
    """words for the opposite of the factor"""

    def way(self, phrase: str) -> int:
        """1 where a phrase names the factor, -1 its opposite, 0 something else.

        The longest entry that is in the phrase decides.
        """
        held = frozenset(stems(phrase))
        found = [(len(e), 1) for e in self.same if e <= held]
        found += [(len(e), -1) for e in self.turned if e <= held]
        return max(found)[1] if found else 0


def case_words(case: Path, titles: Mapping[str, str]) -> dict[str, FactorWords]:
    """The words of a case's factors: those of `data/case_words`, and every factor's own title."""
    file = FOLDER / f"{case.resolve().name}.yaml"
    written: dict[str, Any] = yaml.safe_load(file.read_text("utf-8")) if file.is_file() else {}
    return {id_: _words(title, written.get(id_, {})) for id_, title in titles.items()}


def _words(title: str, written: Mapping[str, list[str]]) -> FactorWords:
    same = (title, *written.get("same", ()))
    return FactorWords(_entries(same), _entries(written.get("turned", ())))


def _entries(phrases: tuple[str, ...] | list[str]) -> Entries:
    return tuple(filter(None, (frozenset(stems(phrase)) for phrase in phrases)))
