import math
from typing import get_args

import pytest

from contention.case.factor_kinds import TRAITS, Interval, Key, kinds_of_key
from contention.case.model import Kind
from contention.case.schema.factors import FactorEntry
from contention.show.map.boxes import LOOKS


def test_every_kind_is_described_and_drawn() -> None:
    assert set(TRAITS) == set(LOOKS) == set(get_args(Kind))


def test_every_key_of_a_factor_belongs_to_all_kinds_or_to_some() -> None:
    for_all = {"title", "kind", "unit", "group", "note", "observed", "named_by"}
    assert set(kinds_of_key()) == set(get_args(Key)) == set(FactorEntry.model_fields) - for_all


def test_needs_are_keys_of_the_kind_itself() -> None:
    for found in TRAITS.values():
        for need in found.needs:
            assert set(need.keys) <= found.keys
            assert need.message.format(id="x").startswith("`x` ")


@pytest.mark.parametrize(
    ("interval", "inside", "outside"),
    [
        (Interval(0.0, 1.0), (0.0, 0.5, 1.0), (-0.001, 1.001, math.nan)),
        (Interval(0.0, 1.0, low_open=True), (1.0,), (0.0,)),
        (Interval(0.0, 1.0, high_open=True), (0.0,), (1.0,)),
        (Interval(), (-1e300, 0.0, 1e300), (math.nan,)),
    ],
)
def test_an_interval_holds_its_ends_unless_they_are_open(
    interval: Interval, inside: tuple[float, ...], outside: tuple[float, ...]
) -> None:
    assert all(map(interval.holds, inside))
    assert not any(map(interval.holds, outside))


def test_whether_contentions_count_a_factor_by_ratio_share_or_probability() -> None:
    assert {kind: found.scale for kind, found in TRAITS.items()} == {
        "quantity": "ratio", "share": "share", "stock": "ratio", "event": "probability",
        "equation": "ratio", "input": "ratio", "variable": "ratio", "parameter": "ratio",
    }  # fmt: skip
