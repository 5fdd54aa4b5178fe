"""From the wire's names to Python's."""

import re

_BOUNDARY = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def snake(name: str) -> str:
    """`seatIDs` as `seat_ids`, `BID` as `bid`, `bookingId` as `booking_id`."""
    return _BOUNDARY.sub("_", name).lower()
