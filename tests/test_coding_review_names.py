"""The names of proposals: one list before any claim, settled for all of them at once."""

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from contention.case.load import load_case
from contention.case.problem import errors
from contention.case.storage.new_case import NewCase, start_case
from contention.cli.main import main
from contention.coding.review.proposed_names import ProposedName, proposed_names
from contention.coding.review.settling_names import NamesReview
from contention.coding.review.undo import ReviewError
from contention.coding.review.walk import Review

TEXT = """The levy cuts traffic. This charge also raises money.

Slow buses drive passengers away. Faster buses raise the fares that people pay.
"""
CLAIMS = (
    ("levy", "lowers", "traffic", "The levy", "traffic", "proposed"),
    ("charge", "raises", "money", "This charge", "money", "proposed"),
    ("slow_buses", "lowers", "passengers", "Slow buses", "passengers", "accepted"),
    ("slow_buses", "lowers", "fares", "Faster buses", "the fares", "proposed"),
)
TITLES = ("levy", "traffic", "charge", "money", "passengers", "slow_buses", "fares")


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Four claims of a reader, one of them accepted; the levy is a factor of the case."""
    folder = tmp_path / "case"
    start_case(folder, NewCase(TEXT, "Town", "The miller", "2020", "town"))
    (folder / "texts").mkdir()
    (folder / "texts" / "town.txt").write_text(TEXT, "utf-8")
    head = folder / "case.yaml"
    said = head.read_text("utf-8").replace("words: words/town.txt", "file: texts/town.txt")
    head.write_text(said, "utf-8")
    lines = ["document: town", "claims:"]
    for number, (cause, sign, effect, *words, status) in enumerate(CLAIMS, 1):
        places = [(TEXT.index(each), TEXT.index(each) + len(each)) for each in words]
        ends = f"cause: {list(places[0])}, effect: {list(places[1])}"
        lines += [
            f"- {{id: town_{number}, cause: {cause}, effect: {effect}, sign: {sign},",
            f"   paraphrase: '{cause} {sign} {effect}', drafted: true, status: {status},",
            f"   anchor: {{start: {places[0][0]}, end: {places[1][1]}, {ends}}}}}",
        ]
    (folder / "claims" / "town.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    note = "note: proposed by contention read"
    (folder / "factors.yaml").write_text(
        "".join(
            f"{each}: {{title: {each.replace('_', ' ').capitalize()}"
            + ("}\n" if each == "levy" else f", {note}}}\n")
            for each in TITLES
        ),
        "utf-8",
    )
    assert not errors(load_case(folder)[1])
    return folder


def review(case: Path, keys: str, *options: str) -> Result:
    return CliRunner().invoke(main, ["review", str(case), "--coder", "ana", *options], input=keys)


def named(case: Path, id_: str) -> ProposedName:
    return next(each for each in proposed_names(Review(case).draft()) if each.id == id_)


def contents(case: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in case.rglob("*.yaml")}


def claim(case: Path, id_: str) -> dict[str, object]:
    claims = yaml.safe_load((case / "claims" / "town.yaml").read_text("utf-8"))["claims"]
    return dict(next(each for each in claims if each["id"] == id_))


def test_names_come_with_their_claims_words_and_places(case: Path) -> None:
    buses = named(case, "slow_buses")
    assert (buses.claims, buses.known, buses.settled) == (1, False, False)
    mention = buses.mentions[0]
    assert (mention.words, mention.sentence) == ("Faster buses", 4)
    assert TEXT[mention.start : mention.end] == "Faster buses"
    levy = named(case, "levy")
    assert (levy.known, levy.settled, levy.others) == (True, True, ("The levy",))


def test_a_new_wording_is_in_the_paraphrases_and_undone_exactly(case: Path) -> None:
    before = contents(case)
    names = NamesReview(case, coder="ana")
    names.selected = [each.id for each in names.names()].index("slow_buses")
    names.rename("Slow: “buses”")
    assert claim(case, "town_4")["paraphrase"] == "Slow: “buses” lowers Fares"
    assert claim(case, "town_3")["paraphrase"] == "slow_buses lowers passengers"
    assert named(case, "slow_buses").named_by == "ana"
    names.undo()
    assert contents(case) == before


def test_an_opposite_turns_the_sign_of_proposals_and_leaves_decided_claims(case: Path) -> None:
    before = contents(case)
    names = NamesReview(case, coder="ana")
    names.selected = [each.id for each in names.names()].index("slow_buses")
    names.join("traffic", turned=True)
    joined = claim(case, "town_4")
    assert (joined["cause"], joined["sign"]) == ("traffic", "raises")
    assert joined["paraphrase"] == "Traffic raises Fares"
    assert claim(case, "town_3")["cause"] == "slow_buses"
    loaded = load_case(case)[0]
    assert loaded is not None
    decided = loaded.claims["town_3"].relation
    assert (decided.cause, decided.sign) == ("traffic", "+")
    assert named(case, "traffic").joined == ("not: Slow buses",)
    names.undo()
    assert contents(case) == {**before, "merges.yaml": b"merges:\n"}


def test_names_that_a_claim_links_are_not_joined(case: Path) -> None:
    before = contents(case)
    result = review(case, "/ charge\nm money\n\n")
    assert "not done: town_2 links the two" in result.output
    assert "reject or edit it first" in result.output
    assert result.exit_code == 2
    assert contents(case) == before


def test_what_is_settled_is_asked_once_until_new_names_appear(case: Path) -> None:
    output = review(case, "/ charge\nm levy\n\na q").output
    assert "“This charge” town 23–34, sentence 2" in output
    assert "joined “Charge”" in output
    assert "settled 4 names" in output
    assert "1 joined, 4 left as they were; 0 still to settle" in output
    assert "names of the proposals" not in review(case, "q").output
    assert "by ana" in review(case, "q", "--names").output
    factors = case / "factors.yaml"
    factors.write_text(factors.read_text("utf-8").replace(', named_by: "ana"', "", 1), "utf-8")
    assert "5, 1 to settle" in review(case, "q").output


def test_undo_leads_back_from_the_claims_to_the_names(case: Path) -> None:
    before = contents(case)
    output = review(case, "a u q").output
    assert output.count("names of the proposals: 6, 5 to settle") == 2
    assert contents(case) == before


def test_a_taken_name_and_an_empty_one_are_refused(case: Path) -> None:
    names = NamesReview(case, coder="ana")
    names.selected = [each.id for each in names.names()].index("money")
    with pytest.raises(ReviewError, match="named so already"):
        names.rename("Traffic")
    with pytest.raises(ReviewError, match="needs words"):
        names.rename("  ")


def test_names_do_not_steer_the_terminal(case: Path) -> None:
    factors = case / "factors.yaml"
    hostile = factors.read_text("utf-8").replace("title: Money", 'title: "Mo\u202eney"')
    factors.write_text(hostile, "utf-8")
    assert "\u202e" not in review(case, "q").output
