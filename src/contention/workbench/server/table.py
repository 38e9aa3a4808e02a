"""All routes of the API."""

from contention.workbench.server.endpoints import Endpoint
from contention.workbench.server.reading_routes import READING

ENDPOINTS: tuple[Endpoint, ...] = (*READING,)
