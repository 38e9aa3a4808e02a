"""A case folder at a git revision."""

import io
import re
import subprocess
import tarfile
from pathlib import Path

REVISION = re.compile(r"[A-Za-z0-9_@][A-Za-z0-9_./@{}^~+-]*")
"""accepted names of revisions; in particular, none that begins like an option"""
LONGEST_NAME = 200
SECONDS = 60


class RevisionError(Exception):
    """An unknown revision, or a folder that it does not contain; the message has the fix."""


def check_out(folder: Path, revision: str, target: Path) -> Path:
    """Write the folder as of a revision below `target`; return its path.

    Nothing in the repository is touched. Raises RevisionError.
    """
    commit = commit_of(folder, revision)
    archive = _git(folder, "archive", "--format=tar", commit)
    if archive.returncode:
        message = f"revision “{revision}” has no folder “{folder.name}” — give one that contains it"
        raise RevisionError(message)
    place = target / folder.resolve().name
    place.mkdir(parents=True)
    try:
        with tarfile.open(fileobj=io.BytesIO(archive.stdout), mode="r:") as packed:
            packed.extractall(place, filter="data")
    except tarfile.ReadError:  # git wrote only a comment
        message = f"in revision “{revision}” the folder “{place.name}” is empty — give another"
        raise RevisionError(message) from None
    except (tarfile.TarError, OSError) as error:
        message = f"revision “{revision}” cannot be unpacked: {error} — give another"
        raise RevisionError(message) from None
    return place


def commit_of(folder: Path, revision: str) -> str:
    """The full hash of a revision; raises RevisionError if there is none."""
    if len(revision) > LONGEST_NAME or not REVISION.fullmatch(revision):
        message = f"“{revision}” is not a valid revision name — give a commit, a branch or a tag"
        raise RevisionError(message)
    found = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options",
                 revision + "^{commit}")  # fmt: skip
    if found.returncode:
        message = f"revision “{revision}” does not exist — `git log` lists commits"
        if _git(folder, "rev-parse", "--git-dir").returncode:
            message = f"“{folder}” is not in a git repository — `git init` creates one"
        raise RevisionError(message)
    return found.stdout.decode("ascii").strip().splitlines()[-1]


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder, without a shell and without helpers configured by the repository."""
    command = ["git", "-C", str(folder), "-c", "core.fsmonitor=false", *arguments]
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=SECONDS)
    except FileNotFoundError:
        raise RevisionError("git was not found — install it to compare revisions") from None
    except subprocess.TimeoutExpired:
        raise RevisionError(f"git did not finish within {SECONDS} seconds — try again") from None
