#!/usr/bin/env bash
# Package: pint 0.25.3
# Run on: 2026-11-29
# Guess: characters that the number grammar does not know raise, as "3 to 5 m" does.
# Seen: a dash, a true minus sign or a plus-minus sign is dropped and the numbers beside it
#   are multiplied; a decimal comma is deleted; "1 200 m" is 200 m (the 1 multiplies); "a
#   year" multiplies by years. All without a message.
# So: split number and unit yourself and give the parser the unit only; never hand it a
#   phrase from a text.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check pint==0.25.3
cd "$work"
"$work/venv/bin/python" -W ignore - <<'EOF'
import pint


def check(label, seen, expected):
    print(f"{label}: {seen!r}")
    if seen != expected:
        raise SystemExit(f"changed: {label} used to be {expected!r}")


ureg = pint.UnitRegistry()
for phrase, expected in {
    "2–3 m": "6 meter",
    "−3 m": "3 meter",
    "5 ± 2 m": "10 meter",
    "1 200 m": "200 meter",
    "12 500 tonne": "6000 metric_ton",
    "12,5 m": "125 meter",
    "2 h 30 min": "60 hour * minute",
    "5 m a year": "5 meter * year ** 2",
    ">5 m": "5 meter",
}.items():
    check(phrase, str(ureg.Quantity(phrase)), expected)
EOF
