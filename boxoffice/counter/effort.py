"""What a sale takes its clerk: keys and clicks up to the payment, and the time from the first."""

from boxoffice.counter.state import Stage
from boxoffice.counter.waiting import BY_THEMSELVES
from boxoffice.counter.wishes import Choose, Key, Wish
from boxoffice.model.clock import Clock
from boxoffice.model.shift import AtCounter


class Effort:
    """Counts for the sale in hand at the counter named `till`. The key that ends the sale before it
    is counted, but the time begins with the next one: between them may be no customer at all.
    Shows are chosen by the program too, so that what is pressed in their list is left out."""

    def __init__(self, clock: Clock, till: str) -> None:
        self._clock = clock
        self._till = till
        self.begin()

    def begin(self) -> None:
        """A new sale."""
        self._keys = 0
        self._since: float | None = None

    def count(self, wish: Wish, stage: Stage) -> None:
        """The clerk asked for this."""
        if wish in BY_THEMSELVES or isinstance(wish, Choose):
            return
        self._keys += 1
        ends_one = stage is Stage.DONE and wish is Key.GO
        if self._since is None and not ends_one:
            self._since = self._clock.steady()

    def so_far(self) -> AtCounter:
        """Where the sale is made and what it took until now."""
        seconds = 0.0 if self._since is None else self._clock.steady() - self._since
        return AtCounter(self._till, self._keys, round(seconds * 1000))
