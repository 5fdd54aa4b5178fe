"""Pictures over HTTP: anybody reads them, admins put them."""

from aiohttp import hdrs, web

from boxoffice.gateway.access import Rule, admit
from boxoffice.gateway.executor import Gateway
from boxoffice.gateway.server.answers import Unacceptable, body_of
from boxoffice.gateway.server.bearer import token_in
from boxoffice.gateway.server.limits import ServerLimits
from boxoffice.model.errors import BadInput
from boxoffice.model.user import Role
from boxoffice.rules.pictures import PICTURE_MAX_BYTES

#: A poster may be replaced; whoever has the same one still is told so by its tag.
CACHE = "public, max-age=60, must-revalidate"
_PUT = Rule(roles=frozenset({Role.THEATRE_ADMIN, Role.MOVIE_ADMIN, Role.SYSTEM_ADMIN}))
_METHODS: dict[str, str] = {hdrs.ALLOW: "GET, HEAD, PUT"}


class MediaPaths:
    """Answers /media/{id}."""

    def __init__(self, gateway: Gateway, limits: ServerLimits) -> None:
        self._gateway = gateway
        self._limits = limits

    async def answer(self, request: web.BaseRequest, media_id: str) -> web.Response:
        """GET, HEAD and PUT of one picture."""
        if request.method in (hdrs.METH_GET, hdrs.METH_HEAD):
            return await self._get(request, media_id)
        if request.method == hdrs.METH_PUT:
            return await self._put(request, media_id)
        raise Unacceptable(405, BadInput("A picture is read by GET and put by PUT."), _METHODS)

    async def _get(self, request: web.BaseRequest, media_id: str) -> web.Response:
        media = await self._gateway.request().services.displays.media(media_id)
        tag = f'"{media.digest}"'
        headers = {
            hdrs.ETAG: tag,
            hdrs.CACHE_CONTROL: CACHE,
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'",
        }
        if tag in request.headers.get(hdrs.IF_NONE_MATCH, ""):
            return web.Response(status=304, headers=headers)
        return web.Response(body=media.content, content_type=media.content_type, headers=headers)

    async def _put(self, request: web.BaseRequest, media_id: str) -> web.Response:
        token = token_in(request.headers.get(hdrs.AUTHORIZATION, ""))
        asking = self._gateway.request(token, request.remote or "")
        # Before its body is read: a stranger's ten megabytes are not even looked at.
        await admit(_PUT, asking, {})
        content = await body_of(request, PICTURE_MAX_BYTES, self._limits.request_seconds)
        by = await asking.caller()
        content_type = await asking.services.displays.put_media(media_id, content, by)
        return web.json_response({"id": media_id, "contentType": content_type}, status=201)
