"""Door lists over HTTP, for doors that speak no GraphQL."""

import base64

from aiohttp import hdrs, web

from boxoffice.gateway.access import RULES, admit
from boxoffice.gateway.executor import Gateway
from boxoffice.gateway.server.answers import Unacceptable
from boxoffice.gateway.server.bearer import token_in
from boxoffice.model.doors import DoorList
from boxoffice.model.errors import BadInput

#: Whoever has the same one still is told so by its tag.
CACHE = "private, no-cache"
_METHODS: dict[str, str] = {hdrs.ALLOW: "GET, HEAD"}


class DoorListPaths:
    """Answers /door-lists/{theatreId} to whoever may ask the same by GraphQL."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    async def answer(self, request: web.BaseRequest, theatre_id: str) -> web.Response:
        """GET and HEAD of one list, 304 for whoever has it."""
        if request.method not in (hdrs.METH_GET, hdrs.METH_HEAD):
            raise Unacceptable(405, BadInput("A door list is read by GET."), _METHODS)
        token = token_in(request.headers.get(hdrs.AUTHORIZATION, ""))
        asking = self._gateway.request(token, request.remote or "")
        await admit(RULES["Query.doorList"], asking, {"theatre_id": theatre_id})
        doors = await asking.services.bookings.door_list(theatre_id)
        tag = f'"{doors.digest}"'
        headers = {hdrs.ETAG: tag, hdrs.CACHE_CONTROL: CACHE}
        if tag in request.headers.get(hdrs.IF_NONE_MATCH, ""):
            return web.Response(status=304, headers=headers)
        return web.json_response(_written(doors), headers=headers)


def _written(doors: DoorList) -> dict[str, object]:
    """As GraphQL says it."""
    return {
        "theatreId": doors.theatre_id,
        "keys": [
            {
                "keyId": key.key_id,
                "publicKey": base64.b64encode(key.public_key).decode("ascii"),
                "retired": key.retired,
            }
            for key in doors.keys
        ],
        "changed": [
            {
                "number": booking.number,
                "admits": [
                    {"seatUid": seat.seat_uid, "serial": seat.serial} for seat in booking.admits
                ],
            }
            for booking in doors.changed
        ],
        "cancelled": list(doors.cancelled),
        "digest": doors.digest,
    }
