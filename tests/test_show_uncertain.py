"""Uncertain numbers in words: in the coder's quantities, with what leads to their sentences."""

from contention.case.model import Factor, Lognormal, Rate
from contention.judge.hinges.indices import Explained, Indices
from contention.judge.hinges.uncertain import Condition, FailureRegion, Uncertain
from contention.judge.hinges.uncertain_quantities import Kind, Quantity
from contention.judge.shares import Share
from contention.show.words.uncertain_words import named_claims, uncertain_sentences
from tests.building import case_of, level, relation

THIN = "\u202f"
RAID = Factor("raid", "Raid", kind="event", hazard=Rate(Lognormal(0.3, 2.0)))
CASE = case_of([level("a"), level("b", title="Bread"), RAID], [relation("a", "b")])
SHARE = Share(0.83, 0.779, 0.881)


def said(found: Uncertain) -> list[str]:
    return [one.replace(THIN, " ") for one in uncertain_sentences(CASE, found, "<{}>".format)]


def of(kind: Kind, subject: str = "c0") -> Quantity:
    if kind in ("inclusion", "sign", "prevails"):
        return Quantity(f"claim:{subject}/{kind}", kind, subject, chance=0.5)
    number = None if kind == "chance" else Lognormal(0.3, 2.0)
    return Quantity(f"x:{subject}/{kind}", kind, subject, number)


def region(*conditions: Condition, other: str = "fails") -> str:
    found = FailureRegion("holds" if other == "holds" else "fails", conditions, SHARE, SHARE, SHARE)
    (only,) = said(Uncertain(draws=500, other=found.other, region=found))
    return only


def test_shares_are_told_with_their_intervals_and_what_is_left() -> None:
    strength = Explained(of("strength"), 0.5, 0.444, 0.561)
    rate = Explained(of("hazard", "raid"), 0.2, 0.15, 0.25)
    found = Indices("size", (strength, rate), noise=0.02, tried=9, draws=500)
    (told,) = said(Uncertain(500, (found,), settled=("direction",)))[:1]
    assert told == (
        "Variance of size (how far the outcome moves): 50 % (44–57 %) from the strength of <c0> "
        "and 20 % (15–25 %) from the rate of “Raid” (factors.yaml:1); 30 % from interactions, "
        "or from inputs below 2 % each."
    )


def test_the_chance_of_an_event_is_its_coming_not_its_rate() -> None:
    chance = Explained(of("chance", "raid"), 0.5, 0.4, 0.6)
    (told,) = said(Uncertain(500, (Indices("size", (chance,), 0.02, 9, 500),), ("direction",)))[:1]
    assert "50 % (40–60 %) from when “Raid” (factors.yaml:1) comes by chance; 50 % from" in told


def test_many_numbers_are_counted() -> None:
    each = tuple(Explained(of("strength", f"c{n}"), 0.12, 0.05, 0.15) for n in range(10))
    found = Indices("direction", each, noise=0.02, tried=30, draws=500)
    assert "and less from 2 others; 0 % from" in said(Uncertain(500, (found,)))[0]


def test_where_nothing_beats_chance_that_is_said_and_no_number_named() -> None:
    found = Indices("direction", (), noise=0.031, tried=9, draws=500)
    told = said(Uncertain(500, (found,), rare=True))
    assert told[0].endswith("none of 9 uncertain numbers explains more than chance alone (3 %).")
    assert "too few draws, or in too many" in told[1]
    assert named_claims(Uncertain(500, (found,))) == ()


def test_without_variance_there_is_nothing_to_apportion() -> None:
    told = said(Uncertain(500, settled=("direction", "size"), rare=True))
    assert told == [
        "No uncertain number decides whether it holds: its variance is zero.",
        "No uncertain number decides how far the outcome moves: its variance is zero.",
    ]
    assert said(Uncertain()) == []
    assert said(Uncertain(32)) == [
        "At least 64 draws are needed to attribute it to uncertain numbers."
    ]


def test_a_region_is_said_in_quantities_with_density_coverage_and_what_is_usual() -> None:
    told = region(Condition(of("strength"), None, 0.5), Condition(of("hazard", "raid"), 0.5, None))
    assert told == (
        "Fails in 83 % (77–89 %) of draws with the strength of <c0> below 0.3 and the rate of "
        "“Raid” (factors.yaml:1) above 0.3 a year, in 83 % of all; these are 83 % (77–89 %) of the "
        "draws in which it fails (measured on held-out draws)."
    )


def test_each_kind_of_condition_has_words() -> None:
    cases = [
        (Condition(of("delay"), None, 0.5), "the delay of <c0> below 3.6 months"),
        (Condition(of("adjustment", "b"), 0.5, 0.75),
         "the adjustment time of “Bread” (factors.yaml:1) between 3.6 months and 5.7 months"),
        (Condition(of("inclusion"), None, 0.5), "<c0> left out"),
        (Condition(of("inclusion"), 0.5, None), "<c0> counted"),
        (Condition(of("sign"), None, 0.5), "the other sign of <c0>"),
        (Condition(of("chance", "raid"), None, 0.3),
         "“Raid” (factors.yaml:1) coming early (its first 30 %) by chance"),
        (Condition(of("chance", "raid"), 0.8, None),
         "“Raid” (factors.yaml:1) coming late (its last 20 %) by chance"),
    ]  # fmt: skip
    for condition, expected in cases:
        assert f"of draws with {expected}, in" in region(condition, other="holds")
        assert region(condition, other="holds").startswith("Holds in")


def test_where_no_region_stands_out_that_is_said() -> None:
    assert said(Uncertain(500)) == [
        "No region of the uncertain numbers stands out in which it fails."
    ]


def test_claims_that_are_named_are_those_of_indices_and_region() -> None:
    found = Indices("size", (Explained(of("strength", "c3"), 0.5, 0.4, 0.6),), 0.02, 9, 500)
    conditions = (
        Condition(of("sign", "c1"), None, 0.5),
        Condition(of("chance", "raid"), 0.5, None),
    )
    where = FailureRegion("fails", conditions, SHARE, SHARE, SHARE)
    assert named_claims(Uncertain(500, (found,), region=where)) == ("c3", "c1")
