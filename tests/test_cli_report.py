"""`contention report`."""

import json
import re
from pathlib import Path

from click.testing import CliRunner, Result

from contention.cli.report import command

FEW = ("--draws", 32, "--hinge-draws", 16, "--course-draws", 16, "--workers", 1)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(one) for one in arguments])


def test_it_writes_one_page(small_case: Path, tmp_path: Path) -> None:
    out, again = tmp_path / "report.html", tmp_path / "again.html"
    done = run(small_case, "--out", out, *FEW, "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.output)
    assert told["report"] == str(out)
    assert sum(told["verdicts"].values()) == 8
    page = out.read_text("utf-8")
    assert "If the repairs stop, floods will become more likely." in page
    assert "Without repairs more houses are ruined" in page
    assert "the text is not attached here" in page
    assert str(small_case.parent) not in page
    assert run(small_case, "--out", again, *FEW).exit_code == 0
    assert again.read_text("utf-8") == page


def test_one_account_alone(small_case: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    done = run(small_case, "--account", "miller", "--no-hinges", "--out", out, *FEW, "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.output)["accounts"] == ["miller"]
    assert 'id="map-miller"' in out.read_text("utf-8")
    assert 'id="map-teacher"' not in out.read_text("utf-8")


def test_a_folder_that_is_not_there_is_refused_before_anything_runs(small_case: Path) -> None:
    done = run(small_case, "--out", small_case / "no" / "report.html")
    assert done.exit_code == 2
    assert "there is no folder" in done.output


def test_a_broken_case_writes_nothing(small_case: Path, tmp_path: Path) -> None:
    (small_case / "factors.yaml").write_text("a: [", "utf-8")
    out = tmp_path / "report.html"
    done = run(small_case, "--out", out)
    assert done.exit_code == 2
    assert "factors.yaml:2:1: not YAML" in done.output
    assert not out.exists()


def test_hinges_in_full_are_shown_of_the_contentions_that_are_asked_for(
    small_case: Path, tmp_path: Path
) -> None:
    out = tmp_path / "report.html"
    asked = (small_case, "--out", out, "--account", "teacher", *FEW)
    assert run(*asked).exit_code == 0
    assert 'class="hinges full"' not in out.read_text("utf-8")
    done = run(*asked, "--full-hinges", "stopping_ruins")
    assert done.exit_code == 0, done.output
    page = out.read_text("utf-8")
    assert page.count('class="hinges full"') == 1
    full = page[page.index('class="hinges full"') :]
    full = full[: full.index("</article>")]
    for said in (
        "Smallest sets that overturn it",
        "changed numbers and weakened claims",
        "Shapley",
    ):
        assert said in full
    linked = set(re.findall(r'<a href="#claim-(\w+)"', full))
    assert linked
    assert all(f'id="claim-{claim}"' in page for claim in linked)
    assert "If the repairs stop, floods will become more likely." in full


def test_an_unknown_contention_has_no_hinges_in_full(small_case: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    done = run(small_case, "--out", out, *FEW, "--full-hinges", "stopping_ruin")
    assert done.exit_code == 2
    assert "stopping_ruins" in done.output
    assert not out.exists()


def test_a_case_without_contentions_is_told_in_words(small_case: Path, tmp_path: Path) -> None:
    (small_case / "contentions.yaml").write_text("contentions: []\n", "utf-8")
    done = run(small_case, "--out", tmp_path / "report.html", *FEW)
    assert done.exit_code == 0, done.output
    assert done.output.endswith("nothing was judged: add one to contentions.yaml\n")
