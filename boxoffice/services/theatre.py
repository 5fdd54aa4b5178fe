"""The Theatre service: locations, and the theatres in them."""

import contextlib
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from sqlalchemy import Connection

from boxoffice.model.clock import Clock
from boxoffice.model.errors import BadInput, InUse, NotFound, Outdated
from boxoffice.model.paper import PaperTemplate
from boxoffice.model.terms import SaleTerms
from boxoffice.model.theatre import Location, Theatre, TheatreNear, TheatreRegistration
from boxoffice.rules.geo import PlaceIndex, check_place
from boxoffice.rules.local_time import zone
from boxoffice.rules.pan import check_pan
from boxoffice.rules.paper import check_template
from boxoffice.rules.sale_terms import check_terms
from boxoffice.rules.theatre_code import theatre_code
from boxoffice.services.recurring import Recurring
from boxoffice.services.texts import check_name, check_text
from boxoffice.services.vouched import Vouched
from boxoffice.stores import theatre as store
from boxoffice.stores import theatre_paper as paper_store
from boxoffice.stores.database import Database

#: More in one request is a mistake.
MAX_LOCATIONS = 1_000
MAX_THEATRE_ID_CHARACTERS = 12
#: How often it is looked for theatres that have no admin yet, and how many are seen to at once.
FOUND_SECONDS, FOUND_BATCH = 60.0, 100

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.ASCII | re.IGNORECASE)


class FoundersKeeper(Protocol):
    """What registering a theatre needs of User."""

    async def make_founder(self, user_id: str, theatre_id: str) -> None:
        """Make whoever added a theatre its admin; again is fine. NotFound."""
        ...


class _Known:
    """All theatres as they were at one change."""

    def __init__(self, change: int, theatres: Sequence[Theatre]) -> None:
        self.change = change
        self.by_name = theatres
        self.by_id = {theatre.theatre_id: theatre for theatre in theatres}
        self.places = PlaceIndex([(theatre.lon, theatre.lat) for theatre in theatres])


