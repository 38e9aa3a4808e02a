"""Damage PDF files and read them, crashes included: `python -m benchmarks.fuzz_pdf --minutes 30`.

A damaged file must be read, or refused with a reason; whatever else comes out is a fault. Files are
read in a process apart, which is started again after a crash or a hang: PDFium is a C++ library.
Prints the counts as JSON, and keeps the files that are faults in the folder named with `--keep`.
`benchmarks.fuzz_documents --format pdf` makes the same mutants without that process.
"""

import argparse
import json
import multiprocessing
import random
import re
import sys
import time
from collections import Counter
from functools import cache
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from benchmarks.pdf_layouts import LAYOUTS
from benchmarks.pdf_pages import Maker
from contention.documents.limits import ReadOptions
from contention.documents.pdf.pages import read_pdf
from contention.documents.unreadable import UnreadableFileError

SLOW = 10.0
"""Seconds of processor time that are too many for one file."""
HANG = 200.0
"""Seconds after which a file counts as a hang and the process is ended."""
_TOKENS = [
    b"/Rotate 90", b"/Rotate 17", b"/MediaBox [0 0 0 0]", b"/MediaBox [0 0 1e9 1e9]", b"stream",
    b"endstream", b"endobj", b"xref", b"<<", b">>", b"[", b"]", b"(", b")", b"null", b"-1", b"1e38",
    b"99999999999", b"0 0 0 0 0 0 Tm", b"1 0 0 -1 0 0 cm", b"3 Tr", b"0 Tf", b"-12 Tf", b"\xff\xfe",
    b"/Kids [1 0 R]", b"/Parent 1 0 R", b"/Count -5", b"/Encrypt << >>", b"\x00",
]  # fmt: skip
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")


def pdf_mutant(random_: random.Random) -> bytes:
    """A damaged file; the same one for the same state of the generator."""
    files = originals()
    return damaged(random_.choice(files), files, random_)


@cache
def originals() -> list[bytes]:
    """Undamaged files of every layout that needs no browser."""
    return [layout(Maker(seed)).data for layout in LAYOUTS.values() for seed in (1, 2)]


def damaged(file: bytes, others: list[bytes], choose: random.Random) -> bytes:
    """The file after one to eight changes."""
    data = bytearray(file)
    for _ in range(choose.choice([1, 1, 2, 3, 8])):
        at = choose.randrange(len(data) + 1) if data else 0
        length = choose.choice([1, 2, 8, 64, 1024])
        kind = choose.randrange(8)
        if kind == 0 and at < len(data):
            data[at] ^= 1 << choose.randrange(8)
        elif kind == 1:
            del data[at : at + length]
        elif kind == 2:
            data[at:at] = data[at : at + length]
        elif kind == 3:
            data[at:at] = choose.choice(_TOKENS)
        elif kind == 4:
            other = choose.choice(others)
            start = choose.randrange(len(other))
            data[at : at + length] = other[start : start + length]
        elif kind == 5:
            data[at : at + length] = choose.randbytes(min(length, 64))
        elif kind == 6 and choose.random() < 0.2:
            del data[at:]
        else:
            _change_number(data, at, choose)
    return bytes(data)


def _change_number(data: bytearray, at: int, choose: random.Random) -> None:
    found = _NUMBER.search(data, at)
    if found:
        new = [b"0", b"-1", b"1e30", b"2147483648", b"0.0001", str(choose.randrange(1000)).encode()]
        data[found.start() : found.end()] = choose.choice(new)


def _serve(pipe: Connection) -> None:
    """Read file after file, and say of each what came of it."""
    while True:
        data = pipe.recv_bytes()
        begun = time.process_time()
        try:
            read_pdf(data, ReadOptions(any_language=True))
            pipe.send("slow" if time.process_time() - begun > SLOW else "read")
        except UnreadableFileError as error:
            detail = "" if error.__cause__ is None else f" ({type(error.__cause__).__name__})"
            pipe.send(f"refused{detail}")
        except BaseException as error:
            pipe.send(f"raised {type(error).__name__}: {error}")


class Reader:
    """A process that reads, and the pipe to it."""

    def __init__(self) -> None:
        self._pipe: Connection | None = None
        self._process: BaseProcess | None = None

    def outcome(self, data: bytes) -> str:
        """What came of reading a file."""
        if self._pipe is None:
            self._pipe, other = multiprocessing.Pipe()
            self._process = multiprocessing.Process(target=_serve, args=(other,), daemon=True)
            self._process.start()
            other.close()
        self._pipe.send_bytes(data)
        try:
            if self._pipe.poll(HANG):
                return str(self._pipe.recv())
            result = "hung"
        except EOFError:
            result = "crashed"
        self.stop()
        return result

    def stop(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._pipe = self._process = None


def main() -> int:
    """Damage and read files until the time is up; 1 where a fault was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-faults"))
    chosen = parser.parse_args()
    choose = random.Random(chosen.seed)
    counts: Counter[str] = Counter()
    reader = Reader()
    end = time.monotonic() + 60 * chosen.minutes
    while time.monotonic() < end:
        data = pdf_mutant(choose)
        outcome = reader.outcome(data)
        counts[outcome] += 1
        if outcome in ("slow", "hung", "crashed") or outcome.startswith("raised"):
            chosen.keep.mkdir(exist_ok=True)
            (chosen.keep / f"{sum(counts.values())}.pdf").write_bytes(data)
    reader.stop()
    json.dump({"files": sum(counts.values()), **counts}, sys.stdout, indent=1)
    faults = [name for name in counts if not name.startswith(("read", "refused"))]
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
