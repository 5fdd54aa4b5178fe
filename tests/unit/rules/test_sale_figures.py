"""Shows of one hall are summed up, and told as one show's part."""

from functools import reduce

from boxoffice.rules.sale_figures import SaleFigures
from boxoffice.rules.simulated_sale import House


def test_means_are_of_all_shows_and_the_emptiest_is_known() -> None:
    houses = [House(40, 40, 0, 20, 1, 400_00), House(40, 30, 4, 15, 2, 300_00)]
    sums = reduce(SaleFigures.joined, houses, SaleFigures())
    assert (sums.shows, sums.groups) == (2, 35)
    assert (sums.full_percent, sums.least_full_percent) == (87.5, 75.0)
    assert sums.mean(sums.singles) == 2.0
    assert sums.mean(sums.takings_minor) == 350_00


def test_before_the_first_show_everything_is_nothing() -> None:
    assert (SaleFigures().full_percent, SaleFigures().mean(0)) == (0.0, 0.0)
    assert SaleFigures().joined(House(0, 0, 0, 0, 0, 0)).full_percent == 0.0
