"""Notices reach the staff of their theatre, once, newest first."""

from datetime import timedelta

from boxoffice.model.events import Event, EventKind, Notice
from boxoffice.services.notification.notifications import KEPT, MAX_NOTICES, Notifications
from boxoffice.stores.database import Database
from tests.clock import FakeClock

NOW = FakeClock().now()


def notice(name: str, theatre_id: str = "PVRAH", minutes: int = 0) -> Notice:
    at = NOW + timedelta(minutes=minutes)
    return Notice(name, theatre_id, EventKind.REFUND_DUE, "booking", "Pay ₹320 back.", at)


async def test_a_notice_is_kept_once(database: Database) -> None:
    notifications = Notifications(database, FakeClock())
    assert await notifications.post(notice("n1")) is True
    assert await notifications.post(notice("n1")) is False
    assert await notifications.notices("PVRAH") == (notice("n1"),)


async def test_a_theatre_sees_its_own_notices_newest_first(database: Database) -> None:
    notifications = Notifications(database, FakeClock())
    for each in (notice("n1"), notice("n2", minutes=5), notice("n3", "OTHER")):
        await notifications.post(each)
    assert await notifications.notices("PVRAH") == (notice("n2", minutes=5), notice("n1"))


async def test_old_notices_are_forgotten_and_few_are_shown(database: Database) -> None:
    clock = FakeClock()
    notifications = Notifications(database, clock)
    await notifications.post(notice("old"))
    clock.advance(KEPT.total_seconds() + 1)
    minutes = int(KEPT.total_seconds() // 60)
    for number in range(MAX_NOTICES + 1):
        await notifications.post(notice(f"n{number}", minutes=minutes + 1 + number))
    shown = await notifications.notices("PVRAH")
    assert len(shown) == MAX_NOTICES
    assert [shown[0].notice_id, shown[-1].notice_id] == [f"n{MAX_NOTICES}", "n1"]


async def test_money_owed_back_becomes_one_notice_however_often_it_is_heard(
    database: Database,
) -> None:
    notifications = Notifications(database, FakeClock())
    owed = Event(
        "p1:refund_due",
        EventKind.REFUND_DUE,
        "booking-1",
        "PVRAH",
        NOW,
        '{"payment_id": "p1", "kind": "CASH", "amount_minor": 64050, "currency": "INR"}',
    )
    await notifications.heard(owed)
    await notifications.heard(owed)
    (notice,) = await notifications.notices("PVRAH")
    assert (notice.subject, notice.text.partition(" for ")[0]) == (
        "p1",
        "Give back INR 640.50 (CASH)",
    )
