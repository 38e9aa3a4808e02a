#!/usr/bin/env bash
# Package: PySD 3.14.3
# Run on: 2026-11-30
# Guess: PySD warns that mappings work for simple cases only, so a mapping with a list,
#   `Half: north, south -> (Other: o2, o1)`, may pair the wrong elements; sums over Half
#   have two terms all the same.
# Seen: the elements that the mapping names become elements of Half. It has four, arrays
#   over it have four, and SUM(x[Half!]) of two fives is 20 instead of 10.
# So: read ranges and their mappings apart, and compare the number of elements.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check pysd==3.14.3
cd "$work"
cat >map.mdl <<'MODEL'
{UTF-8}
Half: north, south -> (Other: o2, o1) ~~|
Other: o1, o2 ~~|
x[Half] = 5 ~~|
total = SUM(x[Half!]) ~~|
how many = ELMCOUNT(Half) ~~|
INITIAL TIME = 0 ~~|
FINAL TIME = 3 ~~|
TIME STEP = 1 ~~|
SAVEPER = 1 ~~|
MODEL
"$work/venv/bin/python" -W ignore - <<'EOP'
import pysd


def check(label, seen, expected):
    print(f"{label}: {seen!r}")
    if seen != expected:
        raise SystemExit(f"changed: {label} used to be {expected!r}")


first = pysd.read_vensim("map.mdl").run().iloc[0]
check("sum of two fives", float(first["total"]), 20.0)
check("elements of a range of two", float(first["how many"]), 4.0)
check("columns of x", [name for name in first.index if name.startswith("x[")],
      ["x[north]", "x[south]", "x[o2]", "x[o1]"])
EOP
