"""Values that share fields with the entries they come from."""

import pytest

from contention.case.convert.copying import value_of
from contention.case.model import AccountSpec, Holder
from contention.case.problem import Place
from contention.case.schema.case import AccountEntry, HolderEntry

BODY = AccountEntry(title="Both", holders=["one", "two"], exclude=["c1"], note="why")


def test_lists_become_tuples_and_what_is_left_out_takes_the_default() -> None:
    place = Place("case.yaml", 3, 5)
    found = value_of(AccountSpec, BODY, id="both", place=place)
    assert found == AccountSpec("both", "Both", ("one", "two"), exclude=("c1",), note="why",
                                place=place)  # fmt: skip
    assert found.documents is None


def test_what_is_given_comes_before_what_the_entry_says() -> None:
    assert value_of(Holder, HolderEntry(title="Chamber"), id="c", title="C").title == "C"


def test_a_field_that_nobody_gives_is_an_error() -> None:
    with pytest.raises(TypeError, match="id"):
        value_of(Holder, HolderEntry(title="Chamber"))
