"""Options of `contention read` that choose the extractor and its endpoint."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, cast

import click

from contention.case.problem import Place, Problem
from contention.cli.case_argument import refuse
from contention.extraction.combine import CombinedReader, ReaderName, reader_for

SECONDS = 120.0
"""Default timeout of one attempt, in seconds."""


@dataclass(frozen=True)
class ReaderChoice:
    """Language model options; none has a default that would send text."""

    endpoint: str | None = None
    model: str | None = None
    api_key_env: str | None = None
    cache: Path | None = None
    timeout: float | None = None

    def said(self) -> list[str]:
        """The options that were given."""
        return [f"--{name.replace('_', '-')}" for name, value in vars(self).items() if value]


_OPTIONS = (
    click.option(
        "--endpoint",
        metavar="URL",
        help="With --reader llm: an OpenAI-compatible server, such as http://localhost:8080/v1. "
        "https, or plain http on this machine.",
    ),
    click.option("--model", metavar="NAME", help="With --reader llm: name of the model."),
    click.option("--api-key-env", metavar="VAR", help="Environment variable with the API key."),
    click.option(
        "--cache",
        metavar="DIR",
        type=click.Path(path_type=Path, file_okay=False),
        help="Folder for cached answers (default: the user's cache folder).",
    ),
    click.option(
        "--timeout",
        metavar="SECONDS",
        type=click.FloatRange(0.1, 3600),
        help=f"Timeout in seconds for one answer, retries included; default {SECONDS:g}.",
    ),
)


def llm_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Language model options, passed to the command as `asked`."""

    @wraps(command)
    def gathered(
        *arguments: Any, endpoint: str | None, model: str | None, api_key_env: str | None,
        cache: Path | None, timeout: float | None, **others: Any,
    ) -> Any:  # fmt: skip
        asked = ReaderChoice(endpoint, model, api_key_env, cache, timeout)
        return command(*arguments, asked=asked, **others)

    wrapped: Callable[..., Any] = gathered
    for option in reversed(_OPTIONS):
        wrapped = option(wrapped)
    return wrapped


def chosen_reader(name: str, asked: ReaderChoice, *, as_json: bool) -> CombinedReader:
    """The reader of that name; exit with status 2 if the options conflict."""
    if name != "llm":
        if asked.said():
            raise click.UsageError(f"{', '.join(asked.said())}: only with --reader llm")
        return reader_for(cast("ReaderName", name))
    if not asked.endpoint or not asked.model:
        raise click.UsageError("--reader llm needs --endpoint URL and --model NAME")
    from contention.extraction.llm.cache import AnswerCache, default_folder
    from contention.extraction.llm.client import Bounds, ChatClient
    from contention.extraction.llm.endpoint import EndpointError, endpoint
    from contention.extraction.llm.llm_reader import LlmReader

    try:
        place = endpoint(asked.endpoint, asked.model, asked.api_key_env)
        kept = AnswerCache(asked.cache or default_folder())
    except EndpointError as error:
        refuse([Problem(Place("--endpoint"), error.message, error.hint)], as_json=as_json)
    client = ChatClient(place, Bounds(seconds=asked.timeout or SECONDS))
    return CombinedReader((LlmReader(client, kept),))
