#!/usr/bin/env bash
# Package: python-dateutil 4.0.0
# Run on: 2026-11-29
# Guess: with fuzzy=True a span of days gives its first day, a quarter its first day or an
#   error, and BC an error.
# Seen: "1–18 July 1916" is 18 July 2001 at 19:16 (the year is read as a time, the 1 as the
#   year); "3rd quarter 2011" is March 2011; "5 years" is the 5th of the current month; "100
#   BC" is AD 100 and "44 AD" 2044.
# So: never use the fuzzy mode on prose; take the date expression out first and parse it
#   strictly.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check python-dateutil==4.0.0
cd "$work"
"$work/venv/bin/python" -W ignore - <<'EOF'
from datetime import datetime

from dateutil import parser


def check(label, seen, expected):
    print(f"{label}: {seen!r}")
    if seen != expected:
        raise SystemExit(f"changed: {label} used to be {expected!r}")


today = datetime(2026, 8, 31)
for text, expected in {
    "1–18 July 1916": "2001-07-18 19:16:00",
    "3rd quarter 2011": "2011-03-31 00:00:00",
    "5 years": "2026-08-05 00:00:00",
    "100 BC": "0100-08-31 00:00:00",
    "44 AD": "2044-08-31 00:00:00",
}.items():
    check(text, str(parser.parse(text, fuzzy=True, default=today)), expected)
EOF
