"""The benchmark of proposed merges: its pairs, its scores, and what is claimed of them."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from benchmarks.merges import FOLDER, HALVES, Pair, main, read_pairs, score

from contention.coding.merges import pairs

DOCS = Path(__file__).parent.parent / "docs"
CARD = pairs.__file__.replace("coding/merges/pairs.py", "extraction/model/weights/PIECES_CARD.md")


def test_the_halves_are_as_their_readme_says() -> None:
    labels: Counter[str] = Counter()
    names: set[frozenset[str]] = set()
    for half in HALVES:
        found = read_pairs(half)
        assert len(found) == 80
        odd = half == "development"
        assert all(int(pair.id.rsplit("_", 1)[1]) % 2 == odd for pair in found)
        labels.update(pair.label for pair in found)
        names |= {frozenset((pair.first, pair.second)) for pair in found}
    assert len(names) == 160
    page = (FOLDER / "README.md").read_text("utf-8")
    for label, number in labels.items():
        assert re.search(rf"- `{label}`: [^-]*\({number}\)", page), (label, number)


def test_scores_count_right_labels_only() -> None:
    labelled = [
        Pair("a_1", "same", "a", "b"), Pair("a_2", "opposite", "a", "c"),
        Pair("a_3", "different", "a", "d"), Pair("a_4", "same", "a", "e"),
    ]  # fmt: skip
    found = score(
        "all", "development", labelled, lambda _, two: "different" if two == "e" else "same"
    )
    assert (found.proposed, found.right, found.wanted, found.turned_wrongly) == (3, 1, 3, 1)
    assert found.precision == pytest.approx(1 / 3)
    assert found.recall == pytest.approx(1 / 3)
    assert found.f1 == pytest.approx(1 / 3)


def test_the_figures_in_the_docs_are_those_of_the_benchmark(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["--json"])
    shown = json.loads(capsys.readouterr().out)
    held_out = {s["way"]: s for s in shown["scores"] if s["half"] == "held_out"}
    assert held_out["both"]["f1"] > held_out["words"]["f1"] > held_out["embeddings"]["f1"]
    card = Path(CARD).read_text("utf-8")
    for way, row in (
        ("words", "words alone"),
        ("embeddings", "embeddings alone"),
        ("both", "both, as"),
    ):
        figures = held_out[way]
        cells = [figures["proposed"], *(f"{figures[k]:.3f}" for k in ("precision", "recall", "f1"))]
        line = next(each for each in card.split("\n") if each.startswith(f"| {row}"))
        assert line.split("|")[2:6] == [f" {cell} " for cell in cells]
    page = " ".join((DOCS / "reading.md").read_text("utf-8").split())
    assert f"(F1 {held_out['words']['f1']:.3f} and {held_out['both']['f1']:.3f};" in page
    apart = [counts["both"] for counts in shown["kept_apart"].values()]
    assert sum(pairs for _, pairs in apart) == 3303
    assert sum(proposed for proposed, _ in apart) == 2


def test_thresholds_are_those_of_the_docs() -> None:
    page = (DOCS / "reading.md").read_text("utf-8")
    assert f"From {pairs.LEAST_WORDS:g}" in " ".join(page.split())
    near = f"near ({pairs.LEAST_EMBEDDINGS:g}; without a common word {pairs.LEAST_APART:g})"
    assert near in " ".join(page.split())


def test_errors_are_of_the_development_half_only(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--errors"])
    listed = re.findall(r"^\w+_(\d\d) (?:same|opposite|different),", capsys.readouterr().out, re.M)
    assert listed
    assert all(int(number) % 2 for number in listed)
