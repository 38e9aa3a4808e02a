"""docs/coded-texts.md: its commands and files run in order, and give what the page prints."""

import re
import shutil
from pathlib import Path

import pytest

import contention as ct
from tests.test_docs_tutorial import run

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "coded-texts.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w*) ?(\S*)\n(.*?)^```$", PAGE, re.M | re.S)


def test_the_walk_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    shutil.copy(ROOT / "examples" / "market-street.qdpx", tmp_path)
    printed = ""
    shown: list[str] = []
    for language, path, body in BLOCKS:
        if path:
            Path(path).write_text(body, "utf-8")
        elif language == "console":
            printed += "".join(run(line[2:]) for line in body.splitlines())
        else:
            shown += [line.strip() for line in body.splitlines() if line.strip()]
    assert len(shown) == 8
    assert [line for line in shown if line not in printed] == []
    case = ct.load("street").value
    assert case.title == "Market Street"  # the project's, not that of a text or a file
    claims = case.claims.values()
    assert [each.status for each in claims] == ["accepted"] * 8
    texts = ct.import_texts("street.qdpx")
    assert [each.origin for each in texts.claims] == ["code"] * 8
    assert len(ct.import_texts("street.qdc").codes) == 7


def test_the_page_links_to_what_exists() -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", PAGE):
        assert (ROOT / "docs" / target).exists(), target
