import json
import os
import signal
from collections.abc import Callable as Function
from collections.abc import Generator, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from contention.api.corpus import CostEstimate, StatementOptions, StatementsJudged, judge_corpus
from contention.case.load import load_case
from contention.case.problem import CaseError, errors
from contention.corpus import tables
from contention.corpus.run_corpus import CorpusOptions, read_corpus
from contention.execution.executor import Executor, Lost, Outcome, Task
from contention.execution.here import Here
from contention.execution.processes import Processes
from contention.judge.statements import judge_statements, statement
from contention.judge.statements.machine_account import machine_account
from contention.judge.statements.questions import asked, digest_of
from contention.judge.statements.statement import read_statements
from contention.judge.statements.worker import Judged, JudgeTask, judge_some

TEXTS = {
    "a": "Higher tolls reduced traffic. More traffic raises noise.",
    "b": "Higher tolls raised traffic. Critics argue that tolls hurt shops.",
    "c": "The council met on a Tuesday.",
    "d": "Higher rents raise evictions. Tolls lower traffic.",
    "e": "Tolls do not affect traffic.",
}
CASE = {
    "case.yaml": "title: Tolls\nquestion: What do tolls do?\n"
    "time: {start: 2019, present: 2020, end: 2030, step: 0.05}\n"
    "holders: {desk: The desk}\ndocuments: {}\n"
    "accounts: {desk: {title: The desk, holders: [desk]}}\n",
    "factors.yaml": "tolls: {title: Tolls}\ntraffic: {title: Traffic}\n"
    "din: {title: Din of the streets}\nweather: {title: Weather, kind: input, constant: 1}\n",
    "scenarios.yaml": "scenarios:\n  rest: {title: Rest}\n"
    "  up: {title: Up, actions: [{set: tolls, to: 2, at: present}]}\n"
    "  without: {title: Without, actions: [{remove: claim_1}]}\n",
    "contentions.yaml": "contentions:\n"
    "  - {id: less, title: Less traffic, test: final(traffic @ up) < final(traffic @ rest)}\n"
    "  - {id: quiet, title: Tolls calm, test: final(din @ up) < final(din @ rest)}\n"
    "  - {id: gone, title: Gone, test: final(din @ without) < final(din @ rest)}\n",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _json_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (tables, statement, judge_statements):
        monkeypatch.setattr(f"{module.__name__}.table_suffix", lambda: ".jsonl", raising=False)
    monkeypatch.setattr(tables, "find_spec", lambda _name: None)
    monkeypatch.setattr(judge_statements, "TEXTS", 2)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "texts").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "texts" / f"{name}.txt").write_text(f"# Text {name}\n\n{text}\n")
    read_corpus(
        [tmp_path / "texts"], tmp_path / "out", Here(), CorpusOptions("rules"), lambda *_: None
    )
    return tmp_path / "out"


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    folder.mkdir()
    for name, content in CASE.items():
        (folder / name).write_text(content)
    return folder


def judged(
    out: Path, options: StatementOptions, executor: Executor | None = None
) -> StatementsJudged:
    found = judge_corpus(
        out, executor or Here(), replace(options, draws=64), texts=len(TEXTS),
        progress=lambda *_: None, said=lambda _: None,
    )  # fmt: skip
    assert found is not None
    return found


def rows(out: Path, table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / f"{table}.jsonl").read_text().splitlines()]


def words(out: Path, contention: str) -> dict[str, str]:
    return {
        row["document"][-1]: row["silence"] or row["verdict"] for row in rows(out, "verdicts")
        if row["contention"] == contention
    }  # fmt: skip


def test_every_text_answers_by_its_own_claims_alone(out: Path, questions: Path) -> None:
    found = judged(out, StatementOptions(questions))
    assert words(out, "less") == {
        "a": "supported", "b": "opposed", "d": "supported", "e": "opposed",
    }  # fmt: skip
    assert words(out, "quiet")["a"] == "outcome absent"
    less = found.answers["less"]
    assert (less.follows, less.reverse, less.open, less.silent) == (2, 2, 0, 1)
    assert less.silences == {"no claims": 1}
    assert found.left_out == ("gone",)
    assert (found.texts, found.speaking) == (5, 4)
    (first,) = [row for row in rows(out, "verdicts") if row["document"].endswith("a")][:1]
    claims = {row["id"]: row["sentence"] for row in rows(out, "claims")}
    assert [claims[id_] for id_ in first["claims"].split()] == ["Higher tolls reduced traffic."]
    assert {row["coding"] for row in rows(out, "verdicts") + rows(out, "accounts")} == {
        "machine, unreviewed"
    }
    assert json.loads((out / "judged.json").read_text())["coding"] == "machine, unreviewed"


def test_a_list_of_phrases_says_what_texts_call_a_factor(
    out: Path, questions: Path, tmp_path: Path
) -> None:
    judged(out, StatementOptions(questions))
    listed = (out / "phrases.csv").read_text().splitlines()
    assert listed[0] == "phrase,factor,texts,like,why"
    assert "Tolls,tolls,4,," in listed
    assert any(line.startswith("Noise,,1,") for line in listed)
    names = tmp_path / "names.csv"
    names.write_text("phrase,factor\nnoise,din\nShops,\n")
    judged(out, StatementOptions(questions, names=names))
    assert words(out, "quiet")["a"] == "supported"
    assert "Din of the streets,din,1,," in (out / "phrases.csv").read_text().splitlines()


