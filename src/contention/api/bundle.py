"""Bundles: a case with its results in one citable file, and checking one."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from contention.api.asking import cores
from contention.api.loading import load
from contention.case.problem import CaseError
from contention.case.storage.confined import confined
from contention.exchange.bundle import archive, checksums, crate, licenses, manifest
from contention.exchange.bundle.case_files import (
    BundleError,
    CaseFiles,
    whole_case,
    without_texts,
)
from contention.exchange.bundle.comparison import Difference, compared

if TYPE_CHECKING:
    from contention.api.case import Case, Progress
    from contention.exchange.bundle.manifest import BundleSettings, Citation, Manifest

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_CASE = "case/"


@dataclass(frozen=True)
class Bundle:
    """A bundle that was written."""

    path: Path
    files: tuple[str, ...]
    manifest: Manifest
    notes: tuple[str, ...]
    """what cannot be verified with it"""


@dataclass(frozen=True)
class BundleCheck:
    """What checking a bundle found."""

    path: Path
    manifest: Manifest
    files: int
    faults: tuple[str, ...]
    """files that are changed, missing or added"""
    same: int
    """result files that a new run made with the same bytes"""
    differing: tuple[str, ...]
    versions: tuple[tuple[str, str, str], ...]
    """what it was made with and what was used here, if they differ"""
    difference: Difference | None
    """how far the numbers lie apart; None if all bytes are the same"""

    @property
    def good(self) -> bool:
        """Whether every file is as it was, and a new run says the same.

        With other versions than it was made with the same verdicts are enough.
        """
        if self.faults:
            return False
        if not self.differing:
            return True
        return bool(self.versions) and self.difference is not None and not self.difference.words

    def as_json(self) -> dict[str, object]:
        """What `contention bundle --verify --json` prints, as plain values."""
        difference = None
        if self.difference is not None:
            difference = {"share": self.difference.share, "words": list(self.difference.words),
                          "compared": self.difference.compared}  # fmt: skip
        return {
            "bundle": str(self.path), "case": self.manifest.case, "files": self.files,
            "good": self.good, "faults": list(self.faults), "same": self.same,
            "differing": list(self.differing),
            "versions": {name: {"made": made, "here": here} for name, made, here in self.versions},
            "difference": difference,
        }  # fmt: skip

    def __str__(self) -> str:
        from contention.exchange.bundle.words import check_text

        return check_text(self.path.name, self.files, self.faults, self.same, self.differing,
                          self.versions, self.difference)  # fmt: skip


def make_bundle(
    case: Case,
    path: str | PathLike[str],
    settings: BundleSettings,
    citation: Citation,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Bundle:
    """Write a bundle of a case; everything in it comes from the files that are in it.

    Raises BundleError, a ValueError, if it cannot be made or its name is taken.
    """
    out = Path(path)
    _check(case, out, settings, citation)
    try:
        held = whole_case(case.value) if settings.texts else without_texts(case.value)
    except OSError as error:
        raise BundleError(f"{error.filename} cannot be read: {error.strerror}") from error
    from contention.api.bundle_results import result_files

    with _unpacked(held.contents, case.id) as again:
        if again.value.claims.keys() != case.value.claims.keys():
            raise BundleError(f"`{case.id}` is not as its files are: load it again")
        results = result_files(again, settings, cores(workers), progress)
    said = _manifest(case, settings, citation, held)
    files = {f"{_CASE}{name}": content for name, content in held.contents.items()} | results
    files[manifest.NAME] = said.text()
    cited = crate.citation_file(said)
    if cited is not None:
        files[crate.CITATION] = cited
    files[crate.NAME] = crate.crate(said, files, _description(case, settings))
    files[checksums.NAME] = checksums.checksums(files)
    try:
        archive.write_bundle(files, out)
    except OSError as error:
        raise BundleError(f"{out} cannot be written: {error.strerror or error}") from error
    return Bundle(out, tuple(sorted(files)), said, tuple(_notes(case, settings, citation)))


def _check(case: Case, out: Path, settings: BundleSettings, citation: Citation) -> None:
    from contention.case.storage.outputs import enclosing_case

    if not _DATE.fullmatch(citation.date):
        raise BundleError(f"the date is “{citation.date}” — write it like 2026-03-01")
    try:
        date.fromisoformat(citation.date)
    except ValueError:
        raise BundleError(f"there is no day {citation.date} — write it like 2026-03-01") from None
    if out.exists() or out.is_symlink():
        raise BundleError(f"{out} exists already — name another, or remove it first")
    if not out.parent.is_dir():
        raise BundleError(f"there is no folder “{out.parent}”")
    around = enclosing_case(out.resolve())
    if around is not None:
        raise BundleError(f"{out} would be inside the case “{around.name}” — name another place")
    if settings.draws < 16 or settings.hinge_draws < 16 or settings.course_draws < 1:
        raise BundleError("take at least 16 draws")
    if load(case.folder).value != case.value:
        raise BundleError(f"`{case.id}` is not as its files are — bundle what `ct.load` returns")


def _manifest(
    case: Case, settings: BundleSettings, citation: Citation, held: CaseFiles
) -> Manifest:
    return manifest.Manifest(
        case.id, case.title, settings, citation, manifest.versions(settings.tables),
        tuple({"kind": each.kind, "id": each.id, "what": each.what} for each in held.left_out),
    )  # fmt: skip


def _description(case: Case, settings: BundleSettings) -> str:
    return (
        f"{case.value.question} A case of claims coded from texts, with what follows from it: "
        f"verdicts from {settings.draws} draws (seed {settings.seed}), hinges, courses and figures."
    )


def _notes(case: Case, settings: BundleSettings, citation: Citation) -> Iterator[str]:
    if not settings.texts:
        yield (
            "texts and quotations are left out: that claims say what the texts say can be checked "
            "only by somebody who has the texts (their hashes are in case.yaml); paraphrases and "
            "comments are kept"
        )
    elsewhere = [id_ for id_, each in case.value.documents.items() if each.file is None]
    if elsewhere:
        yield f"texts that the case does not carry are not in it: {', '.join(elsewhere)}"
    absent = [id_ for id_, each in case.value.evidence.data.items() if not each.file]
    if absent:
        yield f"data that the case does not carry are not in it: {len(absent)} sources"
    if not citation.authors:
        yield "no author is named, so there is no CITATION.cff (--author)"
    if not citation.license:
        yield "no license is stated (--license)"
    elif not licenses.address(citation.license):
        yield (
            f"the license “{citation.license}” is kept as text: it is neither a known SPDX id, "
            "such as CC-BY-4.0, nor a web address"
        )


@contextmanager
def _unpacked(contents: Mapping[str, bytes], id_: str) -> Iterator[Case]:
    """A case of these files in a temporary folder, which gives it the same id."""
    with tempfile.TemporaryDirectory(prefix="contention-bundle-") as place:
        folder = Path(place) / id_
        folder.mkdir()
        for name, content in contents.items():
            file = confined(folder, name)
            if isinstance(file, str):
                raise BundleError(f"`{name}`: {file}")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        try:
            yield load(folder)
        except CaseError as error:
            said = "\n".join(str(each) for each in error.problems[:20])
            raise BundleError(f"the case in the bundle has errors:\n{said}") from None


def verify_bundle(
    path: str | PathLike[str], *, workers: int | None = None, progress: Progress | None = None
) -> BundleCheck:
    """Compare every file with its checksum, then run the case again and compare the results.

    Nothing is run if a checksum differs. Raises BundleError, a ValueError, if it is not a
    bundle.
    """
    from contention.api.bundle_results import JUDGEMENT, result_files

    place = Path(path)
    files = archive.read_bundle(place)
    faults = checksums.faults(files)
    if manifest.NAME not in files:
        raise BundleError(f"there is no {manifest.NAME}: this is not a bundle, or not all of one")
    said = manifest.read_manifest(files[manifest.NAME])
    if faults:
        return BundleCheck(place, said, len(files), faults, 0, (), (), None)
    held = {name.removeprefix(_CASE): content for name, content in files.items()
            if name.startswith(_CASE)}  # fmt: skip
    with _unpacked(held, said.case) as case:
        again = result_files(case, said.settings, cores(workers), progress)
    old = {name for name in files if name.startswith(("results/", "figures/"))}
    differing = tuple(name for name in sorted(old | set(again))
                      if files.get(name) != again.get(name))  # fmt: skip
    here = manifest.versions(said.settings.tables)
    versions = tuple(
        (name, said.versions.get(name, "unknown"), here.get(name, "unknown"))
        for name in sorted({*said.versions, *here})
        if said.versions.get(name) != here.get(name)
    )
    difference = compared(files.get(JUDGEMENT, b""), again[JUDGEMENT]) if differing else None
    same = len(set(again) - set(differing))
    return BundleCheck(place, said, len(files), (), same, differing, versions, difference)


def today() -> str:
    """The date in UTC, as a bundle has it that is given none."""
    return datetime.now(UTC).date().isoformat()
