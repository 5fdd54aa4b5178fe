"""The token that says who asks."""

from boxoffice.gateway.server.limits import TOKEN_MAX_CHARS
from boxoffice.model.errors import BadInput

_SCHEME = "bearer"


def token_in(authorization: str) -> str:
    """The token of `Bearer …`; empty where nothing is said. BadInput for any other scheme."""
    if not authorization:
        return ""
    scheme, _, token = authorization.strip().partition(" ")
    token = token.strip()
    if scheme.lower() != _SCHEME or len(token) > TOKEN_MAX_CHARS or not _is_plain(token):
        raise BadInput("Authorization is said as “Bearer” and an access token.")
    return token


def _is_plain(token: str) -> bool:
    return token.isascii() and token.isprintable() and " " not in token
