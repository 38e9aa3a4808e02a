"""What the workbench shows of a case."""

import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from contention.case.load import load_case
from contention.case.text.normalise import fingerprint
from contention.workbench.server.table import ENDPOINTS
from contention.workbench.views.utf16 import InsideCharacterError, Utf16
from tests.workbench_client import CASE, Browser, browser_on, copied_case


@pytest.fixture
def browser(tmp_path: Path) -> Browser:
    return browser_on(copied_case(tmp_path))


def test_positions_in_utf16() -> None:
    text = "a😀b𝄞"
    units = Utf16(text)
    encoded = text.encode("utf-16-le")
    for place in range(len(text) + 1):
        unit = len(text[:place].encode("utf-16-le")) // 2
        assert units.units(place) == unit
        assert units.characters(unit) == place
    inside = set(range(len(encoded) // 2 + 1)) - {units.units(p) for p in range(len(text) + 1)}
    for unit in (*inside, -1, len(encoded) // 2 + 1):
        with pytest.raises(InsideCharacterError):
            units.characters(unit)


def test_every_claim_is_shown_with_its_words(browser: Browser) -> None:
    case = load_case(browser.serving.workspace.case("congestion-charge").folder)[0]
    assert case is not None
    shown = browser.get(f"{CASE}/claims")["claims"]
    text = browser.get(f"{CASE}/documents/brief")["text"]
    assert {each["id"] for each in shown} == set(case.claims)
    for each in shown:
        claim = case.claims[each["id"]]
        assert claim.anchor is not None
        assert (each["stance"], each["holder"]) == (claim.stance, claim.holder)
        assert text[each["start"] : each["end"]] == text[claim.anchor.start : claim.anchor.end]
        assert len(each["hash"]) == 64


def test_sentences_say_who_speaks(browser: Browser) -> None:
    document = browser.get(f"{CASE}/documents/brief")
    said = {document["text"][e["start"] : e["end"]].split()[0]: e for e in document["sentences"]}
    assert all(e["stance"] for e in said.values())
    reported = [e for e in document["sentences"] if e["holder"] == "transport_office"]
    assert reported
    for each in reported:
        asked = browser.get(f"{CASE}/documents/brief/standing", start=each["start"] + 3)
        assert (asked["stance"], asked["holder"]) == (each["stance"], each["holder"])


def test_characters_beyond_the_basic_plane_move_positions(tmp_path: Path) -> None:
    folder = copied_case(tmp_path)
    text = folder / "texts" / "brief.txt"
    before = browser_on(folder).get(f"{CASE}/claims")["claims"]
    text.write_text("😀" + text.read_text("utf-8")[1:], "utf-8")
    changed = browser_on(folder)
    assert changed.get(CASE)["problems"]
    head = folder / "case.yaml"
    sha256 = fingerprint(text.read_text("utf-8"))
    head.write_text(re.sub(r"sha256: \w+", f"sha256: {sha256}", head.read_text("utf-8")), "utf-8")
    after = changed.get(f"{CASE}/claims")["claims"]
    assert [each["start"] + 1 for each in before] == [each["start"] for each in after]


def test_a_case_with_faults_is_shown_as_far_as_it_can_be_read(tmp_path: Path) -> None:
    folder = copied_case(tmp_path)
    (folder / "contentions.yaml").write_text("contentions:\n  - {id: x\n", "utf-8")
    claims = next((folder / "claims").glob("*.yaml"))
    claims.write_text(claims.read_text("utf-8").replace("effect: bus_speed", "effect: no_such"))
    browser = browser_on(folder)
    shown = browser.get(CASE)
    assert not shown["runs"]
    assert {each["path"] for each in shown["problems"]} >= {"contentions.yaml", "claims/brief.yaml"}
    assert shown["factors"]
    assert browser.get(f"{CASE}/claims")["claims"]
    assert browser.get("/api/session")["cases"][0]["problems"] >= 2


def test_a_case_whose_head_cannot_be_read_opens(tmp_path: Path) -> None:
    folder = copied_case(tmp_path)
    (folder / "case.yaml").write_text("title: [\n", "utf-8")
    shown = browser_on(folder).get(CASE)
    assert shown["title"] == "congestion-charge"
    assert shown["problems"]


def test_a_changed_file_is_read_again(browser: Browser) -> None:
    folder = browser.serving.workspace.case("congestion-charge").folder
    first = browser.get(CASE)
    assert browser.get(CASE) == first
    head = folder / "case.yaml"
    text = head.read_text("utf-8")
    for title in ("One", "Two", "Six"):  # as fast as a file can be saved, with the same size
        head.write_text(text.replace(first["title"], title), "utf-8")
        shown = browser.get(CASE)
        assert shown["title"] == title
        assert shown["revision"] != first["revision"]
    head.write_text(text, "utf-8")
    assert browser.get(CASE)["revision"] == first["revision"]


def test_every_route_is_documented_and_the_document_is_sound(browser: Browser) -> None:
    """That replies are as documented is checked by the client of all these tests."""
    document = browser.client.get("/api/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    listed = {
        (method.upper(), path) for path, methods in document["paths"].items() for method in methods
    }
    assert listed == {(each.method, each.template) for each in ENDPOINTS}
    names = [each["operationId"] for methods in document["paths"].values()
             for each in methods.values()]  # fmt: skip
    assert len(names) == len(set(names))
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    for methods in document["paths"].values():
        for name, each in methods.items():
            assert each["summary"]
            assert (name == "get") == ("X-Contention" not in str(each["parameters"]))


def test_every_route_answers_to_its_method_alone(browser: Browser) -> None:
    for each in ENDPOINTS:
        path = re.sub(r"{\w+}", "x", each.template)
        assert browser.client.options(path).status_code in (403, 405)
