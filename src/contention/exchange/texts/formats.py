"""The formats of coded texts, one entry each: how a file is read and written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, cast

from contention.case.problem import Place, Problem
from contention.exchange.exported import Exported
from contention.exchange.links.imported import ImportRefusedError
from contention.exchange.texts.coded_text import CodedTexts
from contention.exchange.texts.given import GivenFile

_HOME = "contention.exchange.texts"


@dataclass(frozen=True)
class TextFormat:
    """A format that holds coded texts; functions are named `module:function` below this package."""

    name: str
    title: str
    suffix: str
    tools: str
    """what reads and writes it"""
    reads: str = ""
    """(GivenFile) → CodedTexts; empty if the format is not read"""
    writes: str = ""
    """(CodedTexts) → Exported; empty if the format is not written"""
    takes_text: bool = False
    """whether a text may be given that the file does not hold"""

    def read(self, given: GivenFile) -> CodedTexts:
        """The coded texts in a file; raises ImportRefusedError, MissingPackageError."""
        if given.text and not self.takes_text:
            problem = Problem(
                Place(given.name), f"{self.title} has its texts in it", "leave out --text"
            )
            raise ImportRefusedError(problem)
        return cast("Callable[[GivenFile], CodedTexts]", _function(self.reads))(given)

    def write(self, texts: CodedTexts) -> Exported:
        """The file, with its report."""
        return cast("Callable[[CodedTexts], Exported]", _function(self.writes))(texts)


_TEXTS = (
    TextFormat("qdpx", "REFI-QDA project", ".qdpx", "NVivo, MAXQDA, ATLAS.ti, QualCoder",
               "refi.given_files:read_given_project", "refi.write_project:write_project"),
    TextFormat("qdc", "REFI-QDA codebook", ".qdc", "NVivo, MAXQDA, ATLAS.ti, QualCoder",
               "refi.given_files:read_given_codebook", "refi.write_project:write_codebook"),
    TextFormat("web-annotation", "W3C Web Annotation (JSON-LD)", ".zip",
               "Recogito, Apache Annotator, JSON-LD tools",
               "web_annotation_in:read_web_annotations",
               "web_annotation_out:write_web_annotations", takes_text=True),
    TextFormat("hypothesis", "Hypothesis export", ".json", "Hypothesis",
               "hypothesis_in:read_hypothesis", "hypothesis_out:write_hypothesis",
               takes_text=True),
    TextFormat("inception", "UIMA CAS XMI with its type system", ".zip", "INCEpTION, dkpro-cassis",
               "inception_in:read_inception", "uima_out:write_inception_xmi"),
    TextFormat("inception-json", "UIMA CAS JSON", ".zip", "INCEpTION, dkpro-cassis",
               "inception_in:read_inception", "uima_out:write_inception_json"),
    TextFormat("webanno-tsv", "WebAnno TSV 3.3", ".zip", "INCEpTION, WebAnno",
               "inception_in:read_inception", "webanno_out:write_webanno"),
    TextFormat("brat", "brat standoff (.txt and .ann)", ".zip", "brat, many NLP libraries",
               "brat_in:read_brat", "brat_out:write_brat"),
    TextFormat("label-studio", "Label Studio tasks", ".json", "Label Studio",
               "label_studio:read_label_studio", "label_studio:write_label_studio"),
    TextFormat("label-studio-config", "Label Studio labelling interface", ".xml", "Label Studio",
               "", "label_studio:write_label_studio_config"),
    TextFormat("doccano", "doccano JSONL", ".jsonl", "doccano",
               "doccano:read_doccano", "doccano:write_doccano"),
)  # fmt: skip

TEXT_FORMATS: Mapping[str, TextFormat] = {each.name: each for each in _TEXTS}
"""name on the command line → format"""
WRITTEN = tuple(name for name, each in TEXT_FORMATS.items() if each.writes)
"""names of the formats that a case can be written in"""


def _function(home: str) -> Any:
    module, function = home.split(":")
    return getattr(import_module(f"{_HOME}.{module}"), function)
