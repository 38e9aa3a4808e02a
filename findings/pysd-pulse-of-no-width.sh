#!/usr/bin/env bash
# Package: PySD 3.14.3, with pysimlin 0.8.5
# Run on: 2026-11-30
# Guess: Vensim's PULSE(3, 0) is 1 at time 3 for one step, as Vensim's reference says (a width of 0
#   counts as one time step), since PySD gives PULSE(3, 0.25) one step too.
# Seen: PySD never fires it: 0 at all times, without a warning. pysimlin fires it for one step.
# So: write the time step as the width of a pulse that is to last one step.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check \
  pysd==3.14.3 pysimlin==0.8.5 pandas
cd "$work"
cat >pulse.mdl <<'MODEL'
{UTF-8}
none = PULSE(3, 0) ~~|
short = PULSE(3, 0.25) ~~|
INITIAL TIME = 0 ~~|
FINAL TIME = 5 ~~|
TIME STEP = 1 ~~|
SAVEPER = 1 ~~|
MODEL
"$work/venv/bin/python" -W ignore - <<'EOP'
import pysd
import simlin


def check(label, seen, expected):
    print(f"{label}: {seen!r}")
    if seen != expected:
        raise SystemExit(f"changed: {label} used to be {expected!r}")


found = pysd.read_vensim("pulse.mdl").run()
other = simlin.load("pulse.mdl").run().results
one_step = [0.0, 0.0, 0.0, 1.0, 0.0, 0.0]
check("PySD, a width of a quarter", found["short"].astype(float).tolist(), one_step)
check("PySD, a width of 0", found["none"].astype(float).tolist(), [0.0] * 6)
check("pysimlin, a width of 0", other["none"].tolist(), one_step)
EOP
