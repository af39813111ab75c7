"""The one cookie: a random token that scripts cannot read and other sites cannot send."""

from starlette.responses import Response

from access.sessions import COOKIE_NAME, LONGEST


def set_session_cookie(response: Response, token: str, *, is_secure: bool) -> None:
    """Give the browser a session's token."""
    response.set_cookie(
        COOKIE_NAME, token, max_age=int(LONGEST.total_seconds()), path="/", secure=is_secure, httponly=True,
        samesite="strict",
    )  # fmt: skip


def forget_session_cookie(response: Response, *, is_secure: bool) -> None:
    """Take the token from the browser."""
    response.delete_cookie(COOKIE_NAME, path="/", secure=is_secure, httponly=True, samesite="strict")
