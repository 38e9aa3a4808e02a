"""Merges where a user sees claims: maps, explanations, reports and differences."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from contention.analysis.case_changes import Change, changes, placeless
from contention.analysis.turning_changes import with_change
from contention.case.coded_words import coded_words
from contention.case.load import load_case
from contention.case.merged import Coded
from contention.case.model import Case
from contention.cli.main import main
from contention.maps.account_map import build_map
from contention.show.map.drawing import link_tooltip
from contention.show.words.change_words import details
from tests.building import relation

MERGES = "merges:\n  - factor: gossip\n    into: rain\n    turned: true\n"
WORDS = "merged, turned: coded as gossip raises trust"


def loaded(folder: Path) -> Case:
    case, problems = load_case(folder)
    assert case is not None, problems
    return case


@pytest.fixture
def merged(small_case: Path) -> Path:
    (small_case / "merges.yaml").write_text(MERGES, "utf-8")
    return small_case


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == 0, result.output
    return result.stdout


def test_maps_say_what_was_coded(merged: Path, tmp_path: Path) -> None:
    case = loaded(merged)
    causal_map = build_map(case, "teacher")
    link = next(each for each in causal_map.links if "gossip_trust" in each.claims)
    assert (link.cause, link.sign, link.effect) == ("rain", "-", "trust")
    assert WORDS in link_tooltip(link, case).split("\n")
    shown = json.loads(run("map", str(merged), "--account", "teacher", "--json"))
    rain = next(each for each in shown["factors"] if each["id"] == "rain")
    assert rain["merged"] == [{"factor": "gossip", "title": "Gossip", "turned": True}]
    backing = [each for item in shown["links"] for each in item["backing"]]
    coded = {each["id"]: each["coded"] for each in backing if "coded" in each}
    assert coded["gossip_trust"]["cause"] == "gossip"
    assert set(coded) == {"gossip_trust"}
    assert "repairs" in {each["id"] for each in shown["factors"] if "merged" not in each}
    del tmp_path


def test_explanations_and_reports_say_what_was_coded(merged: Path, tmp_path: Path) -> None:
    (merged / "contentions.yaml").write_text(
        "contentions:\n  - {id: calm, title: Calm, test: "
        '"final(trust @ unlucky) < final(trust @ repairs_go_on)"}\n',
        "utf-8",
    )
    scenarios = merged / "scenarios.yaml"
    text = scenarios.read_text("utf-8")
    start, end = text.index("      - set: flood"), text.index("      - set: rain")
    scenarios.write_text(text[:start] + text[end:], "utf-8")
    few = ["--draws", "32", "--hinge-draws", "16"]
    said = run(
        "explain", str(merged), "--contention", "calm", "--account", "teacher", "--draws", "32"
    )
    assert WORDS in " ".join(said.split())
    page = tmp_path / "report.html"
    run("report", str(merged), "--out", str(page), *few)
    written = " ".join(page.read_text("utf-8").split())
    assert WORDS in written
    assert "Merged factors" in written
    assert 'the opposite of <b class="factor">Rain</b>' in written
    assert "merged" not in " ".join(run("judge", str(merged), *few).split())


def test_a_case_without_merges_says_nothing_of_them(small_case: Path) -> None:
    assert "merge" not in run("check", str(small_case)).replace(str(small_case), "")
    page = small_case.with_name("report.html")
    run("report", str(small_case), "--out", str(page), "--draws", "16", "--hinge-draws", "16")
    assert "Merged factors" not in page.read_text("utf-8")
    assert "merged" not in run("map", str(small_case), "--account", "teacher", "--json")


@pytest.mark.parametrize(
    ("coded", "sign", "words"),
    [
        (Coded("a", "b", "+"), "+", "merged: coded as a raises b"),
        (Coded("a", "b", "0"), "0", "merged: coded as a has no effect on b"),
        (Coded("a", "b", "-", "c"), "+",
         "merged, turned: coded as a lowers b under a condition on c"),
        (None, "+", ""),
    ],
)  # fmt: skip
def test_words_of_what_was_coded(coded: Coded | None, sign: str, words: str) -> None:
    assert coded_words(coded, relation("x", "y", sign)) == words


def test_a_merge_is_one_change(small_case: Path) -> None:
    before = loaded(small_case)
    (small_case / "merges.yaml").write_text(MERGES, "utf-8")
    after = loaded(small_case)
    (change,) = changes(before, after)
    assert (change.name, change.action, change.place) == (
        "merge gossip>rain", "added", "merges.yaml:2",
    )  # fmt: skip
    (back,) = changes(after, before)
    assert (back.name, back.action) == ("merge gossip>rain", "removed")


def test_a_merge_is_made_and_undone_whole(small_case: Path) -> None:
    before = loaded(small_case)
    (small_case / "merges.yaml").write_text(MERGES, "utf-8")
    after = loaded(small_case)
    change = changes(before, after)[0]
    assert meaning(with_change(before, after, change)) == meaning(after)
    assert meaning(with_change(after, before, change)) == meaning(before)


def meaning(case: Case | None) -> Mapping[str, Any]:
    assert case is not None
    parts = ("claims", "assumptions", "factors")
    found = {part: {i: placeless(e) for i, e in getattr(case, part).items()} for part in parts}
    return found | {"merges": set(case.merges)}


def test_what_does_not_act_is_no_change(small_case: Path) -> None:
    before = loaded(small_case)
    proposed = MERGES + "    status: proposed\n    reason: a guess\n"
    (small_case / "merges.yaml").write_text(proposed, "utf-8")
    assert changes(before, loaded(small_case)) == ()


def test_a_claim_that_changed_besides_is_its_own_change(small_case: Path) -> None:
    before = loaded(small_case)
    (small_case / "merges.yaml").write_text(MERGES, "utf-8")
    file = small_case / "claims" / "letter.yaml"
    file.write_text(file.read_text("utf-8").replace("strength: weak", "strength: strong"), "utf-8")
    found = changes(before, loaded(small_case))
    assert [each.name for each in found] == ["merge gossip>rain", "claim gossip_trust"]
    assert all("cause" not in each for each in details(found[1], loaded(small_case)))
    alone = with_change(before, loaded(small_case), found[1])
    assert alone is not None
    assert alone.claims["gossip_trust"].relation.cause == "gossip"
    assert alone.claims["gossip_trust"].relation.strength_word == "strong"


def test_a_mixed_case_may_hold_rejected_claims_of_factors_that_are_gone(small_case: Path) -> None:
    case = loaded(small_case)
    gone = replace(
        case.claims["gossip_trust"], status="rejected", relation=relation("nobody", "nothing")
    )
    odd = replace(case, claims={**case.claims, "gossip_trust": gone})
    change = Change(
        "claims", "trust_money", "removed", case.claims["trust_money"], None, None, None
    )
    less = {id_: each for id_, each in case.claims.items() if id_ != "trust_money"}
    assert with_change(odd, replace(odd, claims=less), change) is not None
