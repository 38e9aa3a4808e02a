"""`contention explain`."""

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from contention.cli.explain import command

FEW = ("--draws", 64, "--workers", 1)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(one) for one in arguments])


def test_paths_stand_with_their_claims_and_sentences(small_case: Path) -> None:
    done = run(small_case, "--contention", "stopping_ruins", "--account", "teacher", *FEW)
    assert done.exit_code == 0, done.output
    words = " ".join(done.output.split())
    assert "Money for repairs →− Houses ruined" in words
    assert "Money for repairs →− A flood →+ Houses ruined" in words
    assert "moves the outcome the opposite way from the lever;" in words
    assert "[1] assumption of the coder ab (assumptions.yaml:" in words
    assert "“If the repairs stop, floods will become more likely.”" in words
    assert "without it:" in words
    assert "the outcome moves in 100 % of draws" in words
    drawn = "DRAW 0 (seed 1): the contention holds one draw as an example; over all draws the "
    assert drawn + "contention holds in" in words


def test_json_carries_what_each_path_carries(small_case: Path) -> None:
    done = run(small_case, "--contention", "stopping_ruins", "--account", "teacher", *FEW, "--json")
    told = json.loads(done.output)
    assert done.exit_code == 0
    chains = [[step["effect"] for step in path["steps"]] for path in told["paths"]]
    assert chains[:2] == [["ruined"], ["flood", "ruined"]]
    direct, flood = told["paths"][:2]
    assert direct["elasticity"] == -0.3
    assert flood["elasticity"] == -0.7
    assert [claim["claim"] for claim in flood["steps"][0]["claims"]] == ["repairs_flood"]
    assert flood["steps"][0]["claims"][0]["inclusion"] == 0.5
    gated = [path for path in told["paths"] for step in path["steps"] if step["gates"]]
    assert all(path["elasticity"] is None for path in gated)
    assert told["draw"]["years"] == [2020.0, 2021.0, 2023.0, 2030.0]


def test_a_draw_shows_the_lever_being_pulled(small_case: Path) -> None:
    done = run(small_case, "--contention", "stopping_ruins", "--account", "teacher",
               "--draw", 7, *FEW, "--json")  # fmt: skip
    told = json.loads(done.output)["draw"]
    assert told["draw"] == 7
    repairs = {
        item["scenario"]: item["values"] for item in told["courses"] if item["factor"] == "repairs"
    }
    assert abs(repairs["repairs_stop"][1] - 0.05) < 1e-6
    assert repairs["repairs_go_on"][0] == repairs["repairs_stop"][0]
    drawn = {link: item for item in told["links"] for link in item["claims"]}
    assert drawn["repairs_help"]["elasticity"] < 0
    assert drawn["repairs_help"]["included"]


def test_what_does_not_follow_is_explained_by_its_reason(small_case: Path) -> None:
    done = run(small_case, "--contention", "no_care", "--account", "miller", *FEW, "--json")
    told = json.loads(done.output)
    assert done.exit_code == 0
    assert told["verdict"] == "does not follow"
    assert "does not have" in told["reason"] or "no path" in told["reason"]
    assert told["paths"] == []
    assert told["draw"] is None


def test_unknown_names_are_refused_with_a_hint(small_case: Path) -> None:
    done = run(small_case, "--contention", "stopping_ruin", "--account", "teacher")
    assert done.exit_code == 2
    assert "did you mean “stopping_ruins”" in done.output


def test_loops_stand_with_their_claims_and_shares() -> None:
    case = Path(__file__).parent.parent / "cases" / "congestion-charge"
    asked = (case, "--contention", "trade_gains", "--account", "transport_office", *FEW)
    done = run(*asked, "--loops")
    assert done.exit_code == 0, done.output
    words = " ".join(done.output.split())
    assert "LOOPS behind Turnover of the shops in Five crowns, revenue" in words
    assert "it follows “Congestion”, the nearest cause that is." in words
    assert "Cars in the old town → Congestion → Speed of the buses → Cars in the old town" in words
    assert "“Congestion slows the buses.”" in words
    assert "each factor settling to what its causes call for" in words
    assert "Nothing on the loops of “Congestion” moves here." in words
    assert "LOOPS" not in run(*asked).output


def test_json_gives_loops_over_time() -> None:
    case = Path(__file__).parent.parent / "cases" / "congestion-charge"
    done = run(case, "--contention", "trade_gains", "--account", "transport_office", *FEW,
               "--loops", "--draw", 3, "--json")  # fmt: skip
    told = json.loads(done.output)["loops"]
    (still, moving) = told["factors"]
    assert (still["moving"], moving["driver"], moving["draw"]) == (0.0, "congestion", 3)
    assert moving["complete"]
    assert len(moving["years"]) == 120
    assert sum(loop["share"] for loop in moving["loops"]) == pytest.approx(1.0, abs=1e-6)
    shares = np.array([loop["relative"] for loop in moving["loops"]])
    total = np.abs(shares).sum(axis=0)
    assert total[total > 0] == pytest.approx(1.0, abs=1e-5)
    claims = {id_ for loop in moving["loops"] for step in loop["steps"] for id_ in step["claims"]}
    assert claims
    assert claims == told["claims"].keys()
