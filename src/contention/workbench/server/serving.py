"""Running the server on this machine alone."""

import contextlib
import gc
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Callable, Iterator

import uvicorn

from contention.workbench.server.app import workbench_app
from contention.workbench.server.endpoints import Serving
from contention.workbench.server.running_routes import get_ready
from contention.workbench.server.security import Keys

LOOPBACK = "127.0.0.1"
_COLLECT = (50_000, 50, 100)
"""when garbage is collected: rarely, since what a case holds is not garbage"""
_SWITCH = 0.001
"""seconds after which a thread lets others go on"""


def bound(port: int) -> socket.socket:
    """A socket on a port of this machine (0: any free one); raises OSError."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((LOOPBACK, port))
    except OSError:
        made.close()
        raise
    return made


def serve(
    serving: Serving, listener: socket.socket, tell: Callable[[str], None], *, browser: bool
) -> None:
    """Serve until interrupted; `tell` gets the address once the server answers."""
    keys = Keys(listener.getsockname()[1])
    server = _server(serving, keys)
    gc.set_threshold(*_COLLECT)
    sys.setswitchinterval(_SWITCH)
    for case in serving.workspace.cases.values():  # while the browser starts
        threading.Thread(target=get_ready, args=[serving, case], daemon=True).start()

    def ready() -> None:
        while not server.started and not server.should_exit:
            time.sleep(0.01)
        if server.started:
            tell(keys.address)
            if browser:
                webbrowser.open(keys.address)

    threading.Thread(target=ready, daemon=True).start()
    with contextlib.suppress(KeyboardInterrupt):  # how a person ends it
        server.run(sockets=[listener])
    gc.freeze()  # or the end of the process would look through all that the cases held


class _Server(uvicorn.Server):
    """A server that says good-bye before it waits for open connections to end."""

    def __init__(self, config: uvicorn.Config, serving: Serving) -> None:
        super().__init__(config)
        self._serving = serving

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End all streams and computations, then the server."""
        self._serving.turns.end()
        self._serving.jobs.end()
        self._serving.events.end()
        await super().shutdown(sockets)


def _server(serving: Serving, keys: Keys) -> uvicorn.Server:
    config = uvicorn.Config(
        workbench_app(serving, keys),
        log_level="error",
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        lifespan="on",
        ws="none",
        timeout_graceful_shutdown=2,
        h11_max_incomplete_event_size=64_000,
    )
    return _Server(config, serving)


@contextlib.contextmanager
def running(serving: Serving) -> Iterator[Keys]:
    """A server in a thread of this process, for as long as the block lasts."""
    listener = bound(0)
    keys = Keys(listener.getsockname()[1])
    server = _server(serving, keys)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        yield keys
    finally:
        server.should_exit = True
        thread.join(5)
        listener.close()
