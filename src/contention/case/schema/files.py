"""The schema of the case folder: one model per file, and JSON Schema for editors."""

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from contention.case.schema.case import CaseFile
from contention.case.schema.claims import AssumptionsFile, ClaimsFile
from contention.case.schema.evidence import EvidenceFile
from contention.case.schema.factors import FactorsFile
from contention.case.schema.merges import MergesFile
from contention.case.schema.positions import MapFile
from contention.case.schema.scenarios import ContentionsFile, ScenariosFile

FILES: dict[str, type[BaseModel]] = {
    "case": CaseFile,
    "factors": FactorsFile,
    "claims": ClaimsFile,
    "assumptions": AssumptionsFile,
    "scenarios": ScenariosFile,
    "contentions": ContentionsFile,
    "merges": MergesFile,
    "evidence": EvidenceFile,
    "map": MapFile,
}
"""Name of a file (or kind of file) → its model."""

PATHS = {name: f"{name}.yaml" if name != "claims" else "claims/*.yaml" for name in FILES}
"""Name of a file → its path in the case folder."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def file_schema(name: str) -> dict[str, Any]:
    """JSON Schema of one file: a key of `FILES`."""
    return {"$schema": _DIALECT, **FILES[name].model_json_schema(by_alias=True)}


def whole_schema() -> dict[str, Any]:
    """JSON Schema of all files: one object, with a property and a definition per file."""
    models = [(model, "validation") for model in FILES.values()]
    references, definitions = models_json_schema(models, by_alias=True)  # type: ignore[arg-type]
    properties = {PATHS[name]: references[model, "validation"] for name, model in FILES.items()}
    return {
        "$schema": _DIALECT,
        "title": "A case of contention",
        "type": "object",
        "properties": properties,
        "$defs": definitions["$defs"],
    }
