from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from contention.case.load import load_case
from contention.case.model import Case
from contention.case.schema.files import file_schema
from contention.cli.main import main

Change = Callable[[str, str, str], tuple[int, int]]


def loaded(folder: Path) -> Case:
    case, problems = load_case(folder)
    assert case is not None, problems
    return case


def test_an_old_word_means_what_the_new_one_means(small_case: Path, change: Change) -> None:
    before = loaded(small_case)
    change("factors.yaml", "kind: stock\n  unit: house\n  baseline: 40", "kind: accumulator\n"
           "  unit: house\n  baseline: 40")  # fmt: skip
    change("factors.yaml", "care: {", "care: {kind: level, ")
    change("claims/letter.yaml", "    delay: months\n", "    delay: months\n    link: level\n")
    after = loaded(small_case)
    kinds = {id_: factor.kind for id_, factor in after.factors.items()}
    assert kinds == {id_: factor.kind for id_, factor in before.factors.items()}
    assert (kinds["ruined"], kinds["care"]) == ("stock", "quantity")
    relations = {id_: claim.relation for id_, claim in after.claims.items()}
    assert relations == {id_: claim.relation for id_, claim in before.claims.items()}
    assert relations["trust_money"].link == "value"


@pytest.mark.parametrize(
    ("path", "old", "new", "word", "current"),
    [
        ("factors.yaml", "  kind: stock\n  unit: house\n  baseline: 10",
         "  kind: accumulator\n  unit: house\n  baseline: 10", "kind: accumulator", "kind: stock"),
        ("factors.yaml", "care: {", "care: {kind: level, ", "kind: level", "kind: quantity"),
        ("claims/letter.yaml", "    delay: months\n", "    link: level\n", "link: level",
         "link: value"),
        ("assumptions.yaml", "    sign:", "    link: level\n    sign:", "link: level",
         "link: value"),
    ],
)  # fmt: skip
def test_check_notes_an_old_word_where_it_is_and_passes(
    small_case: Path, change: Change, path: str, old: str, new: str, word: str, current: str
) -> None:
    line, column = change(path, old, new)
    before = new[: new.index(word) + word.index(":") + 2]
    line += before.count("\n")
    column = len(before) - before.rfind("\n") if "\n" in before else column + len(before)
    result = CliRunner().invoke(main, ["check", str(small_case)])
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == (
        f"{path}:{line}:{column}: note: `{word}` is an old spelling — "
        f"write `{current}`; it means the same"
    )
    assert "The case can be run (1 note): " in result.stdout


def test_notes_and_warnings_are_counted_apart(small_case: Path, change: Change) -> None:
    change("factors.yaml", "\ncare: {", "\nwind: {title: Wind, kind: level}\ncare: {kind: level, ")
    result = CliRunner().invoke(main, ["check", str(small_case)])
    assert "The case can be run (1 warning, 2 notes): " in result.stdout


def test_a_word_that_was_never_used_is_refused_with_the_current_ones(
    small_case: Path, change: Change
) -> None:
    change("factors.yaml", "care: {", "care: {kind: levels, ")
    problems = load_case(small_case)[1]
    assert [problem.message for problem in problems] == ["`kind` cannot be `levels`"]
    assert "one of: quantity, share, stock, event, equation, input" in problems[0].hint


@pytest.mark.parametrize(
    ("file", "entry", "key", "now", "old"),
    [
        ("factors", "FactorEntry", "kind",
         ["quantity", "share", "stock", "event", "equation", "input", "variable", "parameter"],
         ["level", "accumulator"]),
        ("claims", "ClaimEntry", "link", ["value", "rate"], ["level"]),
    ],
)  # fmt: skip
def test_editors_see_old_words_as_deprecated(
    file: str, entry: str, key: str, now: list[str], old: list[str]
) -> None:
    found: list[dict[str, Any]] = list(
        _choices(file_schema(file)["$defs"][entry]["properties"][key])
    )
    assert {"type": "string", "enum": now} in found
    assert {"enum": old, "deprecated": True} in found


def _choices(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """All alternatives of a schema, those of nested ones included."""
    inner = [each for one in schema.get("anyOf", ()) for each in _choices(one)]
    return inner or [schema]
