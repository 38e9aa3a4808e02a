"""The two kinds of account, claims and model files, behind one interface: a map and a plan."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from contention.case.model import Case
from contention.maps.account_map import build_map
from contention.maps.causal_map import CausalMap
from contention.models.compiler import compile_program
from contention.models.model import Measure, Model
from contention.models.schedule import schedules
from contention.runs.run_inputs import Plan, self_feeding


class AccountKind(Protocol):
    """What differs between accounts by what they are made of."""

    @property
    def at_rest(self) -> bool:
        """Whether it rests at its references, so that a linear system there describes it."""

    def map(self, case: Case, account: str) -> CausalMap:
        """What causes what."""

    def plan(
        self, case: Case, causal_map: CausalMap, model: Model, measures: Sequence[Measure],
        outputs: Iterable[str] | None, *, own_rows: bool,
    ) -> Plan:  # fmt: skip
        """Program and schedules; only what is asked for is compiled.

        With `own_rows` no two factors share a row.
        """


class Claims:
    """An account made of claims and assumptions."""

    at_rest = True

    def map(self, case: Case, account: str) -> CausalMap:
        """A signed causal map whose links know the claims behind them."""
        return build_map(case, account)

    def plan(
        self, case: Case, causal_map: CausalMap, model: Model, measures: Sequence[Measure],
        outputs: Iterable[str] | None, *, own_rows: bool,
    ) -> Plan:  # fmt: skip
        """One equation per factor, with the links as terms; shared rows are as good as own ones."""
        del own_rows
        program, parameters = compile_program(model, measures, outputs)
        return Plan(
            case=case,
            map=causal_map,
            model=model,
            program=program,
            parameters=parameters,
            schedules=schedules(case, model, program),
            measures=tuple(measures),
            feeding=self_feeding(model),
        )


class ModelFile:
    """An account that is a model file of another tool."""

    at_rest = False

    def map(self, case: Case, account: str) -> CausalMap:
        """The equations of the file as edges."""
        from contention.stockflow.file_map import file_map  # most cases need none

        return file_map(case, account)

    def plan(
        self, case: Case, causal_map: CausalMap, model: Model, measures: Sequence[Measure],
        outputs: Iterable[str] | None, *, own_rows: bool,
    ) -> Plan:  # fmt: skip
        """The equations as the file has them, with the numbers of the case.

        Raises ValueError if these numbers keep the model from being compiled.
        """
        from contention.stockflow.file_program import file_program
        from contention.stockflow.refusal import ModelError

        try:
            found = file_program(case, model, measures, outputs, own_rows=own_rows)
        except ModelError as error:
            raise ValueError(str(error)) from None
        return Plan(
            case=case,
            map=causal_map,
            model=model,
            program=found.program,
            parameters=found.parameters,
            schedules=found.schedules,
            measures=tuple(measures),
            feeding=frozenset(),
            setup=found.setup,
        )


CLAIMS: AccountKind = Claims()
MODEL_FILE: AccountKind = ModelFile()


def kind_of(case: Case, account: str) -> AccountKind:
    """The kind of an account."""
    return CLAIMS if case.accounts[account].model is None else MODEL_FILE


def account_map(case: Case, account: str) -> CausalMap:
    """The causal map of an account of either kind."""
    return kind_of(case, account).map(case, account)


def planned(
    case: Case,
    causal_map: CausalMap,
    model: Model,
    measures: Sequence[Measure] = (),
    outputs: Iterable[str] | None = None,
    *,
    own_rows: bool = False,
) -> Plan:
    """A model with its program and schedules; only what is asked for is compiled.

    With `own_rows` it can be told which factor an equation of a model file names.
    """
    kind = kind_of(case, causal_map.account)
    return kind.plan(case, causal_map, model, measures, outputs, own_rows=own_rows)
