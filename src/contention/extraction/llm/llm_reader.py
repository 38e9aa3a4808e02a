"""The reader `llm`: asks piece by piece, and keeps well-formed answers in the words of the text."""

from dataclasses import dataclass, replace

from contention.documents.document import ReadDocument
from contention.extraction.llm.answer import (
    MOST_CLAIMS,
    ClaimAnswer,
    CutAnswerError,
    UnusableAnswerError,
    claims_of,
    complete_claims_of,
    content_of,
)
from contention.extraction.llm.cache import AnswerCache, cache_key
from contention.extraction.llm.client import AnswerSize, ChatClient
from contention.extraction.llm.endpoint import EndpointError
from contention.extraction.llm.prompt import (
    PIECE_CHARACTERS,
    PromptPart,
    halves,
    messages,
    pieces,
    prompt,
)
from contention.extraction.llm.quotes import propose
from contention.extraction.proposals import Proposal, Reading, ReadingTally

MOST_ANSWERS = 2
"""For one piece: one, and one more if the first is not the JSON asked for."""
HOPELESS = 4
"""Sentences read in vain, and none with success, before a document is given up."""

Answered = tuple[list[ClaimAnswer], ReadingTally]


@dataclass(frozen=True)
class LlmReader:
    """Finds claims with a language model at an endpoint that the user named."""

    client: ChatClient
    cache: AnswerCache
    name: str = "llm"
    piece: int = PIECE_CHARACTERS
    """characters of text in one request"""

    def find(self, document: ReadDocument) -> Reading:
        """Read a document; raises EndpointError if the server gives no usable answer at all."""
        found: dict[tuple[object, ...], Proposal] = {}
        total = ReadingTally()
        hopeless, why = True, ""
        left = list(reversed(list(pieces(document, self.piece))))
        while left:
            piece = left.pop()
            try:
                claims, tally = self._claims(piece)
            except UnusableAnswerError as error:
                why = str(error)
                smaller = halves(piece)
                left += reversed(smaller)
                unread = 0 if smaller else 1
                total = _sum(total, ReadingTally(requests=_answers(error), unread=unread))
                if hopeless and total.unread == min(HOPELESS, len(document.sentences)):
                    raise self._hopeless(why) from error
                continue
            hopeless = False
            total = _sum(total, tally)
            for claim in claims:
                proposal = propose(document, piece, claim)
                if proposal is None:
                    total = replace(total, wrong_quotes=total.wrong_quotes + 1)
                elif proposal.sentence not in piece.sentences[: piece.context]:
                    found.setdefault(_identity(proposal), proposal)
        return Reading(tuple(found.values()), notes=_notes(total, why), tally=total)

    def _hopeless(self, why: str) -> EndpointError:
        return EndpointError(
            f"no answer of the model {self.client.endpoint.model} could be used: {why}",
            "try a larger model, or one that can be held to JSON",
        )

    def _claims(self, piece: PromptPart) -> Answered:
        """The claims in a piece, from the cache if it has them; raises UnusableAnswerError."""
        sent = messages(piece)
        key = cache_key(self.client.endpoint.model, sent)
        kept = self.cache.get(key)
        if kept is not None:
            try:
                claims, malformed = claims_of(kept)
                return claims, ReadingTally(kept=1, malformed=malformed)
            except UnusableAnswerError:
                pass  # the file was damaged: ask again and rewrite it
        for number in range(1, MOST_ANSWERS + 1):
            try:
                content = content_of(self.client.ask(sent, _size(piece)))
                claims, malformed = claims_of(content)
            except CutAnswerError as error:
                claims, malformed = complete_claims_of(error.content)
                if not claims or halves(piece):
                    raise  # a shorter piece has a shorter answer
                return claims, ReadingTally(requests=number, malformed=malformed)
            except UnusableAnswerError:
                if number == MOST_ANSWERS:
                    raise
                sent = [*sent, {"role": "user", "content": prompt("again")}]
                continue
            self._keep(key, content)
            return claims, ReadingTally(requests=number, malformed=malformed)
        raise AssertionError("the last answer was used or raised")

    def _keep(self, key: str, content: str) -> None:
        try:
            self.cache.put(key, content)
        except OSError as error:
            raise EndpointError(
                f"answers cannot be kept in {self.cache.folder}: {error.strerror or error}",
                "name a writable folder: --cache DIR",
            ) from error


def _answers(error: UnusableAnswerError) -> int:
    """How many answers were asked for before giving up a piece."""
    return 1 if isinstance(error, CutAnswerError) else MOST_ANSWERS


def _size(piece: PromptPart) -> AnswerSize:
    """More than the claims of a piece need, and the thoughts of a model that writes them down."""
    own = len(piece.sentences) - piece.context
    characters = sum(map(len, piece.texts[piece.context :]))
    return AnswerSize(1_000 + 2 * characters, min(MOST_CLAIMS, 2 + 3 * own))


def _identity(proposal: Proposal) -> tuple[object, ...]:
    return proposal.cause, proposal.effect, proposal.sign, proposal.holder


def _sum(one: ReadingTally, two: ReadingTally) -> ReadingTally:
    return ReadingTally(
        one.requests + two.requests,
        one.kept + two.kept,
        one.wrong_quotes + two.wrong_quotes,
        one.malformed + two.malformed,
        one.unread + two.unread,
    )


def _notes(tally: ReadingTally, why: str) -> tuple[str, ...]:
    """What a person should know about the answers; nothing if all of them were good."""
    notes = []
    if tally.wrong_quotes or tally.malformed:
        notes.append(
            f"of the language model's claims {tally.wrong_quotes} were dropped because their "
            f"words are not exactly in the text, and {tally.malformed} because they are malformed"
        )
    if tally.unread:
        notes.append(
            f"{tally.unread} sentences were not read: {why}; read again, or read them yourself"
        )
    return tuple(notes)
