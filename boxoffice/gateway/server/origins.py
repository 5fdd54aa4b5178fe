"""Which web pages may call: the list of their origins, and what browsers are told of it."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from boxoffice.model.errors import BadInput

PREFLIGHT_SECONDS = 600
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_METHODS = "GET, POST, PUT, OPTIONS"
_USUAL_HEADERS = "authorization, content-type"
_HEADER_NAMES = re.compile(r"[A-Za-z0-9, -]{1,500}")


class Origins:
    """The origins that were named, and with `loopback` every page served by this machine."""

    def __init__(self, named: tuple[str, ...] = (), *, loopback: bool = False) -> None:
        self._named = frozenset(map(_checked, named))
        self._loopback = loopback

    def allow(self, origin: str) -> bool:
        """Whether a page of this origin may call; who names none is no browser."""
        return not origin or origin.lower() in self._named or self._is_own_page(origin)

    def headers(self, origin: str) -> dict[str, str]:
        """What a browser must read before it gives the page its answer."""
        if not origin:
            return {}
        return {
            "Access-Control-Allow-Origin": origin,
            "Access-Control-Expose-Headers": "Retry-After",
            "Vary": "Origin",
        }

    def preflight(self, headers: Mapping[str, str]) -> dict[str, str]:
        """The answer to a browser that asks before it calls."""
        wanted = headers.get("Access-Control-Request-Headers", "")
        return {
            **self.headers(headers.get("Origin", "")),
            "Access-Control-Allow-Methods": _METHODS,
            "Access-Control-Allow-Headers": (
                wanted if _HEADER_NAMES.fullmatch(wanted) else _USUAL_HEADERS
            ),
            "Access-Control-Max-Age": str(PREFLIGHT_SECONDS),
        }

    def _is_own_page(self, origin: str) -> bool:
        return self._loopback and _host(origin) in _LOOPBACK


def _checked(origin: str) -> str:
    if not _host(origin):
        raise BadInput(f"“{origin}” is no origin; one looks like https://tickets.example.com.")
    return origin.lower()


def _host(origin: str) -> str:
    """The host of an origin; empty for anything that is none."""
    try:
        parts = urlsplit(origin)
        parts.port  # noqa: B018 - raises for a port that is none
    except ValueError:
        return ""
    bare = origin.lower() == f"{parts.scheme}://{parts.netloc}".lower()
    if parts.scheme not in ("http", "https") or parts.username is not None or not bare:
        return ""
    return parts.hostname or ""
