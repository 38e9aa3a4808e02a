#!/usr/bin/env bash
# Package: pysimlin 0.8.5
# Run on: 2026-11-30
# Guess: a Vensim file means the same with and without brackets after :NOT:, since Vensim
#   compares before it negates; pysimlin translates the file for its own engine.
# Seen: `:NOT: Time < 2` is translated to `not Time < 2`, which that engine takes for
#   `(not Time) < 2`, always true. The stock that it feeds ends at 30 instead of 10, without
#   a message. With brackets in the file it is 10.
# So: brackets after :NOT: in every file that goes to another engine; compare how parsers
#   read a file before numbers are compared.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check pysimlin==0.8.5
cd "$work"
for brackets in "Time < 2" "(Time < 2)"; do
  cat >"model-${#brackets}.mdl" <<MODEL
{UTF-8}
later = IF THEN ELSE(:NOT: $brackets, 10, 0) ~~|
stock = INTEG(later, 0) ~~|
INITIAL TIME = 0 ~~|
FINAL TIME = 3 ~~|
TIME STEP = 1 ~~|
SAVEPER = 1 ~~|
MODEL
done
"$work/venv/bin/python" -W ignore - <<'EOP'
import simlin


def check(label, seen, expected):
    print(f"{label}: {seen!r}")
    if seen != expected:
        raise SystemExit(f"changed: {label} used to be {expected!r}")


def last(name):
    model = simlin.load(name)
    check(f"errors in {name}", len(model.project.get_errors()), 0)
    return float(model.run().results["stock"].iloc[-1])


check("stock, without brackets", last("model-8.mdl"), 30.0)
check("stock, with brackets", last("model-10.mdl"), 10.0)
EOP
