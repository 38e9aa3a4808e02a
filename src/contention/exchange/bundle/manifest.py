"""What a bundle says of itself: how its results were made, with which versions."""

import json
import platform
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Literal

from contention.exchange.bundle.case_files import BundleError

FORMAT = "contention bundle 1"
NAME = "bundle.json"
PACKAGES = ("contention", "numpy", "scipy", "numba", "llvmlite", "networkx")
"""packages that the results depend on"""
_NAME = re.compile(r"[^/\\:\x00-\x1f\x7f]{1,200}")
_MOST_LISTED = 100_000

Tables = Literal["json", "parquet"]


@dataclass(frozen=True)
class BundleSettings:
    """How the results of a bundle are made: the same settings give the same bytes."""

    draws: int = 2000
    hinge_draws: int = 256
    reading_draws: int = 1000
    course_draws: int = 256
    seed: int = 1
    tables: Tables = "json"
    texts: bool = True
    """whether texts are in it"""


@dataclass(frozen=True)
class Citation:
    """What is needed to cite it."""

    date: str
    """of publication, ISO 8601"""
    authors: tuple[str, ...] = ()
    """`Family, Given`, or the name of an organisation"""
    license: str = ""
    """an SPDX identifier or an address; empty: not stated"""


@dataclass(frozen=True)
class Manifest:
    """The file `bundle.json`."""

    case: str
    title: str
    settings: BundleSettings
    citation: Citation
    versions: Mapping[str, str]
    left_out: tuple[Mapping[str, str], ...] = field(default=())

    def text(self) -> bytes:
        """As JSON; the same manifest gives the same bytes."""
        held = {"format": FORMAT, **asdict(self), "versions": dict(self.versions)}
        return (json.dumps(held, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def versions(tables: Tables) -> dict[str, str]:
    """Versions of what the results depend on, and the kind of machine."""
    found = {"Python": platform.python_version(), "machine": platform.machine(),
             "system": platform.system()}  # fmt: skip
    for name in (*PACKAGES, *(("pyarrow",) if tables == "parquet" else ())):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def read_manifest(content: bytes) -> Manifest:
    """The manifest of a bundle that somebody else may have made; raises BundleError."""
    try:
        held = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        raise _wrong("it is not JSON") from None
    if not isinstance(held, dict) or held.get("format") != FORMAT:
        raise _wrong(f"its format is not “{FORMAT}”")
    case, title = held.get("case"), held.get("title")
    if not isinstance(case, str) or not _NAME.fullmatch(case) or set(case) <= {"."}:
        raise _wrong("`case` is not the name of a folder")
    if not isinstance(title, str):
        raise _wrong("`title` is missing")
    settings = _fields(BundleSettings(), held.get("settings"), "settings")
    citation = _fields(Citation(""), held.get("citation"), "citation")
    found = held.get("versions")
    if not isinstance(found, dict) or not all(isinstance(each, str) for each in found.values()):
        raise _wrong("`versions` are missing")
    left_out = held.get("left_out")
    if not isinstance(left_out, list) or len(left_out) > _MOST_LISTED:
        raise _wrong("`left_out` is not a list")
    return Manifest(
        case, title, BundleSettings(**settings),
        Citation(**{**citation, "authors": tuple(citation["authors"])}), found,
        tuple(each for each in left_out if isinstance(each, dict)),
    )  # fmt: skip


_DRAWS = 1_000_000


def _fields(like: BundleSettings | Citation, held: Any, name: str) -> dict[str, Any]:
    """The values of a dataclass, each of the type that it has in `like` and within its range."""
    if not isinstance(held, dict):
        raise _wrong(f"`{name}` are missing")
    found: dict[str, Any] = {}
    for key, usual in asdict(like).items():
        value = held.get(key)
        if type(value) is not (list if isinstance(usual, tuple) else type(usual)):
            raise _wrong(f"`{name}: {key}` is missing or of another kind")
        if isinstance(value, list) and not all(isinstance(one, str) for one in value):
            raise _wrong(f"`{name}: {key}` are not words")
        if isinstance(value, int) and key.endswith("draws") and not 0 <= value <= _DRAWS:
            raise _wrong(f"`{name}: {key}` is out of range")
        found[key] = value
    if found.get("tables", "json") not in ("json", "parquet"):
        raise _wrong("`settings: tables` is neither json nor parquet")
    return found


def _wrong(what: str) -> BundleError:
    return BundleError(f"{NAME} cannot be read: {what} — is this a bundle of contention?")
