"""A project that we write, as other readers of REFI-QDA see it.

    python -m benchmarks.coded_text_readers write OUT.qdpx
    python -m benchmarks.coded_text_readers read OUT.qdpx

`write` exports the worked case with the package; `read` runs with Python 3.12 or later and the
readers alone (`pip install pyqdpx==0.1.8 qdpxlib==0.1.4 qdaPy==0.1.0 lxml tqdm`), and says for each
which version it is and how many of the passages it sees in the words that were coded. The schema is
the one that pyqdpx ships.
"""

import sys
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

CASE = Path(__file__).parent.parent / "cases" / "congestion-charge"
SPACE = "{urn:QDA-XML:project:1.0}"


def write(out: Path) -> None:
    """Export the worked case."""
    import contention as ct

    out.write_bytes(ct.export_texts(CASE, "qdpx").content)


def coded(file: Path) -> Iterator[tuple[str, str]]:
    """Name of a code and the words it is at, as the file has them."""
    with zipfile.ZipFile(file) as archive:
        root = ET.fromstring(archive.read("project.qde"))
        names = {each.get("guid"): str(each.get("name")) for each in root.iter(f"{SPACE}Code")}
        for source in root.iter(f"{SPACE}TextSource"):
            path = str(source.get("plainTextPath")).removeprefix("internal://")
            text = archive.read(f"sources/{path}").decode()
            for each in source.iter(f"{SPACE}PlainTextSelection"):
                start, end = int(each.get("startPosition", 0)), int(each.get("endPosition", 0))
                for code in each.iter(f"{SPACE}CodeRef"):
                    yield names[code.get("targetGUID")], text[start:end]


def by_pyqdpx(file: Path) -> list[tuple[str, str]]:
    """The selections as pyqdpx gives them."""
    from pyqdpx import QDPX

    project = QDPX(str(file)).get_project()
    return [
        (selection.code.name, selection.text)
        for source in project.sources.values()
        for selection in source.coded_selections.values()
    ]


def by_qdpxlib(file: Path) -> list[tuple[str, str]]:
    """The codings as qdpxlib gives them, before it cuts them into sentences."""
    from qdpxlib.qdpxlib import QDPXFile

    class Whole(QDPXFile):  # type: ignore[misc]
        def _split_codings_by_sentence(self, min_sentence_length: int = 10) -> None:
            del min_sentence_length

    return [(label, coding[1]) for coding in Whole(str(file)).codings for label in coding[4]]


def by_qdapy(file: Path) -> list[tuple[str, str]]:
    """The fragments as qdaPy gives them."""
    from qdapy.qdpx import read_qdpx

    project = read_qdpx(file, warn=False)
    names = dict(zip(project.codebook["codeId"], project.codebook["name"], strict=True))
    frame = project.fragments
    return [(names[code], text) for code, text in zip(frame["codeId"], frame["text"], strict=True)]


READERS: tuple[tuple[str, Callable[[Path], list[tuple[str, str]]]], ...] = (
    ("pyqdpx", by_pyqdpx), ("qdpxlib", by_qdpxlib), ("qdaPy", by_qdapy),
)  # fmt: skip


def valid(file: Path) -> bool:
    """Whether the project fits the schema that pyqdpx ships."""
    import pyqdpx
    from lxml import etree

    schema = etree.XMLSchema(etree.parse(Path(pyqdpx.__file__).parent / "Project.xsd"))
    with zipfile.ZipFile(file) as archive:
        found: bool = schema.validate(etree.fromstring(archive.read("project.qde")))
    for error in schema.error_log:
        print(error)
    return found


def words(text: str) -> str:
    """What is compared of a passage: its words."""
    return " ".join(text.split())


def read(file: Path) -> None:
    """Print what each reader sees."""
    wanted = sorted((code, words(text)) for code, text in coded(file))
    print(f"{file.name}: {len(wanted)} codings; fits Project.xsd 1.0: {valid(file)}")
    for name, reader in READERS:
        found = sorted((str(code), words(str(text))) for code, text in reader(file))
        same = sum(each in wanted for each in found)
        print(f"{name} {version(name)}: {len(found)} codings, {same} of them with the same words")


if __name__ == "__main__":
    {"write": write, "read": read}[sys.argv[1]](Path(sys.argv[2]))
