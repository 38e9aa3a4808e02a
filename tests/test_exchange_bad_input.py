"""Broken, hostile and enormous files of every format that is read: refused with a place, or read.

The tests run over the registry of readers: a new format is covered as soon as it is in it, with the
file that its writer makes or one in `tests/valid_files/NAME.SUFFIX`.
"""

import time
from pathlib import Path

import pytest

import contention as ct
from contention.case.problem import Problem
from contention.exchange.formats import MAP_FORMATS
from contention.exchange.links.imported import ImportRefusedError
from contention.exchange.readers import READERS, FileReader, kind_of
from contention.exchange.texts.formats import TEXT_FORMATS
from tests.hostile_files import spoilt
from tests.test_exchange_texts_round_trips import PROJECT

VALID = Path(__file__).parent / "valid_files"
LONGEST = 20.0
"""seconds for one file: far above what any takes, far below what a loop without end does"""


@pytest.fixture(scope="session")
def exported_maps(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    from tests.conftest import FILES

    folder = tmp_path_factory.mktemp("small")
    for name, content in FILES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    graph = ct.load(folder).account("teacher").map()
    made = {name: graph.export(name).content for name in READERS if name in MAP_FORMATS}
    return {**made, "links-tsv": made["links"].replace(b",", b"\t")}


def valid(reader: FileReader, maps: dict[str, bytes]) -> bytes:
    if reader.name in maps:
        return maps[reader.name]
    if reader.name in TEXT_FORMATS:
        return TEXT_FORMATS[reader.name].write(PROJECT).content
    file = VALID / f"{reader.name}{reader.suffix}"
    assert file.exists(), f"put a valid file that can be spoilt at {file}"
    return file.read_bytes()


def attempt(reader: FileReader, file: Path) -> str:
    """What became of it; anything but a value or a refusal with places and hints raises."""
    begun = time.monotonic()
    problems = refused(reader, file)
    assert time.monotonic() - begun < LONGEST
    for problem in problems or ():
        assert problem.message, problem
        assert problem.hint, problem
        assert problem.place.line >= 1, problem
        assert problem.place.column >= 1, problem
        assert len(str(problem)) < 2_000, problem
        str(problem).encode("utf-8")
    return "read" if problems is None else "refused"


def refused(reader: FileReader, file: Path) -> tuple[Problem, ...] | None:
    """Why a file is refused; None if it is read."""
    try:
        reader.read(file)
    except ImportRefusedError as refusal:
        return refusal.problems
    return None


def tried(reader: FileReader, data: bytes, folder: Path, seed: int, most: int) -> dict[str, int]:
    """How many of at most so many spoilt variants became what; the same seed, the same variants."""
    file = folder / f"given{reader.suffix}"
    became = {"read": 0, "refused": 0}
    for what, other in spoilt(data, seed, most / 800):
        file.write_bytes(other)
        try:
            became[attempt(reader, file)] += 1
        except Exception as error:
            raise AssertionError(f"{reader.name}: {what}") from error
        assert [each.name for each in folder.iterdir()] == [file.name]
    return became


@pytest.mark.parametrize("name", sorted(READERS))
def test_spoilt_files_are_read_or_refused(
    name: str, exported_maps: dict[str, bytes], tmp_path: Path
) -> None:
    reader = READERS[name]
    data = valid(reader, exported_maps)
    file = tmp_path / f"given{reader.suffix}"
    file.write_bytes(data)
    assert attempt(reader, file) == "read"
    became = tried(reader, data, tmp_path, seed=1, most=12 if "xlsx" in name else 40)
    assert min(became.values()) > 0


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 5))
@pytest.mark.parametrize("name", sorted(READERS))
def test_many_more_spoilt_files_are_read_or_refused(
    name: str, seed: int, exported_maps: dict[str, bytes], tmp_path: Path
) -> None:
    reader = READERS[name]
    assert tried(reader, valid(reader, exported_maps), tmp_path, seed, most=800)["refused"] > 0


@pytest.mark.parametrize("name", sorted(READERS))
def test_files_of_other_formats_are_refused_or_taken_for_what_they_are(
    name: str, exported_maps: dict[str, bytes], tmp_path: Path
) -> None:
    for other in READERS.values():
        file = tmp_path / f"given{READERS[name].suffix}"
        file.write_bytes(valid(other, exported_maps))
        attempt(READERS[name], file)
        # What is called a project is read as one, unless it is plainly of another kind.
        asked = READERS[name].suffix in (".qdpx", ".qdc")
        asked = asked and other.suffix not in (".xlsx", ".graphml", ".gexf")
        assert kind_of(file) == ("texts" if asked else other.kind)


@pytest.mark.parametrize("name", sorted(READERS))
def test_what_is_no_file_or_too_large_is_refused(name: str, tmp_path: Path) -> None:
    reader = READERS[name]
    folder = tmp_path / f"folder{reader.suffix}"
    folder.mkdir()
    large = tmp_path / f"large{reader.suffix}"
    with large.open("wb") as stream:
        stream.truncate(3_000_000_000)
    for file in (folder, large, tmp_path / f"nowhere{reader.suffix}"):
        assert attempt(reader, file) == "refused"
