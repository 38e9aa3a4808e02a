"""`contention brief`, and the same from Python."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result

import contention as ct
from contention.cli.brief import command

FEW = ("--draws", 32, "--workers", 1)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(one) for one in arguments])


def test_it_writes_one_page_about_the_first_contention(small_case: Path, tmp_path: Path) -> None:
    out, again = tmp_path / "brief.html", tmp_path / "again.html"
    done = run(small_case, "--out", out, *FEW, "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.output)
    first = next(iter(ct.load(small_case).contentions))
    assert (told["brief"], told["contentions"]) == (str(out), [first])
    page = out.read_text("utf-8")
    assert "If the repairs stop, floods will become more likely." in page
    assert "modelling choices" in page
    assert str(small_case.parent) not in page
    assert run(small_case, "--out", again, *FEW).exit_code == 0
    assert again.read_text("utf-8") == page


def test_main_and_named_contentions(small_case: Path, tmp_path: Path) -> None:
    ids = list(ct.load(small_case).contentions)
    text = (small_case / "case.yaml").read_text("utf-8")
    (small_case / "case.yaml").write_text(f"main: [{ids[1]}]\n{text}", "utf-8")
    out = tmp_path / "brief.html"
    assert json.loads(run(small_case, "--out", out, "--quick", *FEW, "--json").output)[
        "contentions"
    ] == [ids[1]]
    assert "Marked as main" in out.read_text("utf-8")
    named = ("--contention", ids[0], "--contention", ids[2])
    assert run(small_case, *named, "--out", out, "--quick", *FEW).exit_code == 0
    assert out.read_text("utf-8").count('<section class="contention"') == 2


def test_main_names_contentions_that_exist(small_case: Path) -> None:
    text = (small_case / "case.yaml").read_text("utf-8")
    (small_case / "case.yaml").write_text(f"main: [stoping_ruins]\n{text}", "utf-8")
    done = run(small_case, *FEW)
    assert done.exit_code == 2
    assert "case.yaml:1:8: unknown contention `stoping_ruins` — did you mean" in done.output


def test_what_cannot_be_shown_is_refused_before_anything_runs(
    small_case: Path, tmp_path: Path
) -> None:
    ids = list(ct.load(small_case).contentions)
    many = [part for id_ in (*ids, *ids)[:4] for part in ("--contention", id_)]
    assert len(set(many)) > 4
    refused = run(small_case, *many, "--out", tmp_path / "x.html", *FEW)
    assert refused.exit_code == 2
    assert "up to 3 contentions, not 4" in refused.output
    assert run(small_case, "--contention", "stopping", *FEW).exit_code == 2
    inside = run(small_case, "--out", small_case / "case.yaml", *FEW)
    assert inside.exit_code == 2
    assert "part of the case" in inside.output
    (small_case / "contentions.yaml").write_text("contentions: []\n", "utf-8")
    empty = run(small_case, "--out", tmp_path / "x.html", *FEW)
    assert empty.exit_code == 2
    assert "the case has no contentions: add one to contentions.yaml" in empty.output


def test_a_judgement_is_shown_and_nothing_is_judged_again(
    small_case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = ct.load(small_case)
    judgement = case.judge(32, hinge_draws=16, reading_draws=0, workers=1)
    first, second = judgement.contentions[:2]
    survived = case.robustness(contentions=second, draws=32, workers=1)
    monkeypatch.setattr("contention.judge.judge.judge", None)
    html = judgement.brief_html(second, robustness=survived, report="report.html")
    assert 'href="report.html"' in html
    assert f"{len(survived.choices)} modelling choices" in html
    assert judgement.brief(tmp_path / "b.html", [second], robustness=survived,
                           report="report.html").read_text("utf-8") == html  # fmt: skip
    with pytest.raises(KeyError, match="did you mean"):
        judgement.brief_html(first[:-1])
    with pytest.raises(ValueError, match="part of the case"):
        judgement.brief(small_case / "case.yaml")
    other = tmp_path / "other"
    shutil.copytree(small_case, other)
    with pytest.raises(ValueError, match="of another case"):
        ct.Judgement(ct.load(other), judgement.value).brief_html(second, robustness=survived)


def test_a_contention_that_was_not_judged_is_refused(small_case: Path) -> None:
    case = ct.load(small_case)
    first, second = list(case.contentions)[:2]
    judgement = case.judge(32, contentions=first, hinges=False, reading_draws=0, workers=1)
    with pytest.raises(ValueError, match="was not judged"):
        judgement.brief_html(second)


def test_the_whole_from_python(small_case: Path, tmp_path: Path) -> None:
    written = ct.load(small_case).brief(tmp_path / "b.html", draws=32, workers=1)
    assert run(small_case, "--out", tmp_path / "c.html", *FEW).exit_code == 0
    assert written.read_text("utf-8") == (tmp_path / "c.html").read_text("utf-8")


def test_the_commands_of_the_page_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(__file__).parent.parent
    shutil.copytree(root / "cases" / "congestion-charge", tmp_path / "cases" / "congestion-charge")
    monkeypatch.chdir(tmp_path)
    page = (root / "docs" / "brief.md").read_text("utf-8")
    lines = re.findall(r"^\$ contention brief (.*)$", page, re.M)
    for line in lines:
        done = run(*line.replace("512", "64").split(), "--workers", 1)
        assert done.exit_code == 0, done.output
    found = [(tmp_path / name).read_text("utf-8") for name in ("brief.html", "cars.html")]
    assert "With the charge the shops sell more" in found[0]
    assert "29 modelling choices" in found[0]
    assert "With the charge there are fewer cars in the old town" in found[1]
    assert len(lines) == 2


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("chromium") is None, reason="needs the browser chromium")
@pytest.mark.parametrize(("case", "most"), [("congestion-charge", 1), ("war-against-war", 2)])
def test_it_prints_on_two_sheets(case: str, most: int, tmp_path: Path) -> None:
    page, sheet = tmp_path / "brief.html", tmp_path / "brief.pdf"
    root = Path(__file__).parent.parent
    shutil.copytree(root / "cases" / case, tmp_path / case)
    assert run(tmp_path / case, "--out", page, "--draws", 128, "--workers", 2).exit_code == 0
    subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
         f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={sheet}", page.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    printed = pypdfium2.PdfDocument(sheet)
    assert len(printed) <= most
    assert [round(side) for side in printed[0].get_size()] == [595, 842]
    text = " ".join(found.get_textpage().get_text_bounded() for found in printed)
    for part in ("What each side hinges on", "What would change it", "What this is worth."):
        assert part in text
    printed.close()
