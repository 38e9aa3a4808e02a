"""A case as written, while it is read: its entries with their places, and the problems so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from contention.case.merged import Coded, Resolved
from contention.case.problem import Place, Problem
from contention.case.schema.base import Entry
from contention.case.schema.case import AccountEntry, CaseHead, DocumentEntry, HolderEntry
from contention.case.schema.claims import AssumptionEntry, ClaimEntry, FigureEntry
from contention.case.schema.evidence import (
    CostEntry,
    DataEntry,
    DataTestEntry,
    FigureSourcesEntry,
    NoDataEntry,
    ObservationEntry,
    PartsEntry,
)
from contention.case.schema.factors import FactorEntry
from contention.case.schema.merges import MergeEntry
from contention.case.schema.scenarios import ContentionEntry, DemandEntry, ScenarioEntry
from contention.case.source_tree import Keys, Tree
from contention.case.suggestions import did_you_mean
from contention.language.name_folding import fold

Body = TypeVar("Body", bound=Entry)


@dataclass(frozen=True)
class Located(Generic[Body]):
    """An entry that fits the schema, its place, and the document of its file."""

    id: str
    body: Body
    tree: Tree
    keys: Keys
    document: str = ""

    def place(self, *keys: str | int) -> Place:
        """The place of a value in the entry."""
        return self.tree.place(*self.keys, *keys)

    def key_place(self, *keys: str | int) -> Place:
        """The place of a key in the entry."""
        return self.tree.place_of_key(*self.keys, *keys)

    def inside(self, offset: int, *keys: str | int) -> Place:
        """The place of a character of a text in the entry."""
        return self.tree.place_inside(offset, *self.keys, *keys)


@dataclass
class EvidenceDraft:
    """The entries of `evidence.yaml` that fit the schema."""

    data: dict[str, Located[DataEntry]] = field(default_factory=dict)
    figures: dict[str, Located[FigureSourcesEntry]] = field(default_factory=dict)
    parts: list[Located[PartsEntry]] = field(default_factory=list)
    tests: dict[str, Located[DataTestEntry]] = field(default_factory=dict)
    observations: dict[str, Located[ObservationEntry]] = field(default_factory=dict)
    no_data: list[Located[NoDataEntry]] = field(default_factory=list)
    costs: dict[str, Located[CostEntry]] = field(default_factory=dict)
    budget: float | None = None


@dataclass
class Draft:
    """Everything that could be read of a case folder, and the problems found so far."""

    folder: Path
    contents: Mapping[str, bytes] = field(default_factory=dict)
    """path → content that replaces that of the file on disk"""
    problems: list[Problem] = field(default_factory=list)
    head: CaseHead | None = None
    """None if `case.yaml` has errors outside its holders, documents and accounts"""
    case_tree: Tree = field(default_factory=lambda: Tree("case.yaml", None))
    holders: dict[str, Located[HolderEntry]] = field(default_factory=dict)
    documents: dict[str, Located[DocumentEntry]] = field(default_factory=dict)
    accounts: dict[str, Located[AccountEntry]] = field(default_factory=dict)
    factors: dict[str, Located[FactorEntry]] = field(default_factory=dict)
    claims: dict[str, Located[ClaimEntry]] = field(default_factory=dict)
    assumptions: dict[str, Located[AssumptionEntry]] = field(default_factory=dict)
    figures: dict[str, Located[FigureEntry]] = field(default_factory=dict)
    scenarios: dict[str, Located[ScenarioEntry]] = field(default_factory=dict)
    demands: dict[str, Located[DemandEntry]] = field(default_factory=dict)
    contentions: dict[str, Located[ContentionEntry]] = field(default_factory=dict)
    merges: list[Located[MergeEntry]] = field(default_factory=list)
    positions: dict[str, tuple[float, float]] = field(default_factory=dict)
    """factor → where it is on the workbench's map"""
    evidence: EvidenceDraft = field(default_factory=EvidenceDraft)
    merged: dict[str, Resolved] = field(default_factory=dict)
    """factors merged away, once merges have been applied → what they are now"""
    coded: dict[str, Coded] = field(default_factory=dict)
    """claims, assumptions and figures that were rewritten by merges → the entries in the files"""
    known: dict[str, dict[str, Place]] = field(default_factory=dict)
    """kind of thing → ids in the files, including those of entries that do not fit the schema"""
    claims_files: dict[str, str] = field(default_factory=dict)
    """path → id of the document that it names; empty if it names none"""
    unread: set[str] = field(default_factory=set)
    """kinds of things of which a file could not be read: their ids cannot be checked"""

    def note(self, place: Place, message: str, hint: str = "") -> None:
        """Note an error."""
        self.problems.append(Problem(place, message, hint))

    def warn(self, place: Place, message: str, hint: str = "") -> None:
        """Note a warning."""
        self.problems.append(Problem(place, message, hint, "warning"))

    def know(self, kind: str, id: str, place: Place) -> bool:  # noqa: A002
        """Remember an id; False, with a problem noted, if it is taken."""
        first = self.known.setdefault(kind, {}).setdefault(id, place)
        if first == place:
            return True
        self.note(place, f"duplicate id `{id}`", f"it is first defined at {first}; choose another")
        return False

    def check_id(self, kind: str, id: str, place: Place) -> bool:  # noqa: A002
        """Whether an id is known; a problem with a guess if it is not."""
        known = self.known.get(kind, {})
        if kind == "factor" and id in self.merged:
            self.note(place, *self.merged[id].problem(id))
            return False
        if id in known or kind in self.unread:
            return True
        hint = did_you_mean(id, self.ids(kind), _WHERE.get(kind, ""))
        self.note(place, f"unknown {kind} `{id}`", hint)
        return False

    def ids(self, kind: str) -> tuple[str, ...]:
        """The known ids that are valid: others must be changed in their files."""
        return tuple(filter(is_id, self.known.get(kind, ())))

    def misnamed(self, kind: str, folded: str) -> bool:
        """Whether a name in an expression is that of a thing whose id is to be changed."""
        others = (id_ for id_ in self.known.get(kind, ()) if not is_id(id_))
        return any(fold(id_) == folded for id_ in others)


_WHERE = {
    "factor": "factors.yaml",
    "holder": "`holders` in case.yaml",
    "document": "`documents` in case.yaml",
    "account": "`accounts` in case.yaml",
    "scenario": "scenarios.yaml",
    "claim": "claims/*.yaml and assumptions.yaml",
    "figure": "`figures` in claims/*.yaml",
    "data": "`data` in evidence.yaml",
}


def is_id(text: str) -> bool:
    """Whether a text is fit to be an id."""
    return text.isascii() and text.isidentifier() and text == text.lower() and text[0] != "_"
