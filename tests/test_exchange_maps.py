"""Maps written for other tools: what a reader of its own finds in the file is what the map has."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import openpyxl
import pytest
import yaml

import contention as ct
from contention.exchange.exported import Exported
from contention.exchange.formats import MAP_FORMATS
from contention.exchange.spreadsheets import comma_separated, unquoted

Exporting = Callable[[str], Exported]
HOSTILE = '=1+1 "end" <script> \\N'


@pytest.fixture
def case(small_case: Path) -> ct.Case:
    return ct.load(small_case)


def links(case: ct.Case) -> set[tuple[str, str, str]]:
    """Title, sign, title of every link of the teacher's map."""
    titles = {id_: factor.title for id_, factor in case.value.factors.items()}
    found = case.account("teacher").map().links
    return {(titles[link.cause], link.sign, titles[link.effect]) for link in found}


def strings(held: object) -> list[object]:
    """Every value in JSON that has no entries of its own."""
    inner = held.values() if isinstance(held, dict) else held if isinstance(held, list) else None
    return [held] if inner is None else [each for one in inner for each in strings(one)]


def export(case: ct.Case, form: str) -> Exported:
    return case.account("teacher").map().export(form)


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networkx_reads_every_link_and_attribute(
    case: ct.Case, form: str, read: Callable[[io.BytesIO], "nx.MultiDiGraph[str]"]
) -> None:
    graph = read(io.BytesIO(export(case, form).content))
    titles = {node: data["label"] for node, data in graph.nodes(data=True)}
    found = {
        (titles[cause], data["polarity"], titles[effect])
        for cause, effect, data in graph.edges(data=True)
    }
    assert found == links(case)
    delays = [data["delay_years"] for *_, data in graph.edges(data=True) if "delay_years" in data]
    assert [float(delay) for delay in delays] == [pytest.approx(0.25)]


def test_kumu_names_elements_that_it_has(case: ct.Case) -> None:
    made = json.loads(export(case, "kumu").content)
    labels = {element["label"] for element in made["elements"]}
    found = {(each["from"], each["type"], each["to"]) for each in made["connections"]}
    assert found == links(case)
    assert {end for cause, _, effect in found for end in (cause, effect)} <= labels
    assert {each["direction"] for each in made["connections"]} == {"directed"}


def test_sd_json_has_reasons_and_their_claims(case: ct.Case) -> None:
    made = json.loads(export(case, "sd-json").content)
    found = {(each["from"], each["polarity"], each["to"]) for each in made["relationships"]}
    assert found == links(case)
    assert "[trust_needed" in " ".join(each["reasoning"] for each in made["relationships"])


def test_a_cognitive_map_is_a_square_matrix_of_weights(case: ct.Case) -> None:
    rows = list(csv.reader(io.StringIO(export(case, "fcm").content.decode())))
    names = rows[0][1:]
    assert [row[0] for row in rows[1:]] == names
    weights = {
        (row[0], "+" if float(cell) > 0 else "-", names[column])
        for row in rows[1:]
        for column, cell in enumerate(row[1:])
        if float(cell)
    }
    assert weights == links(case)
    assert all(abs(float(cell)) <= 1 for row in rows[1:] for cell in row[1:])


def test_workbooks_are_read_by_openpyxl_and_repeat_their_bytes(case: ct.Case) -> None:
    for form, sheet in (("xlsx", "Links"), ("kumu-xlsx", "Connections")):
        made = export(case, form).content
        assert made == export(case, form).content
        rows = list(openpyxl.load_workbook(io.BytesIO(made))[sheet].iter_rows(values_only=True))
        head = [str(cell).casefold() for cell in rows[0]]
        ends = {(row[head.index("from")], row[head.index("to")]) for row in rows[1:]}
        assert ends == {(cause, effect) for cause, _, effect in links(case)}


def test_a_diagram_has_a_line_for_every_link(case: ct.Case) -> None:
    found = case.account("teacher").map()
    dot, mermaid = (export(case, form).content.decode() for form in ("dot", "mermaid"))
    assert len(re.findall(r'^  "\w+" -> "\w+" \[', dot, re.M)) == len(found.links)
    assert len(re.findall(r'^  n\d+ -(?:->|\.->)\|"."\| n\d+$', mermaid, re.M)) == len(found.links)


@pytest.mark.parametrize("form", sorted(MAP_FORMATS))
def test_what_a_format_lacks_is_reported(case: ct.Case, form: str) -> None:
    report = export(case, form).report
    assert any("scenario" in note for note in report.notes)
    lost = {(loss.kind, loss.id) for loss in report.left_out}
    assert ("dependency", "ruined>homeless") in lost
    if form == "mermaid":
        assert any("without strength" in loss.what for loss in report.left_out)


def test_titles_that_are_the_same_stay_two_elements(small_case: Path) -> None:
    file = small_case / "factors.yaml"
    data = yaml.safe_load(file.read_text("utf-8"))
    data["repairs"]["title"] = data["trust"]["title"]
    file.write_text(yaml.safe_dump(data), "utf-8")
    made = export(ct.load(small_case), "kumu")
    labels = [each["label"] for each in json.loads(made.content)["elements"]]
    assert len(set(labels)) == len(labels)
    assert {loss.id for loss in made.report.changed} == {"repairs", "trust"}


@pytest.mark.parametrize("form", sorted(MAP_FORMATS))
def test_no_title_runs_or_breaks_a_file(small_case: Path, form: str) -> None:
    file = small_case / "factors.yaml"
    data = yaml.safe_load(file.read_text("utf-8"))
    data["repairs"]["title"] = HOSTILE
    file.write_text(yaml.safe_dump(data), "utf-8")
    made = export(ct.load(small_case), form).content
    if form in ("links", "factors", "fcm"):
        cells = [cell for row in csv.reader(io.StringIO(made.decode())) for cell in row]
        assert not [cell for cell in cells if cell.startswith("=")]
        assert HOSTILE in [unquoted(cell) for cell in cells]
    elif form.endswith("xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(made))
        found = [each for sheet in book for row in sheet.iter_rows() for each in row]
        assert {each.data_type for each in found if each.value == HOSTILE} == {"s"}
    elif form in ("graphml", "gexf"):
        assert b"<script>" not in made
    elif form == "mermaid":
        assert "<" not in made.decode().replace("<br", "")
    elif form == "dot":
        assert '\\"end\\"' in made.decode()
        assert "\\\\N" in made.decode()
    else:
        assert HOSTILE in strings(json.loads(made))


def test_a_cell_that_was_made_harmless_is_read_as_it_was() -> None:
    texts = ["=a", "+a", "-a", "@a", "'=a", "a", "'a", ""]
    rows = list(csv.reader(io.StringIO(comma_separated([texts]).decode())))
    assert [unquoted(cell) for cell in rows[0]] == ["=a", "+a", "-a", "@a", "=a", "a", "'a", ""]


def test_an_unknown_format_is_refused_with_a_guess(case: ct.Case) -> None:
    with pytest.raises(KeyError, match="graphml"):
        export(case, "graphmm")