@pytest.mark.parametrize(
    ("content", "place", "message"),
    [
        (b"phrase,factor\nnoise,dim\nx,weathr\n", "names.csv:2:1", "have no factor `dim`"),
        (b"a,b\n", "names.csv:1:1", "there is no `phrase` and `factor`"),
        (b"\xff\xfe\x00", "names.csv:1:1", "not UTF-8"),
        (None, "names.csv:1:1", "No such file"),
    ],
)
def test_a_faulty_list_of_names_is_refused(
    out: Path, questions: Path, tmp_path: Path, content: bytes | None, place: str, message: str
) -> None:
    names = tmp_path / "names.csv"
    if content is not None:
        names.write_bytes(content)
    with pytest.raises(CaseError, match=message) as refused:
        judged(out, StatementOptions(questions, names=names))
    assert str(refused.value.problems[0].place).endswith(place)


def test_without_questions_the_commonest_effects_are_asked(out: Path) -> None:
    found = judged(out, StatementOptions())
    assert [each.title for each in found.answers.values()] == ["“Tolls” raises “Traffic”"]
    assert words(out, "question_1")["b"] == "supported"
    case, problems = load_case(out / "questions")
    assert errors(problems) == ()
    assert case is not None
    again = judged(out, StatementOptions())
    assert again.reused == 5
    with (out / "questions" / "factors.yaml").open("a") as file:
        file.write("rain: {title: Rain}\n")
    with pytest.raises(CaseError, match="were edited"):
        judged(out, StatementOptions())
    assert judged(out, StatementOptions(out / "questions")).answers.keys() == found.answers.keys()


def test_workers_and_stops_change_nothing(
    out: Path, questions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = StatementOptions(questions)
    with pytest.raises(KeyboardInterrupt):
        judged(out, options, Stops())
    found = judged(out, options)
    assert found.reused == 2
    expected = {each.name: each.read_bytes() for each in out.glob("*.jsonl")}
    monkeypatch.setattr("contention.judge.statements.judge_statements.judge_some", dies_once)
    for path in (out / "judged").glob("*/*"):
        path.unlink()
    assert judged(out, options, Processes(1)).reused == 0
    assert {each.name: each.read_bytes() for each in out.glob("*.jsonl")} == expected


class Stops(Here):
    """Is interrupted after the first task."""

    def run(
        self, work: Function[[Task], Outcome], tasks: Iterable[Task]
    ) -> Generator[Outcome | Lost[Task]]:
        yield work(next(iter(tasks)))
        raise KeyboardInterrupt


def dies_once(task: JudgeTask) -> Judged:
    flag = task.judged / f"died_{task.number}"
    if task.number == 1 and not flag.exists():
        flag.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return judge_some(task)


def test_the_cost_is_said_beforehand(out: Path, questions: Path) -> None:
    told: list[CostEstimate] = []
    options = StatementOptions(questions, draws=64, only_estimate=True)
    found = judge_corpus(out, Here(), options, texts=5, progress=lambda *_: None, said=told.append)
    assert found is None
    (estimate,) = told
    assert (estimate.texts, estimate.measured) == (5, 4)
    assert estimate.seconds > 0
    assert estimate.bytes > 0
    assert judged(out, options=StatementOptions(questions)).reused == 4
    assert not (out / "missing").exists()


def test_claims_that_fit_no_case_are_left_out_with_the_reason(out: Path, questions: Path) -> None:
    found = asked(questions, digest_of(questions), ())
    (first, *_) = read_statements(out, 0.0)
    claims = first.claims[0][1]
    itself = replace(claims, effect=claims.cause)
    fixed = replace(claims, effect=replace(claims.effect, text="weather"))
    odd = replace(claims, strength_word="tremendous")
    made = machine_account(
        found.draft,
        replace(first, claims=(("x1", itself), ("x2", fixed), ("x3", odd), first.claims[0])),
    )
    assert made.case is not None
    assert made.used == 1
    assert "its own cause" in made.left_out["x1"]
    assert "no claim can act on it" in made.left_out["x2"]
    assert "not a valid strength" in made.left_out["x3"]


def test_questions_that_cannot_be_asked_are_refused(out: Path, questions: Path) -> None:
    with pytest.raises(CaseError, match="no text can be asked gone"):
        judged(out, StatementOptions(questions, contentions=("less", "gone")))
    (questions / "contentions.yaml").write_text("contentions: []\n")
    with pytest.raises(CaseError, match="no contention to ask"):
        judged(out, StatementOptions(questions))
    (questions / "factors.yaml").write_text("tolls: {title: Tolls, kind: qantity}\n")
    with pytest.raises(CaseError, match="kind"):
        judged(out, StatementOptions(questions))
    with pytest.raises(CaseError):
        judged(out, StatementOptions(questions / "nowhere"))
    with pytest.raises(CaseError, match="with this confidence"):
        judged(out, StatementOptions(confidence=1.0))
