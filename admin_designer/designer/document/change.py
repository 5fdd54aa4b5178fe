"""One step of work on a drawing, which can be taken back."""

from collections.abc import Mapping
from dataclasses import dataclass

from admin_designer.designer.document.elements import Element


@dataclass(frozen=True, slots=True)
class Change:
    """Elements by id as they were and as they become. One that is only in `before` is taken away,
    one that is only in `after` is new.

    `label` says to people what it does. Changes in a row under the same `merge_key` (such as a
    drag, or a number that is typed) are taken back together; an empty key never joins.
    """

    label: str
    before: Mapping[str, Element]
    after: Mapping[str, Element]
    merge_key: str = ""

    @property
    def element_ids(self) -> frozenset[str]:
        """What it touches."""
        return frozenset(self.before) | frozenset(self.after)

    def inverted(self) -> "Change":
        """The change that takes this one back."""
        return Change(self.label, self.after, self.before, self.merge_key)

    def joined(self, later: "Change") -> "Change | None":
        """This and the next one as one; None where they are two."""
        if not self.merge_key or self.merge_key != later.merge_key:
            return None
        # Of what both touch, the first knows how it was and the last what became of it.
        new = self.element_ids - self.before.keys()
        before = {k: v for k, v in later.before.items() if k not in new} | dict(self.before)
        gone = later.element_ids - later.after.keys()
        after = {k: v for k, v in self.after.items() if k not in gone} | dict(later.after)
        return Change(self.label, before, after, self.merge_key)
