"""What docs/python.md says of `import contention` is so, and it leaves no public name out."""

import inspect
import pkgutil
import re
import shutil
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path

import pytest

import contention as ct
import contention.api

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)
CODE = "\n".join([*BLOCKS, *re.findall(r"(?<!`)`([^`\n]+)`(?!`)", PAGE)])
WORDS = frozenset(re.findall(r"\w+", CODE))


def public_classes() -> Iterator[type]:
    """Every class that the modules of `contention.api` define."""
    for module in pkgutil.iter_modules(contention.api.__path__, "contention.api."):
        for name, found in inspect.getmembers(import_module(module.name), inspect.isclass):
            if found.__module__ == module.name and not name.startswith("_"):
                yield found


def attributes(of: type) -> set[str]:
    """Public methods, properties and fields of a class's own."""
    own = {name for name in vars(of) if not name.startswith("_")}
    held = {field.name for field in fields(of)} if is_dataclass(of) else set()
    return {name for name in own | held if not name.startswith("_")}


def test_the_blocks_of_the_page_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "cases" / "congestion-charge", tmp_path / "cases" / "congestion-charge")
    assert len(BLOCKS) >= 9
    names: dict[str, object] = {}
    for block in BLOCKS:
        few = re.sub(r"draws=(512|64)", "draws=16", block)
        exec(compile(few, "docs/python.md", "exec"), names)
    judgement = names["judgement"]
    assert isinstance(judgement, ct.Judgement)
    assert (tmp_path / "report.html").stat().st_size > 100_000
    assert ct.load("my-case").claims


def test_the_page_shows_what_is_printed() -> None:
    case = ct.load(ROOT / "cases" / "congestion-charge")
    few = case.judge(16, accounts="chamber", contentions="fewer_cars", hinges=False)
    assert f"`{few['fewer_cars', 'chamber']!r}`" in PAGE
    with pytest.raises(KeyError) as raised:
        case.account("chambre")
    assert f"# {raised.value}\n" in PAGE


def test_every_public_name_is_documented() -> None:
    for name in ct.__all__:
        assert f"ct.{name}" in CODE, name


@pytest.mark.parametrize("found", tuple(public_classes()), ids=lambda found: found.__name__)
def test_every_public_attribute_is_documented(found: type) -> None:
    assert attributes(found) - WORDS == set()


def test_the_parameters_of_the_main_calls_are_documented() -> None:
    methods = (
        ct.Case.judge, ct.Case.run, ct.Case.report, ct.Judgement.report, ct.compare, ct.read,
        ct.extract, ct.Proposals.write_into,
    )  # fmt: skip
    for method in methods:
        assert set(inspect.signature(method).parameters) - {"self"} <= WORDS


def test_the_page_links_to_what_exists() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", PAGE):
        assert (ROOT / "docs" / target).exists(), target
