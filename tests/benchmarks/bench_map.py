"""The seat map beside a QGraphicsView with an item a seat, and beside a bare blit."""

from functools import partial

from tests.benchmarks import map_frames, map_memory
from tests.benchmarks.harness import MEGABYTES, Row

SMALL = 5_000
#: Seats in view from which a frame counts as one of the whole hall.
MANY_SEATS = 5_000

ROWS = [
    Row(
        "map_first",
        "first picture of 100,000 seats from a snapshot, beside items",
        partial(map_frames.first_picture, map_frames.LARGE),
        1 / 100,
        how="A new map in a window of 1600 x 1000, from a layout as the client hands it over (its"
        " seats also as columns) and a snapshot's states until the whole hall is painted; median"
        " of 7. The scene of items is made"
        " once, and its first picture timed. As in all rows of the map, the hall has a"
        " balcony of two curved wings, straight stalls and turned sides, and items are"
        " rounded, antialiased, with a number each.",
    ),
    Row(
        "map_first_5000",
        "first picture of 5,000 seats from a snapshot, beside items",
        partial(map_frames.first_picture, SMALL),
        1 / 10,
        how="The same in a hall of 5,000.",
    ),
    Row(
        "map_pan_whole",
        "a frame of panning the nearly whole hall of 100,000, beside items",
        partial(map_frames.pan_whole, map_frames.LARGE),
        1 / 100,
        how="Two steps of zoom from the whole hall, the middle button drags the map from the hall's"
        " corner to its front edge, 3 and 10 pixels a frame, always to where nothing is drawn yet;"
        " mean of all frames, those among them in which the picture is continued. Items: mean"
        " of 20.",
    ),
    Row(
        "map_pan_whole_blit",
        "the same beside a bare blit of the view",
        partial(map_frames.pan_beside_blit, close=False),
        2,
        how="A blit is a window that copies its 1600 x 1000 pixels out of a larger picture;"
        " mean of 80.",
    ),
    Row(
        "map_pan_close",
        "a frame of panning close in the hall of 100,000, beside a bare blit of the view",
        partial(map_frames.pan_beside_blit, close=True),
        2,
        how="The same at 100 % and more, where seats have their numbers, for 300 frames: 3,000"
        " pixels down and 900 across.",
    ),
    Row(
        "map_pan_5000",
        "a frame of panning the nearly whole hall of 5,000, beside items",
        partial(map_frames.pan_whole, SMALL),
        1 / 5,
        how="As map_pan_whole in a hall of 5,000.",
    ),
    Row(
        "map_zoom_whole",
        "a crisp frame of zooming with 5,000 seats or more in view, beside items",
        partial(map_frames.zoom, map_frames.LARGE, lambda seats: seats >= MANY_SEATS, first=True),
        1 / 25,
        how="From the whole hall to 40 seats by +, every frame drawn crisp: the mean over the"
        " levels that show 5,000 seats or more of each level's median of 5 climbs, in a row"
        " without a pause. Before each climb the map forgets every seat that it has drawn."
        " Items: 2 climbs to the same zooms.",
    ),
    Row(
        "map_zoom_close",
        "a crisp frame of zooming with fewer seats in view, beside items",
        partial(map_frames.zoom, map_frames.LARGE, lambda seats: seats < MANY_SEATS),
        1 / 3,
        how="The mean over the other levels of such climbs by a map that has climbed there before:"
        " it keeps the seats it has drawn at a level, as Qt keeps its glyphs.",
    ),
    Row(
        "map_zoom_close_first",
        "the same for the first time, beside items",
        partial(map_frames.zoom, map_frames.LARGE, lambda seats: seats < MANY_SEATS, first=True),
        1,
        how="The same climbs by a map that forgets before each of them every seat that it has"
        " drawn. While the wheel turns, such frames are stretched instead.",
    ),
    Row(
        "map_zoom_5000",
        "a crisp frame of zooming in a hall of 5,000, beside items",
        partial(map_frames.zoom, SMALL, lambda seats: True),
        1 / 4,
        how="All levels of a hall of 5,000, by a map that has climbed there before.",
    ),
    Row(
        "map_zoom_5000_first",
        "the same for the first time, beside items",
        partial(map_frames.zoom, SMALL, lambda seats: True, first=True),
        3 / 2,
        how="As map_zoom_close_first, all levels of a hall of 5,000.",
    ),
    Row(
        "map_change_whole",
        "ten of 100,000 seats change, whole hall, beside items",
        map_frames.change_whole,
        1 / 200,
        how="Ten seats anywhere in the hall are sold and freed in turn, until the window shows"
        " it; median of 40, items of 20.",
    ),
    Row(
        "map_change_whole_blit",
        "the same beside a bare blit of the view",
        partial(map_frames.change_beside_blit, close=False),
        1.5,
        how="The same; blits: median of 40.",
    ),
    Row(
        "map_change_close",
        "ten seats change, close, beside a bare blit of the view",
        partial(map_frames.change_beside_blit, close=True),
        1.5,
        how="Ten seats anywhere in a view at 100 % and more.",
    ),
    Row(
        "map_growth_10000",
        "one seat changes in a hall of 10,000, beside one of 100",
        partial(map_frames.growth, 10_000),
        2,
        how="One seat of a whole hall is sold and freed in turn until shown; median of 40.",
    ),
    Row(
        "map_growth_100000",
        "one seat changes in a hall of 100,000, beside one of 100",
        partial(map_frames.growth, map_frames.LARGE),
        2,
        how="The same in a hall of 100,000.",
    ),
    Row(
        "map_memory",
        "memory that model and map of 100,000 seats add, beside items",
        map_memory.added,
        1 / 8,
        MEGABYTES,
        how="Resident memory that showing a hall of 100,000 adds to a process that has its"
        " layout and has shown one of 100: the map with all it knows of the hall, whole and"
        " then close, and the scene of items.",
    ),
]
