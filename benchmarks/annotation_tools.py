"""Let the tools that read coded texts read ours, and compare what they find.

    python -m benchmarks.annotation_tools [--projects 200] [--node FOLDER]

Random texts with emoji, combining marks and blank lines, coded at random; each is written in every
format and read by another's library, which has to find the same words under the same names and the
same relations. Needs packages that contention does not (own environment):
`pip install '.[exchange]' pybrat==0.1.7 web-anno-tsv==0.0.1 label-studio-sdk==2.1.2 pyld==3.3.0`,
and for the selectors in a folder of its own `npm install jsdom@24 @apache-annotator/dom@0.2.0
@apache-annotator/selector@0.2.0 dom-anchor-text-position@5.0.0 dom-anchor-text-quote@4.0.2`.
"""

import argparse
import io
import json
import random
import subprocess
import tempfile
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from contention.exchange.texts.coded_text import Code, CodedDocument, CodedTexts, Coding, Relation
from contention.exchange.texts.formats import TEXT_FORMATS

WORDS = ("Rain", "floods,", "🌧", "naïve", "👩‍🚒", "the", "𝔘niversity.", "soil;", "e\u0301tude",
         "raises", "(mayor)", "50%", "“so”", "—", "deich_bau", "a|b", "[x]")  # fmt: skip
CODES = ("Rain", "Floods, big; sudden", "Trust in the mayor")
LABELS = ("raises", "lowers", "unclear")

Found = tuple[Counter[tuple[str, ...]], Counter[tuple[str, ...]]]
"""words and code of each coding; words, label and words of each relation"""


def project(seed: int) -> CodedTexts:
    """A text of some words, coded at different places, with relations between them."""
    chance = random.Random(seed)
    parts = [chance.choice(WORDS) for _ in range(chance.randint(5, 60))]
    joined = "".join(word + chance.choice((" ", " ", " ", "\n", "\n\n")) for word in parts)
    text = unicodedata.normalize("NFC", joined.strip())
    starts = [0, *(i + 1 for i, one in enumerate(text) if one.isspace())]
    ends = [*(i for i, one in enumerate(text) if one.isspace()), len(text)]
    spans = {
        (start, end)
        for start in chance.sample(starts, min(4, len(starts)))
        for end in ends
        if start < end <= start + 30 and "\n" not in text[start:end] and chance.random() < 0.5
    }
    codings = tuple(
        Coding(f"c{number}", "d", chance.choice(CODES), start, end)
        for number, (start, end) in enumerate(sorted(spans))
        if text[start:end] == text[start:end].strip()
    )
    relations = tuple(
        Relation(f"r{number}", cause.id, effect.id, chance.choice(LABELS),
                 fields={"stance": "hedged"})
        for number in range(3 if len(codings) > 1 else 0)
        for cause, effect in [chance.sample(codings, 2)]
    )  # fmt: skip
    codes = tuple(Code(name, name) for name in CODES)
    return CodedTexts("p", "case", (CodedDocument("d", "D", text),), codes, codings, relations)


def wanted(texts: CodedTexts) -> Found:
    """What is in the project."""
    text = texts.documents[0].text
    words = {one.id: text[slice(*one.span)] for one in texts.codings}
    return (
        Counter((words[one.id], one.code) for one in texts.codings),
        Counter((words[one.cause], one.label, words[one.effect]) for one in texts.relations),
    )


