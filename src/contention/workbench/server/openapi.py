"""The OpenAPI document of the API, made from the table of its routes."""

from collections.abc import Iterable, Sequence
from typing import Any

from pydantic.json_schema import models_json_schema

from contention.workbench.messages.base import ErrorReply, Message
from contention.workbench.server.endpoints import Endpoint

ALWAYS = (400, 403, 404, 422)
"""Statuses of errors that every route may have."""
_REFERENCE = "#/components/schemas/{model}"


def openapi_document(endpoints: Sequence[Endpoint], version: str) -> dict[str, Any]:
    """OpenAPI 3.1: every route with its parameters, body, reply and errors."""
    models = _models(endpoints)
    references, shared = models_json_schema(models, by_alias=True, ref_template=_REFERENCE)
    paths: dict[str, dict[str, Any]] = {}
    for each in endpoints:
        described = _operation(each, references)
        paths.setdefault(each.template, {})[each.method.lower()] = described
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "contention workbench",
            "version": version,
            "description": "Answers only to the browser that was let in; see docs/workbench.md. "
            "Changes need an `Origin` that is the server's and the header `X-Contention: 1`. "
            "Positions in texts are in UTF-16 code units.",
        },
        "paths": paths,
        "components": {"schemas": shared.get("$defs", {})},
    }


def _models(endpoints: Iterable[Endpoint]) -> Any:
    found: dict[tuple[type[Message], str], None] = {(ErrorReply, "serialization"): None}
    for each in endpoints:
        for model, mode in ((each.body, "validation"), (each.reply, "serialization")):
            if model is not None:
                found[model, mode] = None
    return list(found)


def _operation(endpoint: Endpoint, references: Any) -> dict[str, Any]:
    found: dict[str, Any] = {
        "summary": endpoint.summary,
        "operationId": _name(endpoint),
        "parameters": [*_in_path(endpoint), *_in_query(endpoint), *_header(endpoint)],
        "responses": {"200": _answer(endpoint, references), **_errors(endpoint, references)},
    }
    if endpoint.body is not None:
        schema = references[endpoint.body, "validation"]
        content = {"application/json": {"schema": schema}}
        found["requestBody"] = {"required": True, "content": content}
    elif endpoint.takes:
        schema = {"type": "string", "contentMediaType": endpoint.takes}
        found["requestBody"] = {"required": True, "content": {endpoint.takes: {"schema": schema}}}
    return found


def _name(endpoint: Endpoint) -> str:
    words = endpoint.path.replace(":path", "").replace("{", "").replace("}", "").split("/")
    return "_".join([endpoint.method.lower(), *(word for word in words if word)])


def _in_path(endpoint: Endpoint) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in endpoint.parameters
    ]


def _in_query(endpoint: Endpoint) -> list[dict[str, Any]]:
    if endpoint.query is None:
        return []
    schema = endpoint.query.model_json_schema(by_alias=True, mode="validation")
    needed = schema.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in needed, "schema": each}
        for name, each in schema.get("properties", {}).items()
    ]


def _header(endpoint: Endpoint) -> list[dict[str, Any]]:
    if endpoint.method == "GET":
        return []
    schema = {"type": "string", "const": "1"}
    return [{"name": "X-Contention", "in": "header", "required": True, "schema": schema}]


def _answer(endpoint: Endpoint, references: Any) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    if endpoint.reply is not None:
        schema = references[endpoint.reply, "serialization"]
    return {"description": "Done", "content": {endpoint.media: {"schema": schema}}}


def _errors(endpoint: Endpoint, references: Any) -> dict[str, Any]:
    schema = references[ErrorReply, "serialization"]
    statuses = dict.fromkeys((*ALWAYS, *endpoint.refuses))
    if endpoint.method != "GET":
        statuses = dict.fromkeys((*statuses, 413))
    if endpoint.writes:
        statuses = dict.fromkeys((*statuses, 409))
    return {
        str(status): {
            "description": _WHY[status],
            "content": {"application/json": {"schema": schema}},
        }
        for status in sorted(statuses)
    }


_WHY = {
    400: "The body cannot be read",
    403: "Not let in, or not allowed",
    404: "There is no such thing",
    409: "It has changed since it was read",
    413: "The body is too large",
    422: "It is understood and cannot be done",
    500: "A fault of the program",
}
