"""How many keys the coding of 25 claims took in the terminal before there was a workbench.

    git worktree add ../before 8de052d
    python -m benchmarks.terminal_before ../before

Runs `contention read` and `review --json` of that version (which needs the package `pint`) on the
same texts as `benchmarks.terminal_coding`, and counts the keys by its prompts: a decision is one
key; `e` takes lines of `field value` and an empty one, and the claim is accepted after it; `n`
takes a line `id Title`. A claim that is not proposed could only be written into the files, at a
place that `contention locate` gives, with a paraphrase, which was required then. The coder and the
claims are those of the other two programs. Merges that are proposed are left by `q`.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from tests.browser.quay import BUILD, CLAIMS, LEAVE, Coded, Text

from benchmarks.coder import KEY, MIND, VERBS, fitting
from benchmarks.workbench_coding import LOCATED, PASTE

START = "from contention.cli.main import main; main()"


@dataclass
class _Count:
    """Keys so far, and factors that the case has, by title."""

    keys: int = 0
    factors: dict[str, str] = field(default_factory=dict)
    did: Counter[str] = field(default_factory=Counter)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Count the keys that the terminal took before.")
    parser.add_argument("checkout", type=Path)
    checkout = parser.parse_args().checkout.resolve()
    count = _Count()
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / "quay"
        for text in (BUILD, LEAVE):
            told = ["--title", text.title, "--author", text.author, "--date", "2024"]
            _old(checkout, "read", str(text.path), "--into", str(case), *told)
            count.keys += len(f"contention read {text.file} --into quay\n")
        waiting = json.loads(_old(checkout, "review", str(case), "--json"))["waiting"]
        titles = yaml.safe_load((case / "factors.yaml").read_text("utf-8"))
        count.factors = {each["title"]: id_ for id_, each in titles.items()}
    count.keys += len("contention review quay\n") + len("qs")
    for text in (BUILD, LEAVE):
        _coded(text, [each for each in waiting if _of(each, text)], count)
    minutes = (KEY * count.keys + MIND * count.did.total()) / 60
    sys.stdout.write(f"{dict(count.did)}\n{count.keys} keys, {minutes:.1f} minutes\n")


def _old(checkout: Path, *words: str) -> str:
    paths = os.pathsep.join([str(checkout / "src"), os.environ.get("BEFORE_PACKAGES", "")])
    done = subprocess.run(
        [sys.executable, "-c", START, *words], env={**os.environ, "PYTHONPATH": paths},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


def _of(waiting: dict[str, Any], text: Text) -> bool:
    named: str = waiting["document"]
    return named in (text.path.stem, text.id)


def _coded(text: Text, waiting: list[dict[str, Any]], count: _Count) -> None:
    """Decide on what is proposed, and write what is missing."""
    names = {id_: title for title, id_ in count.factors.items()}
    found = set[str]()
    for each in waiting:
        claim = each["claim"]
        cause, effect = (names.get(claim[end], claim[end]) for end in ("cause", "effect"))
        start, end = claim["anchor"]["start"], claim["anchor"]["end"]
        words = text.path.read_text("utf-8")[start:end]
        said = f"{cause} {VERBS.get(claim['sign'], '?')} {effect}"
        fit, coded = fitting(text, said, words, found)
        count.did[fit] += 1
        count.keys += 1
        if coded is not None:
            found.add(coded.words)
            count.keys += _edit(coded, claim["sign"], effect, count)
    for coded in CLAIMS[text.title]:
        if coded.words not in found:
            count.did["written"] += 1
            count.keys += _written(coded, count)


def _edit(coded: Coded, sign: str, effect: str, count: _Count) -> int:
    """Keys of an edit, besides that which accepts: none where nothing is wrong."""
    lines = ""
    if effect != coded.effect:
        known = coded.effect in count.factors
        id_ = _id(coded.effect, count)
        lines += f"effect {id_}\n" + ("" if known else f"n{id_} {coded.effect}\n")
    if sign != coded.sign:
        lines += f"sign {coded.key}\n"
    return len(f"e{lines}\n") if lines else 0


def _written(coded: Coded, count: _Count) -> int:
    """Keys of a claim in its file, and of its factors in theirs."""
    new = [end for end in (coded.cause, coded.effect) if end not in count.factors]
    cause, effect = _id(coded.cause, count), _id(coded.effect, count)
    lines = [f"- id: c10\ncause: {cause}\neffect: {effect}\nsign: {coded.sign}\n"]
    lines += [f"paraphrase: {coded.cause} {coded.sign} {coded.effect}\nanchor: \n"]
    lines += [f"{_id(end, count)}: {{title: {end}}}\n" for end in new]
    return len("".join(lines)) + PASTE + LOCATED


def _id(title: str, count: _Count) -> str:
    return count.factors.setdefault(title, title.lower().replace(" ", "_"))


if __name__ == "__main__":
    main()
