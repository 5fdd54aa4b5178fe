"""One run: a seed's people, processes and misfortunes, from its first hold until all is at rest."""

import asyncio
from dataclasses import dataclass
from random import Random

from boxoffice.model.errors import Refusal
from boxoffice.model.events import Event
from boxoffice.model.payment import Webhook
from boxoffice.prove.books import read_books
from boxoffice.prove.desk import counts_of
from boxoffice.prove.history import Books, Call, History, Sight, Terms
from boxoffice.prove.simulation.database import Disk
from boxoffice.prove.simulation.house import (
    CLAIM_SECONDS,
    HOLD_SECONDS,
    SHOW_ID,
    House,
    SimulatedClock,
    seat_ids,
)
from boxoffice.prove.simulation.loop import Node, SeededLoop
from boxoffice.prove.simulation.onlooker import Onlooker
from boxoffice.prove.simulation.people import Buyer, Stranger
from boxoffice.prove.simulation.person import Street
from boxoffice.prove.simulation.psp import METHOD, NAME, SimulatedPsp
from boxoffice.prove.simulation.rest import provided, unrest
from boxoffice.prove.simulation.site import Site, Unanswered
from boxoffice.prove.simulation.surroundings import errors_in, secrets_from
from boxoffice.prove.simulation.weather import Weather
from boxoffice.services.payment.methods import UPI_METHOD, PaymentMethods

BUYERS = 5
VISITS = 3
ARRIVAL_SECONDS = 10.0
#: What befalls a site while people buy: at most so often, and the longest that it is stopped.
BLOWS = 3
BLOW_SECONDS = 45.0
STOP_SECONDS = 20.0
#: Two machines' clocks differ by at most twice so much.
AHEAD_SECONDS = 1.0
#: By then whatever is still on a wire has come.
STRAGGLERS_SECONDS = 20.0
#: How long everything may take to come to rest once nothing goes wrong any more.
REST_SECONDS = 900.0
REST_STEP_SECONDS = 5.0


@dataclass(frozen=True)
class Lived:
    """What a run leaves: its history, SQL at rest, and what else must agree with both.

    `alone`: one process served, as in one cinema; else two did, as in a chain whose lock store
    has failed: neither knows what the other holds. `told` are the events that consumers took, in
    that order. Of each booking's money, in minor units, `taken` is what the provider keeps and
    `provided` what the books say it does. `unrest` says what never came to an end, `bugs` what
    the services did not expect.
    """

    seed: int
    alone: bool
    history: History
    books: Books
    told: tuple[Event, ...]
    taken: dict[str, int]
    provided: dict[str, int]
    unrest: dict[str, int]
    bugs: tuple[str, ...]


def live(seed: int, disk: Disk) -> Lived:
    """Live through a seed's run on a prepared disk; the same seed lives the same again."""
    random = Random(seed)
    loop = SeededLoop(random)
    disk.put_back()
    run = _Run(seed, random, loop, disk)
    with secrets_from(random), errors_in(run.bugs):
        try:
            return loop.run_until_complete(run.live())
        finally:
            loop.close()


class _Run:
    """What a run is made of."""

    def __init__(self, seed: int, random: Random, loop: SeededLoop, disk: Disk) -> None:
        self._seed = seed
        self._random = random
        self._loop = loop
        self._disk = disk
        self._weather = Weather.drawn(random)
        self._calls: list[Call] = []
        self._sights: list[Sight] = []
        self._told: list[Event] = []
        self.bugs: list[str] = []
        self._psp = SimulatedPsp(self._weather, self._deliver)
        self._methods = PaymentMethods({NAME: self._psp}, {METHOD: NAME, UPI_METHOD: NAME})
        self._alone = random.random() < 0.5
        names = ("one",) if self._alone else ("one", "two")
        self._sites = tuple(self._site(name) for name in names)

    async def live(self) -> Lived:
        """Live through it."""
        for site in self._sites:
            site.open()
        seats = seat_ids()
        street = Street(self._random, self._sites, self._psp, seats, self._calls)
        people = [self._buy(Buyer(f"buyer {number}", street)) for number in range(BUYERS)]
        await asyncio.gather(*people, self._pry(Stranger("stranger", street)), self._strike())
        self._weather.calm()
        under_way = await self._rest()
        shown, counted = {}, {}
        if self._alone:
            last = await self._sites[0].ask(lambda house: house.bookings.seats(SHOW_ID))
            shown[SHOW_ID] = last.states
            (count,) = await self._sites[0].ask(
                lambda house: house.bookings.availability((SHOW_ID,))
            )
            counted[SHOW_ID] = counts_of(count)
        uncaught = (
            f"{each.get('message')} {each.get('exception')!r}" for each in self._loop.uncaught
        )
        outages = tuple(outage for site in self._sites for outage in site.outages)
        terms = Terms(HOLD_SECONDS, CLAIM_SECONDS, {SHOW_ID: seats})
        return Lived(
            self._seed,
            self._alone,
            History(terms, tuple(self._calls), outages, tuple(self._sights)),
            self._disk.read(lambda connection: read_books(connection, shown, counted)),
            tuple(self._told),
            self._psp.kept(),
            self._disk.read(provided),
            under_way,
            (*self.bugs, *uncaught),
        )

    def _site(self, name: str) -> Site:
        ahead = self._random.uniform(-AHEAD_SECONDS, AHEAD_SECONDS)

        def build(node: Node) -> House:
            return House(
                node,
                SimulatedClock(self._loop, ahead),
                self._disk,
                self._weather,
                self._methods,
                self._take,
                is_shared=not self._alone,
            )

        return Site(self._loop, self._weather, name, build, self._look_on)

    def _look_on(self, house: House) -> None:
        if self._alone:
            # The one before went with its process: this one goes on looking for it.
            house.node.start(Onlooker("onlooker", self._random, self._sights).watch(house))

    async def _buy(self, buyer: Buyer) -> None:
        for number in range(VISITS):
            await buyer.think(ARRIVAL_SECONDS)
            await buyer.visit(number)

    async def _pry(self, stranger: Stranger) -> None:
        for _ in range(VISITS):
            await stranger.think(ARRIVAL_SECONDS)
            await stranger.pry()

    async def _strike(self) -> None:
        for _ in range(self._random.randint(0, BLOWS)):
            await asyncio.sleep(self._random.uniform(0.0, BLOW_SECONDS / BLOWS))
            site = self._random.choice(self._sites)
            if self._random.random() < 0.5:
                site.kill()
            else:
                site.stop_for(self._random.uniform(0.0, STOP_SECONDS))

    async def _rest(self) -> dict[str, int]:
        """Wait until everything has come to its end; what has not, after all that time."""
        await asyncio.sleep(STRAGGLERS_SECONDS + HOLD_SECONDS)
        for _ in range(int(REST_SECONDS / REST_STEP_SECONDS)):
            under_way = self._disk.read(unrest)
            if not under_way:
                break
            await asyncio.sleep(REST_STEP_SECONDS)
        return under_way

    async def _take(self, event: Event) -> None:
        """As a consumer of events that takes its time."""
        await self._weather.pause()
        self._told.append(event)

    async def _deliver(self, webhook: Webhook) -> bool:
        try:
            await self._random.choice(self._sites).ask(
                lambda house: house.payments.hear(webhook), may_repeat=True
            )
        except (Unanswered, Refusal):
            return False
        return True
