"""Cards that show a claim, a figure or a sentence under review."""

import re
from collections.abc import Iterator, Sequence

from contention.case.draft import Draft
from contention.case.schema.claims import ClaimEntry
from contention.cli.terminal.styled import (
    ADDED,
    DIM,
    MARKED,
    NORMAL,
    STRONG,
    TAKEN,
    WRONG,
    Styled,
    StyledParagraph,
    joined,
    styled,
)
from contention.coding.review.paraphrases import title_of
from contention.coding.review.review_factors import folded
from contention.coding.review.review_queue import Item, Passage, Waiting, sign_word
from contention.coding.review.review_texts import SentencedText

_SHOWN = ("stance", "holder", "strength", "delay", "transient", "condition", "necessary",
          "credibility", "confidence", "found_by", "note", "coder")  # fmt: skip
_SHOWN_FIGURE = ("date", "source", "holder", "factor", "coder")
_ARROWS = {"none": "has no effect on", "unclear": "acts (unclear how) on"}
_SMALL = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
MOST_LISTED = 9


def item_card(
    draft: Draft,
    item: Waiting,
    listed: Sequence[Item],
    where: str,
    numbered: StyledParagraph | None,
) -> list[StyledParagraph]:
    """A claim or a figure with its sentence and what else is coded there."""
    status = "" if item.status == "proposed" else f"  {item.status}"
    head = styled(f"{where}  ", STRONG) + styled(f"{item.id}  ({item.path}:{item.line})", DIM)
    return [
        StyledParagraph(head + styled(status, STRONG)),
        *([numbered] if numbered else passage_lines(item.passage)),
        *(_claim(draft, item) if item.kind == "claim" else _figure(item)),
        *(StyledParagraph(styled(f"merged: {each}"), "  ", "    ", 1) for each in item.merged),
        *(StyledParagraph(styled(f"new factor: {name} is not in factors.yaml", WRONG), "  ", "    ")
          for name in item.unknown_factors),
        *neighbours(draft, listed),
    ]  # fmt: skip


def sentence_card(
    draft: Draft, text: SentencedText, number: int, listed: Sequence[Item], document: str,
    numbered: StyledParagraph | None,
) -> list[StyledParagraph]:  # fmt: skip
    """A sentence without proposals."""
    head = f"sentence {number + 1}/{len(text.sentences)}  "
    around = Passage(
        text.single(number - 1, number - 1), text.single(number, number),
        text.single(number + 1, number + 1), (0, 0),
    )  # fmt: skip
    said = "nothing to review here" if listed else "nothing to review here, nothing coded here"
    return [
        StyledParagraph(styled(head, STRONG) + styled(f"{document}  {said}", DIM)),
        *([numbered] if numbered else passage_lines(around)),
        *neighbours(draft, listed),
    ]


def numbered_words(text: SentencedText, number: int) -> StyledParagraph:
    """A sentence with its words numbered."""
    start, end = text.sentences[number]
    parts: list[Styled] = []
    at = start
    for count, word in enumerate(text.words(number, number), 1):
        parts.append(styled(_single(text.text[at : word.start])))
        parts.append(styled(str(count).translate(_SMALL), ADDED))
        parts.append(styled(_single(text.text[word.start : word.end])))
        at = word.end
    parts.append(styled(_single(text.text[at:end])))
    return StyledParagraph(joined(parts), "  > ", "    ")


def passage_lines(passage: Passage | None) -> Iterator[StyledParagraph]:
    """A sentence with the anchor marked, and the sentences around it."""
    if passage is None:
        said = "(text not attached: `contention attach` shows the sentence)"
        yield StyledParagraph(styled(said, DIM), "  ", "  ")
        return
    start, end = passage.marked
    text = passage.sentence
    marked = styled(text)
    if end > start:
        marked = joined([styled(text[:start]), styled(f"⟦{text[start:end]}⟧", MARKED),
                         styled(text[end:])])  # fmt: skip
    if passage.before:
        yield StyledParagraph(styled(passage.before, DIM), "  … ", "    ", 4)
    yield StyledParagraph(marked, "  > ", "    ")
    if passage.after:
        yield StyledParagraph(styled(passage.after, DIM), "  … ", "    ", 3)


def _claim(draft: Draft, item: Waiting) -> Iterator[StyledParagraph]:
    fields = item.fields
    sign = sign_word(str(fields.get("sign", "")))
    style = {"raises": ADDED, "lowers": TAKEN}.get(sign, STRONG)
    cause, effect = (_named(draft, str(fields.get(end, ""))) for end in ("cause", "effect"))
    yield StyledParagraph(joined([cause, styled(_ARROWS.get(sign, sign), style), effect], "  "),
                    "  ", "    ")  # fmt: skip
    details = "; ".join(f"{key}: {_value(fields[key])}" for key in _SHOWN if key in fields)
    if details:
        yield StyledParagraph(styled(details, DIM), "  ", "    ")
    if fields.get("paraphrase"):
        yield StyledParagraph(styled(f"“{fields['paraphrase']}”"), "  ", "    ", 2)


def _figure(item: Waiting) -> Iterator[StyledParagraph]:
    fields = item.fields
    number = " ".join(str(fields[key]) for key in ("comparator", "value", "unit") if key in fields)
    yield StyledParagraph(
        styled(number, STRONG) + styled(f"  {fields.get('subject', '')}"), "  ", "    "
    )
    details = "; ".join(f"{key}: {_value(fields[key])}" for key in _SHOWN_FIGURE if key in fields)
    if details:
        yield StyledParagraph(styled(details, DIM), "  ", "    ")


def neighbours(draft: Draft, listed: Sequence[Item]) -> Iterator[StyledParagraph]:
    """Other claims and figures, numbered for the keys 1 to 9."""
    for number, entry in enumerate(listed[:MOST_LISTED], 1):
        lead = "also coded: " if number == 1 else "            "
        text = styled(f"{number} {entry_words(draft, entry)}", NORMAL)
        yield StyledParagraph(
            text + styled(f"  ({entry.body.status})", DIM), f"  {lead}", "    ", 1
        )
    if len(listed) > MOST_LISTED:
        yield StyledParagraph(styled(f"and {len(listed) - MOST_LISTED} more", DIM), "  ", "  ", 1)


def entry_words(draft: Draft, entry: Item) -> str:
    """A claim or a figure on one line."""
    body = entry.body
    if isinstance(body, ClaimEntry):
        sign = sign_word(body.sign)
        ends = [title_of(draft, end) for end in (body.cause, body.effect)]
        return f"{entry.id}: {ends[0]} {_ARROWS.get(sign, sign)} {ends[1]}"
    return f"{entry.id}: {body.value:g} {body.unit} {body.subject}"


def _named(draft: Draft, factor: str) -> Styled:
    """A factor's title, and its id if that differs."""
    title = title_of(draft, factor)
    same = folded(title) == folded(factor)
    return styled(title, STRONG) + (styled("") if same else styled(f" ({factor})", DIM))


def _value(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(f"{key} {each}" for key, each in value.items())
    return str(value)


def _single(text: str) -> str:
    """Text with single spaces, also at its ends."""
    return re.sub(r"\s+", " ", text)
