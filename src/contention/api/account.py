"""One account, and its causal map."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from contention.api.asking import chosen, require, shown
from contention.case.articles import counted
from contention.case.model import AccountSpec
from contention.maps.causal_map import CausalMap as MapValue
from contention.maps.causal_map import Conflict, MapLink

if TYPE_CHECKING:
    import networkx as nx

    from contention.api.case import Case
    from contention.exchange.exported import Exported
    from contention.maps.loops import LoopList
    from contention.maps.paths import PathList


@dataclass(frozen=True, repr=False)
class Account:
    """A hypothesis: the claims that some holders make together."""

    case: Case
    id: str

    def __repr__(self) -> str:
        return f"<Account {self.id}: {self.title}>"

    @property
    def value(self) -> AccountSpec:
        """What the case says about it, as a frozen dataclass."""
        return self.case.value.accounts[self.id]

    @property
    def title(self) -> str:
        """Its title."""
        return self.value.title

    @property
    def holders(self) -> tuple[str, ...]:
        """Ids of those whose claims it is made of."""
        return self.value.holders

    def map(self) -> CausalMap:
        """Its causal map: a signed graph whose links know the claims behind them."""
        from contention.runs.account_kinds import account_map

        return CausalMap(self.case, account_map(self.case.value, self.id))

    def export_model(
        self, form: str, *, scenario: str = "", draw: int | None = None, seed: int = 1
    ) -> Exported:
        """The account as a model that other tools run: `xmile`, `mdl` (Vensim) or `python`.

        Its numbers are medians, or those of one draw; it holds all scenarios and is set to one.
        Raises KeyError for unknown names, and ValueError for equations that tools compute
        differently.
        """
        from contention.exchange.formats import MODEL_FORMATS
        from contention.exchange.models.export import ModelSettings, export_model

        require("format", form, MODEL_FORMATS)
        if scenario:
            require("scenario", scenario, self.case.value.scenarios)
        return export_model(self.case.value, self.id, form, ModelSettings(scenario, draw, seed))


@dataclass(frozen=True, repr=False)
class CausalMap:
    """The causal map of one account."""

    case: Case
    value: MapValue
    """all of it, as a frozen dataclass"""

    def __repr__(self) -> str:
        return (
            f"<CausalMap of {self.account}: {counted(len(self.factors), 'factor')}, "
            f"{counted(len(self.links), 'link')}>"
        )

    @property
    def account(self) -> str:
        """Id of the account."""
        return self.value.account

    @property
    def factors(self) -> tuple[str, ...]:
        """Ids of the factors that a link or an expression touches."""
        return self.value.factors

    @property
    def links(self) -> tuple[MapLink, ...]:
        """The links: cause, effect, sign, and the claims behind each."""
        return self.value.links

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Claims of this account that cannot all be right."""
        return self.value.conflicts

    def loops(self, limit: int = 200) -> LoopList:
        """Feedback loops with their polarity, shortest first; `bounded` if there are more."""
        from contention.maps.loops import loops

        return loops(self.value, limit)

    def paths(self, source: str, target: str, limit: int = 50) -> PathList:
        """Simple paths from one factor to another, shortest first; `bounded` if there are more.

        Raises KeyError with a guess for a factor that the case lacks.
        """
        from contention.maps.paths import paths

        for name in (source, target):
            require("factor", name, self.case.value.factors)
        return paths(self.value, source, target, limit)

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """The map as a directed graph with an edge for each link, keyed by its id.

        Edges from equations and gates have a `why`; links have `sign`, `strength` (median
        elasticity) and `claims` (ids with spaces between). All attributes are plain, so that any
        format of networkx can hold them.
        """
        import networkx as nx

        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name=self.account)
        for id_ in self.factors:
            factor = self.case.value.factors[id_]
            graph.add_node(id_, title=factor.title, kind=factor.kind, unit=factor.unit)
        for link in self.links:
            graph.add_edge(
                link.cause, link.effect, key=link.id, why="claims", sign=link.sign,
                strength=link.relation.strength.median, claims=" ".join(link.claims),
                assumption=link.assumption,
            )  # fmt: skip
        for number, edge in enumerate(self.value.dependencies):
            graph.add_edge(
                edge.cause, edge.effect, key=f"{edge.why}:{number}", why=edge.why, sign=edge.sign
            )
        return graph

    def svg(
        self,
        focus: str | Iterable[str] = (),
        contention: str | None = None,
        direction: Literal["LR", "TB"] | None = None,
        *,
        whole: bool = False,
    ) -> str:
        """The map as a self-contained drawing.

        With one factor in `focus`, it and its neighbours; with several, what leads from any of
        them to any other; with a contention, what leads from its levers to its outcomes. Of a map
        of more than 40 links and dependencies only those nearest to the shortest paths from levers
        of the contentions to their outcomes are drawn, unless it is wanted as a `whole`. Raises
        KeyError for ids that the case lacks, and for factors that the account does not mention.
        """
        from contention.show.map.drawing import draw_map
        from contention.show.map.view import MapOptions

        case = self.case.value
        if direction not in (None, "LR", "TB"):
            raise ValueError(f"direction is {shown(direction)}; it must be LR or TB")
        wanted = chosen("factor", focus, case.factors)
        if contention is not None:
            require("contention", contention, case.contentions)
        for name in wanted:
            if name not in self.factors:
                raise KeyError(says_nothing(self.case, self.account, name))
        options = MapOptions(focus=wanted, contention=contention, direction=direction, whole=whole)
        return draw_map(self.value, case, options=options)

    def export(self, form: str) -> Exported:
        """The map as a file of another tool: `.content` in bytes, and the `.report` of losses.

        `form` is a name that `contention export --format` takes. Raises KeyError with a guess for
        any other, and MissingPackageError, an ImportError, if the format needs an extra.
        """
        from contention.exchange.formats import map_format
        from contention.exchange.maps.map_graph import map_graph

        return map_format(form).write(map_graph(self.case.value, self.value))

    def as_json(self) -> dict[str, Any]:
        """What `contention map --json` prints, as plain values."""
        from contention.show.map.map_json import map_json

        return map_json(self.value, self.case.value)

    def _repr_svg_(self) -> str:
        return self.svg()


def says_nothing(case: Case, account: str, factor: str) -> str:
    """The message for a factor that an account does not mention."""
    return f"the account “{case.value.accounts[account].title}” says nothing about “{factor}”"
