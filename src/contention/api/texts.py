"""Texts that were coded in other tools, brought into a case; and a case as such texts."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from contention.api.case import Case
    from contention.exchange.exported import Exported
    from contention.exchange.losses import LossReport
    from contention.exchange.texts.as_proposals import CodedProposals
    from contention.exchange.texts.coded_claims import CodedClaim
    from contention.exchange.texts.coded_text import CodedTexts
    from contention.exchange.texts.codes_read import CodeUse, Told
    from contention.exchange.texts.write_texts import WrittenTexts


@dataclass(frozen=True, repr=False)
class Texts:
    """The coded texts of another tool's file; nothing of a case changes before `write_into`."""

    file: Path
    value: CodedTexts
    """all of it, as a frozen dataclass"""
    proposals: CodedProposals
    told: Mapping[str, Told] | None = None
    """what codes stand for, as the user says"""

    def __repr__(self) -> str:
        counts = f"{len(self.value.documents)} documents, {len(self.value.codings)} codings"
        return f"<Texts from {self.file.name}: {counts} ({self.value.form})>"

    @property
    def claims(self) -> tuple[CodedClaim, ...]:
        """The claims that the codings state or suggest."""
        return self.proposals.claims

    @property
    def report(self) -> LossReport:
        """What was kept, changed and left out."""
        return self.proposals.report

    @property
    def codes(self) -> tuple[CodeUse, ...]:
        """The codes in the order of the codebook, with what each is read as."""
        from contention.exchange.texts.codes_read import code_uses

        return tuple(code_uses(self.value, self.proposals.codes))

    def by_coders(self, coders: Sequence[str]) -> Texts:
        """The same with the codings and claims of these coders only, by name.

        Raises ImportRefusedError, with `.problems`, for a name that no coder has.
        """
        from contention.exchange.links.imported import ImportRefusedError
        from contention.exchange.texts.as_proposals import as_proposals, coded_by, unknown_coders

        if problems := unknown_coders(self.proposals, coders, self.file):
            raise ImportRefusedError(*problems)
        value = coded_by(self.value, coders)
        found = as_proposals(value, self.told)
        return replace(self, value=value, proposals=found)

    def write_into(
        self, case: str | PathLike[str], *, author: str = "", date: str = "", accept: bool = False,
        coders: Sequence[str] | None = None,
    ) -> WrittenTexts:  # fmt: skip
        """Write the documents and their claims into a case; a new folder becomes a case.

        Each coder of several has a claims file of their own. `accept` takes the claims that
        somebody stated as accepted; those that codes only suggest stay proposed. `author` and
        `date` are those of every text that has none; without them, a text speaks for its own
        title. `coders` are the names of those whose claims are taken (default: all). A codebook
        adds factors to a case that is there. Raises CaseError, with `.problems`.
        """
        from contention.exchange.texts.write_texts import Told, write_codes, write_texts

        if not self.value.documents:
            return write_codes(Path(case), self.value, self.file)
        return write_texts(
            self.proposals, Told(Path(case), self.file, author, date, accept, coders)
        )

    def as_json(self) -> dict[str, Any]:
        """What `contention import --json` prints, as plain values."""
        from dataclasses import asdict

        return {
            "file": str(self.file), "format": self.value.form,
            "coders": [each.name for each in self.value.coders],
            "codes": [asdict(each) for each in self.codes],
            "claims": [
                {**asdict(each), "fields": dict(each.fields), "stated": each.stated}
                for each in self.claims
            ],
            **self.report.as_json(),
        }  # fmt: skip


def import_texts(
    file: str | PathLike[str], *, codes: Mapping[str, Told] | str | PathLike[str] | None = None,
    labels: Mapping[str, str] | None = None, text: str | PathLike[str] | None = None,
) -> Texts:  # fmt: skip
    """Read a file of coded texts: a project of REFI-QDA, or annotations of another tool.

    `labels` says which sign a label of relations is (`{"fosters": "positive"}`). `text` is the
    text that was coded, for Hypothesis and Web Annotations, whose files do not hold it. `codes`
    says what codes stand for whose names do not say it: name → `factor`, `cause`, `effect`,
    `claim`, `sign` or `ignore`, or a CSV file with the columns `code` and `role`.
    Raises ImportRefusedError, with `.problems`.
    """
    from contention.case.problem import Place, Problem
    from contention.exchange.links.imported import ImportRefusedError
    from contention.exchange.texts.formats import TEXT_FORMATS

    texts = read_texts(file, codes, labels, text)
    if texts is None:
        hint = f"read are {', '.join(each.title for each in TEXT_FORMATS.values() if each.reads)}"
        raise ImportRefusedError(Problem(Place(str(file)), "no coded texts are found in it", hint))
    return texts


def read_texts(
    file: str | PathLike[str], codes: Mapping[str, Told] | str | PathLike[str] | None,
    labels: Mapping[str, str] | None = None, text: str | PathLike[str] | None = None,
) -> Texts | None:  # fmt: skip
    """The same; None for a file that holds something else."""
    from contention.case.problem import Place
    from contention.exchange.links.imported import ImportRefusedError
    from contention.exchange.texts.as_proposals import as_proposals
    from contention.exchange.texts.codes_read import roles_file, unknown_codes
    from contention.exchange.texts.labels import with_signs
    from contention.exchange.texts.recognising import format_of

    path = Path(file)
    found = format_of(path)
    if found is None:
        return None
    form, given = found
    if text is not None:
        from contention.api.extraction import read

        given = replace(given, text=read(text).text)
    texts = with_signs(form.read(given), labels or {}, path.name)
    if isinstance(codes, Mapping):
        if problems := unknown_codes(dict.fromkeys(codes, Place(str(path))), texts):
            raise ImportRefusedError(*problems)
        told: Mapping[str, Told] | None = codes
    else:
        told = None if codes is None else roles_file(Path(codes), texts)
    return Texts(path, texts, as_proposals(texts, told), told)


def export_texts(case: Case | str | PathLike[str], form: str) -> Exported:
    """The documents of a case with their claims as coded texts: `qdpx`, `brat`, `inception`, ….

    They are as its files are now. Raises KeyError, with a guess, for an unknown format.
    """
    from contention.api.asking import require
    from contention.case.parsed_case import read_draft
    from contention.exchange.texts.formats import TEXT_FORMATS
    from contention.exchange.texts.from_case import coded_texts

    require("format", form, {name: each for name, each in TEXT_FORMATS.items() if each.writes})
    folder = Path(case) if isinstance(case, str | os.PathLike) else case.folder
    return TEXT_FORMATS[form].write(coded_texts(read_draft(folder)))
