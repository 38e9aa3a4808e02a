#!/usr/bin/env bash
# Package: strictyaml 1.7.3, python-dateutil 4.0.0
# Run on: 2026-11-29
# Guess: a library that refuses implicit typing accepts only full ISO dates for Datetime()
#   and refuses a month name or a bare number.
# Seen: "May" is the current day in May of the current year, "10" the 10th of the current
#   month, so the same file has another value tomorrow; "1.2.1916" is 2 January.
# So: validate dates with a regular expression, not with Datetime().
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check strictyaml==1.7.3 python-dateutil==4.0.0
cd "$work"
"$work/venv/bin/python" -W ignore - <<'EOF'
from datetime import datetime

from strictyaml import Datetime, Map, load


def check(label, seen, expected):
    print(f"{label}: {seen!r}")
    if seen != expected:
        raise SystemExit(f"changed: {label} used to be {expected!r}")



def read(text):
    return load(f"when: {text}\n", Map({"when": Datetime()})).data["when"]


today = datetime.now()
check("May", [read("May").month, read("May").year == today.year], [5, True])
check("10", [read("10").day, read("10").month == today.month], [10, True])
check("1.2.1916", str(read("1.2.1916").date()), "1916-01-02")
EOF
