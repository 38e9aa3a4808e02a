"""A case that can run, and every question that can be asked about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from contention.api.asking import (
    MOST_COURSE_DRAWS,
    MOST_DRAWS,
    Entries,
    chosen,
    cores,
    draws_of,
    require,
    whole,
)
from contention.api.case_contest import _AsksAccounts
from contention.api.case_evidence import _AsksData
from contention.api.case_loops import _AsksLoops
from contention.api.case_pages import _WritesPages
from contention.api.case_results import _GivesResults
from contention.api.chunks import MOST_CHUNKED_DRAWS, Chunks
from contention.case.articles import counted
from contention.case.coded_document import Document
from contention.case.model import Case as CaseValue
from contention.case.model import (
    Claim,
    Contention,
    Demand,
    Factor,
    Figure,
    Holder,
    Relation,
    Scenario,
)

if TYPE_CHECKING:
    from contention.api.account import Account
    from contention.api.explanation import Explanation
    from contention.api.hinges import Carriers
    from contention.api.judgement import Judgement
    from contention.api.robustness import Robustness
    from contention.api.runs import Runs
    from contention.case.model import Assumption

Asked = str | Iterable[str] | None
"""ids, or one id; None for all"""
Progress = Callable[[int, int], None]
"""called with what is done so far and what there is to do in all"""


@dataclass(frozen=True, repr=False)
class Case(_AsksData, _AsksAccounts, _AsksLoops, _GivesResults, _WritesPages):
    """A case that can run; it never changes, and does not follow later edits of its files."""

    value: CaseValue
    """all of it, as frozen dataclasses"""

    def __hash__(self) -> int:
        return hash((self.value.id, self.value.folder))

    def __repr__(self) -> str:
        kinds = ("factor", "claim", "account", "scenario", "contention")
        counts = ", ".join(counted(len(getattr(self.value, f"{kind}s")), kind) for kind in kinds)
        return f"<Case {self.id}: {counts}>"

    @property
    def id(self) -> str:
        """The name of its folder."""
        return self.value.id

    @property
    def title(self) -> str:
        """Its title."""
        return self.value.title

    @property
    def question(self) -> str:
        """The question that it asks."""
        return self.value.question

    @property
    def folder(self) -> Path:
        """The folder that it was loaded from."""
        return self.value.folder

    @property
    def accounts(self) -> Entries[Account]:
        """Its accounts by id."""
        from contention.api.account import Account

        return Entries("account", {id_: Account(self, id_) for id_ in self.value.accounts})

    @property
    def factors(self) -> Entries[Factor]:
        """Its factors by id."""
        return Entries("factor", self.value.factors)

    @property
    def claims(self) -> Entries[Claim]:
        """Its claims by id, proposed and rejected ones too; only accepted ones enter a run."""
        return Entries("claim", self.value.claims)

    @property
    def assumptions(self) -> Entries[Assumption]:
        """Its unstated premises by id."""
        return Entries("assumption", self.value.assumptions)

    @property
    def scenarios(self) -> Entries[Scenario]:
        """Its scenarios by id."""
        return Entries("scenario", self.value.scenarios)

    @property
    def contentions(self) -> Entries[Contention]:
        """Its contentions by id."""
        return Entries("contention", self.value.contentions)

    @property
    def documents(self) -> Entries[Document]:
        """Its coded texts by id."""
        return Entries("document", self.value.documents)

    @property
    def holders(self) -> Entries[Holder]:
        """Those who make its claims, by id."""
        return Entries("holder", self.value.holders)

    @property
    def demands(self) -> Entries[Demand]:
        """The actions that its texts call for, by id."""
        return Entries("demand", self.value.demands)

    @property
    def figures(self) -> Entries[Figure]:
        """The numbers that its texts state, by id."""
        return Entries("figure", self.value.figures)

    def account(self, id_: str) -> Account:
        """One account; raises KeyError with a guess."""
        return self.accounts[id_]

    def judge(
        self,
        draws: int = 2000,
        seed: int = 1,
        accounts: Asked = None,
        contentions: Asked = None,
        hinges: bool = True,
        *,
        hinge_draws: int = 256,
        reading_draws: int = 1000,
        workers: int | None = None,
        chunks: Chunks | None = None,
        progress: Progress | None = None,
    ) -> Judgement:
        """Judge contentions by accounts, all of them unless some are named.

        Hinges come from the first `hinge_draws` of the same draws, verdicts under other readings
        of the words from the first `reading_draws` (0: none). `workers` are threads (default: one
        for each core), and `chunks` keeps the draws in a folder and may have them run elsewhere;
        neither changes a number. Raises KeyError with a guess for an unknown id, ValueError for
        fewer than 16 draws, CaseError for a folder that cannot be used, and ExecutorError if there
        is nobody to run the chunks.
        """
        from contention.api.chunks import Wanted, judged_in_chunks
        from contention.api.judgement import Judgement
        from contention.judge.judge import judge

        most = MOST_DRAWS if chunks is None else MOST_CHUNKED_DRAWS
        wanted = Wanted(
            chosen("account", accounts, self.value.accounts),
            chosen("contention", contentions, self.value.contentions),
            draws_of("draws", draws, most),
            whole("seed", seed),
            cores(workers),
        )
        ready = partial(
            judge,
            self.value,
            **asdict(wanted),
            hinge_draws=draws_of("hinge_draws", hinge_draws),
            reading_draws=draws_of("reading_draws", reading_draws),
            hinges=hinges,
            progress=progress,
        )
        if chunks is None:
            return Judgement(self, ready())
        return judged_in_chunks(self, wanted, chunks, ready, progress)

    def run(
        self,
        account: str,
        scenarios: Asked = None,
        factors: Asked = None,
        *,
        draws: int = 512,
        seed: int = 1,
        first: int = 0,
        points: int = 60,
        workers: int | None = None,
    ) -> Runs:
        """Run scenarios by one account, and keep the courses of factors at about `points` times.

        `first` is the number of the first draw: `first=7, draws=1` replays draw 7. Raises
        KeyError with a guess for an unknown id.
        """
        from contention.api.runs import run

        require("account", account, self.value.accounts)
        return run(
            self,
            account,
            chosen("scenario", scenarios, self.value.scenarios),
            chosen("factor", factors, self.value.factors),
            draws=draws_of("draws", draws, MOST_COURSE_DRAWS),
            seed=whole("seed", seed),
            first=whole("first", first),
            points=whole("points", points),
            workers=cores(workers),
        )

    def explain(
        self,
        contention: str,
        account: str,
        draw: int | None = None,
        *,
        draws: int = 2000,
        seed: int = 1,
        loop_draws: int = 0,
        workers: int | None = None,
        progress: Progress | None = None,
    ) -> Explanation:
        """Why an account gives its verdict: the paths from lever to outcome and their claims.

        With `draw`, the draw of that number is replayed step by step; with `loop_draws`, the loops
        behind what the contention looks at are scored in so many draws, as `loops` does. Raises
        KeyError with a guess for an unknown id.
        """
        from contention.analysis.explanation import ExplanationSettings, explain
        from contention.api.evidence import claims_evidence_of
        from contention.api.explanation import Explanation

        require("contention", contention, self.value.contentions)
        require("account", account, self.value.accounts)
        settings = ExplanationSettings(
            draws=draws_of("draws", draws),
            seed=whole("seed", seed),
            draw=None if draw is None else whole("draw", draw),
            workers=cores(workers),
            loop_draws=whole("loop_draws", loop_draws),
        )
        explained = explain(self.value, contention, account, settings, progress)
        return Explanation(self, explained, claims_evidence_of(self))

    def hinges(
        self,
        contention: str,
        accounts: Asked = None,
        *,
        draws: int = 2000,
        seed: int = 1,
        hinge_draws: int = 256,
        budget: int = 2000,
        numbers: bool = True,
        shapley: bool = False,
        uncertain: bool = True,
        workers: int | None = None,
        progress: Progress | None = None,
    ) -> Carriers:
        """What verdicts turn on: single claims, sets of claims, and other numbers.

        `budget` bounds the sets of claims that are tried for each account. `numbers=False` leaves
        other numbers of factors out, `uncertain=False` the uncertain numbers that decide it;
        `shapley` adds what each claim contributes on average. Raises KeyError with a guess for an
        unknown id.
        """
        from contention.api.hinges import search

        require("contention", contention, self.value.contentions)
        if whole("budget", budget) < 0:
            raise ValueError(f"budget is {budget}; it cannot be negative")
        asked = chosen("account", accounts, self.value.accounts)
        if not asked:
            raise ValueError("there is no account to ask: name one, or leave accounts out for all")
        judgement = self.judge(
            draws, seed, asked, contention, hinge_draws=hinge_draws, reading_draws=0,
            workers=workers, progress=progress,
        )  # fmt: skip
        return search(
            judgement, budget=budget, numbers=numbers, shapley=shapley, uncertain=uncertain,
            workers=cores(workers),
        )  # fmt: skip

    def robustness(
        self,
        accounts: Asked = None,
        contentions: Asked = None,
        *,
        draws: int = 512,
        seed: int = 1,
        workers: int | None = None,
        progress: Progress | None = None,
    ) -> Robustness:
        """Which verdicts survive other choices than those of the case."""
        from contention.api.robustness import Robustness
        from contention.judge.robustness.robustness import robustness

        value = robustness(
            self.value,
            draws=draws_of("draws", draws),
            seed=whole("seed", seed),
            workers=cores(workers),
            accounts=chosen("account", accounts, self.value.accounts),
            contentions=chosen("contention", contentions, self.value.contentions),
            progress=progress,
        )
        return Robustness(self, value)

    def without(self, *claims: str) -> Case:
        """A copy in which these claims and assumptions count in no account.

        They stay listed, claims as rejected; the files are untouched. Raises KeyError with a guess.
        """
        known = {**self.value.claims, **self.value.assumptions}
        gone = chosen("claim", claims, known)
        return self._with(
            {id_: replace(self.value.claims[id_], status="rejected")
             for id_ in gone if id_ in self.value.claims},
            {id_: replace(self.value.assumptions[id_], accounts=())
             for id_ in gone if id_ in self.value.assumptions},
        )  # fmt: skip

    def with_strength(self, claim: str, strength: str | float | None) -> Case:
        """A copy in which a claim or assumption has another strength.

        `strength` is a word of the case's table (`"strong"`), an elasticity at the reference, or
        None as if the text gave none. Raises KeyError with a guess for an unknown id or word, and
        ValueError for a number out of range.
        """
        from contention.api.strengths import with_strength

        def stronger(relation: Relation) -> Relation:
            return with_strength(self.value, relation, strength)

        require("claim", claim, {**self.value.claims, **self.value.assumptions})
        if claim in self.value.claims:
            old = self.value.claims[claim]
            return self._with({claim: replace(old, relation=stronger(old.relation))}, {})
        premise = self.value.assumptions[claim]
        return self._with({}, {claim: replace(premise, relation=stronger(premise.relation))})

    def _with(self, claims: dict[str, Claim], assumptions: dict[str, Assumption]) -> Case:
        return Case(
            replace(
                self.value,
                claims={**self.value.claims, **claims},
                assumptions={**self.value.assumptions, **assumptions},
            )
        )
