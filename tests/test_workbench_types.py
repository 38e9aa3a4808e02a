"""The page reads replies as the server documents them: its types are compared with the document."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.workbench_client import DOCUMENT

TYPES = Path(__file__).parent.parent / "frontend" / "src" / "lib" / "types.ts"
PLAIN = {"string", "number", "boolean", "null"}
SCHEMAS: dict[str, Any] = DOCUMENT["components"]["schemas"]
REPLIES = {
    "Session": "SessionReply", "SessionCase": "CaseSummary", "CaseView": "CaseReply",
    "DocumentEntry": "DocumentSummary", "Holder": "HolderSummary", "Factor": "FactorSummary",
    "Account": "AccountSummary", "Scenario": "ScenarioSummary", "Action": "ActionMessage",
    "Contention": "ContentionSummary", "Demand": "DemandSummary", "Figure": "FigureSummary",
    "DocumentView": "DocumentReply", "SentenceView": "SentenceMessage",
    "Standing": "StandingReply", "Claim": "ClaimMessage", "Condition": "ConditionMessage",
    "Comment": "CommentMessage", "ClaimReply": "ClaimReply", "Step": "StepMessage",
    "History": "HistoryReply", "StepReply": "StepReply", "MapNode": "MapNodeMessage",
    "MapEdge": "MapEdgeMessage", "MapView": "MapReply", "Shares": "SharesMessage",
    "Former": "FormerMessage", "LiveVerdict": "LiveVerdictMessage",
    "JudgeReply": "JudgeReply", "Course": "FanMessage", "CoursesReply": "CoursesReply",
    "Job": "JobReply", "Agreement": "AgreementReply", "AgreementField": "AgreementField",
    "CodingDifference": "CodingDifferenceMessage", "GitStatus": "GitReply",
    "GitChange": "GitChange", "DiffLine": "DiffLineMessage",
    "FileEntry": "FileSummary", "CaseFile": "FileReply", "Attached": "AttachReply",
    "Problem": "ProblemMessage", "Asked": "QuestionReply",
    "NamesView": "NamesReply", "ProposedName": "NameMessage", "NameMention": "NameMentionMessage",
}  # fmt: skip
"""Interface of the page → message of the server."""


def _sources() -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """Interfaces with the types of their fields, and other names of types."""
    text = re.sub(r"/\*.*?\*/|//[^\n]*", "", TYPES.read_text("utf-8"), flags=re.S)
    interfaces = {
        name: dict(re.findall(r"(\w+)\??: ([^\n;]+?)\s*(?=[\n;]|$)", body))
        for name, body in re.findall(r"export interface (\w+)[^{]*\{(.*?)\}\s*(?=\n|$)", text, re.S)
    }
    return interfaces, dict(re.findall(r"export type (\w+) = ([^\n]+)", text))


INTERFACES, NAMES = _sources()


def _kinds(written: str) -> set[str]:
    """Kinds of JSON value that a type of the page stands for."""
    found = set[str]()
    for part in re.split(r"\s*\|\s*(?![^()\[\]{}]*[)\]}])", written.strip().strip("()")):
        if part.endswith("[]") or part.startswith("["):
            found.add("array")
        elif part in PLAIN:
            found.add(part)
        elif part.startswith("'"):
            found.add("string")
        elif part == "unknown":
            found |= PLAIN | {"array", "object"}
        elif part in NAMES:
            found |= _kinds(NAMES[part])
        else:
            found |= {"string"} if "['" in part else {"object"}
    return found


def _documented(schema: dict[str, Any]) -> set[str]:
    """Kinds of JSON value that a schema stands for."""
    if "$ref" in schema:
        return _documented(SCHEMAS[schema["$ref"].rsplit("/", 1)[1]])
    if "anyOf" in schema:
        return set[str]().union(*map(_documented, schema["anyOf"]))
    if not schema.get("type"):
        return {"string"} if "const" in schema or "enum" in schema else set()
    return {"number" if schema["type"] == "integer" else schema["type"]}


def test_every_interface_of_a_reply_is_compared() -> None:
    asked = ("Request", "Query", "New", "Changes", "Trial", "Event", "JobStarted")
    assert {name for name in INTERFACES if not any(each in name for each in asked)} == set(REPLIES)


@pytest.mark.parametrize("name", REPLIES)
def test_the_page_reads_what_is_sent(name: str) -> None:
    sent = SCHEMAS[REPLIES[name]]["properties"]
    wrong = {
        field: (written, sorted(_documented(sent[field])) if field in sent else "is not sent")
        for field, written in INTERFACES[name].items()
        if field not in sent or not _documented(sent[field]) <= _kinds(written)
    }
    assert wrong == {}
