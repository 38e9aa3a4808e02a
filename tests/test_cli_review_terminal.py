"""A review in a real terminal: no key is lost, and the terminal is left as it was found."""

import os
import re
import shutil
import signal
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.pty_session import START, PtySession
from tests.review_case import make_case

if sys.platform == "win32":
    pytest.skip("no pseudo-terminals", allow_module_level=True)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Twelve proposed claims and four sentences without any."""
    make_case(tmp_path / "case", 12, blank=4)
    return tmp_path / "case"


@pytest.fixture
def started() -> Iterator[Callable[..., PtySession]]:
    """Start reviews that are ended with the test."""
    sessions: list[PtySession] = []

    def start(*arguments: Any, **keywords: Any) -> PtySession:
        sessions.append(PtySession.review(*arguments, **keywords))
        return sessions[-1]

    yield start
    for session in sessions:
        session.close()


def statuses(case: Path) -> list[str]:
    loaded = yaml.safe_load((case / "claims" / "talk.yaml").read_text("utf-8"))
    return [str(each["status"]) for each in loaded["claims"]]


def expected(keys: str) -> list[str]:
    return [{"a": "accepted", "r": "rejected", "s": "proposed"}[key] for key in keys]


def test_keys_typed_at_once_are_all_decided_in_their_order(
    case: Path, started: Callable[..., PtySession]
) -> None:
    """The second half is typed before the first has been shown."""
    session = started(case, "--coder", "nv")
    session.wait("1/12")
    session.type("arasr")
    session.type("raara")
    session.wait("11/12")
    assert statuses(case) == [*expected("arasrraara"), "proposed", "proposed"]
    session.type("q")
    assert session.end() == 0
    assert session.restored()
    assert "5 accepted, 4 rejected, 1 skipped; 3 still to review." in session.text()


def test_keys_typed_before_the_first_card_count_too(
    case: Path, started: Callable[..., PtySession]
) -> None:
    session = started(case)
    session.type("aar")
    session.wait("4/12")
    assert statuses(case)[:4] == ["accepted", "accepted", "rejected", "proposed"]


def test_arrows_pastes_and_strange_bytes_decide_nothing(
    case: Path, started: Callable[..., PtySession]
) -> None:
    session = started(case)
    session.wait("1/12")
    for split in (b"\x1b", b"[", b"B", b"\x1b[1;5", b"A", "é".encode()[:1]):
        session.type(split)
        session.read(0.03)
    session.type("é".encode()[1:] + b"\x1b[200~aaaa\x1b[201~")
    session.wait("pasted text is not accepted as keys")
    assert statuses(case) == ["proposed"] * 12
    session.type("\x1b[Ba")
    session.wait("3/12")
    assert statuses(case)[:3] == ["proposed", "accepted", "proposed"]


def test_ctrl_c_leaves_the_terminal_as_it_was(
    case: Path, started: Callable[..., PtySession]
) -> None:
    session = started(case)
    session.wait("1/12")
    session.type("ar")
    session.wait("3/12")
    session.type("\x03")
    assert session.end() == 130
    assert session.restored()
    assert "1 accepted, 1 rejected, 0 skipped; 10 still to review." in session.text()
    assert statuses(case)[:2] == ["accepted", "rejected"]


@pytest.mark.parametrize("ending", ["term", "gone", "end", "prompt"])
def test_every_exit_restores_the_terminal(
    case: Path, started: Callable[..., PtySession], ending: str
) -> None:
    session = started(case)
    session.wait("1/12")
    if ending == "term":
        session.process.send_signal(signal.SIGTERM)
    elif ending == "gone":
        (case / "claims" / "talk.yaml").unlink()
        session.type("aq")
    elif ending == "end":
        session.type("\x04")
    else:
        session.type("+rur\x03")
    status = session.end()
    assert session.restored(), session.screen()
    assert status == {"term": 143, "gone": 0, "end": 0, "prompt": 130}[ending]


def test_another_size_is_drawn_at_once_and_40_columns_suffice(
    case: Path, started: Callable[..., PtySession]
) -> None:
    session = started(case)
    session.wait("1/12")
    wide = session.screen()
    session.resize(40, 24)
    session.wait(lambda shown: shown.screen() != wide)
    session.read(0.3)
    narrow = session.screen()
    assert all(len(line) <= 40 for line in narrow)
    assert len(narrow) <= 24
    shown = " ".join(" ".join(narrow).split())
    for words in ("1/12", "⟦northern levy", "raises", "a accept", "? help"):
        assert words in shown
    session.resize(40, 9)
    session.wait(lambda shown: len(shown.screen()) <= 9)
    assert "a accept" in " ".join(session.screen())


def test_colour_unless_it_is_not_wanted(case: Path, started: Callable[..., PtySession]) -> None:
    session = started(case)
    session.wait("1/12")
    assert b"\x1b[1;32mraises" in session.output
    without = started(case, NO_COLOR="1")
    without.wait("1/12")
    assert re.search(rb"\x1b\[[0-9;]*m", without.output) is None


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash for its job control")
def test_a_review_can_be_stopped_and_resumed(case: Path) -> None:
    session = PtySession(["bash", "--norc", "--noprofile", "-i"], PS1="$ ", HISTFILE="")
    try:
        session.wait_text("$ ")
        session.type(f"{sys.executable} {START[0]} '{START[1]}' review {case}\n")
        session.wait("1/12")
        session.type("a")
        session.wait("2/12")
        session.type("\x1a")
        session.wait_text("Stopped")
        session.type("stty -a\n")
        session.wait_text(" icanon")
        shown = len(session.output)
        session.type("fg\n")
        session.wait(lambda now: b"2/12" in now.output[shown:])
        session.type("rq")
        session.wait_text("1 accepted, 1 rejected, 0 skipped; 10 still to review.")
        assert statuses(case)[:3] == ["accepted", "rejected", "proposed"]
    finally:
        session.close()


def test_a_claim_is_added_with_few_keys_and_taken_back(
    case: Path, started: Callable[..., PtySession]
) -> None:
    """From the numbers of words: every key counts, two-digit numbers and all."""
    before = (case / "claims" / "talk.yaml").read_bytes()
    session = started(case, "--coder", "nv")
    session.wait("1/12")
    keys = ["+", *"5-6", "\r", "-", *"9-10", "\r", "\r"]
    assert len(keys) == 12
    session.type(keys[0])
    session.wait("cause>")
    session.type("".join(keys[1:]))
    session.wait("added talk_13: Northern levy lowers")
    added = yaml.safe_load((case / "claims" / "talk.yaml").read_text("utf-8"))["claims"][-1]
    assert (added["cause"], added["sign"], added["status"]) == (
        "northern_levy",
        "lowers",
        "accepted",
    )
    assert (added["coder"], added["stance"]) == ("nv", "asserted")
    session.type("u")
    session.wait("undone: talk_13")
    assert (case / "claims" / "talk.yaml").read_bytes() == before


def test_what_was_typed_stays_where_one_field_is_wrong(
    case: Path, started: Callable[..., PtySession]
) -> None:
    session = started(case)
    session.wait("1/12")
    session.type("egvery stronk\r")
    session.wait("strength> very stronk")
    session.wait(lambda now: "very stronk" in "\n".join(now.screen()[-4:]))
    assert statuses(case) == ["proposed"] * 12
    session.type("\x15strong\r")
    session.wait("edited talk_1")
    loaded = yaml.safe_load((case / "claims" / "talk.yaml").read_text("utf-8"))
    assert loaded["claims"][0]["strength"] == "strong"


@pytest.mark.slow
def test_two_hundred_keys_at_twenty_a_second(
    tmp_path: Path, started: Callable[..., PtySession]
) -> None:
    """Every key is decided, and on the claim that was on the screen when its turn came."""
    case = tmp_path / "case"
    make_case(case, 220)
    session = started(case)
    session.wait("1/220")
    keys = ("aras" * 50)[:200]
    begun = time.monotonic()
    for number, key in enumerate(keys):
        session.read(max(begun + number / 20 - time.monotonic(), 0))
        session.type(key)
    session.wait("201/220")
    assert statuses(case) == [*expected(keys), *["proposed"] * 20]
    frames = session.output.decode("utf-8", "replace").split("\x1b[H")
    shown = [int(frame.split("/220")[0].split("\x1b[1m")[-1]) for frame in frames
             if "/220" in frame]  # fmt: skip
    assert list(dict.fromkeys(shown)) == list(range(1, 202))


@pytest.mark.slow
def test_two_hundred_keys_at_once(tmp_path: Path, started: Callable[..., PtySession]) -> None:
    case = tmp_path / "case"
    make_case(case, 220)
    session = started(case)
    session.wait("1/220")
    keys = "raasr" * 40
    os.write(session.master, keys.encode())
    session.wait("201/220")
    assert statuses(case) == [*expected(keys), *["proposed"] * 20]


@pytest.mark.slow
def test_decisions_on_five_hundred_claims_are_quick(
    tmp_path: Path, started: Callable[..., PtySession]
) -> None:
    """Prints the time from a key to the next card; the file on the disk is decided by then."""
    case = tmp_path / "case"
    make_case(case, 500)
    session = started(case, columns=80)
    session.wait("1/500")
    taken = []
    for number in range(2, 102):
        begun = time.perf_counter()
        session.type("a")
        session.wait(f"{number}/500")
        taken.append(1000 * (time.perf_counter() - begun))
    assert statuses(case)[:101] == ["accepted"] * 100 + ["proposed"]
    taken.sort()
    print(f"\nms from key to card: median {statistics.median(taken):.0f}, p95 {taken[94]:.0f}")
