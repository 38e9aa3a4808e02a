"""Live verdicts and courses as messages."""

from typing import Any

from contention.judge.verdict import Verdict
from contention.show.judgement_json import verdict_json
from contention.show.words.answers import answer, way_of
from contention.show.words.cell_words import cell_number
from contention.show.words.share_words import shares_in_words, worded
from contention.workbench.live.courses import LiveCourses
from contention.workbench.live.reply import courses_reply, turned
from contention.workbench.live.verdicts import LiveVerdict, LiveVerdicts
from contention.workbench.messages.runs import (
    CoursesReply,
    FormerMessage,
    JudgeReply,
    LiveVerdictMessage,
    SharesMessage,
)


def judge_reply(found: LiveVerdicts, revision: str) -> JudgeReply:
    """All verdicts that were asked for, each with what it was before anything was tried."""
    return JudgeReply(
        revision=revision,
        account=found.asked.account,
        draws=found.draws,
        seed=found.asked.seed,
        ms=round(1000 * found.seconds, 1),
        final=found.final,
        verdicts=[_verdict(found, item) for item in found.verdicts],
    )


def _verdict(found: LiveVerdicts, item: LiveVerdict) -> LiveVerdictMessage:
    now = item.now
    numbers: dict[str, Any] = verdict_json(found.case, now)
    return LiveVerdictMessage(
        contention=now.contention,
        verdict=now.verdict,
        way=way_of(now),
        cell=cell_number(now),
        shares=_shares(now),
        sentence=answer(found.case, [now]).text,
        shares_in_words=shares_in_words(now),
        reason=numbers["reason"],
        presence=now.presence,
        moving=now.moving,
        size=None if now.size is None else now.size.word,
        claims=list(now.claims_on_path),
        by_denial=now.by_denial,
        near_threshold=now.near_threshold,
        before=FormerMessage(
            verdict=item.before.verdict,
            way=way_of(item.before),
            shares=_shares(item.before),
            words=worded(item.before),
        ),
        moved=item.moved,
        turned=turned(item),
        numbers=numbers,
    )


def _shares(verdict: Verdict) -> SharesMessage:
    return SharesMessage(yes=verdict.support, no=verdict.opposed)


def live_courses_reply(found: LiveCourses, revision: str) -> CoursesReply:
    """Fans of one factor."""
    return CoursesReply.model_validate({"revision": revision, **courses_reply(found)})
