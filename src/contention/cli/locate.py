"""`contention locate`: find the anchor of a passage in a document."""

from pathlib import Path

import click

from contention.case.parsed_case import read_draft
from contention.case.problem import CaseError, Problem
from contention.case.suggestions import did_you_mean
from contention.case.text.locating import Found, locate, near
from contention.case.text.texts import text_of_draft
from contention.cli.case_argument import FAULTY, case_argument, refuse
from contention.cli.options import json_option
from contention.cli.output import say, say_json
from contention.documents.shown_text import shown_text


@click.command()
@case_argument
@click.argument("document")
@click.argument("words")
@json_option
@click.pass_context
def command(context: click.Context, case: Path, document: str, words: str, as_json: bool) -> None:
    """Print the anchor of WORDS in DOCUMENT, ready to paste into a claim.

    Letter case and the form of quotes, dashes and spaces are ignored. The text must be attached
    (contention attach) or part of the case. If the words do not occur, the most similar passages
    are shown and the exit status is 2.
    """
    try:
        draft = read_draft(case)
    except CaseError as error:
        refuse(error.problems, case, as_json=as_json)
    text = text_of_draft(draft, document)
    if text is None:
        known = draft.known["document"]
        place = draft.case_tree.place_of_key("documents", document)
        problem = Problem(place, f"the text of `{document}` is not attached",
                          f"run `contention attach {case} {document} FILE`")  # fmt: skip
        if document not in known:
            problem = Problem(
                place,
                f"unknown document `{document}`",
                did_you_mean(document, draft.ids("document")),
            )
        found_in_file = [each for each in draft.problems if each.place.path == "case.yaml"]
        refuse((*found_in_file, problem), case, as_json=as_json)
    text = shown_text(text)
    matches = locate(text, words)
    close = () if matches else near(text, words)
    if as_json:
        shown = {
            "document": document,
            "matches": [*map(_json, matches)],
            "near": [*map(_json, close)],
        }
        say_json(shown)
    else:
        say(_said(matches, close))
    if not any(found.anchor for found in matches):
        context.exit(FAULTY)


def _said(matches: tuple[Found, ...], close: tuple[Found, ...]) -> str:
    if matches:
        head = [] if len(matches) == 1 else [f"These words occur in {len(matches)} places:"]
        return "\n".join([*head, *(_lines(found) for found in matches)])
    if not close:
        return "The text does not contain these words, nor anything similar."
    shown = (f"{_lines(found)}\n  ({found.share:.0%} of the words)" for found in close)
    return "\n".join(["The text does not contain these words. Most similar:", *shown])


def _lines(found: Found) -> str:
    anchor = "no anchor: this is only in the attached copy, not in the text that was coded"
    if found.anchor is not None:
        anchor = f"anchor: {{start: {found.anchor.start}, end: {found.anchor.end}}}"
    return f"{anchor}\n  line {found.line}: {found.sentence}"


def _json(found: Found) -> dict[str, object]:
    return {
        "start": found.anchor and found.anchor.start,
        "end": found.anchor and found.anchor.end,
        "line": found.line,
        "words": found.words,
        "sentence": found.sentence,
        "share": found.share,
    }
