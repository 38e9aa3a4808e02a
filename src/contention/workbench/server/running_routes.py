"""Routes that run a case: its map, live verdicts and courses."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from pydantic import Field

from contention.case.model import Case
from contention.case.suggestions import did_you_mean
from contention.workbench.live.courses import courses
from contention.workbench.live.turns import EndedError
from contention.workbench.live.verdicts import LiveAccounts
from contention.workbench.live.what_if import WhatIf, WhatIfError
from contention.workbench.messages.base import Id, Message
from contention.workbench.messages.maps import MapReply
from contention.workbench.messages.runs import (
    CoursesReply,
    CoursesRequest,
    JudgeReply,
    JudgeRequest,
    TrialRequest,
)
from contention.workbench.opened.open_case import OpenCase
from contention.workbench.opened.snapshot import Snapshot
from contention.workbench.server.endpoints import Asked, Endpoint, Serving
from contention.workbench.server.refusals import RefusedError
from contention.workbench.views.map_view import map_reply
from contention.workbench.views.runs_view import judge_reply, live_courses_reply

_LOOKING = threading.Lock()
OWN, COURSES, LAST = 1, 2, 3
"""ranks: of the other verdicts of an account that somebody looks at, of courses, and of what nobody
has asked for yet"""


class MapQuery(Message):
    """Which map is wanted."""

    account: Id | None = Field(default=None, description="The first, if left out")
    contention: Id | None = None


def case_map(asked: Asked) -> MapReply:
    """The map of an account, or what lies between a contention's levers and outcomes."""
    snapshot, query = asked.case.snapshot(), asked.wanted(MapQuery)
    case = runnable(snapshot)
    account = query.account or next(iter(case.accounts), "")
    known("account", account, case.accounts)
    if query.contention is not None:
        known("contention", query.contention, case.contentions)
    return snapshot.once(
        ("map", account, query.contention),
        lambda: map_reply(
            case, account, query.contention,
            revision=snapshot.revision, positions=snapshot.draft.positions,
        ),
    )  # fmt: skip


def judge(asked: Asked) -> JudgeReply:
    """Verdicts of one account with claims off and sliders moved."""
    snapshot, body = asked.case.snapshot(), asked.said(JudgeRequest)
    live = _live(asked.case, snapshot)
    what = _what_if(
        body, body.account,
        contentions=tuple(body.contentions), quick=body.quick, preview=body.preview,
    )  # fmt: skip
    with _possible(), asked.server.turns.taken(body.rank) as pause:
        found = live.judge(what, pause)
    if body.rank == OWN or what.off:
        _look_later(asked, snapshot, live, what)
    return judge_reply(found, snapshot.revision)


@contextmanager
def _possible() -> Iterator[None]:
    try:
        yield
    except WhatIfError as error:
        raise RefusedError(422, "not_possible", str(error)) from None
    except EndedError:
        raise RefusedError(409, "ending", "the server is ending") from None


def _look_later(asked: Asked, snapshot: Snapshot, live: LiveAccounts, what: WhatIf) -> None:
    """Make switching claims of this account quicker from now on: once, one account at a time."""
    turns = asked.server.turns

    def look() -> None:
        with suppress(EndedError), _LOOKING, turns.taken(LAST) as pause:
            live.look(what.account, what.draws, what.seed, pause)

    key = ("look", what.account, what.draws, what.seed)
    snapshot.once(key, lambda: threading.Thread(target=look, daemon=True).start())


def get_ready(serving: Serving, opened: OpenCase) -> None:
    """Read a case, and run what is asked first when it is opened."""
    snapshot = opened.snapshot()
    case = snapshot.case
    if case is not None and case.accounts and case.contentions:
        with suppress(EndedError), serving.turns.taken(LAST) as pause:
            _live(opened, snapshot).judge(WhatIf(next(iter(case.accounts))), pause)


def case_courses(asked: Asked) -> CoursesReply:
    """Courses of one factor by accounts in scenarios."""
    snapshot, body = asked.case.snapshot(), asked.said(CoursesRequest)
    what = _what_if(body, body.accounts[0])
    with _possible(), asked.server.turns.taken(COURSES) as pause:
        found = courses(
            runnable(snapshot), body.accounts, body.scenarios, body.factor, what,
            percent=body.percent, pause=pause,
        )  # fmt: skip
    return live_courses_reply(found, snapshot.revision)


def _what_if(body: TrialRequest, account: str, **more: Any) -> WhatIf:
    return WhatIf(
        account, body.draws, body.seed, frozenset(body.off), body.strengths, body.actions, **more
    )


def _live(opened: OpenCase, snapshot: Snapshot) -> LiveAccounts:
    """The accounts of a state of the case that are kept ready."""
    case = runnable(snapshot)

    def made() -> LiveAccounts:
        live = LiveAccounts(case, workers=2, before=opened.carried.get("live"))
        opened.carried["live"] = live
        return live

    return snapshot.once("live", made)


def runnable(snapshot: Snapshot) -> Case:
    """The case; raises RefusedError if it has faults."""
    if snapshot.case is None:
        message = "the case has faults: correct them first, then it can be run"
        raise RefusedError(409, "faulty", message, snapshot.faults)
    return snapshot.case


def known(noun: str, name: str, those: Any) -> None:
    """Raise RefusedError, with a guess, for an id that the case lacks."""
    if name not in those:
        hint = did_you_mean(name, tuple(those))
        raise RefusedError(404, f"unknown_{noun}", f"unknown {noun} `{name}`; {hint}")


_CASE = "/cases/{case}"
RUNNING: tuple[Endpoint, ...] = (
    Endpoint(
        "GET", f"{_CASE}/map", "The map of an account", case_map, MapReply, query=MapQuery,
        refuses=(409,),
    ),
    Endpoint(
        "POST", f"{_CASE}/judge", "Verdicts of an account, with claims off and sliders moved",
        judge, JudgeReply, body=JudgeRequest, refuses=(409,),
    ),
    Endpoint(
        "POST", f"{_CASE}/courses", "A factor over time, by accounts and scenarios",
        case_courses, CoursesReply, body=CoursesRequest, refuses=(409,),
    ),
)  # fmt: skip
