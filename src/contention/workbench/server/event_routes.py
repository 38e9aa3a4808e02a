"""The route of events."""

from starlette.responses import Response, StreamingResponse

from contention.workbench.messages.base import Query
from contention.workbench.server.endpoints import Asked, Endpoint


class EventsQuery(Query):
    """The case whose changes are wanted; without one, only jobs are told."""

    case: str | None = None


def events(asked: Asked) -> Response:
    """Server-sent events: `changed`, `job`, `bye`."""
    name = asked.wanted(EventsQuery).case
    case = None if name is None else asked.server.workspace.case(name)
    stream = asked.server.events.stream(case)
    return StreamingResponse(stream, media_type="text/event-stream")


EVENTS: tuple[Endpoint, ...] = (
    Endpoint(
        "GET", "/events", "Changes of files within a second, jobs, and the end of the server",
        events, query=EventsQuery, media="text/event-stream",
    ),
)  # fmt: skip
