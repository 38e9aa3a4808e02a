"""The built front end, which is part of the package."""

import mimetypes
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from contention.workbench.server.refusals import RefusedError

STATIC = Path(__file__).parent.parent / "static"
FOREVER = "public, max-age=31536000, immutable"
"""For files whose names hold their hashes."""
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml",
          ".woff2": "font/woff2", ".html": "text/html"}  # fmt: skip
_MISSING = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>contention</title>'
    "<p>This installation has no front end: run <code>make frontend</code>, or use the commands. "
    'The API works: <a href="/api/session">/api/session</a>.</p></html>'
)


def static_routes() -> list[BaseRoute]:
    """The page at `/`, and its files."""
    return [Route("/", _page), Route("/{path:path}", _file)]


async def _page(_: Request) -> Response:
    found = _files().get("index.html")
    if found is None:
        return HTMLResponse(_MISSING)
    return HTMLResponse(found.read_bytes())


async def _file(request: Request) -> Response:
    path = request.path_params["path"]
    found = None if path.startswith("api/") else _files().get(path)
    if found is None:
        message = "there is nothing at this address; /api/openapi.json lists what there is"
        return JSONResponse(RefusedError(404, "unknown_address", message).reply(), 404)
    kind = _TYPES.get(found.suffix) or mimetypes.guess_type(found.name)[0]
    hashed = path.startswith("assets/")
    headers = {"cache-control": FOREVER} if hashed else {}
    return Response(found.read_bytes(), media_type=kind or "application/octet-stream",
                    headers=headers)  # fmt: skip


@cache
def _files() -> dict[str, Path]:
    """Address → file: nothing else can be asked for, whatever a path says."""
    if not STATIC.is_dir():
        return {}
    return {
        file.relative_to(STATIC).as_posix(): file
        for file in STATIC.rglob("*")
        if file.is_file() and not file.is_symlink()
    }
