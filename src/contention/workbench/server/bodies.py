"""Bodies of requests: bounded in size and depth, and valid JSON without surprises."""

import json
import re
from typing import Any, NoReturn

from starlette.requests import Request

from contention.workbench.server.refusals import RefusedError

MOST_BYTES = 5_000_000
MOST_DEPTH = 32
_TOKENS = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.S)


async def body_of(request: Request) -> bytes:
    """The body; raises RefusedError (413) for one that is too large, whatever its header says."""
    declared = request.headers.get("content-length", "0")
    if declared.isdigit() and int(declared) > MOST_BYTES:
        raise too_large()
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > MOST_BYTES:
            raise too_large()
        parts.append(part)
    return b"".join(parts)


def too_large() -> RefusedError:
    """The refusal of a body above the limit."""
    most = MOST_BYTES // 1_000_000
    return RefusedError(413, "too_large", f"at most {most} MB can be sent at once")


def json_of(content: bytes) -> Any:
    """The value of a JSON body; raises RefusedError (400)."""
    if not content.strip():
        return {}
    depth = 0
    for token in _TOKENS.finditer(content):
        depth += {b"[": 1, b"{": 1, b"]": -1, b"}": -1}.get(token[0], 0)
        if depth > MOST_DEPTH:
            raise _bad(f"values are nested more than {MOST_DEPTH} deep")
    try:
        text = content.decode("utf-8")
        value = json.loads(text, parse_constant=_no_constant, object_pairs_hook=_without_twins)
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeError:
        raise _bad("the text is not valid Unicode in UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise _bad(str(error)) from None
    return value


def _bad(why: str) -> RefusedError:
    return RefusedError(400, "not_json", f"the body cannot be read: {why}; send JSON in UTF-8")


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number of JSON")


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("an object has the same key twice")
    return made
