"""Live verdicts and courses as JSON values."""

from dataclasses import replace

import numpy as np

from contention.judge.sides import share_of
from contention.judge.verdict import Verdict
from contention.show.judgement_json import rounded, verdict_json
from contention.show.words.answers import answer, way_of
from contention.show.words.share_words import shares_in_words, worded
from contention.workbench.live.courses import LiveCourses, LiveFan
from contention.workbench.live.verdicts import LiveVerdict, LiveVerdicts
from contention.workbench.live.what_if import Slider, WhatIf

Json = dict[str, object]
SETTINGS = ("draws", "seed", "off", "strengths", "actions", "contentions", "quick", "preview")
"""keys of a request, apart from its account"""


def verdicts_reply(found: LiveVerdicts) -> Json:
    """All contentions by one account; each with what it was before anything was switched off."""
    return {
        "account": found.asked.account,
        "draws": found.draws,
        "seed": found.asked.seed,
        "ms": round(1000 * found.seconds, 1),
        "final": found.final,
        "off": sorted(found.asked.off),
        "verdicts": [_verdict(found, item) for item in found.verdicts],
    }


def _verdict(found: LiveVerdicts, item: LiveVerdict) -> Json:
    said = answer(found.case, [item.now])
    return {
        **verdict_json(found.case, item.now),
        "way": way_of(item.now),
        "sentence": said.text,
        "shares_in_words": shares_in_words(item.now),
        "before": {
            "verdict": item.before.verdict,
            "way": way_of(item.before),
            "share": rounded(share_of(item.before)),
            "in_words": worded(item.before),
        },
        "moved": item.moved,
        "turned": turned(item),
    }


def turned(item: LiveVerdict) -> bool:
    """Whether the answer differs, in its word or in the way in which it is given, beyond its error.

    As for hinges, a share that comes to lie within its error of the threshold turns nothing.
    """
    return item.moved and not item.now.near_threshold and _told(item.now) != _told(item.before)


def _told(verdict: Verdict) -> tuple[str, str]:
    return verdict.verdict, way_of(verdict)


def courses_reply(found: LiveCourses) -> Json:
    """Fans of one factor; `null` where there is no number."""
    return {
        "factor": found.factor,
        "percent": found.percent,
        "draws": found.draws,
        "ms": round(1000 * found.seconds, 1),
        "present": rounded(found.present),
        "series": [_fan(item) for item in found.fans],
        "silent": list(found.silent),
    }


def _fan(item: LiveFan) -> Json:
    low, lower, median, upper, high = (
        [rounded(float(value)) if np.isfinite(value) else None for value in row]
        for row in item.quantiles.T
    )
    return {
        "account": item.account,
        "scenario": item.scenario,
        "times": [rounded(float(time)) for time in item.times],
        "p5": low, "p25": lower, "median": median, "p75": upper, "p95": high,
        "draws": item.draws,
    }  # fmt: skip


def slider_reply(item: Slider) -> Json:
    """A number of an action that can be moved."""
    return {
        "id": item.id, "scenario": item.scenario, "factor": item.factor, "kind": item.kind,
        "value": rounded(item.value), "low": rounded(item.low), "high": rounded(item.high),
        "words": item.words,
    }  # fmt: skip


def asked_from(body: Json) -> WhatIf:
    """What a request asks for, once its form has been checked against its schema."""
    given = {key: body[key] for key in SETTINGS if key in body}
    found = WhatIf(str(body["account"]), **given)  # type: ignore[arg-type]
    return replace(found, off=frozenset(found.off), contentions=tuple(found.contentions))
