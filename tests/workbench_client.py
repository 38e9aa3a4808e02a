"""A browser that has been let in to a server of test cases."""

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from contention.workbench.opened.workspace import Workspace
from contention.workbench.server.app import workbench_app
from contention.workbench.server.endpoints import Serving
from contention.workbench.server.security import Keys

CHARGE = Path(__file__).parent.parent / "cases" / "congestion-charge"
PORT = 8123
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

    def get(self, path: str, **query: Any) -> Any:
        """The JSON of a reply that is not an error."""
        return ok(self.client.get(path, params=query))

    def send(self, method: str, path: str, body: Any = None, **extra: Any) -> Any:
        """The reply to a change."""
        headers = {"origin": f"http://127.0.0.1:{PORT}", "x-contention": "1"}
        return self.client.request(method, path, json=body, headers=headers, **extra)

    def done(self, method: str, path: str, body: Any = None) -> Any:
        """The JSON of a reply to a change that is not an error."""
        return ok(self.send(method, path, body))


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
