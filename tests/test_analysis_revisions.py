"""A case folder as it was in a git revision."""

import subprocess
from pathlib import Path

import pytest

from contention.analysis.revisions import RevisionError, check_out, commit_of


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.org")
    subprocess.run(["git", "-C", str(folder), *identity, *arguments], check=True,
                   capture_output=True)  # fmt: skip


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose folder `inner/case` has two revisions."""
    folder = tmp_path / "inner" / "case"
    folder.mkdir(parents=True)
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "other.txt").write_text("not of the case")
    (folder / "case.yaml").write_text("one")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    (folder / "case.yaml").write_text("two")
    git(tmp_path, "commit", "-qam", "two")
    return folder


def test_only_the_folder_is_checked_out(repository: Path, tmp_path: Path) -> None:
    old = check_out(repository, "HEAD~1", tmp_path / "out")
    assert old.name == "case"
    assert (old / "case.yaml").read_text() == "one"
    assert [file.name for file in old.iterdir()] == ["case.yaml"]
    assert (repository / "case.yaml").read_text() == "two"


@pytest.mark.parametrize(
    "revision",
    ["--output=/tmp/evil", "-h", "", "a b", "HEAD;ls", "main:case.yaml", "$(ls)", "x" * 300],
)
def test_what_is_no_name_of_a_revision_never_reaches_git(
    repository: Path, revision: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("git was run")

    monkeypatch.setattr(subprocess, "run", forbidden)
    with pytest.raises(RevisionError, match="is not a valid revision name"):
        commit_of(repository, revision)


def test_an_unknown_revision_and_a_folder_outside_git_are_told_apart(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with pytest.raises(RevisionError, match="revision “v9” does not exist"):
        commit_of(repository, "v9")
    with pytest.raises(RevisionError, match="is not in a git repository"):
        commit_of(tmp_path_factory.mktemp("bare"), "HEAD")


def test_a_revision_without_the_folder_is_named(repository: Path) -> None:
    late = repository.parent / "late"
    late.mkdir()
    (late / "case.yaml").write_text("three")
    with pytest.raises(RevisionError, match="has no folder “late”"):
        check_out(late, "HEAD", late / "out")


def test_what_would_be_unpacked_elsewhere_is_refused(repository: Path, tmp_path: Path) -> None:
    (repository / "link").symlink_to("/etc/passwd")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "link")
    with pytest.raises(RevisionError, match=r"revision “HEAD” cannot be unpacked: .*link"):
        check_out(repository, "HEAD", tmp_path / "out")
    assert not (tmp_path / "out" / "case" / "link").exists()


def test_a_revision_in_which_the_folder_is_empty_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    git(folder, "commit", "-qm", "nothing yet", "--allow-empty")
    with pytest.raises(RevisionError, match="in revision “HEAD” the folder “case” is empty"):
        check_out(folder, "HEAD", tmp_path / "out")
