#!/usr/bin/env bash
# Package: label-studio-sdk 2.1.2
# Run on: 2026-11-30
# Guess: converting an export to CoNLL, which has one tag a word, either refuses or reports spans that
#   overlap, and says that relations are not carried; the short JSON form keeps all.
# Seen: nothing is refused or reported. Of two nested spans the inner one is gone. Of two that
#   overlap, the second begins late: "rain causes" is tagged on "causes" alone, as a span of its own.
#   A full stop within the text goes into the span before it ("floods."), one at its end does not.
#   Relations are in neither form.
# So: train on the full JSON export, and compare the number of spans after any conversion.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --quiet --disable-pip-version-check label-studio-sdk==2.1.2
cd "$work"
"$work/venv/bin/python" -W ignore - <<'EOF'
import json
import os

from label_studio_sdk.converter import Converter

CONFIG = """<View><Relations><Relation value="raises"/></Relations>
<Labels name="label" toName="text"><Label value="Rain"/><Label value="Harm"/></Labels>
<Text name="text" value="$text"/></View>"""


def region(text, number, words, label):
    start = text.index(words)
    value = {"start": start, "end": start + len(words), "text": words, "labels": [label]}
    return {"id": str(number), "from_name": "label", "to_name": "text", "type": "labels",
            "value": value}


def converted(text, spans, form):
    regions = [region(text, number, *each) for number, each in enumerate(spans)]
    link = {"type": "relation", "from_id": "0", "to_id": "1", "direction": "right",
            "labels": ["raises"]}
    annotation = {"id": 1, "completed_by": 1, "result": [*regions, link], "lead_time": 1,
                  "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z"}
    with open("export.json", "w") as file:
        json.dump([{"id": 1, "data": {"text": text}, "annotations": [annotation]}], file)
    os.makedirs(form, exist_ok=True)
    Converter(CONFIG, ".", download_resources=False).convert(
        "export.json", form, form, is_dir=False
    )
    with open(f"{form}/result.{'conll' if form == 'CONLL2003' else 'json'}") as file:
        return file.read()


def tags(text, *spans):
    lines = converted(text, spans, "CONLL2003").splitlines()[1:]
    return [f"{line.split(' ')[0]}/{line.split(' ')[-1]}" for line in lines if line]


def check(label, seen, expected):
    print(f"{label}: {seen}")
    if seen != expected:
        raise SystemExit(f"changed: {label} used to be {expected!r}")


check("nested", tags("Heavy rain falls", ("Heavy rain", "Rain"), ("rain", "Harm")),
      ["Heavy/B-Rain", "rain/I-Rain", "falls/O"])
check("overlapping", tags("Heavy rain causes it", ("Heavy rain", "Rain"), ("rain causes", "Harm")),
      ["Heavy/B-Rain", "rain/I-Rain", "causes/B-Harm", "it/O"])
check("full stops", tags("Rain, floods. More floods.", ("Rain", "Rain"), ("floods", "Harm")),
      ["Rain/B-Rain", ",/O", "floods./B-Harm", "More/O", "floods/O", "./O"])
short = converted("Heavy rain falls", [("Heavy rain", "Rain"), ("rain", "Harm")], "JSON_MIN")
check("relations in the short form", "raises" in short, False)
EOF
