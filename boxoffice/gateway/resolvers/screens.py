"""Auditoriums and their published layouts."""

from typing import Any, NamedTuple

from boxoffice.gateway.binding import Bindings, Shape
from boxoffice.gateway.facts import Published
from boxoffice.gateway.request import Request
from boxoffice.model.theatre import Screen
from boxoffice.rules.grid import GridCategory, GridSeat, from_grid


class ScreenLayout(NamedTuple):
    """A screen together with the layout it is asked about (empty: none)."""

    screen: Screen
    layout_id: str


async def get_screens(request: Request, theatre_id: str) -> list[ScreenLayout]:
    """A theatre's screens, each with its newest layout."""
    screens = await request.services.screens.of_theatre(theatre_id)
    return [ScreenLayout(screen, screen.layout_id) for screen in screens]


async def get_screen(request: Request, layout_id: str) -> ScreenLayout:
    """The screen a layout was drawn for, with that layout."""
    published = await request.facts.published(layout_id)
    screen = await request.services.screens.get(published.layout.screen_id)
    return ScreenLayout(screen, layout_id)


async def add_screen(request: Request, screen: dict[str, Any]) -> ScreenLayout:
    """Make a screen from a grid and publish that as its first layout."""
    plan = from_grid([_category(each) for each in screen["categories"]], screen["seat_ids"])
    by = (await request.caller()).user_id
    added = await request.services.screens.add(screen["theatre_id"], screen["name"], plan, by)
    return ScreenLayout(added, added.layout_id)


async def layout(request: Request, layout_id: str) -> Published:
    """A published layout with its drawing."""
    return await request.facts.published(layout_id)


async def categories(screen: ScreenLayout, request: Request) -> tuple[GridCategory, ...] | None:
    """The layout as the contract's grid; none before the first layout."""
    if not screen.layout_id:
        return None
    return (await request.published.get(screen.layout_id)).grid


async def seat_ids(screen: ScreenLayout, request: Request) -> tuple[str, ...]:
    """The layout's seats in their own order."""
    if not screen.layout_id:
        return ()
    return (await request.published.get(screen.layout_id)).seat_ids


def layout_id(screen: ScreenLayout) -> str | None:
    """None before the first layout."""
    return screen.layout_id or None


def plan_text(published: Published) -> str:
    """The canonical form, made once per layout."""
    return published.plan_text


def _category(given: dict[str, Any]) -> GridCategory:
    return GridCategory(
        given["cat_id"],
        given["name"],
        given["rows"],
        given["columns"],
        tuple(GridSeat(seat["type"], seat["seat_id"]) for seat in given["seats"]),
    )


BINDINGS = Bindings(
    roots={
        "Query.getScreens": get_screens,
        "Query.getScreen": get_screen,
        "Query.layout": layout,
        "Mutation.addScreen": add_screen,
    },
    shapes={
        "Screen": Shape(
            ScreenLayout,
            {
                "id": "screen.screen_id",
                "name": "screen.name",
                "theatreId": "screen.theatre_id",
                "layoutId": layout_id,
                "categories": categories,
                "seatIDs": seat_ids,
                "createdAt": "screen.created_at",
                "updatedAt": "screen.updated_at",
            },
        ),
        "Category": Shape(GridCategory, {"catId": "category_id"}),
        "Seat": Shape(GridSeat),
        "LayoutDocument": Shape(
            Published,
            {
                "layoutId": "layout.layout_id",
                "screenId": "layout.screen_id",
                "theatreId": "layout.theatre_id",
                "digest": "layout.digest",
                "publishedAt": "layout.published_at",
                "plan": plan_text,
            },
        ),
    },
)
