import json
import os
import signal
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
import yaml

from contention.case.problem import CaseError
from contention.corpus import tables
from contention.corpus.input_files import find_sources
from contention.corpus.messages import ReadOutcome, ReadTask
from contention.corpus.run_corpus import CorpusOptions, CorpusResult, read_corpus
from contention.corpus.store import read_reading, reading_path, write_reading
from contention.corpus.worker import loaded_reader, read_one
from contention.documents.files import document_from_text
from contention.execution.executor import Lost, Outcome, Task
from contention.execution.processes import Processes
from contention.extraction.combine import CombinedReader, ReaderName, reader_for
from contention.extraction.proposals import Proposal
from contention.extraction.windowed import windows

RULES = CorpusOptions("rules")


@dataclass
class Here:
    """Does tasks in this process; stops dead before the task of the number `dies_at`."""

    dies_at: int | None = None
    done: list[ReadOutcome] = field(default_factory=list)

    def run(
        self, work: Callable[[Task], Outcome], tasks: Iterable[Task]
    ) -> Generator[Outcome | Lost[Task]]:
        for number, task in enumerate(tasks):
            if number == self.dies_at:
                raise KeyboardInterrupt
            outcome = work(task)
            assert isinstance(outcome, ReadOutcome)
            self.done.append(outcome)
            yield outcome


def dies_of_poison(task: ReadTask) -> ReadOutcome:
    """Work that takes its whole process down at one file, as a crash in a library would."""
    if "poison" in task.path.name:
        os.kill(os.getpid(), signal.SIGKILL)
    return read_one(task)


@pytest.fixture(autouse=True)
def _json_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "find_spec", lambda _name: None)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    (folder / "deep").mkdir(parents=True)
    (folder / "tolls.txt").write_text(
        "Higher tolls reduced traffic. Critics argue that the toll hurts shops.\n\n"
        "Over 12,000 drivers left their cars at home in 2021.\n"
    )
    (folder / "deep" / "rents.md").write_text("# On rents\n\nHigher rents raise evictions.\n")
    (folder / "deep" / "wages.html").write_text(
        "<html><body><p>Low wages led to more strikes in the harbour.</p></body></html>"
    )
    (folder / "deep" / "again.md").write_text("# On rents\n\nSlow courts raise rents.\n")
    return folder


def go(texts: Path, out: Path, executor: Here | Processes | None = None,
       options: CorpusOptions = RULES) -> CorpusResult:  # fmt: skip
    return read_corpus([texts], out, executor or Here(), options, lambda *_: None)


def rows(out: Path, name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (out / f"{name}.jsonl").read_text().splitlines()]


def results(out: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in out.glob("*.jsonl")}


def test_tables_say_where_each_claim_stands(texts: Path, tmp_path: Path) -> None:
    result = go(texts, tmp_path / "out")
    assert (result.files, result.totals.documents, result.problems) == (4, 4, ())
    claims = rows(tmp_path / "out", "claims")
    hurt = next(each for each in claims if each["effect"] == "shops")
    text = (texts / "tolls.txt").read_text()
    assert (hurt["sign"], hurt["stance"], hurt["holder"]) == ("-", "reported", "Critics")
    assert hurt["sentence"] == "Critics argue that the toll hurts shops."
    start, end = hurt["sentence_start"], hurt["sentence_end"]
    assert isinstance(start, int)
    assert isinstance(end, int)
    assert text[start:end] == hurt["sentence"]
    assert rows(tmp_path / "out", "figures")[0]["value"] == 12_000
    documents = rows(tmp_path / "out", "documents")
    assert [each["document"] for each in documents] == ["on_rents", "on_rents_2", "wages", "tolls"]
    assert {each["document"] for each in claims} <= {each["document"] for each in documents}
    assert len({each["id"] for each in claims}) == len(claims) == result.totals.claims


def test_the_number_of_workers_changes_nothing(texts: Path, tmp_path: Path) -> None:
    for workers in (1, 2):
        go(texts, tmp_path / str(workers), Processes(workers))
    assert results(tmp_path / "1") == results(tmp_path / "2")
    assert results(tmp_path / "1")["claims.jsonl"]


