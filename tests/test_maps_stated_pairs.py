"""What becomes of a pair of factors from one account to another."""

import pytest

from contention.maps.membership import Signed
from contention.maps.stated_pairs import pair_changes
from tests.building import claim, relation

Said = tuple[str, float, float]
"""sign, inclusion, strength"""


def signed(*said: Said) -> list[Signed]:
    return [
        Signed(
            claim(f"c{number}", relation("a", "b", "+" if sign == "0" else sign, size)),
            inclusion,
            sign == "0",
        )
        for number, (sign, inclusion, size) in enumerate(said)
    ]


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ([("+", 1, 0.3)], [("+", 1, 0.3)], "kept"),
        ([("+", 1, 0.3)], [("+", 1, 0.7)], "strengthened"),
        ([("+", 0.5, 0.3)], [("+", 1, 0.3)], "strengthened"),
        ([("+", 1, 0.3)], [("+", 0.5, 0.3)], "weakened"),
        ([("+", 1, 0.7)], [("+", 0.5, 0.3)], "weakened"),
        ([("+", 0.5, 0.7)], [("+", 1, 0.3)], "kept"),  # less hedged, but weaker
        ([("+", 1, 0.3)], [("-", 1, 0.3)], "reversed"),
        ([("+", 1, 0.3)], [("0", 1, 0.3)], "reversed"),
        ([("0", 1, 0.3)], [("-", 1, 0.3)], "reversed"),
        ([("0", 0.5, 9.0)], [("0", 1, 0.1)], "strengthened"),  # a denial has no strength
        ([("+", 1, 0.3)], [("-", 1, 0.3), ("+", 1, 0.3)], "kept"),
        ([("+", 1, 0.3), ("+", 0.5, 0.7)], [("+", 1, 0.7)], "kept"),  # the largest of each
    ],
)
def test_one_pair(before: list[Said], after: list[Said], kind: str) -> None:
    (change,) = pair_changes(signed(*before), signed(*after))
    assert change.kind == kind
    assert change.moved == (kind != "kept")


def test_pairs_of_one_side_are_dropped_or_new() -> None:
    def one(cause: str, effect: str) -> Signed:
        return Signed(claim(f"{cause}{effect}", relation(cause, effect)), 1.0)

    found = pair_changes([one("a", "b"), one("b", "c")], [one("c", "b"), one("a", "b")])
    told = [(pair.cause, pair.effect, pair.kind) for pair in found]
    assert told == [("a", "b", "kept"), ("b", "c", "dropped"), ("c", "b", "new")]
