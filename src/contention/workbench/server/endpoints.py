"""What the API offers, as values: routes are made and documented from the same table."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from starlette.responses import Response

from contention.workbench.editing.edit import Editor
from contention.workbench.live.turns import Turns
from contention.workbench.messages.base import Message
from contention.workbench.opened.open_case import OpenCase
from contention.workbench.opened.workspace import Workspace
from contention.workbench.server.events import Events
from contention.workbench.server.jobs import Jobs
from contention.workbench.server.refusals import RefusedError

Form = TypeVar("Form", bound=Message)
Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]


@dataclass(frozen=True)
class Asked:
    """One request, its parts checked."""

    server: "Serving"
    path: Mapping[str, str]
    query: Message | None = None
    body: Message | None = None
    content: bytes = b""
    """the body of a route that takes bytes"""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def case(self) -> OpenCase:
        """The case that the address names; raises UnknownCaseError."""
        return self.server.workspace.case(self.path["case"])

    @property
    def editor(self) -> Editor:
        """What writes to that case."""
        return self.server.editor(self.case)

    def said(self, form: type[Form]) -> Form:
        """The body as its model."""
        assert isinstance(self.body, form)
        return self.body

    def wanted(self, form: type[Form]) -> Form:
        """The query as its model."""
        assert isinstance(self.query, form)
        return self.query


@dataclass(frozen=True)
class Endpoint:
    """One method of one path under `/api`."""

    method: Method
    path: str
    """with `{names}`; one that ends in `:path` takes slashes"""
    summary: str
    call: Callable[[Asked], Message | Response]
    reply: type[Message] | None = None
    """None: not JSON, see `media`"""
    query: type[Message] | None = None
    body: type[Message] | None = None
    takes: str = ""
    """media type of a body that is not JSON"""
    media: str = "application/json"
    """media type of the reply"""
    writes: bool = False
    """whether it changes files, so that `--read-only` refuses it"""
    refuses: tuple[int, ...] = ()
    """statuses of errors besides those that all routes have"""

    @property
    def template(self) -> str:
        """The path as OpenAPI writes it."""
        return "/api" + self.path.replace(":path}", "}")

    @property
    def parameters(self) -> tuple[str, ...]:
        """Names in the path."""
        return tuple(re.findall(r"\{(\w+)", self.path))


@dataclass
class Serving:
    """What the routes of one server share."""

    workspace: Workspace
    version: str
    events: Events = field(default_factory=Events)
    turns: Turns = field(default_factory=Turns)
    jobs: Jobs = field(init=False)
    _editors: dict[str, Editor] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.jobs = Jobs(self.events)

    def editor(self, opened: OpenCase) -> Editor:
        """What writes to a case."""
        made = Editor(opened, self.workspace.coder)
        return self._editors.setdefault(opened.id, made)


def only_writable(asked: Asked, endpoint: Endpoint) -> None:
    """Raise RefusedError if the server was started to read only."""
    if endpoint.writes and asked.server.workspace.read_only:
        message = "this server only reads: start `contention serve` without --read-only to change"
        raise RefusedError(403, "read_only", message)
