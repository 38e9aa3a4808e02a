"""The names of proposals as messages."""

from contention.case.schema.base import AnchorEntry
from contention.coding.review.proposed_names import NameMention, ProposedName
from contention.workbench.messages.names import NameMentionMessage, NameMessage
from contention.workbench.opened.snapshot import Snapshot
from contention.workbench.views.text_view import spans_of


def name_message(snapshot: Snapshot, name: ProposedName) -> NameMessage:
    """A name with its mentions in the text as it is shown."""
    return NameMessage(
        id=name.id, title=name.title, claims=name.claims, known=name.known, settled=name.settled,
        named_by=name.named_by, mentions=[_mention(snapshot, each) for each in name.mentions],
        joined=list(name.joined),
    )  # fmt: skip


def _mention(snapshot: Snapshot, mention: NameMention) -> NameMentionMessage:
    anchor = AnchorEntry(start=mention.start, end=mention.end)
    here = spans_of(snapshot, mention.document, anchor)
    start, end = here[0] if here else (None, None)
    return NameMentionMessage(start=start, end=end, words=mention.words, sentence=mention.sentence)
