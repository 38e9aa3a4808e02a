"""Metadata of a bundle: RO-Crate 1.1 (JSON-LD) and CITATION.cff.

Source: RO-Crate Metadata Specification 1.1, https://w3id.org/ro/crate/1.1; Citation File Format
1.2.0.
"""

import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from contention.exchange.bundle import licenses
from contention.exchange.bundle.checksums import sha256
from contention.exchange.bundle.manifest import Citation, Manifest

NAME = "ro-crate-metadata.json"
CITATION = "CITATION.cff"
CONTEXT = "https://w3id.org/ro/crate/1.1/context"
_FORMATS = {
    ".json": "application/json", ".yaml": "application/yaml", ".csv": "text/csv",
    ".svg": "image/svg+xml", ".txt": "text/plain", ".md": "text/markdown",
    ".parquet": "application/vnd.apache.parquet", ".cff": "application/yaml",
}  # fmt: skip
_PROGRAM, _RUN = "#contention", "#run"

Entity = dict[str, Any]


def crate(manifest: Manifest, files: Mapping[str, bytes], description: str) -> bytes:
    """The metadata file of a crate that holds these files."""
    parts = [_file(name, files[name]) for name in sorted(files)]
    citation = manifest.citation
    root: Entity = {
        "@id": "./", "@type": "Dataset", "name": manifest.title, "description": description,
        "datePublished": citation.date, "license": _license(citation),
        "hasPart": [{"@id": part["@id"]} for part in parts],
        "mentions": {"@id": _RUN},
    }  # fmt: skip
    people = [_author(name) for name in citation.authors]
    if people:
        named = [{"@id": person["@id"]} for person in people]
        root["author"] = named if len(named) > 1 else named[0]
    graph = [
        {"@id": NAME, "@type": "CreativeWork", "about": {"@id": "./"},
         "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"}},
        root, *people, *_license_entity(citation), *_run(manifest, files), *parts,
    ]  # fmt: skip
    held = {"@context": [CONTEXT, {"sha256": "http://schema.org/sha256"}], "@graph": graph}
    return (json.dumps(held, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _file(name: str, content: bytes) -> Entity:
    entity: Entity = {
        "@id": _address(name), "@type": "File", "name": name, "contentSize": str(len(content)),
        "sha256": sha256(content),
    }  # fmt: skip
    form = _FORMATS.get(PurePosixPath(name).suffix)
    return {**entity, "encodingFormat": form} if form else entity


def _address(name: str) -> str:
    """A relative address of a file: what is special in addresses is escaped."""
    return quote(name, safe="/")


def _run(manifest: Manifest, files: Mapping[str, bytes]) -> list[Entity]:
    """The run that made the results from the case, and the program that did it."""
    made = sorted(name for name in files if name.startswith(("results/", "figures/")))
    taken = sorted(name for name in files if name.startswith("case/"))
    settings = manifest.settings
    return [
        {"@id": _PROGRAM, "@type": "SoftwareApplication", "name": "contention",
         "version": manifest.versions.get("contention", ""),
         "softwareRequirements": ", ".join(f"{name} {found}" for name, found
                                           in sorted(manifest.versions.items())
                                           if name != "contention")},
        {"@id": _RUN, "@type": "CreateAction", "name": "Judge the case",
         "description": f"{settings.draws} draws, seed {settings.seed}",
         "instrument": {"@id": _PROGRAM}, "object": [{"@id": _address(name)} for name in taken],
         "result": [{"@id": _address(name)} for name in made]},
    ]  # fmt: skip


def _license(citation: Citation) -> Any:
    if not citation.license:
        return "not stated: ask the authors before using it"
    found = licenses.address(citation.license)
    return {"@id": found} if found else citation.license


def _license_entity(citation: Citation) -> list[Entity]:
    found = licenses.address(citation.license)
    if not found:
        return []
    return [{"@id": found, "@type": "CreativeWork",
             "name": citation.license, "description": f"License {citation.license}"}]  # fmt: skip


def _author(name: str) -> Entity:
    family, comma, given = (part.strip() for part in name.partition(","))
    if not comma:
        return {"@id": f"#{_address(name)}", "@type": "Organization", "name": name}
    return {"@id": f"#{_address(name)}", "@type": "Person", "name": f"{given} {family}",
            "familyName": family, "givenName": given}  # fmt: skip


def citation_file(manifest: Manifest) -> bytes | None:
    """CITATION.cff; None without authors, whom it must name."""
    citation = manifest.citation
    if not citation.authors:
        return None
    lines = [
        "cff-version: 1.2.0",
        "message: Cite this bundle if you use its case or its results.",
        "type: dataset",
        f"title: {_quoted(manifest.title)}",
        "authors:",
        *(line for name in citation.authors for line in _cff_author(name)),
        f"date-released: {citation.date}",
    ]
    if licenses.is_spdx(citation.license):
        lines.append(f"license: {_quoted(citation.license)}")
    elif licenses.is_address(citation.license):
        lines.append(f"license-url: {_quoted(citation.license)}")
    return ("\n".join(lines) + "\n").encode("utf-8")


def _cff_author(name: str) -> list[str]:
    family, comma, given = (part.strip() for part in name.partition(","))
    if not comma:
        return [f"  - name: {_quoted(name)}"]
    return [f"  - family-names: {_quoted(family)}", f"    given-names: {_quoted(given)}"]


def _quoted(words: str) -> str:
    """A text as YAML in double quotes, which JSON's are."""
    return json.dumps(words, ensure_ascii=False)
