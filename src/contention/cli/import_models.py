"""`contention import` of a model: what is said about it, and the case that is written."""

from pathlib import Path

from contention.api.importing import ImportedModel
from contention.case.articles import counted
from contention.case.problem import CaseError, Place, Problem
from contention.cli.case_argument import refuse
from contention.cli.output import say, say_json
from contention.exchange.report_text import report_text


def import_whole(
    model: ImportedModel, case: Path | None, title: str, account: str, *, as_json: bool
) -> None:
    """Say what becomes of the variables, and write the case if there is a place for it."""
    written: tuple[str, ...] | None = None
    if case is not None:
        try:
            written = model.write_into(case, title=title, id=account)
        except FileExistsError:
            hint = (
                "name a folder that is not there yet; to ask another model the same, put its file "
                "into `models/` and add an account with `model:` to case.yaml"
            )
            problem = Problem(Place(str(case)), "there is something in the folder already", hint)
            refuse([problem], as_json=as_json)
        except CaseError as error:
            refuse(list(error.problems), case, as_json=as_json)
    if as_json:
        into = {} if written is None else {"written": list(written)}
        say_json({**model.as_json(), **into})
        return
    say(_said(model))
    if case is None or written is None:
        say("nothing is written without --into CASE")
        return
    say(
        f"{case} written: {', '.join(written)}\n"
        f"next: write what the model is to be asked into {case}/contentions.yaml, then\n"
        f"  contention check {case}\n  contention judge {case}"
    )


def _said(model: ImportedModel) -> str:
    name = "Vensim" if model.value.model.source.language == "vensim" else "XMILE"
    uncertain = counted(len(model.uncertain), "parameter")
    ranges = [f"  {id_}: {low:g} to {high:g}" for id_, (low, high) in model.uncertain.items()]
    head = f"{name} model: {uncertain} with a range, taken as uncertainty"
    return "\n".join([head, *ranges, report_text(model.report)])
