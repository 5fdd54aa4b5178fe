"""Whatever happens to a show's seats, in whatever order it is heard of, the picture holds."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from boxoffice.model.booking import Booking, BookingState, Line, SeatSnapshot
from boxoffice.model.layout import Layout
from boxoffice.model.money import Money
from boxoffice.services.booking.known_layout import KnownLayout
from boxoffice.services.booking.show_seats import ShowSeats
from boxoffice.stores.booking_reading import Ownership
from boxoffice.stores.locks import Lock, LockChange
from tests.unit.rules.halls import hall

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
PLAN = hall("ssss", "ss.s")
UIDS = [seat.uid for seat in PLAN.seats]
LAYOUT = Layout("100001", "screen-1", "PVRAH", PLAN, "", NOW)

Event = Callable[[ShowSeats], object]
some_seats = st.lists(st.sampled_from(UIDS), min_size=1, max_size=4, unique=True)


def booking(number: int, state: BookingState, version: int, uids: list[str]) -> Booking:
    lines = tuple(
        Line(f"{number}-{uid}", uid, uid, 1, "adult", Money(100, "INR"), 100, ()) for uid in uids
    )
    pending = state is BookingState.PENDING
    return Booking(
        booking_id=f"booking-{number}",
        hold_id=f"hold-{number}",
        number="",
        show_id=1,
        theatre_id="PVRAH",
        user_id="",
        state=state,
        lines=lines,
        total=Money(100, "INR"),
        paid=Money(0, "INR"),
        created_at=NOW,
        updated_at=NOW,
        expires_at=NOW + timedelta(minutes=number) if pending else None,
        version=version,
    )


@st.composite
def events(draw: st.DrawFn) -> Event:
    """A change of holds, or a version of one of three bookings, sensible or not."""
    if draw(st.booleans()):
        holders = st.sampled_from(["", "hold-1", "hold-2", "hold-3", "hold-4"])
        seats = draw(st.dictionaries(st.sampled_from(UIDS), holders, min_size=1, max_size=4))
        ends_at = NOW + timedelta(minutes=draw(st.sampled_from([1, 2, 5])))
        change = LockChange(1, seats, ends_at)
        return lambda show: show.lock_changed(change)
    number = draw(st.integers(1, 3))
    state = draw(
        st.sampled_from([BookingState.PENDING, BookingState.CONFIRMED, BookingState.EXPIRED])
    )
    # A booking's seats never change; here they follow from its number.
    uids = UIDS[number - 1 : number + 2]
    committed = booking(number, state, draw(st.integers(1, 5)), uids)
    return lambda show: show.booking_changed(committed)


def seen(snapshot: SeatSnapshot) -> dict[int, tuple[int, str, datetime | None]]:
    """State, hold and deadline of every seat."""
    held = {
        index: (hold.hold_id, hold.expires_at) for hold in snapshot.holds for index in hold.indexes
    }
    return {
        index: (state, *held.get(index, ("", None))) for index, state in enumerate(snapshot.states)
    }


@given(st.lists(events(), max_size=30))
def test_a_snapshot_and_its_deltas_lead_to_the_next_snapshot(happened: list[Event]) -> None:
    show = ShowSeats(1, KnownLayout(LAYOUT))
    show.reset("epoch", (), (), {})
    picture = seen(show.snapshot(NOW))
    for event in happened:
        version = show.version
        event(show)
        missed = show.missed("epoch", version)
        assert missed is not None
        assert len(missed) == show.version - version <= 1
        for update in missed:
            assert update.delta is not None
            assert update.delta.version == show.version
            for change in update.delta.changes:
                after = (change.state, change.hold_id, change.expires_at)
                assert picture[change.index] != after
                picture[change.index] = after
        assert picture == seen(show.snapshot(NOW))


@given(st.lists(events(), max_size=30))
def test_the_counts_always_add_up_to_the_capacity(happened: list[Event]) -> None:
    show = ShowSeats(1, KnownLayout(LAYOUT))
    for event in happened:
        event(show)
        seats = show.availability()
        states = show.states()
        assert seats.capacity == 7
        assert (
            seats.available + seats.held + seats.pending + seats.sold + seats.blocked
            == seats.capacity
        )
        assert states.count(0) == seats.available
        assert states.count(1) == seats.held + seats.pending
        assert states.count(2) == seats.sold


@given(st.lists(st.tuples(st.integers(1, 4), some_seats), max_size=6))
def test_what_is_read_at_once_is_what_was_heard_bit_by_bit(
    wanted: list[tuple[int, list[str]]],
) -> None:
    told = ShowSeats(1, KnownLayout(LAYOUT))
    locks: dict[str, Lock] = {}
    free = set(UIDS)
    for number, uids in wanted:
        hold_id = f"hold-{number}"
        if hold_id in locks or not free.issuperset(uids):
            continue
        free -= set(uids)
        locks[hold_id] = Lock(1, f"booking-{number}", hold_id, tuple(uids), 300.0, "", NOW)
        told.lock_changed(LockChange(1, dict.fromkeys(uids, hold_id), NOW))
    owners = [Ownership(1, "booking-9", 1, "hold-9", NOW + timedelta(minutes=9), tuple(UIDS[:2]))]
    told.booking_changed(booking(9, BookingState.PENDING, 1, UIDS[:2]))
    read = ShowSeats(1, KnownLayout(LAYOUT))
    read.reset("", owners, locks.values(), {})
    assert seen(read.snapshot(NOW)) == seen(told.snapshot(NOW))
    assert read.availability() == told.availability()


def test_news_of_an_older_version_changes_nothing() -> None:
    show = ShowSeats(1, KnownLayout(LAYOUT))
    show.booking_changed(booking(1, BookingState.CONFIRMED, 2, UIDS[:1]))
    assert show.booking_changed(booking(1, BookingState.PENDING, 1, UIDS[:1])) is None
    assert show.availability().sold == 1


def test_a_seat_sold_on_is_not_freed_by_late_news_of_its_former_owner() -> None:
    show = ShowSeats(1, KnownLayout(LAYOUT))
    show.booking_changed(booking(1, BookingState.PENDING, 1, UIDS[:1]))
    show.booking_changed(booking(2, BookingState.PENDING, 1, UIDS[:1]))
    show.booking_changed(booking(1, BookingState.CANCELLED, 2, UIDS[:1]))
    assert show.owned(UIDS) == (UIDS[0],)
