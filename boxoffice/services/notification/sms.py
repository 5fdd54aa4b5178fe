"""Messages as SMS, handed to a provider's HTTP address in signed requests."""

import asyncio
import json
from types import ModuleType

from boxoffice.model.clock import Clock
from boxoffice.services.notification.messenger import Message, Undeliverable
from boxoffice.services.signatures import sign

SIGNATURE_HEADER = "X-Signature"
TIMEOUT_SECONDS = 20.0
#: Of the answers that say it is our fault, those that may be otherwise next time.
_MAY_PASS = frozenset({401, 403, 408, 409, 425, 429})


class HttpMessenger:
    """Posts `{"message_id", "to", "text"}` as JSON, signed as payment webhooks are: `t=<unix
    seconds>,v1=<hex HMAC-SHA256 of "t.rawbody">`. Whoever receives it drops a message_id that it
    knows."""

    def __init__(self, url: str, secret: str, clock: Clock) -> None:
        self._url = url
        self._secret = secret
        self._clock = clock

    async def send(self, message: Message) -> None:
        """Undeliverable when the provider refuses the message for good."""
        aiohttp = await asyncio.to_thread(_library)
        told = {"message_id": message.message_id, "to": message.to, "text": message.text}
        body = json.dumps(told).encode()
        headers = {
            "Content-Type": "application/json",
            SIGNATURE_HEADER: sign(self._secret, int(self._clock.now().timestamp()), body),
        }
        timeout = aiohttp.ClientTimeout(total=TIMEOUT_SECONDS)
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            # A redirect would take the message, and its signature, to somebody else.
            session.post(self._url, data=body, headers=headers, allow_redirects=False) as response,
        ):
            if 400 <= response.status < 500 and response.status not in _MAY_PASS:
                raise Undeliverable(f"the provider answers {response.status}")
            if not 200 <= response.status < 300:
                raise ConnectionError(f"The provider answers {response.status}.")


def _library() -> ModuleType:
    # Loaded by the first SMS, and off the loop.
    import aiohttp  # noqa: PLC0415 (start-up time)

    return aiohttp
