"""The reader `llm`: asks piece by piece, and keeps well-formed answers in the words of the text."""

from dataclasses import dataclass, replace

from contention.documents.document import ReadDocument
from contention.extraction.llm.answer import ClaimAnswer, UnusableAnswerError, claims_of, content_of
from contention.extraction.llm.cache import AnswerCache, cache_key
from contention.extraction.llm.client import ChatClient
from contention.extraction.llm.endpoint import EndpointError
from contention.extraction.llm.prompt import PromptPart, messages, pieces, prompt
from contention.extraction.llm.quotes import propose
from contention.extraction.proposals import Proposal, Reading, ReadingTally

MOST_ANSWERS = 2
"""For one piece: one, and one more if the first is not the JSON asked for."""

Answered = tuple[list[ClaimAnswer], ReadingTally]


@dataclass(frozen=True)
class LlmReader:
    """Finds claims with a language model at an endpoint that the user named."""

    client: ChatClient
    cache: AnswerCache
    name: str = "llm"

    def find(self, document: ReadDocument) -> Reading:
        """Read a document; raises EndpointError if the server gives no usable answer at all."""
        found: dict[tuple[object, ...], Proposal] = {}
        total = ReadingTally()
        why = ""
        for piece in pieces(document):
            try:
                claims, tally = self._claims(piece)
            except UnusableAnswerError as error:
                why, unread = str(error), len(piece.sentences) - piece.context
                total = _sum(total, ReadingTally(requests=MOST_ANSWERS, unread=unread))
                continue
            total = _sum(total, tally)
            for claim in claims:
                proposal = propose(document, piece, claim)
                if proposal is None:
                    total = replace(total, wrong_quotes=total.wrong_quotes + 1)
                elif proposal.sentence not in piece.sentences[: piece.context]:
                    found.setdefault(_identity(proposal), proposal)
        if total.unread and total.unread == len(document.sentences):
            raise EndpointError(
                f"no answer of the model {self.client.endpoint.model} could be used: {why}",
                "try a larger model, or one that can be held to JSON",
            )
        return Reading(tuple(found.values()), notes=_notes(total, why), tally=total)

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
                content = content_of(self.client.ask(sent))
                claims, malformed = claims_of(content)
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
