#!/usr/bin/env bash
# Package: quantulum3 0.10.0
# Run on: 2026-11-29
# Guess: "10 to 12 thousand" is 11,000 give or take 1,000; a rise "from 9 to 12" and a fall
#   "from 12 to 9" are read alike; "minus 3 per cent" is -3; $3bn is three billion dollars;
#   20k and 300k are twenty and three hundred thousand.
# Seen: the scale word binds to the upper end only (6005 give or take 5995), or both ends
#   are added (15-20 thousand is 35,000); a rise "from 9 to 12" is one uncertain 10.5 and a
#   fall "from 12 to 9" vanishes; "minus 3 per cent" is +3 but "minus five" is -5; $3bn is 3
#   dollar barn newtons, "20k men" kibibytes, "300k men" kelvins. Run without the optional
#   classifier, which affects the choice of units, not the numbers.
# So: extract numbers with rules of your own; dropping falls while keeping rises biases
#   whatever is counted.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check quantulum3==0.10.0
cd "$work"
"$work/venv/bin/python" -W ignore - <<'EOF'
import quantulum3
from quantulum3 import parser


def check(label, seen, expected):
    print(f"{label}: {seen!r}")
    if seen != expected:
        raise SystemExit(f"changed: {label} used to be {expected!r}")


for text, expected in {
    "10 to 12 thousand men": [(6005.0, "dimensionless", 5995.0)],
    "15-20 thousand": [(35000.0, "dimensionless", None)],
    "rose from 9 to 12": [(10.5, "dimensionless", 1.5)],
    "fell from 12 to 9": [],
    "The rate fell from 12 to 9 per cent.": [],
    "minus 3 per cent": [(3.0, "per cent", None)],
    "minus five": [(-5.0, "dimensionless", None)],
    "$3bn": [(3.0, "dollar barn newton", None)],
    "20k men": [(20.0, "kibibyte", None)],
    "300k men": [(300.0, "kelvin", None)],
}.items():
    check(text, [(q.value, q.unit.name, q.uncertainty) for q in parser.parse(text)], expected)
EOF
