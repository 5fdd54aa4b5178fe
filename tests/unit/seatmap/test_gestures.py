from boxoffice.seatmap.gestures import Gestures, Point
from boxoffice.seatmap.projection import Bounds


def test_a_trembling_hand_still_clicks() -> None:
    gestures = Gestures(10)
    gestures.press(Point(50, 50), moves_map=False)
    gestures.move(Point(57, 45))
    assert gestures.band is None
    assert gestures.start == Point(50, 50)


def test_a_band_goes_from_the_press_to_the_pointer() -> None:
    gestures = Gestures(10)
    gestures.press(Point(50, 50), moves_map=False)
    gestures.move(Point(20, 90))
    assert gestures.band == Bounds(20, 50, 50, 90)


def test_a_second_button_does_not_disturb_a_band() -> None:
    gestures = Gestures(10)
    gestures.press(Point(50, 50), moves_map=False)
    gestures.press(Point(60, 60), moves_map=True)
    assert gestures.move(Point(80, 80)) == (0.0, 0.0)
    assert gestures.band == Bounds(50, 50, 80, 80)
