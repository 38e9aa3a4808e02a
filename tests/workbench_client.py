"""A browser that has been let in to a server of test cases."""

import json
import re
import shutil
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from contention.workbench.opened.workspace import Workspace
from contention.workbench.server.app import workbench_app
from contention.workbench.server.endpoints import Serving
from contention.workbench.server.openapi import openapi_document
from contention.workbench.server.security import Keys
from contention.workbench.server.table import ENDPOINTS

CHARGE = Path(__file__).parent.parent / "cases" / "congestion-charge"
PORT = 8123
NOWHERE = ("unknown_address", "wrong_method")
CASE = "/api/cases/congestion-charge"


class Browser:
    """A client that sends what the workbench's own page sends."""

    def __init__(self, folders: Iterable[Path], home: Path, *, read_only: bool = False) -> None:
        self.keys = Keys(PORT)
        workspace = Workspace.of(folders, home)
        workspace.coder, workspace.read_only = "ana", read_only
        self.serving = Serving(workspace, "0")
        self.app = workbench_app(self.serving, self.keys)
        self.client = TestClient(self.app, base_url=f"http://127.0.0.1:{PORT}")

    def enter(self) -> "Browser":
        """Open the address that was printed."""
        assert self.client.get(f"/?token={self.keys.token}").status_code == 200
        return self

    def get(self, path: str, /, **query: Any) -> Any:
        """The JSON of a reply that is not an error; it has to be as it is documented."""
        if not query:
            return ok(self._documented("GET", path, self.client.get(path)))
        return ok(self._documented("GET", path, self.client.get(path, params=query)))

    def send(self, method: str, path: str, body: Any = None, **extra: Any) -> Any:
        """The reply to a change, which has to be as it is documented, errors too."""
        headers = {"origin": f"http://127.0.0.1:{PORT}", "x-contention": "1"}
        answer = self.client.request(method, path, json=body, headers=headers, **extra)
        return self._documented(method, path, answer)

    def _documented(self, method: str, path: str, answer: Any) -> Any:
        found = operation(path.partition("?")[0], method)
        if found is None:
            assert answer.status_code in (404, 405), answer.text
            return answer
        if answer.status_code in (404, 405) and answer.json()["error"]["code"] in NOWHERE:
            return answer  # the client has taken `..` out of the path
        responses = found["responses"]
        assert str(answer.status_code) in responses, (method, path, answer.text)
        content = responses[str(answer.status_code)]["content"]
        kind = answer.headers["content-type"].split(";")[0]
        assert kind in content, (kind, path)
        if kind == "application/json":
            validator(json.dumps(content[kind]["schema"])).validate(answer.json())
        return answer

    def done(self, method: str, path: str, body: Any = None) -> Any:
        """The JSON of a reply to a change that is not an error."""
        return ok(self.send(method, path, body))


DOCUMENT = openapi_document(ENDPOINTS, "0")


def operation(path: str, method: str) -> dict[str, Any] | None:
    """What the document says about a method of an address; None for one that it does not have."""
    for template, methods in DOCUMENT["paths"].items():
        pattern = re.sub(r"\\{(path)\\}", ".+", re.escape(template))
        pattern = re.sub(r"\\{\w+\\}", "[^/]+", pattern)
        if re.fullmatch(pattern, path) and method.lower() in methods:
            return dict(methods[method.lower()])
    return None


@cache
def validator(schema: str) -> Draft202012Validator:
    """A validator of a schema within the document."""
    return Draft202012Validator({**json.loads(schema), "components": DOCUMENT["components"]})


def ok(response: Any) -> Any:
    """The JSON of a reply that is not an error."""
    assert response.status_code == 200, response.text
    return response.json()


def copied_case(tmp_path: Path) -> Path:
    """A copy of the small worked case."""
    return Path(shutil.copytree(CHARGE, tmp_path / "congestion-charge"))


def browser_on(folder: Path, **extra: Any) -> Browser:
    """A browser that was let in to a server of one case."""
    return Browser([folder], folder.parent, **extra).enter()
