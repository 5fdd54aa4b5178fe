"""Locations and theatres: registered with a code of their own, found by how near they are."""

from dataclasses import replace

import pytest

from boxoffice.model.errors import BadInput, InUse, NotFound, TryAgain
from boxoffice.model.theatre import Location
from boxoffice.model.user import Grant, Role, StaffUser
from boxoffice.services.theatre import Theatres
from boxoffice.stores.database import Database
from boxoffice.stores.theatre import waiting_founders
from tests.clock import FakeClock
from tests.unit.services.samples import ANDHERI, users_in

DUBAI = Location("DXB1", "Dubai", 55.27, 25.2, "Asia/Dubai")


@pytest.fixture
def theatres(database: Database) -> Theatres:
    clock = FakeClock()
    return Theatres(database, clock, "Asia/Dhaka", users_in(database, clock))


async def test_a_theatre_gets_a_code_made_of_its_name(theatres: Theatres) -> None:
    first = await theatres.add(ANDHERI, "admin")
    second = await theatres.add(ANDHERI, "admin")
    assert (first.theatre_id, second.theatre_id) == ("PVRAN", "PVRAN2")
    assert await theatres.get("PVRAN") == first
    assert (first.terms, first.created_at) == (ANDHERI.terms, FakeClock().now())


async def test_a_theatre_keeps_the_code_it_comes_with(theatres: Theatres) -> None:
    wanted = replace(ANDHERI, theatre_id="PVRAH")
    assert (await theatres.add(wanted, "admin")).theatre_id == "PVRAH"
    with pytest.raises(InUse):
        await theatres.add(wanted, "admin")


async def test_a_theatre_keeps_its_own_the_locations_or_the_usual_time(theatres: Theatres) -> None:
    nowhere = replace(DUBAI, location_id="NWH1", time_zone="")
    await theatres.add_locations((DUBAI, nowhere), "admin")
    own = replace(ANDHERI, location_id="DXB1", time_zone="Europe/London")
    of_location = replace(ANDHERI, location_id="DXB1")
    of_settings = replace(ANDHERI, location_id="NWH1")
    registered = (own, of_location, of_settings, ANDHERI)
    zones = [(await theatres.add(each, "admin")).time_zone for each in registered]
    assert zones == ["Europe/London", "Asia/Dubai", "Asia/Dhaka", "Asia/Dhaka"]


async def test_locations_are_replaced_and_come_by_name(theatres: Theatres) -> None:
    pune = Location("PNQ1", "Pune", 73.85, 18.52)
    await theatres.add_locations((pune, DUBAI), "admin")
    assert await theatres.add_locations((replace(pune, name="Pune City"),), "admin") == 1
    assert await theatres.locations() == (DUBAI, replace(pune, name="Pune City"))


async def test_near_theatres_come_nearest_first(theatres: Theatres) -> None:
    for name, lat in (("Far", 19.6), ("Near", 19.12), ("Next", 19.2)):
        await theatres.add(replace(ANDHERI, name=name, lat=lat), "admin")
    found = await theatres.near(72.8424, 19.1197, 20.0)
    assert [(each.theatre.name, round(each.distance_km, 1)) for each in found] == [
        ("Near", 0.0),
        ("Next", 8.9),
    ]


async def test_everywhere_is_every_theatre_by_name(theatres: Theatres) -> None:
    for name in ("Regal", "Eros"):
        await theatres.add(replace(ANDHERI, name=name), "admin")
    found = await theatres.near(0.0, 0.0, -1.0)
    assert [(each.theatre.name, each.distance_km) for each in found] == [
        ("Eros", 0.0),
        ("Regal", 0.0),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"lon": 181.0},
        {"lat": float("nan")},
        {"pan": "ABC"},
        {"link": "javascript:alert(1)"},
        {"link": "two words"},
        {"time_zone": "Mars/Olympus"},
        {"theatre_id": "no code"},
    ],
)
async def test_what_cannot_be_is_refused_and_not_kept(
    theatres: Theatres, wrong: dict[str, object]
) -> None:
    values = {name: getattr(ANDHERI, name) for name in ANDHERI.__dataclass_fields__} | wrong
    with pytest.raises(BadInput):
        await theatres.add(type(ANDHERI)(**values), "admin")
    assert await theatres.near(0.0, 0.0, -1.0) == ()


async def test_an_unknown_theatre_is_not_found(theatres: Theatres) -> None:
    with pytest.raises(NotFound):
        await theatres.get("NONE")


class Unreachable:
    """A User service that does not answer."""

    async def make_founder(self, user_id: str, theatre_id: str) -> None:
        raise TryAgain("No answer.")


async def test_who_was_not_made_admin_of_what_they_added_is_at_the_next_start(
    database: Database,
) -> None:
    clock = FakeClock()
    users = users_in(database, clock)
    await users.put_staff(StaffUser("u1", "asha", "Asha", ()), "monsoon letters")
    with pytest.raises(TryAgain):
        await Theatres(database, clock, "Asia/Kolkata", Unreachable()).add(ANDHERI, "u1")
    assert (await users.staff("u1")).grants == ()
    later = Theatres(database, clock, "Asia/Kolkata", users)
    await later.start()
    await later.stop()
    assert (await users.staff("u1")).grants == (Grant(Role.THEATRE_ADMIN, "PVRAN"),)
    assert await database.read(waiting_founders, 10) == ()
