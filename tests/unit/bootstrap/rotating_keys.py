"""A process that rotates a theatre's ticket key until it is killed, and says which signs now.
Arguments: the data directory and the theatre's id."""

import asyncio
import sys
from pathlib import Path

from boxoffice.bootstrap.engines import sqlite
from boxoffice.bootstrap.ticket_secret import ticket_secret
from boxoffice.model.clock import SystemClock
from boxoffice.services.booking.ticket_keys import KeySafe, TicketKeys
from boxoffice.settings import Settings


async def main(data_dir: Path, theatre_id: str) -> None:
    """Rotation after rotation."""
    async with sqlite.opened(data_dir) as database:
        keys = TicketKeys(database, SystemClock(), KeySafe(ticket_secret(Settings(data_dir))))
        signs = (await keys.list(theatre_id))[-1].key_id
        while True:
            signs = (await keys.rotate(theatre_id, signs, "admin-1"))[-1].key_id
            print(signs, flush=True)  # noqa: T201 - what its parent reads


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
