"""A case folder as it was in some git revision."""

import io
import re
import subprocess
import tarfile
from pathlib import Path

REVISION = re.compile(r"[A-Za-z0-9_@][A-Za-z0-9_./@{}^~+-]*")
"""what a revision may be called; above all it cannot begin like an option"""
LONGEST_NAME = 200
SECONDS = 60


class RevisionError(Exception):
    """A revision that is none, or a folder that is not in it; the message says how to mend it."""


def check_out(folder: Path, revision: str, target: Path) -> Path:
    """Write the folder as it was in a revision below `target`; return where it lies.

    Nothing in the repository is touched. Raises RevisionError.
    """
    commit = commit_of(folder, revision)
    archive = _git(folder, "archive", "--format=tar", commit)
    if archive.returncode:
        message = f"revision “{revision}” has no folder “{folder.name}” — name one that holds it"
        raise RevisionError(message)
    place = target / folder.resolve().name
    place.mkdir(parents=True)
    try:
        with tarfile.open(fileobj=io.BytesIO(archive.stdout), mode="r:") as packed:
            packed.extractall(place, filter="data")
    except tarfile.ReadError:  # git packs nothing but a comment
        message = f"in revision “{revision}” the folder “{place.name}” is empty — name another"
        raise RevisionError(message) from None
    except (tarfile.TarError, OSError) as error:
        message = f"revision “{revision}” cannot be unpacked: {error} — name another"
        raise RevisionError(message) from None
    return place


def commit_of(folder: Path, revision: str) -> str:
    """The full hash of a revision; raises RevisionError where there is none."""
    if len(revision) > LONGEST_NAME or not REVISION.fullmatch(revision):
        message = f"“{revision}” is no name of a revision — give a commit, a branch or a tag"
        raise RevisionError(message)
    found = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options",
                 revision + "^{commit}")  # fmt: skip
    if found.returncode:
        message = f"there is no revision “{revision}” here — `git log` lists commits"
        if _git(folder, "rev-parse", "--git-dir").returncode:
            message = f"“{folder}” is in no git repository — `git init` makes one"
        raise RevisionError(message)
    return found.stdout.decode("ascii").strip().splitlines()[-1]


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder; without a shell, and without helpers that a repository may name."""
    command = ["git", "-C", str(folder), "-c", "core.fsmonitor=false", *arguments]
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=SECONDS)
    except FileNotFoundError:
        raise RevisionError("git was not found — install it to compare revisions") from None
    except subprocess.TimeoutExpired:
        raise RevisionError(f"git gave no answer in {SECONDS} seconds — try again") from None
