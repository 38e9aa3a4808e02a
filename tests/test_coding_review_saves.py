"""Somebody saves the claims file in an editor while a review decides: no save is lost."""

import os
import threading
import time
from pathlib import Path

import pytest
import yaml

from contention.case.storage.remembered import remembering
from contention.coding.review.undo import ReviewError
from contention.coding.review.walk import Review
from tests.review_case import make_case


def _save_often(file: Path, times: int, done: threading.Event) -> None:
    """Append one comment after the other, as an editor that always has the newest text."""
    for number in range(times):
        aside = file.with_name("aside.tmp")
        found = file.read_bytes()
        aside.write_bytes(found + f"# save {number}\n".encode())
        if file.read_bytes() == found:  # an editor asks before it overwrites
            os.replace(aside, file)  # noqa: PTH105
        else:
            file.write_bytes(file.read_bytes() + f"# save {number}\n".encode())
        time.sleep(0.005)
    done.set()


@pytest.mark.parametrize("saves", [30, pytest.param(400, marks=pytest.mark.slow)])
def test_no_save_of_an_editor_is_lost(tmp_path: Path, saves: int) -> None:
    case = tmp_path / "case"
    make_case(case, 40)
    file = case / "claims" / "talk.yaml"
    done = threading.Event()
    editor = threading.Thread(target=_save_often, args=(file, saves, done))
    refused = 0
    with remembering():
        review = Review(case)
        editor.start()
        while not done.is_set():
            try:
                if review.current() is None:
                    while review.steps:
                        review.undo()
                    continue
                review.accept()
            except ReviewError:
                refused += 1
        editor.join()
    text = file.read_text("utf-8")
    missing = [number for number in range(saves) if f"# save {number}\n" not in text]
    assert missing == []
    claims = yaml.safe_load(text)["claims"]
    assert len(claims) == 40
    assert {each["status"] for each in claims} <= {"accepted", "proposed"}
