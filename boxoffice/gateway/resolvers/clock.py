"""What time it is at the gateway."""

from datetime import datetime

from boxoffice.gateway.binding import Bindings
from boxoffice.gateway.request import Request


async def server_time(request: Request) -> datetime:
    """The gateway's wall clock."""
    return request.clock.now()


BINDINGS = Bindings(roots={"Query.serverTime": server_time})
