"""The reference of the language: complete, and every example in it is sound."""

import re
from pathlib import Path

import pytest

from contention.language.contentions import check_contention
from contention.language.functions import FUNCTIONS, OF_OUTCOMES, REDUCERS, RESERVED
from contention.language.parsing import DEEPEST, DEEPEST_BRACKETS, LONGEST, parse
from contention.language.syntax import Fault

PAGE = (Path(__file__).parent.parent / "docs" / "expressions.md").read_text(encoding="utf-8")


def examples(kind: str) -> list[str]:
    blocks = re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_is_documented_as_it_is_called(name: str) -> None:
    usage = FUNCTIONS[name].usage.removesuffix("()")
    (row,) = [line for line in PAGE.splitlines() if line.startswith(f"| `{usage}` |")]
    assert FUNCTIONS[name].xmile[:5] in row


@pytest.mark.parametrize("name", REDUCERS)
def test_every_reducer_is_documented(name: str) -> None:
    usage = REDUCERS[name].usage.replace("scenario", "s")
    assert any(line.startswith("|") and f"`{usage}`" in line for line in PAGE.splitlines())


def test_taken_words_and_limits_are_documented() -> None:
    sentence = PAGE[PAGE.index("Taken words") : PAGE.index("The names of functions")]
    assert set(re.findall(r"`(\w+)`", sentence)) == RESERVED
    for limit in (f"{LONGEST:,}", str(DEEPEST), str(DEEPEST_BRACKETS)):
        assert limit in PAGE
    outside = PAGE[PAGE.index("Outside them") : PAGE.index("- An event")]
    assert set(re.findall(r"`(\w+)`", outside)) == OF_OUTCOMES


@pytest.mark.parametrize("text", examples("expression"))
def test_examples_of_expressions_are_sound(text: str) -> None:
    assert not isinstance(parse(text), Fault)


@pytest.mark.parametrize("text", examples("contention"))
def test_examples_of_contentions_are_sound(text: str) -> None:
    node = parse(text, contention=True)
    assert not isinstance(node, Fault), node
    assert check_contention(node) == ()
