"""Running git on a case, without anything that its repository might have it run."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

SECONDS = 20
_QUIET = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null",
          "-c", "commit.gpgSign=false", "-c", "core.quotePath=false",
          "--no-pager", "--literal-pathspecs")  # fmt: skip


class GitError(Exception):
    """Git cannot do it; the message is its own."""


def git(folder: Path, *arguments: str, failing: bool = False) -> str:
    """What a git command prints; raises GitError if it fails, unless it may.

    Hooks, signing and programs for differences are left out, so that a repository that came with
    a case cannot run anything.
    """
    command = ["git", *_QUIET, "-C", str(folder), *arguments]
    try:
        found = subprocess.run(
            command, capture_output=True, check=False, timeout=SECONDS, env=_environment()
        )
    except FileNotFoundError:
        raise GitError("git was not found: install it to keep versions of a case") from None
    except subprocess.TimeoutExpired:
        raise GitError(f"git did not finish within {SECONDS} seconds: try again") from None
    if found.returncode and not failing:
        said = found.stderr.decode("utf-8", "replace").strip() or found.stdout.decode()
        raise GitError(f"git says: {said[:2000]}")
    return found.stdout.decode("utf-8", "replace") if not found.returncode else ""


def is_repository(folder: Path) -> bool:
    """Whether a folder is in the working tree of a repository."""
    try:
        return git(folder, "rev-parse", "--is-inside-work-tree", failing=True).strip() == "true"
    except GitError:
        return False


def refuse_programs(folder: Path) -> None:
    """Raise GitError if the repository's own settings have programs read its files."""
    found = git(folder, "config", "--local", "--name-only", "--get-regexp",
                r"^filter\..*\.(clean|smudge|process)$", failing=True)  # fmt: skip
    if found.strip():
        names: Sequence[str] = sorted(set(found.split()))
        raise GitError(
            f"this repository's own settings run programs ({', '.join(names[:3])}): use git itself"
        )


def _environment() -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    more = {"LC_ALL": "C.UTF-8", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
    names = ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL",
             "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM")  # fmt: skip
    return {**kept, **more, **{key: os.environ[key] for key in names if key in os.environ}}