def unpacked(content: bytes) -> dict[str, bytes]:
    """The files of an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def by_pybrat(_texts: CodedTexts, content: bytes) -> Found:
    """Entities and relations; types are named as `visual.conf` shows them."""
    from pybrat.parser import BratParser

    files = unpacked(content)
    rows = (line.split("|") for line in files["visual.conf"].decode().splitlines() if "|" in line)
    names = {type_.strip(): name.strip() for type_, name in rows}
    with tempfile.TemporaryDirectory() as folder:
        for name in ("d.txt", "d.ann"):
            (Path(folder) / name).write_bytes(files[name])
        (example,) = BratParser().parse(folder)
    words = {one.id: example.text[one.start : one.end] for one in example.entities}
    return (
        Counter((words[one.id], names[one.type]) for one in example.entities),
        Counter((words[one.arg1.id], one.type, words[one.arg2.id]) for one in example.relations),
    )


def by_cassis(load: Callable[[dict[str, bytes]], Any]) -> Callable[[CodedTexts, bytes], Found]:
    """Annotations of both layers, by the words that they cover."""

    def read(_texts: CodedTexts, content: bytes) -> Found:
        cas = load(unpacked(content))
        return (
            Counter((one.get_covered_text(), one.code) for one in cas.select("custom.Coding")),
            Counter(
                (one.Governor.get_covered_text(), one.label, one.Dependent.get_covered_text())
                for one in cas.select("custom.Claim")
            ),
        )

    return read


def xmi(files: dict[str, bytes]) -> Any:
    """The CAS of an archive with an XMI."""
    import cassis

    types = cassis.load_typesystem(io.BytesIO(files["TypeSystem.xml"]))
    return cassis.load_cas_from_xmi(io.BytesIO(files["d.xmi"]), typesystem=types)


def json_cas(files: dict[str, bytes]) -> Any:
    """The CAS of an archive with a JSON CAS."""
    import cassis

    return cassis.load_cas_from_json(io.BytesIO(files["d.json"]))


def by_web_anno_tsv(texts: CodedTexts, content: bytes) -> Found:
    """Spans of the second column; the library knows no relations."""
    from web_anno_tsv import open_web_anno_tsv

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "d.tsv"
        file.write_bytes(unpacked(content)["d.tsv"])
        with open_web_anno_tsv(str(file)) as read:
            found: Counter[tuple[str, ...]] = Counter(
                (one.text, one.label.replace("\\", "")) for part in read for one in part.annotations
            )
    return found, wanted(texts)[1]


def by_label_studio(texts: CodedTexts, content: bytes) -> Found:
    """Regions and relations of tasks that the labelling interface finds valid."""
    from label_studio_sdk.label_interface import LabelInterface

    config = TEXT_FORMATS["label-studio-config"].write(texts).content.decode()
    interface = LabelInterface(config)
    interface.validate()
    (task,) = json.loads(content)
    for annotation in task["annotations"]:
        if not interface.validate_annotation(annotation):
            raise ValueError(f"not valid: {annotation}")
    results = [one for each in task["annotations"] for one in each["result"]]
    text, regions = task["data"]["text"], [one for one in results if one["type"] == "labels"]
    words = {one["id"]: text[one["value"]["start"] : one["value"]["end"]] for one in regions}
    return (
        Counter((words[one["id"]], *one["value"]["labels"]) for one in regions),
        Counter(
            (words[one["from_id"]], *one["labels"], words[one["to_id"]])
            for one in results
            if one["type"] == "relation"
        ),
    )


OA = "http://www.w3.org/ns/oa#"
TERMS = {
    "body": "hasBody", "target": "hasTarget", "source": "hasSource", "selector": "hasSelector",
    "exact": "exact", "prefix": "prefix", "suffix": "suffix", "start": "start", "end": "end",
}  # fmt: skip
"""terms of the standard's context that an annotation of ours uses: name → property of `oa`"""


def by_pyld(_texts: CodedTexts, content: bytes) -> Found:
    """What a JSON-LD processor expands, with the terms of the standard's context."""
    from pyld import jsonld

    page = json.loads(unpacked(content)["annotations.jsonld"])
    iris = {name: {"@id": OA + property_, "@type": "@id"} if name in ("body", "target", "source")
            else {"@id": OA + property_} for name, property_ in TERMS.items()}  # fmt: skip
    page["@context"] = {
        "id": "@id", "type": "@type", "@vocab": OA, **iris,
        "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
        "items": {"@id": "https://www.w3.org/ns/activitystreams#items", "@container": "@list"},
    }  # fmt: skip
    (expanded,) = jsonld.expand(page, {"base": "http://localhost/"})
    items = expanded["https://www.w3.org/ns/activitystreams#items"][0]["@list"]
    return _expanded(items)


