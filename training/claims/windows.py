"""Windows of consecutive sentences, drawn anew for each epoch, in batches of similar length."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from training.claims.texts import PieceSpan, Text, TextClaim

FIRST, LAST = 101, 102
"""marks of beginning and end"""


@dataclass(frozen=True)
class WindowSentence:
    """A sentence in a window: its text, its number there, and where its pieces begin."""

    text: Text
    number: int
    start: int


@dataclass(frozen=True)
class Window:
    """Sentences read together, with the marks of beginning and end around them."""

    sentences: tuple[WindowSentence, ...]
    length: int


def window(members: Sequence[tuple[Text, int]]) -> Window:
    """A window of sentences, given by text and number."""
    at, found = 1, []
    for text, number in members:
        found.append(WindowSentence(text, number, at))
        at += len(text.sentences[number].ids)
    return Window(tuple(found), at + 1)


def drawn(texts: Sequence[Text], longest: int, draw: random.Random) -> list[Window]:
    """All sentences of all texts once, in windows that begin and end somewhere.

    Sentences of texts with a single one share windows.
    """
    windows: list[Window] = []
    singles = [text for text in texts if len(text.sentences) == 1]
    draw.shuffle(singles)
    runs = [[(text, 0) for text in singles]]
    runs += [
        [(text, number) for number in range(len(text.sentences))]
        for text in texts
        if len(text.sentences) > 1
    ]
    for run in runs:
        taken: list[tuple[Text, int]] = []
        limit = draw.uniform(0.3, 1.0) * longest
        for member in run:
            size = sum(len(t.sentences[n].ids) for t, n in [*taken, member]) + 2
            if taken and size > limit:
                windows.append(window(taken))
                taken, limit = [], draw.uniform(0.3, 1.0) * longest
            taken.append(member)
        if taken:
            windows.append(window(taken))
    return windows


@dataclass(frozen=True)
class ClaimBatch:
    """Windows padded to one length."""

    ids: Tensor
    mask: Tensor
    foreign: Tensor
    """(batch,): 1 for sentences of the corpus"""
    windows: tuple[Window, ...]
    labelled: bool = True


def batches(
    windows: Sequence[Window], tokens: int, draw: random.Random | None
) -> Iterator[ClaimBatch]:
    """Batches of about so many tokens, of windows of similar length."""
    noise = [draw.uniform(-12, 12) if draw else 0.0 for _ in windows]
    order = sorted(range(len(windows)), key=lambda i: windows[i].length + noise[i])
    groups: list[list[int]] = [[]]
    for i in order:
        longest = max([windows[j].length for j in groups[-1]] + [windows[i].length])
        if groups[-1] and longest * (len(groups[-1]) + 1) > tokens:
            groups.append([])
        groups[-1].append(i)
    if draw:
        draw.shuffle(groups)
    for group in filter(None, groups):
        yield collate([windows[i] for i in group])


def collate(windows: Sequence[Window]) -> ClaimBatch:
    """Pad windows to the longest of them."""
    length = max(each.length for each in windows)
    ids = torch.zeros(len(windows), length, dtype=torch.long)
    for row, each in enumerate(windows):
        pieces = [i for s in each.sentences for i in s.text.sentences[s.number].ids]
        ids[row, : each.length] = torch.tensor([FIRST, *pieces, LAST])
    foreign = torch.tensor([float(not w.sentences[0].text.target) for w in windows])
    return ClaimBatch(ids, (ids != 0).float(), foreign, tuple(windows))


@dataclass(frozen=True)
class PlacedClaim:
    """A claim with its spans as pieces of a window, first and last included.

    Either end's spans are empty if it stands outside of the window.
    """

    cause: tuple[tuple[int, int], ...]
    effect: tuple[tuple[int, int], ...]
    pointers: tuple[tuple[int, int] | None, tuple[int, int] | None]
    others: tuple[tuple[int, tuple[int, int]], ...]
    attributes: tuple[int, ...]


def placed_claims(where: Window) -> list[PlacedClaim]:
    """The claims whose stating sentence is in the window."""
    starts = {(id(s.text), s.number): s.start for s in where.sentences}
    found: list[PlacedClaim] = []
    for text in {id(s.text): s.text for s in where.sentences}.values():
        found += (
            _placed(claim, text, starts)
            for claim in text.claims
            if (id(text), claim.sentence) in starts
        )
    return found


def _placed(claim: TextClaim, text: Text, starts: dict[tuple[int, int], int]) -> PlacedClaim:
    def place(span: PieceSpan) -> tuple[int, int] | None:
        start = starts.get((id(text), span.sentence))
        return None if start is None else (start + span.first, start + span.last)

    def places(spans: Sequence[PieceSpan]) -> tuple[tuple[int, int], ...]:
        return tuple(each for each in map(place, spans) if each is not None)

    cause, effect = claim.pointers
    others = ((role, place(span)) for role, span in claim.others)
    return PlacedClaim(
        places(claim.cause), places(claim.effect),
        (cause and place(cause), effect and place(effect)),
        tuple((role, span) for role, span in others if span is not None),
        claim.attributes,
    )  # fmt: skip


def allowed(where: Window) -> tuple[np.ndarray, np.ndarray]:
    """Whether a span may begin, or end, at each piece of the window."""
    starts, ends = np.zeros(where.length, np.bool_), np.zeros(where.length, np.bool_)
    for each in where.sentences:
        own = each.text.sentences[each.number]
        starts[each.start : each.start + len(own.ids)] = own.starts
        ends[each.start : each.start + len(own.ids)] = own.ends
    return starts, ends
