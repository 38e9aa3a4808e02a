"""Our WordPiece beside the one of the package `tokenizers`, which only developers need."""

import random
import re
import subprocess
import sys
import unicodedata
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest

from contention.extraction.model.pieces import Pieces, WordPieces

CASES = Path(__file__).parent.parent / "cases"
WORDS = [
    "tolls", "reduced", "don't", "co-operate", "Żółć", "naïve", "[SEP]", "[MASK]", "##ing", "北京",
    "İstanbul", "ﬁne", "ΟΔΟΣ", "e\u0301t", "한국어", "🙂", "1,500", "U.S.", "\u00a0", "\t", "\r\n",
    "ß", "x" * 100, "x" * 101, "Ǆ", "\u0344a", "\u200b", "\ufeff", "\ufffd", "\x00", "\u2028",
    "’s", "“",
]  # fmt: skip


@cache
def ours() -> WordPieces:
    with as_file(files("contention.extraction.model") / "weights") as folder:
        return WordPieces.load(folder / "tokenizer.json")


@cache
def theirs() -> Any:
    tokenizers = pytest.importorskip("tokenizers", reason="the package is for developers")
    with as_file(files("contention.extraction.model") / "weights") as folder:
        return tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))


def same(text: str) -> bool:
    for ends in (True, False):
        expected = theirs().encode(text, add_special_tokens=ends)
        if ours().encode(text, ends=ends) != Pieces(expected.ids, expected.offsets):
            return False
    return True


def random_text(drawn: random.Random, characters: list[str], marks: list[str]) -> str:
    parts = []
    for _ in range(drawn.randint(1, 12)):
        kind = drawn.random()
        if kind < 0.4:
            parts.append(drawn.choice(WORDS))
        elif kind < 0.55:
            parts.append("".join(drawn.choices(marks, k=drawn.randint(1, 4))))
        elif kind < 0.8:
            parts.append("".join(drawn.choices(characters, k=drawn.randint(1, 6))))
        else:
            parts.append("".join(chr(drawn.randint(32, 0x17F)) for _ in range(9)))
    return drawn.choice(["", " "]).join(parts)


def known(character: str) -> bool:
    """Whether the package, which knows Unicode 8, has a character and its rank among marks."""
    return same(f"a{character}b") and same(f"\u0301{character}")


def test_a_sentence_in_pieces_by_hand() -> None:
    text = "The café’s toll-gates — 北 [SEP]"
    found = ours().encode(text)
    assert [text[start:end] for start, end in found.offsets] == [
        "", "The", "café", "’", "s", "toll", "-", "gates", "—", "北", "[SEP]", ""
    ]  # fmt: skip
    assert (found.ids[0], found.ids[-2], found.ids[-1]) == (101, 102, 102)
    assert ours().encode("x" * 101).ids == [101, 100, 102]
    assert ours().encode("", ends=False) == Pieces([], [])


def test_half_a_surrogate_pair_is_left_out() -> None:
    assert ours().encode("to\ud800ll") == Pieces(
        [*ours().encode("toll").ids], [(0, 0), (0, 5), (0, 0)]
    )


def test_random_text_is_cut_as_the_package_cuts_it() -> None:
    drawn = random.Random(11)
    given = [chr(drawn.randrange(0x110000)) for _ in range(4000)]
    given += [chr(code) for code in range(0x3000)]
    characters = [
        each for each in given if unicodedata.category(each) != "Cs" and known(each)
    ]  # fmt: skip
    marks = [each for each in characters if unicodedata.combining(each)]
    assert len(marks) > 300
    wrong = [
        text for text in (random_text(drawn, characters, marks) for _ in range(500))
        if not same(text)
    ]  # fmt: skip
    assert wrong == []


@pytest.mark.parametrize("name", ["congestion-charge", "war-against-war"])
def test_the_words_of_the_cases_are_cut_as_the_package_cuts_them(name: str) -> None:
    texts = [
        file.read_text("utf-8")
        for file in sorted((CASES / name).rglob("*.*"))
        if file.suffix in (".txt", ".yaml", ".csv")
    ]
    assert texts
    assert [text[:60] for text in texts if not same(text)] == []


@pytest.mark.slow
def test_every_character_is_taken_as_the_package_takes_it_but_those_it_is_too_old_for() -> None:
    codes = (code for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    other = [chr(code) for code in codes if not same(f"a{chr(code)}b")]
    assert len(other) < 1000
    assert min(map(ord, other)) > 0x600
    # marks and punctuation of scripts that came to Unicode later; none is in the vocabulary
    assert {unicodedata.category(each)[0] for each in other} <= set("MPSC")


@pytest.mark.parametrize("damage", ["type", "lowercase"])
def test_another_kind_of_vocabulary_is_refused(tmp_path: Path, damage: str) -> None:
    with as_file(files("contention.extraction.model") / "weights") as folder:
        text = (folder / "tokenizer.json").read_text("utf-8")
    text = (
        text.replace('"WordPiece"', '"BPE"').replace('"BertNormalizer"', '"NFC"')
        if (damage == "type")
        else text.replace('"lowercase":true', '"lowercase":false').replace(
            '"lowercase": true', '"lowercase": false'
        )
    )
    file = tmp_path / "tokenizer.json"
    file.write_text(text, "utf-8")
    with pytest.raises(ValueError, match="not a lower-casing WordPiece"):
        WordPieces.load(file)


def test_a_plain_install_has_no_library_that_asks_other_machines() -> None:
    """For people with texts that must not leave: what is not installed cannot send anything.

    anyio and h11 come with the workbench's server, which answers on this machine only.
    """
    lock = (CASES.parent / "requirements" / "run.lock").read_text("utf-8")
    installed = set(re.findall(r"^([a-z0-9_.-]+)==", lock, re.M))
    assert "onnxruntime" in installed
    asking = {"aiohttp", "httpcore", "httpcore2", "httpx", "httpx2", "requests", "urllib3",
              "huggingface-hub", "tokenizers", "websockets"}  # fmt: skip
    assert installed & asking == set()


def test_the_model_reads_without_the_package() -> None:
    code = (
        "import sys; sys.modules['tokenizers'] = None\n"
        "from contention.extraction.model.tagger import CausalTagger\n"
        "print(len(CausalTagger.load().tag(['Higher tolls reduced traffic.'])[0].relations))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) >= 1
