"""Ids of the people and bodies that make claims."""

from contention.case.draft import Draft
from contention.case.storage.new_case import free_identifier, identifier, title_key


class HolderIds:
    """Ids of holders by their names: an id is that of one name only."""

    def __init__(self, draft: Draft) -> None:
        self._known = {title_key(each.body.title): id_ for id_, each in draft.holders.items()}
        self._taken = {*draft.known["holder"]}
        self.new: dict[str, str] = {}
        """id → title of those that the case does not have"""

    def of(self, name: str, otherwise: str = "holder") -> str:
        """The id of a holder, a new one if the case has nobody of that name."""
        key = title_key(name)
        if key not in self._known:
            id_ = free_identifier(identifier(name, otherwise), self._taken)
            self._known[key] = id_
            self._taken.add(id_)
            self.new[id_] = name
        return self._known[key]
