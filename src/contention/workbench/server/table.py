"""All routes of the API."""

from contention.workbench.server.asking_routes import ASKING
from contention.workbench.server.editing_routes import EDITING
from contention.workbench.server.endpoints import Endpoint
from contention.workbench.server.event_routes import EVENTS
from contention.workbench.server.git_routes import GIT
from contention.workbench.server.job_routes import JOBS
from contention.workbench.server.names_routes import NAMES
from contention.workbench.server.other_routes import OTHERS
from contention.workbench.server.reading_routes import READING
from contention.workbench.server.running_routes import RUNNING
from contention.workbench.server.writing_routes import WRITING

ENDPOINTS: tuple[Endpoint, ...] = (
    *READING, *RUNNING, *EDITING, *NAMES, *ASKING, *WRITING, *JOBS, *GIT, *OTHERS, *EVENTS,
)  # fmt: skip
