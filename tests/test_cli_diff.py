"""`contention diff`."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from contention.cli.diff import command
from tests.test_analysis_revisions import git

FEW = ("--draws", 64, "--workers", 1)
Edit = Callable[[str, str, str], tuple[int, int]]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(one) for one in arguments])


@pytest.fixture
def kept(small_case: Path) -> Path:
    """The small case, committed once."""
    git(small_case, "init", "-q", "-b", "main")
    git(small_case, "add", ".")
    git(small_case, "commit", "-qm", "one")
    return small_case


def test_a_turned_verdict_is_laid_to_the_line_that_turned_it(kept: Path, change: Edit) -> None:
    change("assumptions.yaml", "sign: lowers", "sign: raises")
    change("claims/letter.yaml", "strength: strong", "strength: weak")
    git(kept, "commit", "-qam", "two")
    done = run(kept, "HEAD~1", "HEAD", *FEW, "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    turned = {(item["contention"], item["account"]): item for item in told["turned"]}
    ruins = turned["stopping_ruins", "teacher"]
    assert ruins["before"]["verdict"] == "supported"
    assert ruins["after"]["verdict"] != "supported"
    causes = [trial["change"]["id"] for trial in ruins["trials"] if trial["cause"]]
    assert causes == ["repairs_help"]
    assert ruins["trials"][0]["change"]["place"].startswith(("assumptions.yaml:", "claims/"))
    assert {item["id"] for item in told["changes"]} == {"repairs_help", "repairs_flood"}
    words = run(kept, "HEAD~1", "HEAD", *FEW).output
    assert "because of assumptions.yaml:" in words
    assert "undoing it alone restores supported" in words


def test_without_a_second_revision_the_folder_as_it_is_counts(kept: Path, change: Edit) -> None:
    same = run(kept, "HEAD", *FEW)
    assert same.output.startswith(
        "0 verdicts changed, 0 verdicts changed in their shares only, 0 entr"
    )
    change("contentions.yaml", "id: no_care", "id: careless")
    told = json.loads(run(kept, "HEAD", *FEW, "--json").output)
    assert told["turned"] == []
    assert {item["contention"] for item in told["added"]} == {"careless"}
    assert {item["contention"] for item in told["removed"]} == {"no_care"}


@pytest.mark.parametrize("revision", ["--output=x", "nowhere"])
def test_a_revision_that_is_none_is_refused(kept: Path, revision: str) -> None:
    done = run(kept, "--", revision, "HEAD")
    assert done.exit_code == 2
    assert "Traceback" not in done.output
    assert "revision" in done.output


def test_a_revision_with_a_broken_case_names_its_problems(kept: Path) -> None:
    good = (kept / "factors.yaml").read_text("utf-8")
    (kept / "factors.yaml").write_text("a: [", "utf-8")
    git(kept, "commit", "-qam", "broken")
    (kept / "factors.yaml").write_text(good, "utf-8")
    done = run(kept, "HEAD", *FEW)
    assert done.exit_code == 2
    assert "HEAD:factors.yaml:2:1: not YAML" in done.output
    told = json.loads(run(kept, "HEAD", *FEW, "--json").output)
    assert {problem["path"] for problem in told["problems"]} == {"HEAD:factors.yaml"}
    git(kept, "commit", "-qam", "mended")
    done = run(kept, "HEAD", "HEAD~1", *FEW)
    assert "HEAD~1:factors.yaml:2:1: not YAML" in done.output


def test_a_revision_that_cannot_be_unpacked_is_refused(kept: Path) -> None:
    (kept / "elsewhere").symlink_to("/etc")
    git(kept, "add", ".")
    git(kept, "commit", "-qm", "a link")
    done = run(kept, "HEAD", *FEW)
    assert done.exit_code == 2
    assert isinstance(done.exception, SystemExit)
    assert "elsewhere" in done.output
