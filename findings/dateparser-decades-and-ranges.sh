#!/usr/bin/env bash
# Package: dateparser 1.5.0
# Run on: 2026-11-29
# Guess: "1990s" is the year 1990 or nothing; a span such as 1914-18 or 1916/17 is nothing;
#   "5 years" without "ago" is nothing; "1m" is a month or nothing.
# Seen: "1990s" and "the 1930s" are 1,990 and 1,930 seconds ago, "in the 80s" is in 80
#   seconds; 1914-18 is the 18th of the current month in 1914; 1916.5 is May 1916; "5 years"
#   is five years ago; "two years later" counts from today, whatever date precedes it.
# So: recognise decades, spans and years by rules before any general date parser, and refuse
#   a result whose year is not in the words.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check dateparser==1.5.0
cd "$work"
"$work/venv/bin/python" -W ignore - <<'EOF'
from datetime import datetime

import dateparser
from dateparser.search import search_dates


def check(label, seen, expected):
    print(f"{label}: {seen!r}")
    if seen != expected:
        raise SystemExit(f"changed: {label} used to be {expected!r}")


settings = {"RELATIVE_BASE": datetime(2026, 8, 31, 12)}
for text, expected in {
    "1990s": "2026-08-31 11:26:50",
    "the 1930s": "2026-08-31 11:27:50",
    "in the 80s": "2026-08-31 12:01:20",
    "1914-18": "1914-08-18 00:00:00",
    "1916/17": "1916-08-17 00:00:00",
    "1916.5": "1916-05-31 00:00:00",
    "5 years": "2021-08-31 12:00:00",
    "1m": "2026-08-31 11:59:00",
    "mid-1916": "None",
}.items():
    check(text, str(dateparser.parse(text, languages=["en"], settings=settings)), expected)
text = "The law of 1 July 1916 was repealed two years later."
found = search_dates(text, languages=["en"], settings=settings)
check(text, [str(when.date()) for _, when in found], ["1916-07-01", "2028-08-31"])
EOF
