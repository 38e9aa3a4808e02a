"""What a text answers, as flat rows of tables."""

from collections.abc import Iterator

from contention.corpus.flat_rows import Columns
from contention.corpus.store import Row
from contention.judge.statements.machine_account import MachineAccount
from contention.judge.statements.statement import Statement
from contention.judge.verdict import Judgement, Verdict

CODING = "machine, unreviewed"
"""said in every row: nobody has checked the claims that an answer is made of"""

VERDICT_COLUMNS: Columns = {
    "document": "text", "contention": "text", "verdict": "text", "silence": "text",
    "support": "number", "opposed": "number", "low": "number", "high": "number",
    "presence": "number", "by_denial": "yes", "needs": "text", "near_threshold": "yes",
    "size": "text", "size_low": "number", "size_median": "number", "size_high": "number",
    "claims": "text", "coding": "text",
}  # fmt: skip
ACCOUNT_COLUMNS: Columns = {
    "document": "text", "title": "text", "proposed": "whole", "confident": "whole",
    "used": "whole", "left_out": "text", "factors": "whole", "matched": "text",
    "answers": "whole", "unstable_share": "number", "failed_draws": "whole", "problem": "text",
    "coding": "text",
}  # fmt: skip


def verdict_rows(statement: Statement, judgement: Judgement) -> Iterator[Row]:
    """A row for each contention."""
    for verdict in judgement.verdicts:
        yield {"document": statement.document, **_verdict(verdict), "coding": CODING}


def _verdict(verdict: Verdict) -> Row:
    size = verdict.size
    return {
        "contention": verdict.contention,
        "verdict": verdict.verdict,
        "silence": verdict.gaps[0].kind if verdict.gaps and verdict.support is None else None,
        "support": verdict.support,
        "opposed": verdict.opposed,
        "low": verdict.interval[0] if verdict.interval else None,
        "high": verdict.interval[1] if verdict.interval else None,
        "presence": verdict.presence,
        "by_denial": verdict.by_denial,
        "needs": verdict.needs,
        "near_threshold": verdict.near_threshold,
        "size": size.word if size else None,
        "size_low": size.low if size else None,
        "size_median": size.median if size else None,
        "size_high": size.high if size else None,
        "claims": " ".join(verdict.claims_on_path) or None,
    }


def account_row(
    statement: Statement, made: MachineAccount | None, judgement: Judgement | None
) -> Row:
    """What the account is made of; None for a text without claims, and where nothing was run."""
    row: Row = {
        "document": statement.document, "title": statement.title,
        "proposed": statement.proposed, "confident": len(statement.claims), "used": 0,
        "factors": 0, "answers": 0, "coding": CODING,
    }  # fmt: skip
    if made is not None:
        row |= {
            "used": made.used,
            "factors": made.factors,
            "matched": " ".join(made.matched) or None,
            "left_out": "; ".join(f"{id_}: {why}" for id_, why in made.left_out.items()) or None,
            "problem": str(made.problems[0]) if made.problems else None,
        }
    if judgement is not None:
        (diagnostics,) = judgement.diagnostics
        row["answers"] = sum(each.verdict != "does not follow" for each in judgement.verdicts)
        row["unstable_share"] = diagnostics.unstable_share
        row["failed_draws"] = len({each.draw for each in diagnostics.failed})
    return row
