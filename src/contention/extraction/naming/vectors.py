"""Static embeddings of names: the mean of rows of a table, one row a piece of the vocabulary."""

from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from contention.extraction.model.pieces import WordPieces

TABLE: Final = "pieces.npz"
LONGEST: Final = 400
"""Characters of a word that are compared."""
MOST_KEPT: Final = 50_000
"""Words and names whose vectors are kept."""

Vector = NDArray[np.float32]
Vectors2d = NDArray[np.float32]


class Vectors:
    """The table and the tokenizer that finds its rows; see PIECES_CARD.md next to the table."""

    def __init__(self, rows: NDArray[np.int8], scales: NDArray[np.float16], tokenizer: WordPieces):
        self._rows = rows
        self._scales = scales.astype(np.float32)
        self._tokenizer = tokenizer
        self._known: dict[str, Vector] = {}
        self._directions: dict[tuple[str, ...], Vector] = {}

    @classmethod
    def load(cls, folder: Path | None = None) -> "Vectors":
        """Load the shipped table, or the one in `folder`; raises OSError if there is none."""
        if folder is None:
            with as_file(files("contention.extraction") / "model" / "weights") as shipped:
                return cls.load(shipped)
        with np.load(folder / TABLE, allow_pickle=False) as table:
            rows, scales = table["rows"], table["scales"]
        tokenizer = WordPieces.load(folder / "tokenizer.json")
        if rows.shape[:1] != scales.shape or rows.shape[0] < len(tokenizer):
            raise OSError(f"{folder / TABLE} does not fit the tokenizer next to it")
        return cls(rows, scales, tokenizer)

    def of(self, words: Sequence[str]) -> Vector:
        """The sum of the words' rows, shape (width,)."""
        found: Vector = np.zeros(self._rows.shape[1], np.float32)
        for word in words:
            found += self._word(word)
        return found

    def likeness(self, first: Sequence[str], second: Sequence[str]) -> float:
        """Cosine of two names, each a sequence of words; 0 where one of them has no row."""
        return float(self._direction(tuple(first)) @ self._direction(tuple(second)))

    def matrix(self, names: Sequence[Sequence[str]]) -> Vectors2d:
        """The names' directions, shape (names, width); a name without a row is all zero."""
        return np.array([self._direction(tuple(words)) for words in names], np.float32)

    def _direction(self, words: tuple[str, ...]) -> Vector:
        if words not in self._directions:
            if len(self._directions) > MOST_KEPT:
                self._directions.clear()
            found = self.of(words)
            size = float(np.linalg.norm(found))
            self._directions[words] = found / np.float32(size) if size else found
        return self._directions[words]

    def _word(self, word: str) -> Vector:
        if word not in self._known:
            if len(self._known) > MOST_KEPT:
                self._known.clear()
            ids = self._tokenizer.encode(word[:LONGEST], ends=False).ids
            rows = self._rows[ids].astype(np.float32) * self._scales[ids, None]
            self._known[word] = rows.sum(axis=0, dtype=np.float32)
        return self._known[word]
