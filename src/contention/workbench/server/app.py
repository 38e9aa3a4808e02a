"""The application: routes made from the table, behind the guard."""

import json
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from contention.workbench.messages.base import Message
from contention.workbench.server.bodies import body_of, json_of
from contention.workbench.server.endpoints import Asked, Endpoint, Serving, only_writable
from contention.workbench.server.openapi import openapi_document
from contention.workbench.server.refusals import RefusedError, fields_message, refused
from contention.workbench.server.security import Guard, Keys
from contention.workbench.server.static_files import static_routes
from contention.workbench.server.table import ENDPOINTS

_log = logging.getLogger("contention.workbench")

Handler = Callable[[Request], Awaitable[Response]]


def workbench_app(serving: Serving, keys: Keys) -> ASGIApp:
    """The whole server as an ASGI application."""
    document = openapi_document(ENDPOINTS, serving.version)

    async def described(_: Request) -> Response:
        return JSONResponse(document)

    routes: list[BaseRoute] = [Route("/api/openapi.json", described)]
    routes += _routes(serving)
    routes += static_routes()
    handlers: dict[Any, Any] = {HTTPException: _http_error, Exception: _fault}
    return Guard(Starlette(routes=routes, exception_handlers=handlers), keys)


def _routes(serving: Serving) -> list[BaseRoute]:
    """One route per path; its methods in one handler, so that others get 405."""
    paths: dict[str, list[Endpoint]] = {}
    for each in ENDPOINTS:
        paths.setdefault(each.path, []).append(each)
    made: list[BaseRoute] = []
    for path, those in paths.items():
        methods = [each.method for each in those]
        made.append(Route(f"/api{path}", _handler(those, serving), methods=methods))
    return made


def _handler(endpoints: Sequence[Endpoint], serving: Serving) -> Handler:
    by_method = {each.method: each for each in endpoints}

    async def handle(request: Request) -> Response:
        method = "GET" if request.method == "HEAD" else request.method
        endpoint = by_method[method]  # type: ignore[index]
        try:
            asked = await _asked(request, endpoint, serving)
            only_writable(asked, endpoint)
            answer = await run_in_threadpool(endpoint.call, asked)
        except Exception as error:
            refusal = refused(error)
            if refusal is None:
                raise
            return _refusal_response(refusal)
        return answer if isinstance(answer, Response) else json_response(answer)

    return handle


def json_response(message: Message) -> Response:
    """A message as a reply."""
    try:
        content: str | bytes = message.model_dump_json(by_alias=True)
    except PydanticSerializationError:  # the name of a file that is not UTF-8
        content = _as_bytes(message.wire())
    return Response(content, media_type="application/json")


def _refusal_response(refusal: RefusedError, headers: Mapping[str, str] | None = None) -> Response:
    content = _as_bytes(refusal.reply())
    return Response(content, refusal.status, headers, media_type="application/json")


def _as_bytes(value: object) -> bytes:
    """JSON; a question mark stands for what is not Unicode."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")


async def _asked(request: Request, endpoint: Endpoint, serving: Serving) -> Asked:
    query, body, content = None, None, b""
    if endpoint.query is not None:
        query = _query(endpoint.query, request)
    if endpoint.body is not None or endpoint.takes:
        content = await body_of(request)
    if endpoint.body is not None:
        value = json_of(content)
        body = endpoint.body.model_validate_json(json.dumps(value))
    return Asked(serving, request.path_params, query, body, content, request.headers)


def _query(form: type[Message], request: Request) -> Message:
    """The query as its model: numbers and switches are read from words."""
    given = request.query_params
    if len(given.multi_items()) > len(given):
        raise RefusedError(422, "not_understood", "a parameter is given twice")
    try:
        return form.model_validate_strings(dict(given))
    except ValidationError as error:
        raise RefusedError(422, "not_understood", fields_message(error)) from None


def _http_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    codes = {404: "unknown_address", 405: "wrong_method"}
    message = "there is nothing at this address; /api/openapi.json lists what there is"
    refusal = RefusedError(error.status_code, codes.get(error.status_code, "refused"), message)
    return _refusal_response(refusal, error.headers)


def _fault(_: Request, error: Exception) -> Response:
    _log.exception("a request failed", exc_info=error)
    message = "the workbench has a fault; what was written before is safe (the terminal says more)"
    return _refusal_response(RefusedError(500, "fault", message))