def test_an_interrupted_run_goes_on_where_it_stopped(texts: Path, tmp_path: Path) -> None:
    go(texts, tmp_path / "whole")
    out = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        go(texts, out, Here(dies_at=2))
    assert not results(out)
    (out / "readings" / "ab").mkdir(exist_ok=True)
    half = out / "readings" / "ab" / "abc.1.partial"
    half.write_bytes(b"half a reading")
    here = Here()
    result = go(texts, out, here, CorpusOptions("rules", resume=True))
    assert result.reused == 2
    assert [each.reused for each in here.done] == [True, True, False, False]
    assert results(out) == results(tmp_path / "whole")
    assert not half.exists()


def test_a_changed_file_is_read_again(texts: Path, tmp_path: Path) -> None:
    go(texts, tmp_path / "out")
    (texts / "tolls.txt").write_text("Higher tolls raised bus fares.\n")
    result = go(texts, tmp_path / "out", options=CorpusOptions("rules", resume=True))
    assert result.reused == 3
    assert "bus fares" in {each["effect"] for each in rows(tmp_path / "out", "claims")}
    assert "shops" not in {each["effect"] for each in rows(tmp_path / "out", "claims")}


def test_results_are_never_mixed_or_overwritten(texts: Path, tmp_path: Path) -> None:
    go(texts, tmp_path / "out")
    with pytest.raises(CaseError, match="earlier run"):
        go(texts, tmp_path / "out")
    with pytest.raises(CaseError, match="other files"):
        go(texts, texts)
    with pytest.raises(CaseError, match="is a file"):
        go(texts, texts / "tolls.txt")