def _expanded(items: list[Any]) -> Found:
    value = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value"
    words: dict[str, str] = {}
    codings: Counter[tuple[str, ...]] = Counter()
    relations: Counter[tuple[str, ...]] = Counter()
    for one in items:
        tag = next(each[value][0]["@value"] for each in one[f"{OA}hasBody"] if value in each)
        target = one[f"{OA}hasTarget"][0]
        if f"{OA}hasSelector" in target:
            quotes = [each for each in target[f"{OA}hasSelector"] if f"{OA}exact" in each]
            words[one["@id"]] = quotes[0][f"{OA}exact"][0]["@value"]
            codings[words[one["@id"]], tag] += 1
        else:
            source = f"{OA}hasSource"
            effect = next(each[source][0]["@id"] for each in one[f"{OA}hasBody"] if source in each)
            relations[words[target["@id"]], tag, words[effect]] += 1
    return codings, relations


def by_selectors(folder: Path, library: str) -> Callable[[CodedTexts, bytes], Found]:
    """The words at both selectors in a browser's document."""

    def read(texts: CodedTexts, content: bytes) -> Found:
        held = json.loads(
            unpacked(content)["annotations.jsonld"] if library == "apache" else content
        )
        targets = [
            each["target"] if isinstance(each["target"], dict) else each["target"][0]
            for each in held.get("items", held.get("annotations"))
            if not isinstance(each["target"], str)
        ]
        asked = [
            {"text": texts.documents[0].text, "selectors": each["selector"]} for each in targets
        ]
        command = ["node", str(Path(__file__).with_suffix(".js")), str(folder), library]
        done = subprocess.run(
            command, input=json.dumps(asked), capture_output=True, text=True, check=True
        )
        for question, (at, quoted) in zip(asked, json.loads(done.stdout), strict=True):
            exact = question["selectors"][0]["exact"]
            if not at == quoted == exact:
                raise ValueError(f"{exact!r} is {at!r} and {quoted!r}")
        return wanted(texts)

    return read


def readers(node: Path | None) -> Iterator[tuple[str, str, Callable[[CodedTexts, bytes], Found]]]:
    """Format, tool, and how it reads."""
    yield "brat", "pybrat", by_pybrat
    yield "inception", "dkpro-cassis", by_cassis(xmi)
    yield "inception-json", "dkpro-cassis", by_cassis(json_cas)
    yield "webanno-tsv", "web-anno-tsv (spans only)", by_web_anno_tsv
    yield "label-studio", "label-studio-sdk", by_label_studio
    yield "web-annotation", "PyLD", by_pyld
    if node is not None:
        yield "web-annotation", "@apache-annotator/dom", by_selectors(node, "apache")
        yield "hypothesis", "dom-anchor-text-*", by_selectors(node, "dom-anchor")


def main() -> None:
    """Print how many projects each tool reads as they were, and the first that it does not."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--projects", type=int, default=200)
    parser.add_argument("--node", type=Path)
    asked = parser.parse_args()
    made = [project(seed) for seed in range(asked.projects)]
    for form, tool, read in readers(asked.node):
        same, first = 0, ""
        for seed, texts in enumerate(made):
            try:
                found = read(texts, TEXT_FORMATS[form].write(texts).content)
                said = "" if found == wanted(texts) else f"{found} for {wanted(texts)}"
            except Exception as error:  # whatever goes wrong in the other's library is the result
                said = f"{type(error).__name__}: {error}"
            same += not said
            first = first or (f"project {seed}: {said}" if said else "")
        print(f"{form}, {tool}: {same} of {len(made)} {first[:600]}")


if __name__ == "__main__":
    main()
