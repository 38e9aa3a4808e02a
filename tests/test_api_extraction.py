"""Texts and proposals as `import contention` offers them."""

from pathlib import Path

import pytest

import contention as ct

TEXT = """\
# On tolls

by Ada Brown, 2024-03-01

Higher tolls reduced traffic by 12 percent. Less <b>traffic</b> & noise improves health.
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A short text."""
    path = tmp_path / "tolls.md"
    path.write_text(TEXT, "utf-8")
    return path


def test_a_text_is_read_and_claims_are_proposed(file: Path) -> None:
    document = ct.read(str(file))
    assert document.title == "On tolls"
    assert "Higher tolls reduced traffic by 12 percent." in document.sentences
    found = ct.extract(document, reader="rules")
    assert (found[0].cause.text, found[0].sign, found[0].effect.text) == ("tolls", "-", "traffic")
    assert len(found) == len(found.to_frame()) == len(list(found)) > 0
    assert len(found.figures) == len(found.figures_to_frame()) > 0
    row = found.to_frame().iloc[0]
    assert document.text[row["start"] : row["end"]] in row["sentence"]
    assert "\n" not in repr(document) + repr(found)
    assert str(found).startswith("On tolls: ")
    assert found.as_json()["document"]["title"] == "On tolls"


def test_proposals_in_a_notebook_are_escaped(file: Path) -> None:
    html = ct.extract(file, reader="rules")._repr_html_()
    assert "Higher tolls reduced traffic by 12 percent." in html
    assert "<b>" not in html


def test_proposals_are_written_into_a_new_case(file: Path, tmp_path: Path) -> None:
    proposals = ct.extract(file, reader="rules")
    written = proposals.write_into(tmp_path / "case", author="Ada Brown", date="2024-03-01")
    assert written.claims == len(proposals)
    case = ct.load(tmp_path / "case")
    assert {claim.status for claim in case.claims.values()} == {"proposed"}
    assert proposals.write_into(case).claims == 0


def test_nothing_is_written_without_a_date(tmp_path: Path) -> None:
    path = tmp_path / "plain.txt"
    path.write_text("Higher tolls reduced traffic.", "utf-8")
    with pytest.raises(ct.CaseError, match="when it was published"):
        ct.extract(path, reader="rules").write_into(tmp_path / "case", author="Ada Brown")
    assert not (tmp_path / "case").exists()


def test_a_text_that_cannot_be_read_raises_its_problems(tmp_path: Path) -> None:
    with pytest.raises(ct.DocumentError, match="cannot be read") as raised:
        ct.read(tmp_path / "nowhere.txt")
    assert len(raised.value.problems) == 1


def test_an_unknown_reader_is_refused(file: Path) -> None:
    with pytest.raises(ValueError, match="'rules', 'model' or 'both'"):
        ct.extract(file, reader="rule")  # type: ignore[arg-type]
