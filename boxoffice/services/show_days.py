"""The shows of theatres' days, kept in memory and checked against SQL at each use."""

from collections.abc import Sequence

from boxoffice.rules.bounded import Bounded
from boxoffice.services.vouched import Vouched
from boxoffice.stores import show as store

#: Days of theatres that are kept: a week of a chain of the largest kind.
DAYS_KEPT = 20_000

_Day = tuple[str, str]


class ShowDays:
    """Reading a show from SQL costs fifty times what finding it in memory does.

    Every row of a show carries the number of its last change. One short question says which days
    changed since the last use, whoever changed them, and they are read again. It need not even be
    asked where nobody but this service writes, and it has not.
    """

    def __init__(self, database: Vouched) -> None:
        self._database = database
        self._days: Bounded[_Day, tuple[store.FoundShow, ...]] = Bounded(DAYS_KEPT)
        self._change = -1
        #: What the database had seen of this service's changes when it was last asked.
        self._asked_at = -1

    async def of(
        self, theatre_ids: Sequence[str], local_date: str
    ) -> dict[str, tuple[store.FoundShow, ...]]:
        """The shows of each of these theatres on one local day (YYYYMMDD), by time."""
        at_hand = {
            theatre_id: day
            for theatre_id in theatre_ids
            if (day := self._days.get((theatre_id, local_date))) is not None
        }
        missing = [each for each in theatre_ids if each not in at_hand]
        own_changes = self._database.changes
        if not missing and own_changes == self._asked_at and not self._database.is_shared:
            return at_hand
        since = self._change
        found = await self._database.read(store.days, missing, local_date, since)
        self._forget(found, since)
        self._asked_at = own_changes
        stale = {theatre_id for theatre_id, day in found.changed if day == local_date}
        if stale & at_hand.keys():
            return await self.of(theatre_ids, local_date)
        return at_hand | self._keep(found, missing, local_date)

    def _forget(self, found: store.FoundDays, since: int) -> None:
        """Let go what changed after `since`, as far as nobody has done so already."""
        if found.change <= self._change:
            return
        for day in found.changed:
            self._days.drop(day)
        if since == self._change:
            self._change = found.change

    def _keep(
        self, found: store.FoundDays, missing: Sequence[str], local_date: str
    ) -> dict[str, tuple[store.FoundShow, ...]]:
        days: dict[str, list[store.FoundShow]] = {theatre_id: [] for theatre_id in missing}
        for each in found.shows:
            days[each.show.theatre_id].append(each)
        read = {theatre_id: tuple(shows) for theatre_id, shows in days.items()}
        # What was read before a change that is known by now may be older than it.
        if found.change >= self._change:
            for theatre_id, shows in read.items():
                self._days.put((theatre_id, local_date), shows)
        return read
