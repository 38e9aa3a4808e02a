"""The one form of a text that positions and hashes refer to."""

import hashlib
import unicodedata


def normalise(text: str) -> str:
    r"""Unicode NFC with line ends `\n`, and nothing else."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def fingerprint(text: str) -> str:
    """SHA-256 in hexadecimal of the normalised text in UTF-8."""
    return hashlib.sha256(normalise(text).encode("utf-8")).hexdigest()
