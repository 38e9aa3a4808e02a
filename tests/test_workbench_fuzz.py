"""What the API's own description allows, and what it does not, sent by schemathesis."""

import logging
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    response_schema_conformance,
    status_code_conformance,
)
from starlette.types import Message, Receive, Scope, Send

from contention.workbench.server.openapi import openapi_document
from contention.workbench.server.table import ENDPOINTS
from tests.workbench_client import PORT, Browser, browser_on, copied_case

SKIPPED = ("/api/events", "/read", "/hinges", "/robustness", "/brief", "/report", "/judge",
           "/courses")  # fmt: skip
"""endless, or computing for seconds: their bodies are models like all others"""
KNOWN = {
    "case": ("congestion-charge", "none"), "document": ("brief", "none"),
    "claim": ("no2_admissions", "speed_fills_buses", "none"), "factor": ("no2", "charge", "none"),
    "path": ("case.yaml", "claims/brief.yaml", "../x", "texts/brief.txt"), "job": ("1",),
}  # fmt: skip
"""values of parameters in addresses: random ones would all be unknown"""


class LetIn:
    """The application, to which every request comes with what the workbench's page sends."""

    def __init__(self, browser: Browser) -> None:
        self._app = browser.app
        self._more = [
            (b"host", f"127.0.0.1:{PORT}".encode()),
            (b"cookie", f"{browser.keys.cookie}={browser.keys.secret}".encode()),
            (b"origin", f"http://127.0.0.1:{PORT}".encode()),
            (b"x-contention", b"1"),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            own = {name for name, _ in self._more}
            kept = [each for each in scope["headers"] if each[0].lower() not in own]
            scope = {**scope, "headers": [*kept, *self._more]}

        async def sent(message: Message) -> None:
            await send(message)

        await self._app(scope, receive, sent)


def described() -> dict[str, Any]:
    """The document with parameters in addresses that lead somewhere."""
    document = openapi_document(ENDPOINTS, "0")
    for path in list(document["paths"]):
        if path.endswith(SKIPPED):
            del document["paths"][path]
            continue
        for method in document["paths"][path].values():
            for each in method["parameters"]:
                if each["in"] == "path":
                    each["schema"] = {"type": "string", "enum": list(KNOWN[each["name"]])}
    return document


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> LetIn:
    logging.getLogger("contention.workbench").setLevel(logging.ERROR)
    return LetIn(browser_on(copied_case(Path(tmp_path_factory.mktemp("fuzz")))))


CHECKS = [not_a_server_error, status_code_conformance, response_schema_conformance]
SENT = [(path, method) for path, methods in described()["paths"].items() for method in methods]


@pytest.mark.parametrize(("path", "method"), SENT)
def test_nothing_breaks_it(app: LetIn, path: str, method: str) -> None:
    schema = schemathesis.openapi.from_dict(described())
    schema.app = app
    found: list[int] = []

    @settings(max_examples=12, deadline=None, derandomize=True, database=None,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(case=schema[path][method].as_strategy())
    def send(case: Any) -> None:
        found.append(case.call_and_validate(checks=CHECKS).status_code)

    send()
    assert found
