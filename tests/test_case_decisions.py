"""Cases written as YAML, with the verdict that follows by hand; and what conversion accepts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from contention.case.load import load_case
from contention.case.model import Case
from contention.case.problem import errors
from contention.judge.judge import judge

Change = Callable[[str, str, str], tuple[int, int]]

FILES = {
    "case.yaml": """\
title: The ferry
question: Does a second ferry bring trade?
time: {start: 2020-01-01, present: 2022-01-01, end: 2026-01-01, step: 0.05}
holders:
  pilot: {title: The pilot}
  grocer: {title: The grocer}
documents:
  letter: {title: A letter, author: pilot, date: 2022-01-01, length: 400, sha256: HASH}
accounts:
  pilot: {title: The pilot, holders: [pilot]MORE}
""".replace("HASH", "0" * 64),
    "factors.yaml": """\
ferries: {title: Ferries, kind: level}
visitors: {title: Visitors, kind: level, adjustment: months}
trade: {title: Trade, kind: level, adjustment: months}
mood: {title: Good mood, kind: share, baseline: 0.5, adjustment: months}
strike: {title: A strike, kind: event, hazard: {rate: 0.2, spread: 1.5, source: the grocer}}
debt: {title: Debt, kind: accumulator, baseline: 10, outflow: {rate: 2, source: the grocer}}
tariff: {title: A tariff, kind: input, step: {at: 2024-01-01, to: 1.5}}
toll: {title: A toll, kind: input, constant: 1}
""",
    "scenarios.yaml": """\
scenarios:
  rest: {title: Nothing changes}
  more:
    title: More ferries
    actions:
      - {set: ferries, to: 2, at: 2022-01-01MORE}
  late: {title: More at the end, actions: [{set: ferries, to: 2, at: 2025-01-01}]}
