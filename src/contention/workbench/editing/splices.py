"""Lines of a file that others took the place of, to be put back exactly."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True)
class Splice:
    """Lines of one file from `first` (counted from 0) on: what they were, and what they became."""

    path: str
    before_sha256: str
    """of the whole file"""
    after_sha256: str
    first: int
    before: tuple[str, ...]
    after: tuple[str, ...]

    @classmethod
    def of(cls, path: str, before: bytes, after: bytes) -> "Splice":
        """What differs between two states of a file."""
        old, new = _lines(before), _lines(after)
        first = _common(old, new)
        last = _common(old[first:][::-1], new[first:][::-1])
        return cls(
            path, sha256_of(before), sha256_of(after), first,
            old[first : len(old) - last], new[first : len(new) - last],
        )  # fmt: skip

    @property
    def reverse(self) -> "Splice":
        """The way back."""
        return Splice(
            self.path, self.after_sha256, self.before_sha256, self.first, self.after, self.before
        )

    def put_back(self, now: bytes) -> bytes | None:
        """The file as it was before; None if it is not as this left it."""
        if sha256_of(now) != self.after_sha256:
            return None
        lines = _lines(now)
        lines = (*lines[: self.first], *self.before, *lines[self.first + len(self.after) :])
        return "\n".join(lines).encode("utf-8", "surrogateescape")


def sha256_of(content: bytes | None) -> str:
    """The hash of a file's content; of an empty one if there is no file."""
    return hashlib.sha256(content or b"").hexdigest()


def _lines(content: bytes) -> tuple[str, ...]:
    return tuple(content.decode("utf-8", "surrogateescape").split("\n"))


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many lines are equal from the start."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
