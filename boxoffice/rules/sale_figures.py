"""What many simulated shows of one hall come to."""

from dataclasses import dataclass

from boxoffice.rules.simulated_sale import House


@dataclass(frozen=True, slots=True)
class SaleFigures:
    """Sums over `shows` of a hall with `seats` for sale each; means are a show's."""

    shows: int = 0
    seats: int = 0
    sold: int = 0
    least_sold: int = 0
    singles: int = 0
    groups: int = 0
    turned_away: int = 0
    takings_minor: int = 0

    def joined(self, house: House) -> "SaleFigures":
        """These with one show more."""
        return SaleFigures(
            self.shows + 1,
            house.seats,
            self.sold + house.sold,
            min(self.least_sold, house.sold) if self.shows else house.sold,
            self.singles + house.singles,
            self.groups + house.groups,
            self.turned_away + house.turned_away,
            self.takings_minor + house.takings_minor,
        )

    @property
    def full_percent(self) -> float:
        """How full a show is."""
        return self._percent(self.mean(self.sold))

    @property
    def least_full_percent(self) -> float:
        """How full the emptiest show is."""
        return self._percent(self.least_sold)

    def mean(self, total: int) -> float:
        """A sum as a show's part of it."""
        return total / self.shows if self.shows else 0.0

    def _percent(self, sold: float) -> float:
        return 100 * sold / self.seats if self.seats else 0.0