""",
}


def folder_of(
    folder: Path,
    claims: list[str],
    test: str,
    *,
    account: str = "",
    action: str = "",
    also: str = "",
) -> Path:
    """A case with these claims by the pilot: `id cause sign effect`, then any other keys."""
    lines = ["document: letter", "claims:"]
    for number, given in enumerate(claims):
        cause, sign, effect, *more = given.split(" ", 3)
        keys = f"cause: {cause}, sign: '{sign}', effect: {effect}"
        keys += f", paraphrase: It is said., anchor: {{start: {number}, end: {number + 9}}}"
        lines.append(f"  - {{id: c{number}, {keys}{', ' + more[0] if more else ''}}}")
    files = {
        "case.yaml": FILES["case.yaml"].replace("MORE", account) + also,
        "factors.yaml": FILES["factors.yaml"],
        "scenarios.yaml": FILES["scenarios.yaml"].replace("MORE", action),
        "claims/letter.yaml": "\n".join(lines) + "\n",
        "contentions.yaml": f"contentions:\n  - {{id: k, title: It follows, test: '{test}'}}\n",
    }
    (folder / "claims").mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def loaded(folder: Path) -> Case:
    case, problems = load_case(folder)
    assert case is not None, problems
    return case


MORE = "final(trade @ more) > final(trade @ rest)"
CHAIN = ["ferries + visitors", "visitors + trade"]
REPORTED, COMMON = "stance: reported, holder: grocer", "common_ground: [c0]\n"


@pytest.mark.parametrize(
    ("claims", "word"),
    [
        (CHAIN, "supported"),
        (["ferries + visitors", "visitors - trade"], "opposed"),
        (["ferries - visitors", "visitors - trade"], "supported"),
        (["ferries + visitors"], "does not follow"),
        (["ferries ? trade"], "undecided"),
        (["ferries + trade strength: 0.5", "ferries - trade strength: 0.5"], "undecided"),
        (["ferries + trade strength: 1", "ferries - trade strength: 0.01"], "supported"),
        (["ferries + trade strength: 0.01", "ferries - trade strength: 1"], "opposed"),
        (["ferries + trade stance: hedged"], "supported"),
        (["ferries + trade stance: conceded"], "supported"),
        (["ferries + trade stance: reported, holder: grocer"], "does not follow"),
        (["ferries + trade holder: grocer"], "does not follow"),
        (["ferries + trade stance: rejected, holder: grocer"], "does not follow"),
        (["ferries + trade stance: rejected"], "does not follow"),
        (["ferries + trade stance: negated"], "opposed"),
        (["ferries 0 trade"], "opposed"),
        (["ferries + trade status: proposed"], "does not follow"),
        (["ferries + trade status: rejected"], "does not follow"),
        (["ferries + trade credibility: 0.3"], "supported"),
        (["ferries + trade sign_credibility: 0.99"], "supported"),
        (["ferries + trade sign_credibility: 0.5"], "undecided"),
        (["ferries + trade sign_credibility: 0.01"], "opposed"),
        (["ferries + trade condition: {factor: mood, is: low}"], "supported"),
        (["ferries - trade condition: {factor: visitors, is: high}"], "opposed"),
        (["ferries + trade condition: {factor: strike, is: on}"], "supported"),
        (["ferries + mood", "mood + trade"], "supported"),
        (["ferries + strike", "strike - trade"], "opposed"),
        (["ferries + debt", "debt + trade"], "supported"),  # less flows out of what has no inflow
        (["ferries - debt", "debt + trade"], "opposed"),
        (["ferries + trade delay: years"], "supported"),
        (["ferries + trade transient: years"], "supported"),
        (["ferries + trade necessary: true"], "supported"),
    ],
)
def test_what_an_account_says_by_hand(tmp_path: Path, claims: list[str], word: str) -> None:
    case = loaded(folder_of(tmp_path / "ferry", claims, MORE))
    (verdict,) = judge(case, draws=128, hinges=False).verdicts
    assert verdict.verdict == word


@pytest.mark.parametrize(
    ("claim", "account", "also", "presence"),
    [
        ("stance: reported, holder: grocer", ", include: [c0]", "", 1.0),
        ("stance: rejected", ", include: [c0]", "", 1.0),  # whatever the author says
        ("stance: hedged", ", include: [c0]", "", 0.5),
        ("stance: asserted", ", exclude: [c0]", "", None),
        ("stance: asserted", ", documents: []", "", None),
        (REPORTED, ", common_ground: true", COMMON, 1.0),
        (REPORTED, ", common_ground: false", COMMON, None),
        ("credibility: 0.25", "", "", 0.25),
        ("stance: hedged, credibility: 0.5", "", "", 0.25),
    ],
)  # fmt: skip
def test_what_an_account_takes_in_by_hand(
    tmp_path: Path, claim: str, account: str, also: str, presence: float | None
) -> None:
    claims = [f"ferries + trade {claim}"]
    case = loaded(folder_of(tmp_path / "ferry", claims, MORE, account=account, also=also))
    (verdict,) = judge(case, draws=256, hinges=False).verdicts
    assert verdict.verdict == ("supported" if presence else "does not follow")
    assert verdict.presence == (presence and pytest.approx(presence, abs=0.03))


@pytest.mark.parametrize(
    ("test", "action", "word"),
    [
        ("at(trade @ more, 2023) > at(trade @ rest, 2023)", "", "supported"),
        ("at(ferries @ more, 2023) > at(trade @ rest, 2023)", "", "supported"),
        # the date of the action is the last that is looked at: the state has not moved yet
        ("at(trade @ late, 2025) > at(trade @ rest, 2025)", "", "undecided"),
        ("at(trade @ late, 2024) > at(trade @ rest, 2024)", "", "does not follow"),
        ("at(trade @ late, 2025-02) > at(trade @ rest, 2025-02)", "", "supported"),
        ("final(trade @ late) < final(trade @ more)", "", "supported"),
        ("mean(trade @ more, to=2023) > mean(trade @ more, from=2024)", "", "opposed"),
        ("final(trade @ more) > 1.0001", "", "supported"),
        ("final(trade @ more) > 5", "", "opposed"),
        ("final(trade @ more) = final(trade @ rest)", "", "opposed"),
        ("final(trade @ more) >= final(trade @ rest)", ", until: 2022-02-01", "supported"),
        ("max(trade @ more) > 1.6 * max(trade @ rest)", "", "undecided"),  # 2 ** 0.7 is 1.62
        ("max(trade @ more) > 2.5 * max(trade @ rest)", ", until: 2022-02-01", "opposed"),
    ],
)  # fmt: skip
def test_dates_by_hand(tmp_path: Path, test: str, action: str, word: str) -> None:
    claims = ["ferries + trade strength: 0.7"]
    case = loaded(folder_of(tmp_path / "ferry", claims, test, action=action))
    (verdict,) = judge(case, draws=64, hinges=False).verdicts
    assert verdict.verdict == word


LEVER = "- {set: ferries, to: 2, at: 2022-01-01"


@pytest.mark.parametrize(
    ("action", "accepted"),
    [
        ("{set: ferries, to: 0.001}", True), ("{set: ferries, to: 0.00099}", False),
        ("{set: ferries, to: 1000}", True), ("{set: ferries, to: 1001}", False),
        ("{set: ferries, to: none}", True), ("{set: debt, to: none}", True),
        ("{set: mood, to: none}", False), ("{set: toll, to: none}", False),
        ("{set: mood, to: 0.001}", True), ("{set: mood, to: 0}", False),
        ("{set: mood, to: 0.999}", True), ("{set: mood, to: 1}", False),
        ("{set: debt, to: 0}", True), ("{set: debt, to: -0.1}", False),
        ("{set: toll, to: 0.01}", True), ("{set: toll, to: 0}", False),
        ("{set: strike, to: on}", True), ("{set: strike, to: off}", True),
        ("{set: strike, to: 1}", False), ("{set: ferries, to: on}", False),
        ("{set: ferries, to: 2, at: 2022-01-01}", True),
        ("{set: ferries, to: 2, at: 2021-12-31}", False),
        ("{set: ferries, to: 2, at: 2025-12-01}", True),
        ("{set: ferries, to: 2, at: 2026-01-02}", False), ("{remove: c0, at: 2026-01-02}", False),
        ("{set: ferries, to: 2, at: 2023, until: 2023}", False),
        ("{set: ferries, to: 2, at: 2023, until: 2023-02-01}", True),
        ("{set: ferries, to: 2, at: 2023, until: 2026-01-02}", False),
        ("{set: ferries, to: 2, over: 1 year}", True),
        ("{set: strike, to: on, over: 1 year}", False),
        ("{shock: ferries, times: 0.001}", True), ("{shock: ferries, times: 0.0009}", False),
        ("{shock: ferries, times: 1000}", True), ("{shock: ferries, times: 1001}", False),
        ("{shock: mood, add: 0.499}", True), ("{shock: mood, add: 0.4991}", False),
        ("{shock: mood, add: -0.499}", True), ("{shock: mood, add: -0.4991}", False),
        ("{shock: mood, times: 0.5}", False), ("{shock: ferries, add: 0.5}", False),
        ("{shock: ferries}", False), ("{shock: debt, add: -3}", True),
        ("{shock: debt, times: 2}", False), ("{shock: strike, add: 1}", False),
        ("{shock: toll, times: 2}", False), ("{remove: c0}", True), ("{remove: c9}", False),
    ],
)  # fmt: skip
def test_actions_end_at_their_limits(tmp_path: Path, action: str, accepted: bool) -> None:
    folder = folder_of(tmp_path / "ferry", CHAIN, MORE)
    path = folder / "scenarios.yaml"
    path.write_text(path.read_text("utf-8").replace(LEVER + "}", "- " + action), "utf-8")
    case, problems = load_case(folder)
    assert (case is not None) is accepted, problems
    assert bool(errors(problems)) is not accepted


@pytest.mark.parametrize(
    ("condition", "accepted"),
    [
        ("{factor: mood, below: 0.001}", True), ("{factor: mood, below: 0.0009}", False),
        ("{factor: mood, above: 0.999}", True), ("{factor: mood, above: 0.9991}", False),
        ("{factor: trade, above: 0.0001}", True), ("{factor: trade, above: 0}", False),
        ("{factor: debt, below: 50}", True), ("{factor: debt, below: 0}", False),
        ("{factor: strike, is: on}", True), ("{factor: strike, is: off}", True),
        ("{factor: strike, is: low}", False), ("{factor: strike, above: 0.5}", False),
        ("{factor: strike, below: 0.5}", False), ("{factor: trade, is: on}", False),
        ("{factor: trade, is: off}", False), ("{factor: trade}", False),
        ("{factor: trade, above: 1, below: 2}", False), ("{factor: nobody, is: low}", False),
        ("{factor: mood, is: low}", True), ("{factor: mood, is: none}", True),
    ],
)  # fmt: skip
def test_conditions_end_at_their_limits(tmp_path: Path, condition: str, accepted: bool) -> None:
    claims = ["ferries + visitors", f"visitors + trade condition: {condition}"]
    case, problems = load_case(folder_of(tmp_path / "ferry", claims, MORE))
    assert (case is not None) is accepted, problems
    if case is not None:
        found = case.claims["c1"].relation.condition
        assert found is not None
        assert found.relative == ("is: low" in condition or "is: none" in condition
                                  or "trade" in condition)  # fmt: skip


@pytest.mark.parametrize(
    ("claim", "accepted"),
    [
        ("strength: 0.001", True), ("strength: 0", False), ("strength: strong", True),
        ("credibility: 0", False), ("credibility: 0.01", True), ("sign_credibility: 0", False),
        ("delay: months", True), ("delay: soon", False), ("transient: true", True),
        ("transient: false", True), ("transient: 2 years", True),
    ],
)  # fmt: skip
def test_claims_end_at_their_limits(tmp_path: Path, claim: str, accepted: bool) -> None:
    claims = ["ferries + visitors", f"visitors + trade {claim}"]
    case, problems = load_case(folder_of(tmp_path / "ferry", claims, MORE))
    assert (case is not None) is accepted, problems


@pytest.mark.parametrize(
    ("start", "end", "at"),
    [(0, 400, None), (399, 400, None), (0, 401, "end"), (400, 401, "start"), (7, 7, "end")],
)
def test_anchors_end_with_their_document(
    tmp_path: Path, start: int, end: int, at: str | None
) -> None:
    folder = folder_of(tmp_path / "ferry", ["ferries + trade"], MORE)
    path = folder / "claims/letter.yaml"
    text = path.read_text("utf-8").replace("start: 0, end: 9", f"start: {start}, end: {end}")
    path.write_text(text, "utf-8")
    _, problems = load_case(folder)
    places = [item.place.column for item in errors(problems)]
    line = text.splitlines()[2]
    shown = {"start": f"start: {start}", "end": f"end: {end}"}
    assert places == ([] if at is None else [line.index(shown[at]) + len(at) + 3])


def test_words_become_numbers_by_the_tables(tmp_path: Path) -> None:
    also = (
        "tables:\n  strength: {Rather  Strong: 0.4}\n"
        "  strength_spread: {stated: 1.5, unstated: 3}\n"
        "  time: {a while: 0.6}\n  time_spread: 1.7\n"
    )
    claims = [
        "ferries + visitors strength: rather strong, delay: a while",
        "ferries + trade strength: unqualified, delay: 2 decades",
        "visitors + trade",
        "trade + visitors strength: 0.25, transient: 6 months",
    ]
    found = loaded(folder_of(tmp_path / "ferry", claims, MORE, also=also)).claims
    numbers = [(item.relation.strength.median, item.relation.strength.spread)
               for item in found.values()]  # fmt: skip
    assert numbers == [(0.4, 1.5), (0.3, 3.0), (0.3, 3.0), (0.25, 1.5)]
    words = [item.relation.strength_word for item in found.values()]
    assert words == ["rather strong", "unqualified", None, "0.25"]
    delays = [item.relation.delay for item in found.values()]
    assert [item and (item.median, item.spread) for item in delays] == [
        (0.6, 1.7), (20.0, 1.7), None, None,
    ]  # fmt: skip
    fading = found["c3"].relation.transient
    assert fading is not None
    assert fading.median == pytest.approx(0.5)
    assert fading.spread == 1.7


@pytest.mark.parametrize(
    ("condition", "side", "threshold", "relative"),
    [
        ("is: none", "below", 0.1, True), ("is: low", "below", 0.5, True),
        ("is: high", "above", 2.0, True), ("below: 0.7", "below", 0.7, True),
        ("above: 1.5", "above", 1.5, True),
    ],
)  # fmt: skip
def test_words_of_conditions_stand_for_multiples_of_the_reference(
    tmp_path: Path, condition: str, side: str, threshold: float, relative: bool
) -> None:
    claims = ["ferries + visitors", f"visitors + trade condition: {{factor: trade, {condition}}}"]
    found = loaded(folder_of(tmp_path / "ferry", claims, MORE)).claims["c1"].relation.condition
    assert found is not None
    assert (found.side, found.threshold, found.relative) == (side, threshold, relative)


def test_taking_out_a_hedged_claim_denies_nothing(tmp_path: Path) -> None:
    """Where the claim is not drawn there is nothing to take out: silence, not a denial."""
    claims = ["toll + visitors stance: hedged", "visitors + trade"]
    folder = folder_of(tmp_path / "ferry", claims, MORE)
    path = folder / "scenarios.yaml"
    text = path.read_text("utf-8").replace(
        LEVER + "}", "- {set: toll, to: 2}\n      - {remove: c0}"
    )
    text = text.replace("title: Nothing changes}", "title: A toll, actions: [{set: toll, to: 2}]}")
    path.write_text(text, "utf-8")
    (verdict,) = judge(loaded(folder), draws=128, hinges=False).verdicts
    assert (verdict.verdict, verdict.denied) == ("opposed", 0.0)
    assert verdict.presence == pytest.approx(0.5, abs=0.03)


@pytest.mark.parametrize(
    ("word", "years"),
    [
        ("days", 0.01), ("weeks", 0.06), ("months", 0.25), ("a year", 1.0), ("years", 3.0),
        ("decades", 15.0), ("a generation", 25.0),
    ],
)  # fmt: skip
def test_words_for_durations_without_a_table(tmp_path: Path, word: str, years: float) -> None:
    claims = [f"ferries + visitors delay: {word}"]
    delay = loaded(folder_of(tmp_path / "ferry", claims, MORE)).claims["c0"].relation.delay
    assert delay is not None
    assert delay.median == years
