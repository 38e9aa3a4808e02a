"""Answers kept on disk, so that the same text is not sent twice to the same model."""

import contextlib
import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from contention.extraction.llm.endpoint import EndpointError
from contention.extraction.llm.prompt import Message

_FORMAT = 1
_MOST_BYTES = 10_000_000


@dataclass(frozen=True)
class AnswerCache:
    """A folder with one file for each answer; an unusable file is ignored."""

    folder: Path

    def get(self, key: str) -> str | None:
        """The answer kept under a key."""
        file = self._file(key)
        try:
            if file.stat().st_size > _MOST_BYTES:
                return None
            kept = json.loads(file.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return None
        answer = kept.get("answer") if isinstance(kept, dict) else None
        return answer if isinstance(answer, str) else None

    def put(self, key: str, answer: str) -> None:
        """Store an answer atomically, readable by the user alone. Raises OSError."""
        file = self._file(key)
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=".new-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                json.dump({"answer": answer}, stream)
            Path(name).replace(file)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise

    def _file(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"


def cache_key(model: str, sent: list[Message]) -> str:
    """One key for a model, the prompt and the text: everything that is sent."""
    whole = json.dumps([_FORMAT, model, sent], ensure_ascii=True)
    return hashlib.sha256(whole.encode("ascii")).hexdigest()


def default_folder() -> Path:
    """The folder for kept answers in the user's cache folder; raises EndpointError."""
    try:
        from platformdirs import user_cache_path
    except ImportError as error:
        raise EndpointError(
            "the reader `llm` needs the package platformdirs", "pip install 'contention[llm]'"
        ) from error
    return user_cache_path("contention", appauthor=False) / "llm"
