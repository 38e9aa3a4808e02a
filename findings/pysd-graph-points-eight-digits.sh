#!/usr/bin/env bash
# Package: PySD 3.14.3
# Run on: 2026-11-30
# Guess: points of a graphical function are doubles, as numbers in equations are: a model in XMILE
#   and the same one in Vensim's format give what was written to 15 digits.
# Seen: a number in an equation keeps all its digits; points of a graph keep eight decimals, in XMILE
#   and in .mdl: 0.123456789012 becomes 0.12345679, and 0.00345678912 next to it 0.00345679, with
#   six digits left. (If values of a graph differ by a factor above 1000, all keep nine digits.)
# So: write graphs scaled to 1 in parts of seven decimals and add the parts in an equation, or write
#   straight lines as equations of time.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check pysd==3.14.3
cd "$work"
cat >model.xmile <<'XML'
<?xml version="1.0" encoding="utf-8"?>
<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0">
  <header><vendor>none</vendor><product version="1">none</product></header>
  <sim_specs method="Euler"><start>0</start><stop>2</stop><dt>1</dt></sim_specs>
  <model><variables>
    <aux name="plain"><eqn>0.123456789012</eqn></aux>
    <aux name="graph"><eqn>TIME</eqn>
      <gf><xpts>0,1,2</xpts><ypts>0.123456789012,0.00345678912,1</ypts></gf></aux>
  </variables></model>
</xmile>
XML
cat >model.mdl <<'MDL'
{UTF-8}
plain = 0.123456789012 ~~|
graph = WITH LOOKUP(Time, ([(0,0)-(2,1)],(0,0.123456789012),(1,0.00345678912),(2,1))) ~~|
INITIAL TIME = 0 ~~|
FINAL TIME = 2 ~~|
TIME STEP = 1 ~~|
SAVEPER = 1 ~~|
MDL
"$work/venv/bin/python" -W ignore - <<'EOF'
import pysd


def check(label, seen, expected):
    print(f"{label}: {seen!r}")
    if seen != expected:
        raise SystemExit(f"changed: {label} used to be {expected!r}")


for label, model in (
    ("XMILE", pysd.read_xmile("model.xmile")),
    ("mdl", pysd.read_vensim("model.mdl")),
):
    found = model.run(return_columns=["plain", "graph"])
    check(f"{label}, equation", float(found["plain"].iloc[0]), 0.123456789012)
    graph = [float(value) for value in found["graph"]]
    check(f"{label}, graph", graph, [0.12345679, 0.00345679, 1.0])
EOF
