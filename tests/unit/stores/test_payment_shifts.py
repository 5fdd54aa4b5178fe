"""Whatever happens at the tills, what the shifts have counted is what the payments say."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine

from boxoffice.model.money import Money
from boxoffice.model.payment import Payment, PaymentKind, PaymentState
from boxoffice.model.shift import AtCounter, EntryKind, Pile, ShiftEntry, ShiftReport
from boxoffice.stores import payment_ledger as ledger
from boxoffice.stores import payment_reading as reading
from boxoffice.stores import payment_returns as returns
from boxoffice.stores import payment_shift_reading as shift_reading
from boxoffice.stores import payment_shifts as shifts
from boxoffice.stores.payment import METADATA, OperationState
from boxoffice.stores.payment_reading import Kept, Operation
from boxoffice.stores.payment_shift_reading import AtTill

BEGAN = datetime(2026, 11, 20, 12, tzinfo=UTC)
THEATRE = "PVRAH"
DAY = (BEGAN, BEGAN + timedelta(days=1))
WHERE = st.tuples(st.sampled_from(["clerk-1", "clerk-2"]), st.sampled_from(["Till 1", "Till 2"]))
AMOUNTS = st.integers(1, 10**9)
COUNTER_KINDS = (PaymentKind.CASH, PaymentKind.CARD_TERMINAL, PaymentKind.UPI)

Step = Callable[["Tills"], None]


@dataclass
class Tills:
    """Two clerks at two tills, and the cash that each drawer must hold, reckoned apart."""

    connection: Connection
    now: datetime = BEGAN
    count: int = 0
    sold: list[str] = field(default_factory=list)
    drawers: dict[tuple[str, str], int] = field(default_factory=dict)
    closed: list[ShiftReport] = field(default_factory=list)

    def next(self) -> int:
        self.now += timedelta(seconds=1)
        self.count += 1
        return self.count

    def till(self, where: tuple[str, str]) -> AtTill:
        return AtTill(THEATRE, *where, "INR")

    def open_shift(self, where: tuple[str, str]) -> str:
        there = shift_reading.read_open_shift(self.connection, self.till(where))
        return there.shift_id if there else ""

    def payment(self, payment_id: str) -> Kept:
        kept = reading.read_kept(self.connection, payment_id)
        assert kept is not None
        return kept

    def put(self, where: tuple[str, str], amount: int) -> None:
        self.drawers[where] = self.drawers.get(where, 0) + amount


def sale(where: tuple[str, str], kind: PaymentKind, amount: int) -> Step:
    """A sale; UPI stays open until its provider says more."""

    def step(tills: Tills) -> None:
        number = tills.next()
        counter = AtCounter(where[1], 4, 5_000)
        new = Operation(
            f"key-{number}", "d", f"b-{number}", THEATRE, where[0], OperationState.BEGUN, counter
        )
        waits = kind is PaymentKind.UPI
        state = PaymentState.OPEN if waits else PaymentState.CAPTURED
        provider = "psp" if waits else ""
        money = Money(amount, "INR")
        payment = Payment(
            f"p-{number}", f"b-{number}", kind, money, amount, "", state, tills.now, provider
        )
        ledger.begin(tills.connection, new, tills.now)
        kept = Kept(payment, new.key, THEATRE, look_at=tills.now)
        assert ledger.record(tills.connection, new, [kept], tills.now)
        tills.sold.append(payment.payment_id)
        tills.put(where, amount if kind is PaymentKind.CASH else 0)

    return step


def provider_says_paid(which: int) -> Step:
    """Money of an open payment arrives."""

    def step(tills: Tills) -> None:
        if tills.sold:
            kept = tills.payment(tills.sold[which % len(tills.sold)])
            if kept.payment.state is PaymentState.OPEN:
                tills.next()
                ledger.capture(tills.connection, kept, f"T{tills.count}", "psp", tills.now)

    return step


def given_back(which: int, where: tuple[str, str]) -> Step:
    """Money falls due to be given back and is: over the counter, or by its provider."""

    def step(tills: Tills) -> None:
        if not tills.sold:
            return
        kept = tills.payment(tills.sold[which % len(tills.sold)])
        if kept.payment.state is not PaymentState.CAPTURED:
            return
        key, at = f"back-{tills.next()}", tills.now
        booking_id = kept.payment.booking_id
        ledger.settle(tills.connection, booking_id, (), (kept,), None, "payment", at)
        if kept.payment.provider:
            due = replace(kept.payment, state=PaymentState.REFUND_DUE)
            ledger.give_back(tills.connection, replace(kept, payment=due), "payment", at)
        else:
            payment_id = kept.payment.payment_id
            returns.give_back_once(tills.connection, payment_id, key, "d", *where, "", at)
            is_cash = kept.payment.kind is PaymentKind.CASH
            tills.put(where, -kept.payment.amount.amount_minor if is_cash else 0)

    return step


def moved(where: tuple[str, str], kind: EntryKind, amount: int) -> Step:
    """Cash in or out, where a shift is open."""

    def step(tills: Tills) -> None:
        if tills.open_shift(where):
            key, money = f"move-{tills.next()}", Money(amount, "INR")
            entry = ShiftEntry(kind, PaymentKind.CASH, money, tills.now, where[0], "why")
            shifts.move_cash(tills.connection, tills.till(where), entry, key)
            tills.put(where, amount if kind is EntryKind.PAID_IN else -amount)

    return step


def counted(where: tuple[str, str], count: int) -> Step:
    """The shift is counted and closed, whatever is not finished."""

    def step(tills: Tills) -> None:
        shift_id = tills.open_shift(where)
        if shift_id:
            key = f"close-{tills.next()}"
            piles = (Pile(100, count),)
            closing = shifts.Closing(shift_id, piles, key, where[0], "super-1", {})
            report = shifts.close(tills.connection, closing, tills.now)
            drawer = tills.drawers.pop(where, 0)
            assert report.figures.expected_cash == Money(drawer, "INR")
            assert report.difference == Money(count * 100 - drawer, "INR")
            tills.closed.append(report)

    return step


STEPS = st.lists(
    st.one_of(
        st.builds(sale, WHERE, st.sampled_from(COUNTER_KINDS), AMOUNTS),
        st.builds(provider_says_paid, st.integers(0, 50)),
        st.builds(given_back, st.integers(0, 50), WHERE),
        st.builds(moved, WHERE, st.sampled_from([EntryKind.PAID_IN, EntryKind.PAID_OUT]), AMOUNTS),
        st.builds(counted, WHERE, st.integers(0, 1000)),
    ),
    max_size=25,
)


@settings(deadline=None)
@given(steps=STEPS)
def test_the_shifts_together_have_counted_what_the_payments_say(steps: list[Step]) -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        METADATA.create_all(connection)
        tills = Tills(connection)
        for step in steps:
            step(tills)
        reports = shift_reading.read_reports_of_day(connection, THEATRE, *DAY)
        money = shift_reading.read_money_of_day(connection, THEATRE, *DAY)
        for kind in COUNTER_KINDS:
            rows = [row for row in money if row.tender is kind and row.booking_id]
            # What comes by a provider once its shift is closed was counted by nobody.
            assert kind is PaymentKind.UPI or all(row.in_shift for row in rows)
            for entry, told in (
                (EntryKind.TAKEN, "taken"),
                (EntryKind.RETURNED, "returned"),
            ):
                said = sum(
                    row.amount.amount_minor for row in rows if row.kind is entry and row.in_shift
                )
                in_shifts = [
                    getattr(figures, told).amount_minor
                    for report in reports
                    for figures in report.figures.tenders
                    if figures.tender is kind
                ]
                assert sum(in_shifts) == said
        for report in tills.closed:
            assert shift_reading.read_report(connection, report.shift.shift_id) == report
        numbers = [report.shift.z_number for report in tills.closed]
        assert numbers == list(range(1, len(numbers) + 1))
        for report in reports:
            where = (report.shift.user_id, report.shift.till)
            if report.shift.closed_at is None:
                drawer = Money(tills.drawers.get(where, 0), "INR")
                assert report.figures.expected_cash == drawer
    engine.dispose()
