"""Causes that have nothing to do with the lever change no direction, wherever they stand."""

import pytest

from contention.case.model import Case, Contention, Factor, Lognormal, Scenario, SetAction, Times
from contention.judge.judge import judge
from contention.judge.verdict import Verdict
from tests.building import case_of, level, relation


def verdicts(kind: str, others: int, away: float) -> dict[str, Verdict]:
    """The lever doubled, in a world where so many other causes are at `away` of their reference."""
    names = [f"r{number}" for number in range(others)]
    moved = tuple(SetAction(name, away, at=2022.0) for name in names if away != 1.0)
    found = judge(_case(kind, names, moved), draws=128, hinges=False)
    return {verdict.contention: verdict for verdict in found.verdicts}


def _case(kind: str, names: list[str], moved: tuple[SetAction, ...]) -> Case:
    share = Factor("out", "out", "share", baseline=0.5, adjustment=Lognormal(0.5))
    out = share if kind == "share" else level("out")
    said = [relation(name, "out", strength=Lognormal(0.3, 2.5)) for name in ("lever", *names)]
    return case_of(
        [level("lever"), out, *(level(name) for name in names)],
        said,
        scenarios=[
            Scenario("off", "Off", moved),
            Scenario("on", "On", (SetAction("lever", 2.0, at=2022.0), *moved)),
        ],
        contentions=[
            Contention("way", "Way", "final(out @ on) > final(out @ off)"),
            Contention("much", "Much", "final(out @ on) > 1.05 * final(out @ off)"),
        ],
        times=Times(2020.0, 2022.0, 2027.0, 0.05),
    )


@pytest.mark.parametrize("kind", ["level", "share"])
@pytest.mark.parametrize("away", [1.0, 3.0])
def test_causes_that_have_nothing_to_do_with_the_lever_turn_no_direction(
    kind: str, away: float
) -> None:
    alone, among = verdicts(kind, 0, 1.0)["way"], verdicts(kind, 4, away)["way"]
    assert (alone.verdict, alone.support) == (among.verdict, among.support) == ("supported", 1.0)


def test_a_ratio_of_shares_shrinks_as_the_share_nears_its_limit() -> None:
    """A share near 1 cannot rise by 5 %: only a test that names a size depends on where it is."""
    rest, far = (verdicts("share", 4, away)["much"].support for away in (1.0, 3.0))
    assert rest == verdicts("share", 0, 1.0)["much"].support
    assert rest is not None
    assert far is not None
    assert far < rest - 0.2
