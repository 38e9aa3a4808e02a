"""A small coded case of the page about the ferry, for tests that move it to an edited text."""

import re
from pathlib import Path

from contention.case.load import load_case
from contention.case.storage.new_case import NewCase, start_case
from tests.test_case_anchors import SENTENCES, TEXT

PARTS = {
    "bridge": "lowers the number of cars on the old bridge",
    "houses": "does not raise the price of houses",
    "alder": "the ferry cut the waiting time at the toll by six minutes",
    "fare": "A fare would drive the passengers back into their cars",
    "last": "it never will.",
}
"""Claims that are less than their sentence."""


def place_of(words: str) -> str:
    start = TEXT.index(words)
    return f"{{start: {start}, end: {start + len(words)}}}"


def coded_case(tmp_path: Path) -> Path:
    """A case of the text with a claim for every sentence and part, a figure, a conclusion."""
    folder, text = tmp_path / "ferry", tmp_path / "ferry.txt"
    text.write_text(TEXT, "utf-8")
    new = NewCase(TEXT, "The ferry", "The Gazette", "2024-02-01", document="page")
    start_case(folder, new, text)
    claims = []
    last = 0
    for name, sentence in SENTENCES.items():
        start = TEXT.index(sentence, last)
        last = start + len(sentence)
        claims.append((name, f"{{start: {start}, end: {last}}}"))
    claims += [(f"part_{name}", place_of(words)) for name, words in PARTS.items()]
    lines = ["document: page", "claims:"]
    for name, anchor in claims:
        lines += [f"  - id: {name}", "    cause: ferry", "    effect: cars", "    sign: lowers",
                  f"    paraphrase: what {name} says", f"    anchor: {anchor}  # where",
                  "    coder: nv"]  # fmt: skip
    lines += ["figures:", "  - id: crossing", "    subject: cost of a crossing", "    value: 4",
              f"    anchor: {place_of('£4')}"]  # fmt: skip
    (folder / "claims" / "page.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "factors.yaml").write_text("ferry: {title: Ferry}\ncars: {title: Cars}\n", "utf-8")
    (folder / "contentions.yaml").write_text(
        "contentions:\n  - id: keep\n    title: Keep it free\n"
        "    test: final(cars @ otherwise) > final(cars @ as_it_is)\n    document: page\n"
        f"    anchor: {place_of('Keep the ferry free.')}\n", "utf-8",
    )  # fmt: skip
    case, problems = load_case(folder)
    assert case is not None, problems
    return folder


def plain(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()
