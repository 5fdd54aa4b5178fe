from boxoffice.seatmap.fitting import Fitting
from boxoffice.seatmap.projection import Bounds, fitting_zoom
from tests.unit.seatmap.plans import hall_91, plain_hall

VIEW = Bounds(0, 0, 802, 480)


def test_a_deep_halls_seats_are_wide_enough_for_their_numbers() -> None:
    deep = Fitting(plain_hall(14, 24), screen_at_bottom=True)
    whole, fitted = deep.hall(Bounds(0, 0, 802, 4800)), deep.hall(VIEW)
    assert 26 * fitting_zoom(whole.bounds, VIEW) < 17
    assert 26 * fitting_zoom(fitted.bounds, VIEW) >= 17


def test_a_hall_that_fits_is_laid_out_once_for_views_of_any_size() -> None:
    fitting = Fitting(hall_91(), screen_at_bottom=True)
    assert fitting.hall(VIEW) is fitting.hall(Bounds(0, 0, 900, 700))
