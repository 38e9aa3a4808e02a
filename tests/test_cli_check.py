import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from contention import check
from contention.cli.case_argument import open_case
from contention.cli.main import main

Change = Callable[[str, str, str], tuple[int, int]]


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def contents(folder: Path) -> dict[str, str]:
    return {
        str(file): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def place_in(new: str, at: str, line: int, column: int) -> tuple[int, int]:
    """Line and column of the first `at` in a text that was put in at a line and column."""
    before = new[: new.index(at)]
    if "\n" not in before:
        return line, column + len(before)
    return line + before.count("\n"), len(before) - before.rfind("\n")


BAD = [
    # what, file, old, new, where in new, message, hint
    ("unknown factor", "claims/letter.yaml", "cause: trust\n", "cause: turst\n", "turst",
     "unknown factor `turst`", "did you mean `trust`?"),
    ("unknown holder", "claims/letter.yaml", "holder: miller", "holder: mller", "mller",
     "unknown holder `mller`", "did you mean `miller`?"),
    ("unknown document", "claims/reply.yaml", "document: reply", "document: replay", "replay",
     "unknown document `replay`", "did you mean `reply`?"),
    ("unknown account", "assumptions.yaml", "[teacher]", "[techer]", "techer",
     "unknown account `techer`", "did you mean `teacher`?"),
    ("unknown claim", "case.yaml", "[flood_ruins]", "[flood_ruin]", "flood_ruin",
     "unknown claim `flood_ruin`", "did you mean `flood_ruins`?"),
    ("unknown scenario", "scenarios.yaml", "scenario: repairs_stop", "scenario: repair_stop",
     "repair_stop", "unknown scenario `repair_stop`", "did you mean `repairs_stop`?"),
    ("no sign", "claims/letter.yaml", "sign: raises", "sign: rises", "rises",
     "`sign` cannot be `rises`", "did you mean `raises`?"),
    ("bare minus", "claims/letter.yaml", 'sign: "-"', "sign: -", "-",
     "not YAML", "put a lone `-`"),
    ("bare question mark", "claims/letter.yaml", 'sign: "-"', "sign: ?", "?",
     "not YAML", "put a lone `-` or `?`"),
    ("misspelt key", "claims/letter.yaml", "strength: strong", "strenght: strong", "strenght",
     "unknown key `strenght`", "did you mean `strength`?"),
    ("missing key", "claims/letter.yaml", "- id: trust_money\n    cause: trust\n",
     "- id: trust_money\n", "id:", "`cause` is missing", "add `cause: …`"),
    ("empty key", "claims/letter.yaml", "cause: trust\n", "cause:\n", "cause",
     "`cause` is missing", "add `cause: …`"),
    ("anchor outside", "claims/letter.yaml", "anchor: {start: 103, end: 128}",
     "anchor: {start: 103, end: 9999}", "9999", "lies outside `letter`", "contention locate"),
    ("anchor reversed", "claims/letter.yaml", "anchor: {start: 103, end: 128}",
     "anchor: {start: 128, end: 103}", "103", "ends (103) where it starts (128)", "locate"),
    ("words of an end reversed", "claims/letter.yaml", "anchor: {start: 103, end: 128}",
     "anchor: {start: 103, end: 128, cause: [128, 120]}", "[128",
     "[128, 120] is not a stretch of `letter`", "leave it out"),
    ("wrong quote", "claims/letter.yaml", "anchor: {start: 103, end: 128}",
     'anchor: {start: 103, end: 128, quote: "If the repairs stop"}', '"If',
     "the quote is not the text", "it is at {start: 248, end: 267}"),
    ("two claims with one id", "claims/reply.yaml", "id: dam_careless\n", "id: trust_money\n",
     "trust_money", "duplicate id `trust_money`", "first defined at claims/letter.yaml:3:9"),
    ("assumption with a claim's id", "assumptions.yaml", "id: rain_flood\n",
     "id: rain_flood_proposed\n", "rain_flood_proposed", "duplicate id", "claims/reply.yaml:16:9"),
    ("unknown strength", "claims/letter.yaml", "strength: strong", "strength: storng", "storng",
     "`storng` is not a valid strength", "did you mean `strong`?"),
    ("negative strength", "claims/letter.yaml", "strength: 0.5", "strength: -0.5", "-0.5",
     "a strength cannot be -0.5", "`sign`"),
    ("unknown duration", "claims/letter.yaml", "delay: months", "delay: mnths", "mnths",
     "`mnths` is not a valid duration", "did you mean `months`?"),
    ("credibility", "claims/letter.yaml", "credibility: 0.8", "credibility: 80", "80",
     "`credibility` should be at most 1", "found `80`"),
    ("claim on an input", "claims/reply.yaml", "effect: care", "effect: dam", "dam",
     "is its own cause", ""),
    ("claim on an equation", "claims/reply.yaml", "effect: care", "effect: homeless",
     "homeless", "`homeless` is an equation: no claim can act on it", "change its kind"),
    ("rate link into a quantity", "claims/reply.yaml", "effect: care\n",
     "effect: care\n    link: rate\n", "rate", "a rate link acts on stocks", "`link`"),
    ("value link into a stock", "claims/letter.yaml", "link: rate", "link: value",
     "value", "a claim acts on the flows of the stock", "link: rate"),
    ("no such flow", "claims/letter.yaml", "flow: inflow", "flow: outflow", "outflow",
     "`ruined` has no outflow", "add `outflow:"),
    ("claim on a flow expression", "claims/reply.yaml", "effect: ruined", "effect: rebuilt",
     "rebuilt", "the inflow of `rebuilt` is an expression", "rate"),
    ("condition word", "claims/letter.yaml", "{factor: repairs, is: low}",
     "{factor: repairs, is: on}", "on}", "is not on or off", "`none`, `low`, `high`"),
    ("condition on an event", "claims/letter.yaml", "{factor: repairs, is: low}",
     "{factor: flood, is: low}", "low", "either on or off", "is: on"),
    ("condition without a side", "claims/letter.yaml", "{factor: repairs, is: low}",
     "{factor: repairs}", "{", "exactly one of", "is: none"),
    ("share baseline", "factors.yaml", "baseline: 0.6", "baseline: 1", "1",
     "`baseline` of a share is strictly between 0 and 1", "almost"),
    ("stock baseline", "factors.yaml", "baseline: 10", "baseline: -10", "-10",
     "`baseline` of a stock is 0 or more", ""),
    ("quantity baseline", "factors.yaml", "unit: relative,", "baseline: 0,", "0",
     "`baseline` of a quantity is above 0", "ratio"),
    ("key of another kind", "factors.yaml", "unit: relative,", "hazard: {rate: 1, source: x},",
     "hazard", "`hazard` does not belong to a factor of the kind `quantity`", "event"),
    ("unit", "factors.yaml", "unit: relative", "unit: 3 houses", "3 houses", "no unit", ""),
    ("equation unit", "factors.yaml", "unit: house, equation", "unit: person, equation",
     None, None, None),
    ("flow unit", "factors.yaml", "inflow: ruined * 0.05 {1/year}", "inflow: ruined * 0.05",
     "* 0.05", "house", ""),
    ("unit mismatch", "factors.yaml", "equation: ruined - rebuilt",
     "equation: 'ruined + 5 {year}'", "+ 5", "joins house and year", ""),
    ("unknown name in an equation", "factors.yaml", "equation: ruined - rebuilt",
     'equation: "ruined - rebult"', "rebult", "unknown factor `rebult`", "did you mean `rebuilt`"),
    ("syntax of an equation", "factors.yaml", "equation: ruined - rebuilt",
     "equation: ruined - * rebuilt", "* rebuilt", "", ""),
    ("function word as id", "factors.yaml", "care: {title", "time: {title", "time",
     "`time` is a word of the expression language", "choose another id"),
    ("id with capitals", "factors.yaml", "gossip: {", "Gossip: {", "Gossip",
     "`Gossip` cannot be an id", "lower-case"),
    ("no shape", "factors.yaml", ", step: {at: 2019-06-01, to: 1.5}", "", "",
     None, None),
    ("event in the future", "factors.yaml", "occurred: [{from: 2013-06-01, until: 2013-07-01}]",
     "occurred: [{from: 2025-06-01}]", "2025", "cannot have occurred", "`hazard`"),
    ("input not positive", "factors.yaml", "to: 1.5", "to: 0", None, None, None),
    ("step too long", "case.yaml", "step: 0.05", "step: 2", "2",
     "the step is too long: 10 steps", "between 20 and 5000 steps"),
    ("step too short", "case.yaml", "step: 0.05", "step: 0.001", "0.001",
     "the step is too short: 20000 steps", "between 20 and 5000"),
    ("step none", "case.yaml", "step: 0.05", "step: 0", "0", "a step cannot be `0`", "above 0"),
    ("present outside", "case.yaml", "present: 2020-01-01", "present: 2031-01-01", "2031",
     "the present does not lie between start and end", "start <= present < end"),
    ("no date", "case.yaml", "start: 2010-01-01", "start: 2010-13-01", "2010-13",
     "`2010-13-01` is not a valid date", "2024-02-24"),
    ("date in the past", "scenarios.yaml", "at: 2021-01-01", "at: 2011-01-01", "2011",
     "lies outside what is run here", "`time`"),
    ("until before at", "scenarios.yaml", "until: 2021-02-01", "until: 2020-02-01", "2020-02",
     "`until` is not after `at`", ""),
    ("sets what does not exist", "scenarios.yaml", "set: repairs", "set: repair", "repair",
     "unknown factor `repair`", "did you mean `repairs`?"),
    ("event set to a number", "scenarios.yaml", "to: on", "to: 1", "1",
     "`flood` is either on or off", "to: on"),
    ("quantity set to zero", "scenarios.yaml", "to: 0.05", "to: 0", "0",
     "a quantity cannot be set to 0", "`none`"),
    ("quantity set to a word", "scenarios.yaml", "to: 0.05", "to: nothing", "nothing",
     "a quantity cannot be set to `nothing`", "multiple of its reference"),
    ("share set out of range", "scenarios.yaml", "set: repairs\n        to: 0.05",
     "set: trust\n        to: 1.2", "1.2", "a share cannot be set to 1.2", "between 0 and 1"),
    ("equation set", "scenarios.yaml", "set: repairs", "set: homeless", "homeless",
     "is an equation and cannot be set", "set one of the factors"),
    ("shock of a share by a factor", "scenarios.yaml", "add: -0.2", "times: 0.5", "times",
     "`times` does not fit a share", "`add:`"),
    ("shock of an event", "scenarios.yaml", "shock: trust", "shock: flood", "flood",
     "a shock cannot move it", "use `set`"),
    ("removes what does not exist", "scenarios.yaml", "remove: dam_careless",
     "remove: dam_carless", "dam_carless", "unknown claim `dam_carless`", "dam_careless"),
    ("no action", "scenarios.yaml", "- remove: dam_careless", "- delete: dam_careless",
     "delete", "an action begins with `set`, `shock` or `remove`", ""),
    ("demand without a lever", "scenarios.yaml", "    factor: repairs\n", "", None, None, None),
    ("test about no scenario", "contentions.yaml", "ruined @ repairs_stop", "ruined @ repair_stp",
     "repair_stp", "unknown scenario `repair_stp`", "did you mean `repairs_stop`?"),
    ("test about no factor", "contentions.yaml", "final(ruined @", "final(runed @", "runed",
     "unknown factor `runed`", "did you mean `ruined`?"),
    ("test that is none", "contentions.yaml", "final(flood @ repairs_stop) >",
     "final(flood @ repairs_stop) +", "final", "", ""),
    ("test of two units", "contentions.yaml", "> final(ruined @ repairs_go_on)",
     "> final(care @ repairs_go_on)", "> final", "", ""),
    ("date of a window", "contentions.yaml", "from=2021-01-01) >", "from=2051-01-01) >",
     "2051", "lies outside present", ""),
    ("not text", "case.yaml", "title: A dam in the valley", "title: 1984", "1984",
     "`title` should be text", "put it in quotes"),
    ("not a number", "case.yaml", "supported: 0.8", "supported: most", "most",
     "`supported` should be a number", "found `most`"),
    ("infinite", "factors.yaml", "baseline: 40", "baseline: .inf", ".inf",
     "finite", "inf"),
    ("hash differs", "case.yaml", "sha256: ", "sha256: 0", "0", "not a valid SHA-256", "64"),
    ("length differs", "case.yaml", "length: 526", "length: 527", "527",
     "has 526 characters, not 527", "write `length: 526`"),
    ("text not there", "case.yaml", "file: texts/letter.txt", "file: texts/leter.txt", "texts",
     "there is no file", "contention attach"),
    ("path out of the case", "case.yaml", "file: texts/letter.txt", "file: ../letter.txt",
     "../", "may not be opened", ""),
    ("series out of the case", "factors.yaml", "series: data/rain.csv",
     "series: /etc/passwd", "/etc", "may not be opened", "data/"),
    ("series not there", "factors.yaml", "series: data/rain.csv", "series: data/ran.csv",
     "data/ran", "there is no file", "did you mean `data/rain.csv`?"),
    ("text in numbers", "data/rain.csv", "2020,1.0,", "2020,wet,", "wet",
     "`wet` in column `value` is not a number", "1234.5"),
    ("gap", "data/rain.csv", "2020,1.0,", "2020, ,", " ", "a gap in the series", "row"),
    ("unsorted", "data/rain.csv", "2020,1.0,", "2009,1.0,", "2009", "comes after a later",
     "ascending"),
    ("date twice", "data/rain.csv", "2020,1.0,", "2010,1.0,", "2010", "occurs twice", ""),
    ("no column", "data/rain.csv", "date,value", "date,rain", None, None, None),
    ("short row", "data/rain.csv", "2020,1.0,weather office", "2020,1.0", "2020",
     "2 cells under 3 columns", "quotes"),
    ("alias", "factors.yaml", "title: Gossip", "title: *gossip", "*gossip",
     "alias `*gossip` is not allowed", "write the value out"),
    ("anchor of YAML", "factors.yaml", "title: Gossip", "title: &gossip Gossip", "&gossip",
     "anchor `&gossip` is not allowed", "remove it"),
    ("tag", "factors.yaml", "title: Gossip", "title: !!python/name:os.system Gossip",
     "!!python", "is not allowed", "remove it"),
    ("duplicate key", "factors.yaml", "title: Gossip,", "title: Gossip, title: Talk,",
     "title: T", "duplicate key `title`", "line 27"),
    ("second document", "factors.yaml", "care: {title", "---\ncare: {title", "---",
     "a second YAML document", ""),
    ("colon in a value", "case.yaml", "title: A dam in", "title: A: dam in", ": dam",
     "not YAML", "in quotes"),
    ("tab", "case.yaml", "  start:", "\tstart:", "\t", "not YAML", "spaces"),
    ("figure in another unit", "claims/letter.yaml", "unit: house", "unit: person", "person",
     "the figure is in person, and `ruined` is in house", "correct the unit"),
    ("loop without a state", "factors.yaml", "equation: ruined - rebuilt",
     "equation: 'ruined - homeless'", None, None, None),
    ("open bracket", "case.yaml", "[flood_ruins]", "[flood_ruins", None, None, None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "old", "new", "at", "message", "hint"), [each[1:] for each in BAD],
    ids=[each[0] for each in BAD],
)  # fmt: skip
def test_bad_input_is_a_problem_with_a_place(
    small_case: Path,
    change: Change,
    path: str,
    old: str,
    new: str,
    at: str | None,
    message: str | None,
    hint: str | None,
) -> None:
    line, column = change(path, old, new)
    before = contents(small_case)
    result = run("check", str(small_case), "--json")
    assert result.exit_code == 2
    problems = json.loads(result.stdout)["problems"]
    errors = [each for each in problems if each["severity"] == "error"]
    assert errors
    assert all(each["message"] for each in errors)
    assert contents(small_case) == before
    if at and message is not None and hint is not None:
        wanted = place_in(new, at, line, column)
        here = [e for e in errors if e["path"] == path and (e["line"], e["column"]) == wanted]
        assert here, (wanted, errors)
        assert any(message in e["message"] and hint in e["hint"] for e in here), here


PLACES = [
    ("the stock that is a cause", "factors.yaml", "baseline: 40", "baseline: 0",
     "claims/letter.yaml:37:12", "`ruined` is 0 at present and acts by its ratio"),
    ("an input that is a cause", "factors.yaml", "to: 1.5", "to: 0",
     "claims/letter.yaml:20:12", "the input `gossip` is not above 0 throughout"),
    ("no shape", "factors.yaml", ", step: {at: 2019-06-01, to: 1.5}", "",
     "factors.yaml:27:1", "nothing says how the input runs"),
    ("a loop without a state", "factors.yaml", "equation: ruined - rebuilt",
     "equation: 'ruined - homeless'", "factors.yaml:24:1", "a loop without a state"),
    ("an open bracket", "case.yaml", "[flood_ruins]", "[flood_ruins", "case.yaml:26:9", "not YAML"),
    ("no column", "data/rain.csv", "date,value", "date,rain", "data/rain.csv:1:6",
     "unknown column `rain`"),
    ("a demand without a lever", "scenarios.yaml", "    factor: repairs\n", "",
     "scenarios.yaml:35:5", "needs either a complete lever or a reason"),
    ("the text's hash", "texts/letter.txt", "Dear", "My dear", "case.yaml:17:13",
     "is not the one that was coded: its hash differs"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "old", "new", "place", "message"), [each[1:] for each in PLACES],
    ids=[each[0] for each in PLACES],
)  # fmt: skip
def test_what_shows_elsewhere_has_its_place_there(
    small_case: Path, change: Change, path: str, old: str, new: str, place: str, message: str
) -> None:
    change(path, old, new)
    result = run("check", str(small_case))
    assert result.exit_code == 2
    lines = [line for line in result.stdout.splitlines() if line.startswith(f"{place}: ")]
    assert any(message in line and " — " in line for line in lines), result.stdout


def test_a_sound_case_is_said_to_be_so(small_case: Path) -> None:
    result = run("check", str(small_case))
    assert result.exit_code == 0
    assert result.stdout == (
        "The case can be run: 10 factors, 9 claims, 2 assumptions, 2 accounts, 3 scenarios, "
        "4 contentions.\n"
        f"Waiting for a decision: 1 claim (contention review {small_case}).\n"
    )
    told = json.loads(run("check", str(small_case), "--json").stdout)
    assert told == {"problems": [], "waiting": {"claims": 1, "figures": 0, "merges": 0}}


def test_check_and_review_count_the_same_merges(small_case: Path) -> None:
    with (small_case / "factors.yaml").open("a", encoding="utf-8") as factors:
        factors.write("heed: {title: Heed, note: proposed by contention read}\n")
    (small_case / "merges.yaml").write_text(
        "merges:\n"
        "  - {factor: heed, into: care, status: proposed}\n"
        "  - {factor: trust, into: repairs, status: proposed}\n",
        "utf-8",
    )
    told = json.loads(run("check", str(small_case), "--json").stdout)
    waiting = json.loads(run("review", str(small_case), "--json").stdout)
    assert told["waiting"]["merges"] == len(waiting["merges"]) == 1


def test_warnings_do_not_keep_a_case_from_running(small_case: Path, change: Change) -> None:
    change("factors.yaml", "\ncare:", "\nwind: {title: Wind}\ncare:")
    result = run("check", str(small_case))
    assert result.exit_code == 0
    assert result.stdout.startswith("factors.yaml:3:1: warning: factor `wind` is used nowhere")
    assert "(1 warning)" in result.stdout


def test_the_file_case_yaml_names_its_folder(small_case: Path) -> None:
    assert run("check", str(small_case / "case.yaml")).exit_code == 0


@pytest.mark.parametrize("name", ["nowhere", "case.yaml/x"])
def test_a_folder_that_is_none_is_a_problem(small_case: Path, name: str) -> None:
    result = run("check", str(small_case / name))
    assert result.exit_code == 2
    assert "there is no such folder" in result.stdout


def test_other_commands_refuse_a_case_with_errors(small_case: Path, change: Change) -> None:
    change("factors.yaml", "baseline: 0.6", "baseline: 6")
    with pytest.raises(click.exceptions.Exit) as raised:
        open_case(small_case)
    assert raised.value.exit_code == 2


def test_an_accepted_claim_with_an_end_to_be_named_is_told(small_case: Path) -> None:
    file = small_case / "factors.yaml"
    file.write_text(file.read_text("utf-8").replace("Trust in the council", "To be named"), "utf-8")
    found = [each for each in check(small_case) if "still to be named" in each.message]
    assert {each.severity for each in found} == {"warning"}
    assert "the cause of `trust_money` is still to be named" in {each.message for each in found}
    assert found[0].place.path == "claims/letter.yaml"
