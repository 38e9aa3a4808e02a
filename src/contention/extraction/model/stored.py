"""What both trained models load alike: the folder of their weights, and a session on a graph."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

import onnxruntime

LONGEST_CHARACTERS: Final = 4_000
"""Characters cut into pieces of one sentence, to bound the cost of a text without full stops."""


@contextmanager
def weights_in(folder: Path | None, names: Sequence[str]) -> Iterator[Path]:
    """The folder of a model's files, by default the shipped one; FileNotFoundError if one lacks."""
    if folder is None:
        place = files("contention.extraction.model") / "weights"
        with as_file(place) as shipped, weights_in(shipped, names) as found:
            yield found
        return
    for name in names:
        if not (folder / name).is_file():
            raise FileNotFoundError(f"{folder / name} is missing: reinstall or retrain")
    yield folder


def session_of(graph: Path, threads: int) -> onnxruntime.InferenceSession:
    """A session on the processor with so many threads."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
