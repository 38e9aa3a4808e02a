"""SHA-256 checksums in the form that `sha256sum --check` reads."""

import hashlib
import re
from collections.abc import Mapping

from contention.exchange.bundle.case_files import BundleError

NAME = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")


def sha256(content: bytes) -> str:
    """Hash of a file in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def checksums(files: Mapping[str, bytes]) -> bytes:
    """A line for each file, in the order of the names."""
    lines = (f"{sha256(files[name])}  {name}\n" for name in sorted(files))
    return "".join(lines).encode("utf-8")


def faults(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """What in a bundle is not as its checksums say: changed, missing and added files.

    Raises BundleError if there are no checksums to compare with.
    """
    if NAME not in files:
        raise BundleError(f"there is no {NAME}: this is not a bundle, or not all of one")
    try:
        lines = files[NAME].decode("utf-8").splitlines()
    except UnicodeDecodeError:
        raise BundleError(f"{NAME} is not UTF-8") from None
    known: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        found = _LINE.fullmatch(line)
        if found is None:
            raise BundleError(f"{NAME}:{number}:1: this is not a checksum and a name")
        known[found[2]] = found[1]
    said = [f"{name}: missing" for name in sorted(set(known) - set(files))]
    said += [f"{name}: not in {NAME}" for name in sorted(set(files) - set(known) - {NAME})]
    said += [
        f"{name}: changed"
        for name in sorted(set(files) & set(known))
        if sha256(files[name]) != known[name]
    ]
    return tuple(said)
