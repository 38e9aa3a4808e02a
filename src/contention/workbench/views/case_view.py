"""A case as messages: what its files say, as far as they can be read."""

from collections import Counter
from collections.abc import Mapping

import yaml

from contention.case.convert.scales import WordTables
from contention.case.draft import Draft, Located
from contention.case.merged import Resolved
from contention.case.merges import resolved
from contention.case.problem import errors
from contention.case.schema.claims import FigureEntry
from contention.case.schema.factors import FactorEntry
from contention.coding.merges.prune import named_factors
from contention.show.map.style import HOLDER_COLOURS
from contention.workbench.messages.base import ProblemMessage
from contention.workbench.messages.cases import (
    AccountSummary,
    CaseReply,
    CaseSummary,
    DemandSummary,
    DocumentSummary,
    FactorSummary,
    FigureSummary,
    HolderSummary,
)
from contention.workbench.opened.open_case import OpenCase
from contention.workbench.opened.snapshot import Snapshot
from contention.workbench.views.claims_view import coders_of
from contention.workbench.views.questions_view import contention_summaries, scenario_summaries
from contention.workbench.views.text_view import spans_of


def case_summary(opened: OpenCase) -> CaseSummary:
    """One line of the list of cases."""
    snapshot = opened.snapshot()
    return CaseSummary(
        id=opened.id, title=title_of(snapshot, opened), problems=len(errors(snapshot.problems))
    )


def title_of(snapshot: Snapshot, opened: OpenCase) -> str:
    """The title of a case; its id if `case.yaml` cannot be read."""
    head = snapshot.draft.head
    return head.title if head is not None else opened.id


def case_reply(opened: OpenCase, snapshot: Snapshot) -> CaseReply:
    """All of a case but its texts and claims."""
    draft = snapshot.draft
    head = draft.head
    words = WordTables.of(head.tables) if head is not None else WordTables()
    coders = dict.fromkeys(name for each in draft.claims.values() for name in coders_of(each))
    return CaseReply(
        revision=snapshot.revision,
        id=opened.id,
        title=title_of(snapshot, opened),
        question=head.question if head is not None else "",
        runs=snapshot.case is not None,
        problems=[ProblemMessage.of(each) for each in snapshot.problems],
        documents=_documents(snapshot),
        holders=_holders(draft),
        factors=_factors(snapshot),
        accounts=[
            AccountSummary(id=id_, title=each.body.title, holders=list(each.body.holders))
            for id_, each in draft.accounts.items()
        ],
        scenarios=scenario_summaries(snapshot),
        contentions=contention_summaries(snapshot),
        demands=_demands(snapshot),
        figures=[_figure(snapshot, each) for each in draft.figures.values()],
        coders=list(coders),
        strengths=[word for word in words.strength if word != "unqualified"],
    )


def _documents(snapshot: Snapshot) -> list[DocumentSummary]:
    draft = snapshot.draft
    claims = Counter(
        each.document for each in draft.claims.values() if each.body.status != "rejected"
    )
    proposed = Counter(
        each.document for each in draft.claims.values() if each.body.status == "proposed"
    )
    return [
        DocumentSummary(
            id=id_,
            title=each.body.title,
            author=each.body.author,
            date=str(each.body.date),
            has_text=snapshot.text(id_) is not None,
            where_to_get=", ".join(each.body.published),
            claims=claims[id_],
            proposed=proposed[id_],
        )
        for id_, each in draft.documents.items()
    ]


def _holders(draft: Draft) -> list[HolderSummary]:
    """The holders with the colours that maps and reports give them."""
    return [
        HolderSummary(id=id_, title=each.body.title, colour=HOLDER_COLOURS[n % len(HOLDER_COLOURS)])
        for n, (id_, each) in enumerate(draft.holders.items())
    ]


def _factors(snapshot: Snapshot) -> list[FactorSummary]:
    draft = snapshot.draft
    every = Counter(named_factors(draft))
    claims: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    for each in draft.claims.values():
        if each.body.status != "rejected":
            claims.update({each.body.cause, each.body.effect})
            gate = each.body.condition
            ends.update([each.body.cause, each.body.effect, *([gate.factor] if gate else [])])
    gone = resolved(draft)
    return [
        _factor(snapshot, each, gone, claims[id_], every[id_] - ends[id_])
        for id_, each in draft.factors.items()
    ]


def _factor(
    snapshot: Snapshot, entry: Located[FactorEntry], gone: Mapping[str, Resolved], claims: int,
    uses: int,
) -> FactorSummary:  # fmt: skip
    merged = gone.get(entry.id)
    data = entry.tree.get(*entry.keys)
    said = {key: value for key, value in data.items() if key not in ("title", "note", "named_by")}
    shown = yaml.safe_dump(said, sort_keys=False, allow_unicode=True) if said else ""
    return FactorSummary(
        id=entry.id,
        title=entry.body.title,
        unit=entry.body.unit,
        kind=entry.body.kind,
        group=entry.body.group,
        note=entry.body.note,
        named_by=entry.body.named_by,
        claims=claims,
        uses=max(uses, 0),
        definition=shown,
        merged_into=None if merged is None else merged.into,
        turned=merged is not None and merged.turned,
        line=entry.key_place().line,
        hash=snapshot.hash_of(entry),
    )


def _demands(snapshot: Snapshot) -> list[DemandSummary]:
    return [
        DemandSummary(
            id=id_, document=each.body.document, paraphrase=each.body.paraphrase,
            holder=each.body.holder, scenario=each.body.scenario, factor=each.body.factor,
            no_lever=each.body.no_lever,
            spans=spans_of(snapshot, each.body.document, each.body.anchor),
        )
        for id_, each in snapshot.draft.demands.items()
    ]  # fmt: skip


def _figure(snapshot: Snapshot, entry: Located[FigureEntry]) -> FigureSummary:
    body = entry.body
    spans = spans_of(snapshot, entry.document, body.anchor)
    start, end = spans[0] if spans else (None, None)
    return FigureSummary(
        id=entry.id, document=entry.document, start=start, end=end, value=float(body.value),
        comparator=body.comparator, unit=body.unit, title=body.subject, status=body.status,
    )  # fmt: skip
