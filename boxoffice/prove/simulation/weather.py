"""What a run's seed lets happen: how long things take, what is lost, and who dies when."""

import asyncio
from dataclasses import dataclass
from random import Random

#: A step's usual time, and the time of one that stalls, in seconds.
USUAL_SECONDS = 0.02
STALL_SECONDS = 8.0


@dataclass
class Weather:
    """Chances between 0 and 1, each a seed's own; `calm` ends them all.

    `stall`: a step takes seconds. `lose`: a message is lost. `repeat`: it comes twice. `die`: a
    process ends at a commit. `silent`: a provider does not answer. `early`: a transaction has
    read before others commit what it goes on to write.
    """

    random: Random
    stall: float = 0.0
    lose: float = 0.0
    repeat: float = 0.0
    die: float = 0.0
    silent: float = 0.0
    early: float = 0.0

    @classmethod
    def drawn(cls, random: Random) -> "Weather":
        """A seed's own: some are fair, some are foul in one way, some in all."""

        def chance(most: float) -> float:
            return most * random.random() if random.random() < 0.7 else 0.0

        return cls(
            random,
            stall=chance(0.06),
            lose=chance(0.15),
            repeat=chance(0.15),
            # An idle relay hardly commits: few commits must have deaths enough among them.
            die=chance(0.05),
            silent=chance(0.2),
            early=chance(0.9),
        )

    def calm(self) -> None:
        """Let nothing go wrong any more."""
        self.stall = self.lose = self.repeat = self.die = self.silent = self.early = 0.0

    def happens(self, chance: float) -> bool:
        """Whether something of this chance happens now."""
        return chance > 0.0 and self.random.random() < chance

    async def pause(self) -> None:
        """Take the time that a step over a wire or a disk takes, from time to time a long one."""
        most = STALL_SECONDS if self.happens(self.stall) else USUAL_SECONDS
        await asyncio.sleep(self.random.uniform(0.0, most))

    async def moment(self) -> None:
        """Take the usual time of a step."""
        await asyncio.sleep(self.random.uniform(0.0, USUAL_SECONDS))
