"""Bundles on disk: a zip file without compression, or a folder; read within limits.

Nothing in a zip file that is stored depends on the version of a compressor.
"""

import io
import os
import secrets
import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from contention.case.storage.confined import confined
from contention.case.storage.interrupts import held_back
from contention.case.storage.outputs import write_output
from contention.case.storage.replacing import sync_folder, write_all
from contention.exchange.bundle.case_files import BundleError

MOST_FILES, MOST_BYTES = 20_000, 1_000_000_000
EPOCH = (1980, 1, 1, 0, 0, 0)
_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError,
               EOFError, ValueError, KeyError)  # fmt: skip


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip file of these files; the same files give the same bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, EPOCH)
            info.create_system, info.external_attr = 3, (stat.S_IFREG | 0o644) << 16
            archive.writestr(info, files[name])
    return held.getvalue()


def write_bundle(files: Mapping[str, bytes], out: Path) -> None:
    """Write a new zip file, or a new folder if the name does not end in `.zip`.

    It appears complete or not at all. Raises BundleError if there is something of that name, and
    OSError if it cannot be written.
    """
    if os.path.lexists(out):
        raise BundleError(f"{out} exists already — name another, or remove it first")
    if out.suffix.lower() == ".zip":
        write_output(out, zipped(files))
        return
    aside = out.parent / f".{out.name[:40]}.{secrets.token_hex(8)}.new-output"
    try:
        aside.mkdir()
        for name, content in files.items():
            _write(aside / name, content)
        with held_back():
            if os.path.lexists(out):
                raise BundleError(f"{out} exists already — name another, or remove it first")
            aside.rename(out)
            sync_folder(out.parent)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0))
    try:
        write_all(descriptor, content)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    file.chmod(0o644)


def read_bundle(path: Path) -> dict[str, bytes]:
    """The files of a bundle by name; raises BundleError for one that is damaged or hostile."""
    if not path.exists():
        raise BundleError(f"there is no bundle “{path}”")
    try:
        return _folder(path) if path.is_dir() else _zip_file(path)
    except OSError as error:
        raise BundleError(f"{path} cannot be read: {error.strerror or error}") from None


def _folder(path: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    total = 0
    for file in sorted(path.rglob("*")):
        name = file.relative_to(path).as_posix()
        if file.is_dir() and not file.is_symlink():
            continue
        if file.is_symlink() or not file.is_file() or isinstance(confined(path, name), str):
            raise BundleError(f"`{name}` is a link or no file: a bundle holds files only")
        total += file.stat().st_size
        _within(len(found) + 1, total)
        found[name] = file.read_bytes()
    return found


def _zip_file(path: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            _within(len(infos), sum(info.file_size for info in infos))
            for info in infos:
                if info.is_dir():
                    continue
                _harmless(info, found)
                found[info.filename] = archive.read(info)
    except _ZIP_ERRORS as error:
        if isinstance(error, BundleError):
            raise
        said = " ".join(str(error).split())[:120]
        raise BundleError(f"{path} is not a zip file, or it is damaged ({said})") from None
    return found


def _harmless(info: zipfile.ZipInfo, found: Mapping[str, bytes]) -> None:
    """Refuse what could leave the folder, come twice, or unpack to far more than it is."""
    name = info.filename
    pure = PurePosixPath(name)
    if "\\" in name or ":" in name or "\0" in name or pure.is_absolute() or ".." in pure.parts:
        raise BundleError(f"`{name[:80]}` would lead out of the bundle")
    if name in found or pure.as_posix() != name:
        raise BundleError(f"`{name[:80]}` is in the bundle twice, or oddly written")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise BundleError(f"`{name[:80]}` is a link: a bundle holds files only")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise BundleError(f"`{name[:80]}` is compressed in an unusual way")


def _within(files: int, size: int) -> None:
    if files > MOST_FILES or size > MOST_BYTES:
        raise BundleError(
            f"the bundle holds more than {MOST_FILES:,} files or {MOST_BYTES // 1_000_000} MB"
        )
