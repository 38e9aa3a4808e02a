"""The reader `llm` as a subject of the benchmarks: `--reader benchmarks.llm_subject:find`.

`LLM_ENDPOINT` names the server, `LLM_MODEL` the model and `LLM_CACHE` the folder for answers;
`LLM_PIECE` is the number of characters in one request.
"""

import os
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path

from contention.documents.document import ReadDocument
from contention.extraction.combine import CombinedReader
from contention.extraction.llm.cache import AnswerCache
from contention.extraction.llm.client import Bounds, ChatClient
from contention.extraction.llm.endpoint import endpoint
from contention.extraction.llm.llm_reader import LlmReader
from contention.extraction.llm.prompt import PIECE_CHARACTERS
from contention.extraction.proposals import Proposal

LONGEST = 1_800.0
"""Seconds for one answer: what is measured is quality, on machines of every kind."""


@cache
def _reader() -> CombinedReader:
    place = endpoint(os.environ["LLM_ENDPOINT"], os.environ.get("LLM_MODEL", "local"))
    client = ChatClient(place, Bounds(seconds=LONGEST))
    kept = AnswerCache(Path(os.environ["LLM_CACHE"]))
    piece = int(os.environ.get("LLM_PIECE", PIECE_CHARACTERS))
    return CombinedReader((LlmReader(client, kept, piece=piece),))


def find(document: ReadDocument) -> Sequence[Proposal]:
    """What the model proposes, with the tally of its answers on the standard output."""
    reading = _reader().find(document)
    print(document.id, asdict(reading.tally) if reading.tally else "")
    return reading.proposals
