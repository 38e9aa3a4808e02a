"""Two coders of one document side by side, as their claims are in the case now."""

import math

from contention.case.convert.scales import WordTables
from contention.coding.agreement.coding import Coding
from contention.coding.agreement.comparison import Agreement, compare
from contention.workbench.messages.others import (
    AgreementField,
    AgreementReply,
    CodingDifferenceMessage,
)
from contention.workbench.opened.snapshot import Snapshot
from contention.workbench.views.claims_view import coders_of


def agreement_reply(
    snapshot: Snapshot, coder: str, other: str, document: str | None
) -> AgreementReply:
    """How far two coders agree on a document: by default the one with most claims of the other."""
    wanted = document or _document(snapshot, other)
    found = compare([_coding(snapshot, name, wanted) for name in (coder, other)])
    pair = found.pairs[0]
    return AgreementReply(
        revision=snapshot.revision,
        coder=coder,
        other=other,
        document=wanted,
        claims=(len(found.codings[0].claims), len(found.codings[1].claims)),
        shared=pair.shared,
        f1=_number(pair.f1),
        words=_number(found.spans.valued),
        fields=_fields(found),
        differences=[
            CodingDifferenceMessage(
                claims=list(each.claims), field=each.field, values=list(each.values)
            )
            for each in found.differences
        ],
        only=(list(found.only(0)), list(found.only(1))),
    )


def _fields(found: Agreement) -> list[AgreementField]:
    return [
        AgreementField(
            field=each.field, scale=each.scale, pairs=each.claims,
            agreement=_number(each.agreement), alpha=_number(each.alpha),
            kappa=_number(each.kappa),
        )
        for each in found.fields
    ]  # fmt: skip


def _document(snapshot: Snapshot, other: str) -> str:
    counts = dict.fromkeys(snapshot.draft.documents, 0)
    for each in snapshot.draft.claims.values():
        if other in coders_of(each):
            counts[each.document] = counts.get(each.document, 0) + 1
    return max(counts, key=lambda id_: counts[id_], default="")


def _coding(snapshot: Snapshot, coder: str, document: str) -> Coding:
    draft = snapshot.draft
    of_it = [each for each in draft.claims.values() if each.document == document]
    own = [each.body for each in of_it if coder in coders_of(each)]
    each = [claim.status for claim in own]
    entry = draft.documents.get(document)
    head = draft.head
    return Coding(
        file=coder,
        document=document,
        claims=tuple(claim for claim in own if claim.status == "accepted"),
        proposed=each.count("proposed"),
        rejected=each.count("rejected"),
        author=entry.body.author if entry is not None else "",
        words=WordTables.of(head.tables) if head is not None else WordTables(),
        length=entry.body.length if entry is not None else None,
    )


def _number(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else float(value)
