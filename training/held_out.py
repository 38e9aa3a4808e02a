"""Write the held-out part of the corpus as files of its own, for `benchmarks.reader`.

`python -m training.held_out --corpus FOLDER --out OTHER_FOLDER`; the copies stay outside the
repository.
"""

import argparse
import csv
from pathlib import Path

HELD_OUT = ("train_07", "train_09_A", "train_09_B")
"""Parts of the corpus that are never trained on while recipes are compared."""

_NAMES = ("subtask1", "subtask2", "subtask2_grouped")


def held_out(index: str) -> bool:
    """Whether a row's index, of any of the three files, belongs to the held-out parts."""
    return index.removeprefix("cnc_").startswith(tuple(f"{part}_" for part in HELD_OUT))


def write(corpus: Path, out: Path) -> None:
    """Copy the held-out rows of the three training files to `dev_*.csv` in `out`."""
    out.mkdir(parents=True, exist_ok=True)
    for name in _NAMES:
        with (corpus / f"train_{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            rows = [row for row in reader if held_out(row["index"])]
            columns = list(reader.fieldnames or ())
        with (out / f"dev_{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows)


def main() -> None:
    """Write the files to the folder named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    write(options.corpus, options.out)


if __name__ == "__main__":
    main()
