"""Compiling the engine ahead of its first use: `python -m contention.runs.warm`.

The machine code is kept for the processes that follow, until the engine's sources change.
"""

from pathlib import Path

from contention.case.coded_document import Document
from contention.case.model import (
    AccountSpec,
    Case,
    Claim,
    Factor,
    Holder,
    Lognormal,
    Relation,
    Scenario,
    Times,
)
from contention.runs.plan import prepare
from contention.runs.simulate import run_courses


def warm() -> None:
    """Run one draw of the smallest case that the engine takes."""
    run_courses(prepare(_smallest(), "account"), ["rest"], seed=1, draws=1, points=2)


def _smallest() -> Case:
    factors = (Factor("cause", "Cause", adjustment=Lognormal(0.5)),
               Factor("effect", "Effect", adjustment=Lognormal(0.5)))  # fmt: skip
    link = Relation("cause", "effect", "+", strength=Lognormal(0.3), strength_word="stated")
    return Case(
        folder=Path(),
        id="warm",
        title="Nothing",
        question="",
        times=Times(2020.0, 2021.0, 2022.0, 0.05),
        documents={"text": Document("text", "Text", "author", "2021", 1, "0" * 64)},
        holders={"author": Holder("author", "Author")},
        accounts={"account": AccountSpec("account", "Account", ("author",))},
        factors={factor.id: factor for factor in factors},
        claims={"claim": Claim("claim", "text", link, "asserted", "author", "", None)},
        assumptions={},
        figures={},
        scenarios={"rest": Scenario("rest", "Rest")},
        demands={},
        contentions={},
        stance_weights={"asserted": 1.0},
    )


if __name__ == "__main__":
    warm()
