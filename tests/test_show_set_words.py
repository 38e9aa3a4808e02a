"""Sets of claims and Shapley values in sentences."""

import pytest

from contention.judge.hinges.hinge_sets import Overturning, Sets
from contention.judge.hinges.shapley import Answer, Shapley
from contention.judge.hinges.sufficient_set import Carrying
from contention.judge.hinges.verdict_hinges import Carried
from contention.judge.verdict import VerdictWord
from contention.show.words.set_words import Numbered, single_path, together_sentences
from contention.show.words.shapley_words import value_sentences
from tests.show_example import verdict


def sets(
    *overturning: tuple[str, ...],
    alone: tuple[str, ...] | None,
    left: VerdictWord = "does not follow",
    smallest: bool = True,
) -> Sets:
    return Sets(
        "k", "account", "supported",
        tuple(Overturning(claims, left, None) for claims in overturning), 3,
        alone=None if alone is None else Carrying(alone, smallest),
    )  # fmt: skip


def told(found: Sets) -> str:
    return " ".join(together_sentences(found, Numbered()))


def test_a_single_path_is_one_sentence() -> None:
    assert told(sets(("a",), ("b",), ("c",), alone=("a", "b", "c"))) == (
        "One path carries it, and it needs every step: [1], [2] and [3]. "
        "Without one, nothing follows."
    )
    assert told(sets(("a",), alone=("a",))) == ("One step carries it: without [1] nothing follows.")
    assert told(sets(("a",), ("b", "c"), alone=("a", "c"))) == (
        "One path carries it, and it needs every step, where one claim of a step is enough: "
        "[1]; [2] or [3]. Without one, nothing follows."
    )


@pytest.mark.parametrize(
    "found",
    [
        sets(("a", "c"), ("a", "d"), ("b", "c"), ("b", "d"), alone=("a", "b")),
        sets(("a",), ("b",), alone=("a", "b"), left="undecided"),
        sets(("a",), ("b",), alone=("a", "b"), smallest=False),
        sets(("a",), ("b",), alone=None),
        sets(("a",), ("b",), alone=("a", "b", "c")),
        sets(alone=("a",)),
    ],
    ids=["two paths", "something left", "unsure", "nothing alone", "more alone", "no set"],
)
def test_anything_else_is_no_single_path(found: Sets) -> None:
    assert single_path(found) == ()
    assert "One path" not in told(found)


PARTS: tuple[tuple[Answer, float], ...] = (("presence", 0.5), ("direction", 0.5), ("size", 0.04))


def test_equal_shapley_values_are_one_sentence() -> None:
    values = [
        Shapley(answer, {"a": part, "b": part}, {"a": 0.0, "b": 0.0}, 2 * part, True, 0, "exact")
        for answer, part in PARTS
    ]
    found = Carried(verdict("k", "account", 1.0), sets(alone=None), values=tuple(values))
    (said,) = value_sentences(found, Numbered().name)
    assert said == (
        "Shapley values of presence, direction and size (+1.00, +1.00 and +0.08 in all): "
        "[1] and [2] have an equal part in each (exact, from every set of claims)."
    )