class Theatres:
    """A boxoffice.model.services.TheatreService.

    All theatres are kept in memory: even the largest chain has some thousands. Where others write
    to the database too, each use asks SQL whether they are still what they were, so that what
    another process changed is seen at once.
    """

    def __init__(
        self, database: Database, clock: Clock, default_time_zone: str, users: FoundersKeeper
    ) -> None:
        self._database = Vouched(database, kept=1)
        self._clock = clock
        self._default_time_zone = default_time_zone
        self._users = users
        self._known = _Known(-1, ())
        self._founding = Recurring(self.found_once, FOUND_SECONDS, "Making founders admins")

    async def start(self) -> None:
        """Make admins of those whom an earlier process left without, and of whom an answer of
        the User service was lost."""
        await self._founding.start()

    async def stop(self) -> None:
        """Stop doing so."""
        await self._founding.stop()

    async def add_locations(self, locations: tuple[Location, ...], by: str) -> int:
        """Add or replace locations; answers how many."""
        if len(locations) > MAX_LOCATIONS:
            raise BadInput(f"At most {MAX_LOCATIONS} locations can be added at once.")
        for location in locations:
            check_name(location.location_id, "The location's id")
            check_name(location.name, "The location's name")
            check_place(location.lon, location.lat)
            if location.time_zone:
                zone(location.time_zone)
        if locations:
            await self._database.run(store.put_locations, locations, by)
        return len(locations)

    async def locations(self) -> tuple[Location, ...]:
        """All locations by name."""
        return await self._database.read(store.all_locations)

    async def add(self, registration: TheatreRegistration, by: str) -> Theatre:
        """Register a theatre; whoever adds it becomes its admin, if they are staff. BadInput for
        a place, PAN or time zone that cannot be, InUse for an id that is taken."""
        _check(registration)
        theatre = await self._database.run(self._add, registration, by)
        await self._found(theatre.theatre_id, by)
        return theatre

    async def set_terms(
        self, theatre_id: str, terms: SaleTerms, terms_version: int, by: str
    ) -> Theatre:
        """Sell by these terms instead of those of `terms_version`."""
        check_terms(terms)
        theatre = await self.get(theatre_id)
        if theatre.terms.tax_tables and terms.currency != theatre.terms.currency:
            # Shows that are on sale have prices and taxes in it.
            raise BadInput(f"{theatre.name} sells in {theatre.terms.currency}.")
        changed = replace(
            theatre,
            terms=terms,
            terms_version=terms_version + 1,
            updated_at=self._clock.now(),
        )
        if not await self._database.run(store.set_terms, changed, by):
            raise Outdated("Somebody else changed the prices meanwhile. Look at them again.")
        return changed

    async def paper(self, theatre_id: str) -> PaperTemplate:
        """What stands on a theatre's papers."""
        return await self._database.read(paper_store.read_template, theatre_id)

    async def set_paper(self, template: PaperTemplate, by: str) -> PaperTemplate:
        """Print this from now on, which was made of the version that it names."""
        check_template(template)
        await self.get(template.theatre_id)
        changed = replace(template, version=template.version + 1)
        put = paper_store.put_template
        if not await self._database.run(put, changed, by, self._clock.now()):
            raise Outdated("Somebody else changed the papers meanwhile. Look at them again.")
        return changed

    async def found_once(self) -> None:
        """Make admins of those who added a theatre and are not yet."""
        for theatre_id, user_id in await self._database.read(store.waiting_founders, FOUND_BATCH):
            await self._found(theatre_id, user_id)

    async def get(self, theatre_id: str) -> Theatre:
        """One theatre; NotFound."""
        found = await self.get_many((theatre_id,))
        if not found:
            raise NotFound(f"There is no theatre {theatre_id}.")
        return found[0]

    async def get_many(self, theatre_ids: tuple[str, ...]) -> tuple[Theatre, ...]:
        """The theatres there are among `theatre_ids`, in that order."""
        known = (await self._theatres()).by_id
        return tuple(known[each] for each in theatre_ids if each in known)

    async def near(self, lon: float, lat: float, radius_km: float) -> tuple[TheatreNear, ...]:
        """Theatres inside the radius, nearest first; below 0: all by name at distance 0."""
        known = await self._theatres()
        if radius_km < 0:
            return tuple(TheatreNear(theatre, 0.0) for theatre in known.by_name)
        check_place(lon, lat)
        found = known.places.within(lon, lat, radius_km)
        return tuple(TheatreNear(known.by_name[number], km) for km, number in found)

    async def _found(self, theatre_id: str, user_id: str) -> None:
        # Nobody to make an admin of: the program itself added it, or somebody who is gone.
        with contextlib.suppress(NotFound):
            await self._users.make_founder(user_id, theatre_id)
        await self._database.run(store.forget_founder, theatre_id)

    async def _theatres(self) -> _Known:
        if not self._database.is_shared:
            return await self._database.read_kept(-1, _read_known)
        change, theatres = await self._database.read(store.all_theatres, self._known.change)
        if theatres is None:
            # Whoever answered earlier may have put newer ones there meanwhile; they are as good.
            return self._known
        found = _Known(change, theatres)
        if change > self._known.change:
            self._known = found
        return found

    def _add(self, connection: Connection, new: TheatreRegistration, by: str) -> Theatre:
        taken = store.theatre_ids(connection)
        if new.theatre_id in taken:
            raise InUse(f"There is a theatre {new.theatre_id} already.")
        time_zone = (
            new.time_zone
            or store.time_zone_of(connection, new.location_id)
            or self._default_time_zone
        )
        now = self._clock.now()
        theatre = Theatre(
            theatre_id=new.theatre_id or theatre_code(new.name, taken),
            name=new.name,
            lon=new.lon,
            lat=new.lat,
            location_id=new.location_id,
            location_name=new.location_name,
            pan=new.pan,
            link=new.link,
            time_zone=time_zone,
            created_at=now,
            updated_at=now,
            terms=new.terms,
            address=new.address,
            gstin=new.gstin,
        )
        store.add(connection, theatre, by)
        return theatre


def _read_known(connection: Connection, since: int) -> _Known:
    change, theatres = store.all_theatres(connection, since)
    return _Known(change, theatres or ())


def _check(new: TheatreRegistration) -> None:
    check_name(new.name, "The theatre's name")
    for text in (new.location_id, new.location_name, new.address, new.gstin):
        check_text(text, "The theatre's place")
    check_place(new.lon, new.lat)
    check_pan(new.pan)
    _check_link(new.link)
    if new.time_zone:
        zone(new.time_zone)
    if new.theatre_id and not (
        new.theatre_id.isascii()
        and new.theatre_id.isalnum()
        and new.theatre_id.isupper()
        and len(new.theatre_id) <= MAX_THEATRE_ID_CHARACTERS
    ):
        raise BadInput(f"“{new.theatre_id}” is not a theatre id such as PVRAH.")
    check_terms(new.terms)


def _check_link(link: str) -> None:
    """A link is put before people as it is, so that it must not be a script or a file."""
    if not link:
        return
    check_name(link, "The link")
    scheme = _SCHEME.match(link)
    if " " in link or (scheme and scheme[1].lower() not in ("http", "https")):
        raise BadInput(f"“{link[:80]}” is not a web address.")
