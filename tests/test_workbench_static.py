"""The shipped pages of the workbench are built from the sources here, and safe to serve."""

import gzip
import hashlib
import json
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
FRONTEND = ROOT / "frontend"
STATIC = ROOT / "src" / "contention" / "workbench" / "static"
NOT_BUILT = {"node_modules", "dev", "tests", "README.md"}
LIMIT = 600_000


def _manifest(part: str) -> dict[str, str]:
    manifest: dict[str, dict[str, str]] = json.loads((STATIC / "build.json").read_text("utf-8"))
    return manifest[part]


def _hashes(folder: Path, leave_out: set[str]) -> dict[str, str]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    names = {path.relative_to(folder).as_posix(): path for path in paths}
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in names.items()
        if name.split("/")[0] not in leave_out
    }


def test_built_from_these_sources() -> None:
    assert _hashes(FRONTEND, NOT_BUILT) == _manifest("sources"), "run `make frontend`"


def test_built_files_are_those_of_the_build() -> None:
    assert _hashes(STATIC, {"build.json"}) == _manifest("built"), "run `make frontend`"


def test_size_of_what_a_browser_loads() -> None:
    files = [path for path in STATIC.rglob("*") if path.is_file() and path.suffix != ".txt"]
    assert sum(len(gzip.compress(path.read_bytes())) for path in files) < LIMIT


def test_page_has_no_inline_script_or_style_and_no_foreign_address() -> None:
    page = (STATIC / "index.html").read_text("utf-8")
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", page) == []
    assert "<style" not in page
    assert " style=" not in page
    assert re.findall(r"(?:src|href)=\"(?!/)[^\"]*\"", page) == []


def test_no_text_becomes_markup() -> None:
    unsafe = re.compile(r"\{@html|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(")
    sources = [path for path in (FRONTEND / "src").rglob("*") if path.is_file()]
    assert sources
    assert [path.name for path in sources if unsafe.search(path.read_text("utf-8"))] == []


def test_no_static_style_attribute_that_the_security_policy_would_drop() -> None:
    attribute = re.compile(r"<[a-zA-Z][^>]*\sstyle=\"")
    pages = list((FRONTEND / "src").rglob("*.svelte"))
    assert pages
    assert [page.name for page in pages if attribute.search(page.read_text("utf-8"))] == []


def test_licences_of_what_is_bundled() -> None:
    package = json.loads((FRONTEND / "package.json").read_text("utf-8"))
    licences = (STATIC / "LICENSES.txt").read_text("utf-8")
    for name, version in package["dependencies"].items():
        assert f"{name} {version} (" in licences
    assert "svelte " in licences


def test_files_of_the_front_end_stay_small() -> None:
    sources = [path for path in (FRONTEND / "src").rglob("*") if path.is_file()]
    assert [p.name for p in sources if p.read_text("utf-8").count("\n") > 400] == []
