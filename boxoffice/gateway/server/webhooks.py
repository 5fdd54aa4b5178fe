"""Payment providers' messages: handed on as they came, for the provider signed their bytes."""

import logging
import re

from aiohttp import hdrs, web

from boxoffice.gateway.executor import Gateway
from boxoffice.gateway.server.answers import Unacceptable, body_of
from boxoffice.gateway.server.limits import WEBHOOK_BYTES, ServerLimits
from boxoffice.model.errors import BadInput, BadSignature, NotFound, TryAgain
from boxoffice.model.payment import Webhook

#: Where providers put their signature.
SIGNATURES = ("X-Signature", "Stripe-Signature")
SIGNATURE_MAX_CHARS = 1_000
_PROVIDER = re.compile(r"[a-z0-9_-]{1,40}")

_log = logging.getLogger(__name__)


class WebhookPaths:
    """Answers /webhooks/payments/{provider}."""

    def __init__(self, gateway: Gateway, limits: ServerLimits) -> None:
        self._gateway = gateway
        self._limits = limits

    async def answer(self, request: web.BaseRequest, provider: str) -> web.Response:
        """200 once the message is kept, or was before. Whatever else happens must make the
        provider send it again, unless sending it again cannot help."""
        if request.method != hdrs.METH_POST:
            refusal = BadInput("A provider's message is posted.")
            raise Unacceptable(405, refusal, {hdrs.ALLOW: hdrs.METH_POST})
        if not _PROVIDER.fullmatch(provider):
            raise NotFound("No such payment provider is set up.")
        signature = next((s for name in SIGNATURES if (s := request.headers.get(name))), "")
        if len(signature) > SIGNATURE_MAX_CHARS:
            raise BadSignature("The message is not signed as it must be.")
        body = await body_of(request, WEBHOOK_BYTES, self._limits.request_seconds)
        webhook = Webhook(provider, signature, body)
        try:
            fresh = await self._gateway.request().services.payments.hear(webhook)
        except (BadSignature, NotFound, BadInput):
            raise
        except Exception as error:
            _log.exception("A payment provider's message could not be kept.")
            raise TryAgain("The message could not be kept; send it again.") from error
        return web.json_response({"status": "kept" if fresh else "known"})
