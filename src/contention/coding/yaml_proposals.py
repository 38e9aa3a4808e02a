"""Proposals as the lines of a claims file."""

from collections.abc import Iterator, Mapping, Sequence

from contention.case.model import Status
from contention.case.signs import VERBS, WORDS
from contention.case.storage.new_case import quoted
from contention.coding.review.claim_lines import FIELDS, written_out
from contention.extraction.proposals import (
    AUTHOR,
    IMPORTED,
    CodedParticulars,
    Proposal,
    ProposedFigure,
)


def claim_lines(
    id_: str,
    cause: str,
    effect: str,
    proposal: Proposal,
    holder: str,
    condition: str = "",
    status: Status = "proposed",
) -> list[str]:
    """A claim as proposed; `cause` and `effect` are factor ids, `holder` an id or ''.

    `condition` is written as it is; if it is '', the words of a condition are in the note.
    """
    said = f"{proposal.cause.text} {VERBS[proposal.sign]} {proposal.effect.text}"
    if proposal.coded is not None:
        given = {"holder": holder, "condition": condition, "status": status}
        return _coded_lines(id_, (cause, effect), proposal, proposal.coded, said, given)
    lines = [
        f"- id: {id_}",
        f"  cause: {cause}",
        f"  effect: {effect}",
        f"  sign: {WORDS[proposal.sign]}",
        *_degrees(proposal),
        f"  stance: {proposal.stance}",
    ]
    if holder:
        lines.append(f"  holder: {holder}")
    if condition:
        lines.append(f"  condition: {condition}")
    anchor = proposal.anchor
    return [
        *lines,
        f"  paraphrase: {quoted(said)}",
        "  drafted: true",
        f"  anchor: {{start: {anchor.start}, end: {anchor.end}{_ends(proposal)}}}",
        f"  coder: {quoted(proposal.found_by)}",
        f"  status: {status}",
        *_note_lines(proposal, noted=not condition),
    ]


def _ends(proposal: Proposal) -> str:
    """The places of the words for cause and effect, if a reader found them in the text."""
    if proposal.found_by.startswith(IMPORTED):
        return ""
    ends = {"cause": proposal.cause, "effect": proposal.effect}
    return "".join(
        f", {key}: [{end.start}, {end.end}]" for key, end in ends.items() if end.start < end.end
    )


def _coded_lines(
    id_: str, ends: tuple[str, str], proposal: Proposal, coded: CodedParticulars, said: str,
    given: Mapping[str, str],
) -> list[str]:  # fmt: skip
    """A claim as a person coded it in another tool, with everything that the tool holds of it."""
    fields = dict(coded.fields)
    own = fields.pop("paraphrase", "")
    anchor: Mapping[str, object] = {"start": proposal.anchor.start, "end": proposal.anchor.end}
    values: dict[str, object] = {
        **fields, **{key: value for key, value in given.items() if value},
        "id": id_, "cause": ends[0], "effect": ends[1], "sign": WORDS[proposal.sign],
        "stance": proposal.stance, "paraphrase": own or said, "anchor": anchor,
        "coder": coded.coder,
    }  # fmt: skip
    if not own:
        values["drafted"] = "true"
    if coded.note:
        values["note"] = coded.note
    return written_out({key: values[key] for key in FIELDS if key in values})


def _degrees(proposal: Proposal) -> Iterator[str]:
    if proposal.strength_word:
        yield f"  strength: {proposal.strength_word}"
    if proposal.delay_word:
        yield f"  delay: {proposal.delay_word}"
    if proposal.transient:
        yield f"  transient: {proposal.transient}"
    if proposal.necessary and proposal.sign == "+":
        yield "  necessary: true"


def _note_lines(proposal: Proposal, *, noted: bool) -> Iterator[str]:
    if not proposal.found_by.startswith(IMPORTED):
        words = proposal.condition.text if proposal.condition and noted else ""
        condition = f"; condition: {words}" if words else ""
        yield f"  note: {quoted(f'confidence {proposal.confidence:.2f}{condition}')}"


def figure_lines(id_: str, figure: ProposedFigure, holder: str) -> list[str]:
    """A proposed figure; the upper end of a range is in the paraphrase."""
    high = f" to {figure.high:g}" if figure.high is not None else ""
    value = int(figure.value) if float(figure.value).is_integer() else figure.value
    lines = [
        f"- id: {id_}",
        f"  subject: {quoted(figure.subject or 'not said')}",
        f"  value: {value}",
        f"  comparator: {figure.comparator}",
    ]
    if figure.unit:
        lines.append(f"  unit: {quoted(figure.unit)}")
    if figure.date:
        lines.append(f"  date: {quoted(figure.date)}")
    if figure.source:
        lines.append(f"  source: {quoted(figure.source)}")
    if holder:
        lines.append(f"  holder: {holder}")
    said = f"{figure.comparator} {value}{high} {figure.unit}: {figure.subject}"
    anchor = figure.anchor
    return [
        *lines,
        f"  paraphrase: {quoted(said)}",
        f"  anchor: {{start: {anchor.start}, end: {anchor.end}}}",
        "  status: proposed",
    ]


def named_lines(id_: str, title: str, note: str = "") -> list[str]:
    """A factor or a holder that only proposals name so far."""
    noted = quoted(note) if note else "proposed by contention read"
    return [f"{id_}: {{title: {quoted(title)}, note: {noted}}}"]


def holder_names(proposals: Sequence[Proposal], figures: Sequence[ProposedFigure]) -> list[str]:
    """The holders that the proposals name, except the author, each once."""
    named = [*(each.holder for each in proposals), *(each.holder for each in figures)]
    return [name for name in dict.fromkeys(named) if name != AUTHOR]
