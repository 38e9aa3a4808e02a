"""The route by which a question is put to a case."""

from contention.workbench.editing.questions import Concluded, Done, ask
from contention.workbench.messages.questions import (
    KnownScenario,
    NewScenario,
    QuestionReply,
    QuestionRequest,
)
from contention.workbench.server.editing_routes import anchor_at
from contention.workbench.server.endpoints import Asked, Endpoint


def ask_question(asked: Asked) -> QuestionReply:
    """A contention, and the scenario that it looks at."""
    said = asked.said(QuestionRequest)
    drawn = said.drawn
    anchor = None if drawn is None else anchor_at(asked, drawn.document, drawn.start, drawn.end)
    concluded = Concluded(
        said.factor, said.higher, said.title, said.holder,
        None if drawn is None else drawn.document, anchor,
    )  # fmt: skip
    made = asked.editor.edit(
        f"Ask “{said.title}”", lambda files: ask(files, _done(said.scenario), concluded)
    )
    return QuestionReply(
        revision=asked.case.snapshot().revision, contention=made.contention,
        scenario=made.scenario, created=list(made.created),
    )  # fmt: skip


def _done(said: KnownScenario | NewScenario) -> Done:
    if isinstance(said, KnownScenario):
        return Done(id=said.scenario)
    to = said.to if isinstance(said.to, str) else f"{said.to:.12g}"
    return Done(title=said.title, factor=said.factor, to=to, note=said.note)


ASKING: tuple[Endpoint, ...] = (
    Endpoint(
        "POST", "/cases/{case}/questions", "Add a contention, and a scenario for it",
        ask_question, QuestionReply, body=QuestionRequest, writes=True,
    ),
)  # fmt: skip
