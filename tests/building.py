"""Small cases built as values, for tests that need no files."""

from collections.abc import Iterable
from pathlib import Path

from contention.case.coded_document import Document
from contention.case.model import (
    AccountSpec,
    Anchor,
    Assumption,
    Case,
    Claim,
    Contention,
    Factor,
    Holder,
    Lognormal,
    Relation,
    Scenario,
    Times,
)

CERTAIN_TIME = Lognormal(0.5)


def relation(
    cause: str, effect: str, sign: str = "+", size: float = 0.3, **more: object
) -> Relation:
    """A relation with a certain strength unless `strength` says otherwise."""
    given: dict[str, object] = {"strength": Lognormal(size), "strength_word": "stated", **more}
    return Relation(cause, effect, sign, **given)  # type: ignore[arg-type]


def claim(identifier: str, said: Relation, **more: object) -> Claim:
    """A claim asserted by the only author of the only document."""
    given: dict[str, object] = {
        "stance": "asserted",
        "holder": "author",
        "paraphrase": f"{said.cause} acts on {said.effect}",
        "anchor": Anchor(0, 10),
        **more,
    }
    return Claim(identifier, "text", said, **given)  # type: ignore[arg-type]


def level(identifier: str, **more: object) -> Factor:
    """A level with a certain adjustment time of half a year unless told otherwise."""
    given: dict[str, object] = {"title": identifier, "adjustment": CERTAIN_TIME, **more}
    return Factor(identifier, **given)  # type: ignore[arg-type]


def case_of(
    factors: Iterable[Factor],
    relations: Iterable[Relation],
    *,
    scenarios: Iterable[Scenario] = (),
    contentions: Iterable[Contention] = (),
    assumptions: Iterable[Assumption] = (),
    times: Times | None = None,
) -> Case:
    """A case with one document, one holder and the account `account`; claims are c0, c1, …"""
    claims = [claim(f"c{number}", said) for number, said in enumerate(relations)]
    return Case(
        folder=Path("built"),
        id="built",
        title="A case built in a test",
        question="?",
        times=times or Times(2020.0, 2022.0, 2026.0, 0.05),
        documents={"text": Document("text", "Text", "author", "2022-01-01", 100, "0" * 64)},
        holders={"author": Holder("author", "The author")},
        accounts={"account": AccountSpec("account", "The account", ("author",))},
        factors={factor.id: factor for factor in factors},
        claims={item.id: item for item in claims},
        assumptions={item.id: item for item in assumptions},
        figures={},
        scenarios={item.id: item for item in (Scenario("rest", "Nothing is done"), *scenarios)},
        demands={},
        contentions={item.id: item for item in contentions},
        stance_weights={
            "asserted": 1.0, "conceded": 1.0, "hedged": 0.5, "reported": 0.0, "rejected": 0.0,
            "negated": 0.0,
        },
    )  # fmt: skip
