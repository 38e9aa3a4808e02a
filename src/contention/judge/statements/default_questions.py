"""Questions that a corpus raises by itself: the effects that most of its texts speak of."""

import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import networkx as nx

from contention.case.problem import CaseError, Place, Problem
from contention.case.storage.new_case import quoted
from contention.case.storage.outputs import write_output
from contention.extraction.factor_names import FactorNames
from contention.judge.statements.questions import digest_of
from contention.judge.statements.statement import Statement

MOST = 20
"""questions"""
MOST_PAIRS = 2_000
"""pairs of lever and outcome of one text that are counted"""
PRESENT = 2020
"""any year does: all factors are relative to it, and texts of all years are asked the same"""

Pair = tuple[str, str]
"""lever, outcome"""


def write_default_questions(out: Path, statements: Iterable[Statement]) -> Path:
    """Write a case without claims that asks about the commonest pairs; returns its folder.

    A pair counts once for each text in which claims lead from the one to the other, however many
    steps it takes. Those that only one text has are left out if others have more. Raises CaseError
    if there is nothing to ask, and for questions that somebody has edited.
    """
    folder, made = out / "questions", out / "questions.sha256"
    written = made.read_text("utf-8").split() if made.exists() else []
    if folder.exists() and digest_of(folder) not in written:
        message = "the questions made by an earlier run were edited"
        hint = f"pass them on with --questions {folder}, or remove the folder"
        raise CaseError((Problem(Place(str(folder)), message, hint),))
    names = FactorNames()
    counts: Counter[Pair] = Counter()
    for statement in statements:
        counts.update(_pairs(statement, names))
    shared = [pair for pair, count in counts.items() if count > 1] or list(counts)
    chosen = sorted(shared, key=lambda pair: (-counts[pair], pair))[:MOST]
    if not chosen:
        message = "no text claims an effect with this confidence"
        raise CaseError((Problem(Place(str(out)), message, "lower --confidence"),))
    partial = out / "questions.partial"
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir()
    for name, lines in _files(chosen, names.titles).items():
        write_output(partial / name, ("\n".join(lines) + "\n").encode())
    write_output(made, "\n".join([*written, digest_of(partial)]).encode())
    shutil.rmtree(folder, ignore_errors=True)
    partial.rename(folder)
    return folder


def _pairs(statement: Statement, names: FactorNames) -> list[Pair]:
    graph: nx.DiGraph[str] = nx.DiGraph()
    for _, claim in statement.claims:
        if claim.sign != "0" and claim.stance not in ("negated", "reported", "rejected"):
            graph.add_edge(names.name(claim.cause.text), names.name(claim.effect.text))
    found = (
        (lever, outcome) for lever in sorted(graph) for outcome in nx.descendants(graph, lever)
        if lever != outcome
    )  # fmt: skip
    return [pair for pair, _ in zip(found, range(MOST_PAIRS), strict=False)]


def _files(pairs: list[Pair], titles: Mapping[str, str]) -> dict[str, list[str]]:
    factors = dict.fromkeys(each for pair in pairs for each in pair)
    levers = dict.fromkeys(lever for lever, _ in pairs)
    return {
        "factors.yaml": [f"{id_}: {{title: {quoted(titles[id_])}}}" for id_ in factors],
        "scenarios.yaml": ["scenarios:", "  as_is: {title: Everything stays as it is}",
                           *_scenarios(levers, titles)],
        "contentions.yaml": ["contentions:", *_contentions(pairs, titles)],
        # last: files in a folder that is a case already are not written without being asked for
        "case.yaml": [
            "title: What the texts of a corpus say",
            "question: Made by contention corpus; edit it and pass it on with --questions",
            f"time: {{start: {PRESENT - 1}, present: {PRESENT}, end: {PRESENT + 10}, step: 0.05}}",
            "holders: {nobody: Nobody yet}", "documents: {}",
            "accounts: {nobody: {title: Nobody yet, holders: [nobody]}}",
        ],
    }  # fmt: skip


def _scenarios(levers: Iterable[str], titles: Mapping[str, str]) -> Iterator[str]:
    for number, lever in enumerate(levers, 1):
        yield f"  more_{number}:"
        yield f"    title: {quoted(f'Twice as much: {titles[lever]}')}"
        yield f"    actions: [{{set: {lever}, to: 2, at: present}}]"


def _contentions(pairs: Iterable[Pair], titles: Mapping[str, str]) -> Iterator[str]:
    numbers: dict[str, int] = {}
    for number, (lever, outcome) in enumerate(pairs, 1):
        scenario = f"more_{numbers.setdefault(lever, len(numbers) + 1)}"
        yield f"  - id: question_{number}"
        yield f"    title: {quoted(f'“{titles[lever]}” raises “{titles[outcome]}”')}"
        yield f"    test: final({outcome} @ {scenario}) > final({outcome} @ as_is)"
