"""Readings as claims files: one per document, with the factors and holders they name.

Factors are named over the whole corpus, and those that may be one are proposed for merging.
"""

from collections.abc import Iterable
from pathlib import Path

from contention.case.storage.new_case import identifier
from contention.coding.merges.merge_entries import HEAD, merge_lines
from contention.coding.merges.propose import Known, propose_merges
from contention.coding.yaml_proposals import claim_lines, figure_lines, holder_names, named_lines
from contention.corpus.store import write_whole
from contention.extraction.factor_names import FactorNames
from contention.extraction.naming.shipped import shipped_vectors
from contention.extraction.proposals import Proposal, ProposedFigure

MOST = 5_000
"""Claims and figures in one file; a long document gets several."""
MOST_MERGES = 200
"""Merges that are proposed for a corpus."""


class ClaimsFiles:
    """Files as a case has them in its folder `claims`, in a folder of a corpus's results."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.names = FactorNames()
        self._holders: dict[str, str] = {}
        (folder / "claims").mkdir(parents=True, exist_ok=True)

    def document(self, document: str) -> "DocumentFiles":
        """The files of one document, open."""
        return DocumentFiles(self, document)

    def write(self, name: str, document: str, claims: list[str], figures: list[str]) -> None:
        """One file."""
        lines = [f"document: {document}"]
        for key, entries in (("claims", claims), ("figures", figures)):
            if entries:
                lines += [f"{key}:", *(f"  {line}" for line in entries)]
        write_whole(self._folder / "claims" / f"{name}.yaml", "\n".join(lines) + "\n")

    def holder(self, name: str) -> str:
        """The id of a holder named by a text."""
        id_ = identifier(name, "holder")
        self._holders.setdefault(id_, name[:1].upper() + name[1:])
        return id_

    def close(self) -> None:
        """Write the lists of factors and holders that the files name, and the merges proposed."""
        for name, titles in (("factors", self.names.titles), ("holders", self._holders)):
            lines = [line for id_ in sorted(titles) for line in named_lines(id_, titles[id_])]
            write_whole(self._folder / f"{name}.yaml", "\n".join(lines) + "\n" if lines else "")
        known = Known(self.names.titles, self.names.counts)
        proposed, _ = propose_merges(known, shipped_vectors()[0], MOST_MERGES)
        merges = [f"  {line}" for each in proposed for line in merge_lines(each)]
        write_whole(self._folder / "merges.yaml", HEAD + "\n".join(merges) + "\n" if merges else "")


class DocumentFiles:
    """One document's claims files while they are written."""

    def __init__(self, files: ClaimsFiles, document: str) -> None:
        self._files = files
        self._document = document
        self._claims: list[tuple[str, Proposal]] = []
        self._figures: list[tuple[str, ProposedFigure]] = []
        self._parts = 0

    def claim(self, id_: str, claim: Proposal) -> None:
        """Add a claim."""
        self._claims.append((id_, claim))
        self._write_if(MOST)

    def figure(self, id_: str, figure: ProposedFigure) -> None:
        """Add a figure."""
        self._figures.append((id_, figure))
        self._write_if(MOST)

    def close(self) -> None:
        """Write what is left; a document without claims gets no file."""
        self._write_if(1)

    def _write_if(self, least: int) -> None:
        if len(self._claims) + len(self._figures) < least:
            return
        self._parts += 1
        name = self._document if self._parts == 1 else f"{self._document}.{self._parts}"
        self._files.write(name, self._document, self._claim_lines(), self._figure_lines())
        self._claims.clear()
        self._figures.clear()

    def _claim_lines(self) -> list[str]:
        holders = self._ids(holder_names([each for _, each in self._claims], []))
        names = self._files.names
        lines: list[str] = []
        for id_, each in self._claims:
            ends = names.name(each.cause.text), names.name(each.effect.text)
            if ends[0] != ends[1]:
                lines += claim_lines(id_, *ends, each, holders.get(each.holder, ""))
        return lines

    def _figure_lines(self) -> list[str]:
        holders = self._ids(holder_names([], [each for _, each in self._figures]))
        lines: list[str] = []
        for id_, each in self._figures:
            lines += figure_lines(id_, each, holders.get(each.holder, ""))
        return lines

    def _ids(self, names: Iterable[str]) -> dict[str, str]:
        return {name: self._files.holder(name) for name in names}
