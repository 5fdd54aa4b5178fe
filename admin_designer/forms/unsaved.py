"""What is typed of each record and not saved, and what others did to those records meanwhile."""

from collections.abc import Iterable, Mapping

from admin_designer.forms.kept import Typed
from admin_designer.forms.merging import Texts, merge

#: Stands for the record that is not there yet.
NEW = ""


class Unsaved:
    """By the record's key; a new one's is NEW. Nothing leaves it but by `forget`, and by typing
    what is there anyway."""

    def __init__(self, typed: Mapping[str, Typed] | None = None) -> None:
        self.typed = dict(typed or {})
        self._clashes: dict[str, Texts] = {}

    def __contains__(self, key: str | None) -> bool:
        return key in self.typed

    def texts(self, key: str, there: Texts) -> Texts:
        """What stands in a record's form, of which `there` is kept."""
        return self.typed[key].texts if key in self.typed else there

    def clashes(self, key: str) -> Texts:
        """What others put where somebody here typed something else, by field."""
        return self._clashes.get(key, {})

    def type(self, key: str, texts: Texts, there: Texts) -> None:
        """This stands in the form of a record of which `there` is kept."""
        base = self.typed[key].base if key in self.typed else there
        if texts == base:
            self.forget(key)
        else:
            self.typed[key] = Typed(base, texts)

    def forget(self, key: str) -> None:
        """Nothing of it is typed any more."""
        self.typed.pop(key, None)
        self._clashes.pop(key, None)

    def saved(self, key: str, there_key: str, there: Texts, *, typed_on: bool) -> None:
        """`there` was saved of it, under a key of its own if it was new; `typed_on` where somebody
        has gone on typing meanwhile."""
        typed = self.typed.get(key)
        self.forget(key)
        if typed is not None and typed_on:
            self.type(there_key, typed.texts, there)

    def meet(self, records: Mapping[str, Texts]) -> Mapping[str, bool]:
        """These are the records now. Answers which of those that are typed at others changed, each
        with whether both changed a field. What was typed of one that is gone is a new one's."""
        for key in self._gone(records):
            typed = self.typed.pop(key)
            self.forget(key)
            self.typed.setdefault(NEW, typed)
        met = {}
        for key in [one for one in self.typed if one != NEW]:
            theirs, mine = records[key], self.typed[key]
            if theirs == mine.base:
                continue
            merged = merge(mine.base, mine.texts, theirs)
            self._clashes[key] = {**self.clashes(key), **merged.clashes}
            met[key] = bool(merged.clashes)
            if merged.texts == theirs:
                self.forget(key)
            else:
                self.typed[key] = Typed(theirs, merged.texts)
        return met

    def _gone(self, records: Iterable[str]) -> list[str]:
        return [key for key in self.typed if key != NEW and key not in set(records)]
