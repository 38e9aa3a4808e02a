import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from contention.case.schema.files import FILES, PATHS, file_schema, whole_schema
from contention.case.storage.yaml_text import read_yaml
from tests.test_cli_check import run


def test_the_whole_schema_is_one_object_with_a_definition_per_file() -> None:
    schema = json.loads(run("schema").stdout)
    Draft202012Validator.check_schema(schema)
    assert set(schema["properties"]) == set(PATHS.values())
    for path, reference in schema["properties"].items():
        name = reference["$ref"].removeprefix("#/$defs/")
        assert schema["$defs"][name]["description"].startswith(path.split("/")[0].split(".")[0])


@pytest.mark.parametrize("name", FILES)
def test_a_file_has_a_schema_of_its_own(name: str) -> None:
    schema = json.loads(run("schema", "--file", name, "--json").stdout)
    Draft202012Validator.check_schema(schema)
    assert schema == file_schema(name)
    assert schema["$schema"] == whole_schema()["$schema"]


def test_an_unknown_file_is_refused() -> None:
    result = run("schema", "--file", "factor")
    assert result.exit_code == 2
    assert "factors" in result.stderr


def data_of(file: Path) -> Any:
    tree, problems = read_yaml(file.name, file.read_text("utf-8"))
    assert problems == ()
    return tree.data


@pytest.mark.parametrize("name", FILES)
def test_an_editor_accepts_what_the_case_may_hold(small_case: Path, name: str) -> None:
    validator = Draft202012Validator(file_schema(name))
    for file in small_case.glob(PATHS[name]):
        assert [error.message for error in validator.iter_errors(data_of(file))] == []


def test_an_editor_marks_misspelt_keys_and_words(small_case: Path) -> None:
    validator = Draft202012Validator(file_schema("claims"))
    data = data_of(small_case / "claims" / "letter.yaml")
    data["claims"][0]["strenght"] = "weak"
    data["claims"][1]["sign"] = "rises"
    places = [list(error.absolute_path) for error in validator.iter_errors(data)]
    assert sorted(places, key=str) == [["claims", 0], ["claims", 1, "sign"]]


def test_yaml_of_another_reader_is_not_needed(small_case: Path) -> None:
    """YAML 1.1 would read `on` as true and dates as dates; ours keeps both as text."""
    text = (small_case / "scenarios.yaml").read_text("utf-8")
    assert yaml.safe_load(text)["scenarios"]["unlucky"]["actions"][0]["to"] is True
    assert (
        data_of(small_case / "scenarios.yaml")["scenarios"]["unlucky"]["actions"][0]["to"] == "on"
    )