def test_bad_files_are_listed_and_the_others_read(texts: Path, tmp_path: Path) -> None:
    (texts / "empty.txt").write_bytes(b"")
    (texts / "noise.pdf").write_bytes(b"\x00\x01" * 50)
    (texts / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0" * 50)
    (texts / "picture.jpg").write_bytes(b"\xff\xd8")
    (texts / ".hidden.txt").write_text("Hidden tolls raise fares.")
    result = go(texts, tmp_path / "out")
    bad = {Path(each.place.path).name: each for each in result.problems}
    assert sorted(bad) == ["empty.txt", "noise.pdf", "old.doc"]
    assert all(each.hint for each in result.problems)
    assert (result.totals.documents, result.passed_over) == (4, 1)
    summary = json.loads((tmp_path / "out" / "summary.json").read_text())
    assert [each["path"] for each in summary["problems"]] == [
        each.place.path for each in result.problems
    ]


def test_a_file_that_kills_its_process_is_one_problem(texts: Path, tmp_path: Path) -> None:
    (texts / "poison.txt").write_text("Poison raises deaths.")
    tasks = [
        ReadTask(path, tmp_path / "readings", "rules", RULES.read)
        for path in find_sources([texts], tmp_path / "out").files
    ]
    outcomes = list(Processes(2).run(dies_of_poison, tasks))
    (lost,) = (each for each in outcomes if isinstance(each, Lost))
    read = sorted(each.path.name for each in outcomes if not isinstance(each, Lost))
    assert read == ["again.md", "rents.md", "tolls.txt", "wages.html"]
    assert lost.task.path.name == "poison.txt"
    assert "died" in lost.reason


def test_a_fault_of_the_reader_is_a_problem_of_that_file(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("no way")

    monkeypatch.setattr("contention.corpus.worker.read_file", fails)
    result = go(texts, tmp_path / "out")
    assert len(result.problems) == 4
    assert "RuntimeError: no way" in result.problems[0].message


def test_a_missing_file_and_a_folder_without_texts_are_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    named = [tmp_path / "none", tmp_path / "gone.txt"]
    result = read_corpus(named, tmp_path / "out", Here(), RULES, lambda *_: None)
    messages = " ".join(each.message for each in result.problems)
    assert "contains no texts" in messages
    assert "cannot be read" in messages


def test_sources_are_sorted_and_each_file_comes_once(texts: Path) -> None:
    found = find_sources([texts / "tolls.txt", texts, texts / "deep"], texts / "deep")
    assert [each.name for each in found.files] == [
        "again.md",
        "rents.md",
        "wages.html",
        "tolls.txt",
    ]
    assert [each.name for each in find_sources([texts], texts / "deep").files] == ["tolls.txt"]


def test_windows_find_what_the_whole_finds() -> None:
    part = (
        "Higher tolls reduced traffic. This has increased bus ridership. As a result, fares fell. "
        "Some claim that tolls cause poverty. Such claims are a myth. 40,000 people moved away."
    )
    document = document_from_text("\n\n".join([part] * 30))

    def place(each: Proposal) -> tuple[object, ...]:
        return each.anchor, each.cause, each.effect, each.sign, each.stance, each.holder

    reader = reader_for("rules")
    whole = reader.find(document)
    pieces = list(windows(document, reader, size=7))
    assert len(pieces) > 20
    found = [place(each) for piece in pieces for each in piece.proposals]
    assert found == [place(each) for each in whole.proposals]
    figures = [each.anchor for piece in pieces for each in piece.figures]
    assert figures == [each.anchor for each in whole.figures]


def test_a_process_loads_its_reader_once(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[ReaderName] = []

    def load(name: ReaderName) -> CombinedReader:
        loaded.append(name)
        return replace(reader_for("rules"), missing=("no model here",))

    monkeypatch.setattr("contention.corpus.worker.reader_for", load)
    loaded_reader.cache_clear()
    try:
        result = go(texts, tmp_path / "out", options=CorpusOptions("model"))
    finally:
        loaded_reader.cache_clear()
    assert loaded == ["model"]
    assert result.totals.documents == 4
    assert result.totals.notes == ("no model here",)


def test_a_reading_stands_whole_or_not_at_all(tmp_path: Path) -> None:
    def breaks_off() -> Iterator[dict[str, object]]:
        yield {"document": {}}
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        write_reading(tmp_path, "abcd", breaks_off())
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == []
    write_reading(tmp_path, "abcd", [{"document": {"title": "Über"}}])
    assert reading_path(tmp_path, "abcd").exists()
    assert list(read_reading(tmp_path, "abcd")) == [{"document": {"title": "Über"}}]


def test_claims_files_are_what_a_case_holds(texts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    go(texts, out, options=CorpusOptions("rules", claims_files=True))
    read = {each.stem: yaml.safe_load(each.read_text()) for each in out.glob("claims/*.yaml")}
    assert set(read) == {"on_rents", "on_rents_2", "tolls", "wages"}
    factors = yaml.safe_load((out / "factors.yaml").read_text())
    holders = yaml.safe_load((out / "holders.yaml").read_text())
    claims = [claim for each in read.values() for claim in each["claims"]]
    assert {each["status"] for each in claims} == {"proposed"}
    assert {each[end] for each in claims for end in ("cause", "effect")} <= set(factors)
    assert {each["holder"] for each in claims if "holder" in each} <= set(holders)
    assert read["tolls"]["figures"][0]["value"] == 12_000


def test_factors_are_named_and_merges_proposed_over_the_whole_corpus(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text("Higher tolls reduce the unemployment. The tolls raise rents.")
    (folder / "b.txt").write_text("The toll reduces joblessness. The rent lowers trust.")
    (folder / "c.txt").write_text("Distrust reduces turnout.")
    out = tmp_path / "out"
    go(folder, out, options=CorpusOptions("rules", claims_files=True))
    factors = yaml.safe_load((out / "factors.yaml").read_text())
    assert sum(id_.startswith("toll") for id_ in factors) == 1
    assert sum(id_.startswith("rent") for id_ in factors) == 1
    merges = yaml.safe_load((out / "merges.yaml").read_text())["merges"]
    assert {each["status"] for each in merges} == {"proposed"}
    found = {(frozenset((m["factor"], m["into"])), m.get("turned", False)) for m in merges}
    assert (frozenset(("distrust", "trust")), True) in found
    assert (frozenset(("joblessness", "unemployment")), False) in found


def test_parquet_has_the_same_rows(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    go(texts, tmp_path / "lines")
    monkeypatch.setattr(tables, "find_spec", lambda _name: object())
    monkeypatch.setattr(tables, "BATCH", 2)
    result = go(texts, tmp_path / "out")
    assert result.totals.tables == ("documents.parquet", "claims.parquet", "figures.parquet")
    for name in ("documents", "claims", "figures"):
        table = parquet.read_table(str(tmp_path / "out" / f"{name}.parquet"))
        assert table.to_pylist() == rows(tmp_path / "lines", name)
