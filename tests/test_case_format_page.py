"""docs/case-format.md says everything that the schema knows, and its examples are a case."""

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from contention.case.convert.scales import STRENGTHS, TIMES
from contention.case.factor_kinds import kinds_of_key
from contention.case.load import load_case
from contention.case.problem import errors
from contention.case.schema import (
    base,
    case,
    claims,
    evidence,
    factors,
    merges,
    positions,
    scenarios,
)
from contention.case.schema.files import PATHS
from contention.case.series import COLUMNS

PAGE = (Path(__file__).parent.parent / "docs" / "case-format.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^## (\S+)\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S))
MODELS: dict[str, type[BaseModel]] = {
    name: model
    for module in (
        base,
        case,
        claims,
        evidence,
        factors,
        merges,
        positions,
        scenarios,
    )
    for name, model in vars(module).items()
    if isinstance(model, type) and issubclass(model, base.Entry)
}
SHARED = ("AnchorEntry", "ConditionEntry")


def section_of(model: type[BaseModel]) -> str:
    if model.__name__ in SHARED:
        return PAGE
    module = model.__module__.rsplit(".", 1)[-1]
    names = {
        "claims": ["claims/*.yaml", "assumptions.yaml"],
        "scenarios": ["scenarios.yaml", "contentions.yaml"],
        "positions": ["map.yaml"],
    }.get(module, [f"{module}.yaml"])
    return "".join(SECTIONS[name] for name in names)


def documented(key: str, text: str) -> bool:
    return re.search(rf"(?<![\w`])`?{re.escape(key)}(`|:)", text) is not None


def test_the_page_has_a_section_for_every_file() -> None:
    assert set(PATHS.values()) | {"data/*.csv"} == set(SECTIONS)


@pytest.mark.parametrize("name", sorted(set(MODELS) - {"Entry"}))
def test_every_key_is_documented(name: str) -> None:
    model = MODELS[name]
    keys = [field.alias or key for key, field in model.model_fields.items()]
    text = section_of(model) if model.__module__ != base.__name__ else PAGE
    assert keys
    assert [key for key in keys if not documented(key, text)] == []


@pytest.mark.parametrize("name", sorted(set(MODELS) - {"Entry"}))
def test_every_key_describes_itself(name: str) -> None:
    fields = MODELS[name].model_fields
    assert [key for key, field in fields.items() if not field.description] == []


def test_a_key_that_is_not_there_counts_as_undocumented() -> None:
    assert not documented("flavour", PAGE)


def test_columns_are_documented() -> None:
    assert [name for name in COLUMNS if name not in SECTIONS["data/*.csv"]] == []


def test_keys_of_kinds_stand_in_the_table() -> None:
    table = re.findall(r"^\| (`.*?) \| (.*) \|$", SECTIONS["factors.yaml"], re.M)
    rows = {kind: text for kinds, text in table for kind in re.findall(r"`(\w+)`", kinds)}
    for key, kinds in kinds_of_key().items():
        if key not in ("baseline", "initial"):
            assert all(f"`{key}`" in rows[kind] for kind in kinds), key


def test_default_tables_are_those_of_the_page() -> None:
    for word, number in {**STRENGTHS, **TIMES}.items():
        assert f"{word}: {number:g}" in SECTIONS["case.yaml"]


def examples(folder: Path) -> Path:
    for path in PATHS.values():
        block = re.findall(r"^```yaml\n(.*?)^```", SECTIONS[path], re.M | re.S)
        assert len(block) == 1, path
        file = folder / path.replace("*", "statement")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block[0], "utf-8")
    rows = re.findall(r"^```csv\n(.*?)^```", SECTIONS["data/*.csv"], re.M | re.S)
    (folder / "data").mkdir()
    for name in ("killed", "oil"):
        (folder / "data" / f"{name}.csv").write_text(rows[0], "utf-8")
    return folder


def test_the_examples_are_a_case(tmp_path: Path) -> None:
    case, problems = load_case(examples(tmp_path))
    assert errors(problems) == ()
    assert case is not None
    assert len(case.claims) == 4
    assert (case.claims["calm_keeps_popular"].relation.cause, len(case.merges)) == ("fighting", 2)
    assert case.claims["calm_keeps_popular"].relation.sign == "-"
    assert case.factors["civilians_killed"].observed is not None
    unused = {"climate", "debt", "mobilisation", "oil_price", "reform"}
    assert {problem.message.split("`")[1] for problem in problems} == unused
