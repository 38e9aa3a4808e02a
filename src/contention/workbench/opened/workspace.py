"""All cases that a server has open, by their ids."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from contention.case.suggestions import did_you_mean
from contention.workbench.opened.open_case import OpenCase


class UnknownCaseError(Exception):
    """There is no case of this id; the message has a guess."""


@dataclass
class Workspace:
    """The cases of a server, and where new ones are started."""

    home: Path
    """folder in which new cases are made"""
    coder: str = ""
    read_only: bool = False
    cases: dict[str, OpenCase] = field(default_factory=dict)

    @classmethod
    def of(cls, folders: Iterable[Path], home: Path) -> "Workspace":
        """A workspace with cases in these folders."""
        made = cls(home.resolve())
        for folder in folders:
            made.add(folder)
        return made

    def add(self, folder: Path) -> OpenCase:
        """Open a case; two folders of one name get different ids."""
        opened = OpenCase(folder)
        for each in self.cases.values():
            if each.folder == opened.folder:
                return each
        number = 2
        name = opened.id
        while opened.id in self.cases:
            opened.id, number = f"{name}-{number}", number + 1
        self.cases[opened.id] = opened
        return opened

    def case(self, id_: str) -> OpenCase:
        """The case of that id; raises UnknownCaseError."""
        found = self.cases.get(id_)
        if found is None:
            hint = did_you_mean(id_, tuple(self.cases))
            raise UnknownCaseError(f"no case `{id_}` is open here; {hint or 'see the list'}")
        return found
